"""How long a person's data is kept, by class of the case, and the nightly end of it (KVKK 6698 art. 7).

The years are rules of the office, to be confirmed by it; destruction itself is written in each case's history, which
stays (the by-law asks for three years of such records).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kopru.cases import actions
from kopru.cases.actions.forgetting import drop_left, forget_mails
from kopru.cases.models import Case, CaseRules, Incoming, Outcome, Retention
from kopru.cases.models.cases import CaseQuerySet
from kopru.cases.models.incoming import IncomingQuerySet

#: Local hours in which it runs.
_NIGHT: Final = range(2, 5)
#: Of one turn of the sweep: a transaction each, and the worker has other things to do.
_TURN: Final = 200
#: What belongs to no case: robots, bounces, advertising.
_STRAY: Final = (Outcome.AUTOMATIC, Outcome.SPAM, Outcome.BOUNCE, Outcome.DUPLICATE, Outcome.DELIVERY_REPLY)


@dataclass(frozen=True, slots=True)
class Due:
    """The cases of one class whose time is over: those closed before `before`."""

    retention: Retention
    years: int
    before: datetime
    cases: CaseQuerySet


def years() -> dict[Retention, int]:
    """Return how many years each class is kept."""
    rules = CaseRules.load()
    return {
        Retention.SHORT: rules.keep_years_short,
        Retention.USUAL: rules.keep_years,
        Retention.LEGAL: rules.keep_years_legal,
    }


def due(at: datetime) -> list[Due]:
    """Return, for each class, what is due at `at`; nothing that is open is ever due."""
    found = []
    for retention, count in years().items():
        before = _years_before(at, count)
        cases = Case.objects.closed().filter(retention=retention, erased_at__isnull=True, closed_at__lt=before)
        found.append(Due(retention, count, before, cases.order_by("closed_at", "pk")))
    return found


def strays(at: datetime) -> IncomingQuerySet:
    """Return the mails of no case whose short time is over."""
    before = _years_before(at, years()[Retention.SHORT])
    return Incoming.objects.filter(outcome__in=_STRAY, case__isnull=True, stored_at__lt=before, size__gt=0)


def run(at: datetime, *, most: int | None = None) -> Iterator[tuple[Case, str]]:
    """Anonymise what is due, a transaction each; yield each case with the obstacle, "" where there was none."""
    left = most
    for each in due(at):
        words = ngettext("%(class)s: %(years)d year is over", "%(class)s: %(years)d years are over", each.years)
        reason = words % {"class": each.retention.label, "years": each.years}
        for pk in list(each.cases.values_list("pk", flat=True)[:left]):
            case = Case.objects.get(pk=pk)
            left = left - 1 if left is not None else None
            try:
                actions.anonymise(case, by=None, at=at, reason=reason)
            except actions.Obstacle as obstacle:
                yield case, str(obstacle)
            else:
                yield case, ""


@transaction.atomic
def forget_strays(at: datetime, *, most: int = _TURN) -> int:
    """Forget mails that belong to no case; return how many."""
    ids = list(strays(at).values_list("pk", flat=True)[:most])
    forget_mails(Incoming.objects.filter(pk__in=ids))
    return len(ids)


def nightly(at: datetime) -> int:
    """Do a turn of it, by night; return how many cases and mails were forgotten."""
    if timezone.localtime(at).hour not in _NIGHT:
        return 0
    drop_left()
    return sum(not obstacle for _case, obstacle in run(at, most=_TURN)) + forget_strays(at)


def described(at: datetime) -> list[str]:
    """Say in sentences what is due."""
    lines = [
        _("%(class)s: %(count)d cases closed before %(day)s")
        % {"class": each.retention.label, "count": each.cases.count(), "day": f"{each.before:%d.%m.%Y}"}
        for each in due(at)
    ]
    return [*lines, _("Mails of no case: %(count)d") % {"count": strays(at).count()}]


def _years_before(at: datetime, count: int) -> datetime:
    try:
        return at.replace(year=at.year - count)
    except ValueError:  # 29 February
        return at.replace(year=at.year - count, day=28)
