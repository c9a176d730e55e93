"""How long ago somebody confirmed an address, in words and as a condition."""

from calendar import monthrange
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kopru.directory.models import ContactPoint, Kind

#: Where the yearly question is switched off, an address still ages.
_USUAL_MONTHS = 12


def months_before(day: date, months: int) -> date:
    """Return the day `months` earlier; the last of the month where that month is shorter."""
    month = day.year * 12 + day.month - 1 - months
    year, month = divmod(month, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def stale_before(today: date) -> date:
    """Return the day before which a confirmation is too old."""
    return months_before(today, settings.STILL_RIGHT_MONTHS or _USUAL_MONTHS)


def words(verified_on: date | None, *, today: date) -> str:
    """Say how long ago it was confirmed: "13 ay önce doğrulandı"."""
    if verified_on is None:
        return _("never verified")
    days = max(0, (today - verified_on).days)
    months = (today.year - verified_on.year) * 12 + today.month - verified_on.month - (today.day < verified_on.day)
    if days == 0:
        return _("verified today")
    if months < 1:
        return ngettext("verified %(count)d day ago", "verified %(count)d days ago", days) % {"count": days}
    if months < 24:
        return ngettext("verified %(count)d month ago", "verified %(count)d months ago", months) % {"count": months}
    years = months // 12
    return ngettext("verified %(count)d year ago", "verified %(count)d years ago", years) % {"count": years}


def is_stale(verified_on: date | None, *, today: date) -> bool:
    """Tell whether it should be asked again."""
    return verified_on is None or verified_on < stale_before(today)


def with_oldest(rows: QuerySet[Any], role: str) -> QuerySet[Any]:
    """Add to people or outlets when the most doubtful of their e-mails was confirmed, and whether they have one."""
    own = ContactPoint.objects.usable().of_kind(Kind.EMAIL).filter(**{role: OuterRef("pk")})
    oldest = own.order_by(F("verified_on").asc(nulls_first=True)).values("verified_on")[:1]
    found: QuerySet[Any] = rows.annotate(oldest_verified_on=Subquery(oldest), has_email=Exists(own))
    return found


def aged(rows: QuerySet[Any], role: str, *, today: date, stale: bool) -> QuerySet[Any]:
    """Keep those with an e-mail address too long unconfirmed, or those of whom every one was confirmed lately."""
    own = ContactPoint.objects.usable().of_kind(Kind.EMAIL).filter(**{role: OuterRef("pk")})
    old = own.filter(Q(verified_on__isnull=True) | Q(verified_on__lt=stale_before(today)))
    return rows.filter(Exists(old)) if stale else rows.filter(Exists(own)).exclude(Exists(old))
