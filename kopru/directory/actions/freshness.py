"""How far an address can be relied on."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from kopru.core.models import User
from kopru.directory.models import ContactPoint, Standing

_LOGGED = {Standing.GOOD: "verify", Standing.STALE: "mark_stale", Standing.BAD: "mark_bad"}


@transaction.atomic
def mark_stale(contact_point: ContactPoint, *, reason: str, at: datetime) -> int:
    """Doubt an address after a bounce or a year, under whomever it is filed; return how many rows it stood in.

    What is already known to be wrong stays so.
    """
    same = ContactPoint.objects.usable().filter(kind=contact_point.kind, key=contact_point.key)
    return _set_standing(contact_point, same, Standing.STALE, reason=reason, at=at)


@transaction.atomic
def mark_bad(contact_point: ContactPoint, *, reason: str, at: datetime, by: User | None = None) -> int:
    """Give an address up, under whomever it is filed; return how many rows it stood in."""
    same = ContactPoint.objects.filter(kind=contact_point.kind, key=contact_point.key)
    return _set_standing(contact_point, same, Standing.BAD, reason=reason, at=at, by=by)


@transaction.atomic
def verify(contact_point: ContactPoint, *, by: User | None, at: datetime) -> int:
    """Rely on an address again because somebody confirmed it; return how many rows it stood in."""
    same = ContactPoint.objects.filter(kind=contact_point.kind, key=contact_point.key)
    same.update(verified_on=timezone.localdate(at))
    return _set_standing(contact_point, same, Standing.GOOD, reason="", at=at, by=by)


def _set_standing(
    contact_point: ContactPoint,
    same: QuerySet[ContactPoint],
    standing: Standing,
    *,
    reason: str,
    at: datetime,
    by: User | None = None,
) -> int:
    changed = same.update(standing=standing, standing_reason=" ".join(reason.split())[:255], standing_at=at)
    contact_point.refresh_from_db()
    log(contact_point.owner, f"directory.{_LOGGED[standing]}", user=by, data={"kind": contact_point.kind})
    return changed
