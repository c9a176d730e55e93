"""Keeps robots from the public forms without a foreign service, and never in silence: a ticket, a trap and a count.

What is counted is kept for an hour under a keyed hash of the address; no address is written down. The count is a row,
so that every process sees it; where many tries are allowed, a process writes only every so many of them.
"""

import ipaddress
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from kopru.cases.models import Tries

_SALT: Final = "cases.form"
_HOUR: Final = 3600
#: A process writes down its tries in at most so many steps up to what is allowed.
_STEPS: Final = 20
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
        return _counted(key) >= most
    known = int(cache.get(f"tries:{key}", 0))
    if known > most:
        return True  # a flood is turned away without a word to the database
    step = max(1, most // _STEPS)
    waiting = int(cache.get(f"waiting:{key}", 0)) + 1
    if waiting >= step or not known:
        known, waiting = _add(key, hour, waiting), 0
        cache.set(f"tries:{key}", known, timeout=_HOUR)
    cache.set(f"waiting:{key}", waiting, timeout=_HOUR)
    return known + waiting > most


def _counted(key: str) -> int:
    return Tries.objects.filter(pk=key).values_list("count", flat=True).first() or 0


def _add(key: str, hour: int, tries: int) -> int:
    """Add tries in one statement, whoever else counts at the same moment; return how many there are."""
    table = connection.ops.quote_name(Tries._meta.db_table)  # noqa: SLF001 - Django's documented API of models
    sql = (
        f"INSERT INTO {table} (key, hour, count) VALUES (%s, %s, %s) "  # noqa: S608 - a table's own name
        f"ON CONFLICT (key) DO UPDATE SET count = {table}.count + excluded.count RETURNING count"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [key, hour, tries])
        (count,) = cursor.fetchone()
    return int(count)


def sweep(at: datetime) -> int:
    """Forget what was counted in the hours before this one, and return how many counts there were."""
    return Tries.objects.filter(hour__lt=int(at.timestamp()) // _HOUR).delete()[0]


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
