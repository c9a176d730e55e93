"""Open311 GeoReport v2 from the other side: a report is posted to another body's server, and asked about.

Each way in which a call can end has a name of its own, because only one of them may be tried again: what was surely
not sent. XML is spoken, the one format that the specification requires.
"""

import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import SplitResult, quote, urlencode, urlsplit
from xml.etree.ElementTree import Element, ParseError, fromstring

from django.conf import settings

#: Seconds a server may take to answer.
_PATIENCE: Final = 30
_LARGEST: Final = 1024 * 1024
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
#: "Come again later": the server says itself that it did not look at what was sent (RFC 9110 §15.6.4, RFC 6585 §4).
_LATER: Final = frozenset({HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS})


class Failure(Exception):
    """A call did not succeed; `str()` says how.

    Failure
      NotSent      nothing reached the server, or it says that it did not look: may be sent again
      AnswerLost   it may have arrived: never sent again by itself
      Refused      the server says no
    """


class NotSent(Failure):
    """Nothing reached the server, or it says that it did not look."""


class AnswerLost(Failure):
    """It may have arrived."""


class Refused(Failure):
    """The server says no, and why."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the other body gives for a report: its number, or a token by which the number can be asked for."""

    request_id: str = ""
    token: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """What the other body says of a report now."""

    status: str
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Server:
    """Where the other body's server is, and the key it knows us by."""

    endpoint: str
    jurisdiction: str = ""
    key: str = ""


def key_named(name: str) -> str:
    """Return our key to another body's server by its name, or ""."""
    pairs = (each.partition("=") for each in settings.OPEN311_SENDING)
    return next((key.strip() for given, _equals, key in pairs if given.strip() == name), "")


def is_safe(endpoint: str) -> bool:
    """Tell whether a key may be sent there: encrypted, or on this very machine."""
    parts = urlsplit(endpoint)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts)))


def report(server: Server, fields: Mapping[str, str]) -> Receipt:
    """Post a report (POST Service Request); return what the other body gives for it.

    :raises NotSent: if it surely did not arrive
    :raises AnswerLost: if it may have arrived
    :raises Refused: if the server says no
    """
    form = {**fields, "api_key": server.key, "jurisdiction_id": server.jurisdiction}
    body = urlencode({name: value for name, value in form.items() if value}).encode()
    status, answer = _call(server, "/requests.xml", body=body)
    if status in _LATER:
        raise NotSent(_said(status, answer))
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.REQUEST_TIMEOUT:
        raise Refused(_said(status, answer))
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        raise Refused(_said(status, answer))
    root = _read(answer)
    found = root.find(".//request") if root is not None and status < HTTPStatus.MULTIPLE_CHOICES else None
    if found is None:
        raise AnswerLost(_said(status, answer))
    receipt = Receipt(_text(found, "service_request_id"), _text(found, "token"), _text(found, "service_notice"))
    if not receipt.request_id and not receipt.token:
        raise AnswerLost(_said(status, answer))
    return receipt


def number_of(server: Server, token: str) -> str:
    """Return the number that belongs to a token by now, or "" (GET service_request_id from a token).

    :raises Failure: if the server cannot be asked
    """
    found = _asked(server, f"/tokens/{quote(token, safe='')}.xml")
    return _text(found, "service_request_id")


def status_of(server: Server, request_id: str) -> Status:
    """Return how a report stands (GET Service Request).

    :raises Failure: if the server cannot be asked
    """
    found = _asked(server, f"/requests/{quote(request_id, safe='')}.xml")
    status = _text(found, "status").lower()
    if status not in ("open", "closed"):
        raise AnswerLost(f"status: {status[:40]}")
    return Status(status, _text(found, "status_notes"))


def _asked(server: Server, path: str) -> Element:
    where = f"?{urlencode({'jurisdiction_id': server.jurisdiction})}" if server.jurisdiction else ""
    status, answer = _call(server, path + where)
    root = _read(answer)
    found = root.find(".//request") if root is not None else None
    if status != HTTPStatus.OK or found is None:
        raise AnswerLost(_said(status, answer))
    return found


def _call(server: Server, path: str, *, body: bytes | None = None) -> tuple[int, bytes]:
    """Call once; a redirect is not followed, for it would carry the key elsewhere."""
    if not is_safe(server.endpoint):
        raise NotSent("https")
    parts = urlsplit(server.endpoint.rstrip("/") + path)
    connection = _connection(parts)
    try:
        connection.connect()
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        raise NotSent(f"{type(error).__name__}: {error}") from error
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    headers = {"Accept": "text/xml, application/xml", "User-Agent": "Kopru"}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
    try:
        connection.request("GET" if body is None else "POST", address, body=body, headers=headers)
        response = connection.getresponse()
        return response.status, response.read(_LARGEST)
    except (OSError, http.client.HTTPException) as error:
        raise AnswerLost(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, parts.port, timeout=_PATIENCE, context=context)
    return http.client.HTTPConnection(host, parts.port, timeout=_PATIENCE)


def _is_here(parts: SplitResult) -> bool:
    return (parts.hostname or "") in _LOOPBACK


def _read(answer: bytes) -> Element | None:
    """Return the XML of an answer; one that declares entities is not read: they can grow without end."""
    if b"<!DOCTYPE" in answer or b"<!ENTITY" in answer:
        return None
    try:
        return fromstring(answer)  # noqa: S314 - what expands was refused above
    except (ParseError, ValueError):
        return None


def _text(element: Element, name: str) -> str:
    return (element.findtext(name) or "").strip()[:2000]


def _said(status: int, answer: bytes) -> str:
    root = _read(answer)
    found = root.findtext(".//error/description") if root is not None else None
    return f"{status} {' '.join((found or '').split())}".strip()[:240]
