"""The mailboxes mail is fetched from, as the operator named them; passwords stand in the environment or a file only."""

import ssl
import stat
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class MailboxMisconfigured(Exception):
    """KOPRU_MAILBOXES says something that cannot be followed; the message says what, without the password."""


class Security(StrEnum):
    """How the connection is kept from being overheard."""

    TLS = "imaps"
    STARTTLS = "imap+starttls"
    NONE = "imap"


@dataclass(frozen=True, slots=True)
class Account:
    """One mailbox: where it is, and what is done there with a mail that was taken in."""

    name: str
    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    #: the folder a mail is moved to once it is stored; "" marks it as seen and leaves it
    moves_to: str = ""


def names() -> list[str]:
    """Return the names of the mailboxes that are configured, also of those that are misconfigured."""
    return [entry.partition("=")[0].strip() for entry in settings.MAILBOXES]


def account(name: str) -> Account:
    """Return how the mailbox of this name is reached.

    :raises MailboxMisconfigured: if it cannot be told
    """
    for entry in settings.MAILBOXES:
        given, _equals, place = entry.partition("=")
        if given.strip() == name:
            return _account(name, place.strip())
    raise MailboxMisconfigured(_("There is no mailbox “%(name)s” in KOPRU_MAILBOXES.") % {"name": name})


def trust() -> ssl.SSLContext:
    """Return by what a mail server's certificate is judged: the authorities of the system, and those of KOPRU_IMAP_CA.

    :raises MailboxMisconfigured: if the file of KOPRU_IMAP_CA holds no certificate
    """
    context = ssl.create_default_context()
    if settings.IMAP_CA:
        try:
            context.load_verify_locations(cafile=settings.IMAP_CA)
        except OSError as error:  # there is no such file, or no certificate in it
            told = _("KOPRU_IMAP_CA: no certificate can be read from %(file)s.") % {"file": settings.IMAP_CA}
            raise MailboxMisconfigured(told) from error
    return context


def _account(name: str, place: str) -> Account:
    parts = urlsplit(_secret_in(place) if place.startswith("/") else place)
    if parts.scheme not in list(Security) or not parts.hostname or not parts.username:
        raise MailboxMisconfigured(
            _("Mailbox “%(name)s”: write imaps://user:password@host/INBOX, or the path of a file that holds it.")
            % {"name": name}
        )
    security = Security(parts.scheme)
    if security is Security.NONE and parts.hostname not in _LOOPBACK:
        raise MailboxMisconfigured(
            _("Mailbox “%(name)s”: without encryption the password can be overheard; write imaps://.") % {"name": name}
        )
    return Account(
        name=name,
        host=parts.hostname,
        port=_port(parts, name) or (993 if security is Security.TLS else 143),
        security=security,
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        moves_to=next(iter(parse_qs(parts.query).get("move", [])), ""),
    )


def _port(parts: SplitResult, name: str) -> int | None:
    try:
        return parts.port
    except ValueError as error:
        raise MailboxMisconfigured(_("Mailbox “%(name)s”: the port is no number.") % {"name": name}) from error


def _secret_in(place: str) -> str:
    """Return the address that a file holds; others may not read it."""
    path = Path(place)
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise MailboxMisconfigured(_("Let only its owner read %(file)s: chmod 600.") % {"file": path})
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise MailboxMisconfigured(f"{path}: {error.strerror}") from error
