"""Keeps robots from the public forms without a foreign service, and never in silence: a ticket, a trap and a count.

What is counted is kept in the cache for an hour under a keyed hash of the address; no address is written down.
"""

import ipaddress
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

_SALT: Final = "cases.form"
_HOUR: Final = 3600
#: No person reads and fills a form faster.
TOO_FAST: Final = timedelta(seconds=3)
#: A form that lay open longer is given out anew.
LONGEST: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Ticket:
    """Under what a form was given out, and when."""

    name: str
    at: datetime

    def age(self, at: datetime) -> timedelta:
        """Return how long the form has been out."""
        return at - self.at


def new_ticket(at: datetime) -> str:
    """Return a signed ticket for a form given out at `at`."""
    return signing.Signer(salt=_SALT).sign_object({"name": secrets.token_hex(12), "at": at.isoformat()})


def read_ticket(written: str) -> Ticket | None:
    """Return a ticket of ours; None for a forged one."""
    try:
        said = signing.Signer(salt=_SALT).unsign_object(written)
        return Ticket(said["name"], datetime.fromisoformat(said["at"]))
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None


def is_too_often(purpose: str, request: HttpRequest, *, most: int, at: datetime, adds: bool = True) -> bool:
    """Count one more try for `purpose` from where `request` comes; tell whether it is more than `most` in this hour."""
    hour = int(at.timestamp()) // _HOUR
    key = salted_hmac("kopru.cases.guard", f"{hour} {purpose} {_source(request)}").hexdigest()
    if not adds:
        return int(cache.get(key, 0)) >= most
    cache.add(key, 0, timeout=_HOUR)
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # thrown out between the two lines, because the cache was full
        return False


def _source(request: HttpRequest) -> str:
    """Return where a request comes from: behind our own proxy the address it added last; of IPv6 the network."""
    said = request.META.get("REMOTE_ADDR", "")
    found = _address(said)
    if found is not None and found.is_loopback:
        passed_on = request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
        found = _address(passed_on) or found
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found or said)


def _address(written: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(written.strip())
    except ValueError:
        return None
