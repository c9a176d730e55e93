"""The shelves of the queue: what needs a hand, what is late, what lies with whom; and the page after a row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopru.cases.models import Case, State
from kopru.cases.models.cases import CaseQuerySet
from kopru.cases.showing.states import Words
from kopru.core.models import User

#: The office itself must do something: the others wait for somebody else.
_IN_HAND: Final = (State.NEW, State.OPEN)
COUNTED: Final = 99


@dataclass(frozen=True, slots=True)
class Shelf:
    """One filter of the queue."""

    name: str
    label: Words
    keep: Callable[[CaseQuerySet, User, datetime], CaseQuerySet]
    empty: Words
    #: whether its number is worth saying
    is_counted: bool = True
    is_closed: bool = False


def end_of_day(at: datetime) -> datetime:
    """Return the last second of the day of `at`, in the office's time."""
    return timezone.make_aware(datetime.combine(timezone.localdate(at), time(23, 59, 59)))


def _needs_a_hand(cases: CaseQuerySet, _user: User, at: datetime) -> CaseQuerySet:
    """Keep what lies with the office, and whatever is late or due today, wherever it lies."""
    return cases.open().filter(Q(state__in=_IN_HAND) | Q(due_at__lte=end_of_day(at)))


def _due_today(cases: CaseQuerySet, _user: User, at: datetime) -> CaseQuerySet:
    return cases.due(until=end_of_day(at)).filter(due_at__gte=at)


def _in(*states: State) -> Callable[[CaseQuerySet, User, datetime], CaseQuerySet]:
    return lambda cases, _user, _at: cases.filter(state__in=states)


SHELVES: Final = {
    shelf.name: shelf
    for shelf in (
        Shelf("el-bekleyen", _("Needs a hand"), _needs_a_hand, _("Nothing waits for the office.")),
        Shelf("geciken", _("Overdue"), lambda cases, _user, at: cases.overdue(at), _("Nothing is overdue.")),
        Shelf("bugun", _("Due today"), _due_today, _("Nothing is due today.")),
        Shelf("yeni", _("New, without owner"), lambda cases, _u, _at: cases.unowned().open(), _("Nothing is new.")),
        Shelf("benim", _("Mine"), lambda cases, user, _at: cases.owned_by(user).open(), _("You own no open case.")),
        Shelf("birimlerde", _("With the units"), _in(State.REFERRED), _("No unit is asked.")),
        Shelf("onayda", _("Waiting for approval"), _in(State.APPROVAL), _("Nothing waits for approval.")),
        Shelf("kiside", _("Waiting for the person"), _in(State.ASKED), _("Nobody is asked anything.")),
        Shelf("yolda", _("Answer on its way"), _in(State.LEAVING), _("No answer is on its way.")),
        Shelf("acik", _("All open"), lambda cases, _user, _at: cases.open(), _("No case is open.")),
        Shelf(
            "kapali",
            _("Closed"),
            lambda cases, _user, _at: cases.closed(),
            _("Nothing has been closed yet."),
            is_counted=False,
            is_closed=True,
        ),
    )
}


def after(cases: CaseQuerySet, mark: str, *, is_closed: bool) -> CaseQuerySet:
    """Keep what stands in the list after the row that `mark` names, without counting what stands before it."""
    written, _dash, number = mark.rpartition("_")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return cases
    moment = _moment(written)
    if written and moment is None:
        return cases
    pk = int(number)
    if is_closed:
        return cases.filter(closed_at__lte=moment).filter(Q(closed_at__lt=moment) | Q(pk__lt=pk)) if moment else cases
    if moment is None:
        rest = Q(due_at__isnull=True, pk__gt=pk)
        return cases.filter(rest | Q(due_at__isnull=False) if connection.features.order_by_nulls_first else rest)
    later = cases.filter(due_at__gte=moment).filter(Q(due_at__gt=moment) | Q(pk__gt=pk))
    if connection.features.order_by_nulls_first:
        return later
    return cases.filter(Q(due_at__isnull=True) | Q(due_at__gt=moment) | Q(due_at=moment, pk__gt=pk))


def mark_of(case: Case, *, is_closed: bool) -> str:
    """Return what names the place of `case` in its list."""
    moment = case.closed_at if is_closed else case.due_at
    return f"{int(moment.timestamp() * 1_000_000) if moment else ''}_{case.pk}"


def in_order(cases: CaseQuerySet, *, is_closed: bool) -> CaseQuerySet:
    """Order what is due first, or what was closed last."""
    return cases.order_by("-closed_at", "-pk") if is_closed else cases.by_due()


def _moment(written: str) -> datetime | None:
    """Return the moment of a mark: microseconds since 1970."""
    if not (written.isascii() and written.isdigit() and len(written) < 18):
        return None
    seconds, micros = divmod(int(written), 1_000_000)
    return datetime.fromtimestamp(seconds, tz=timezone.get_current_timezone()).replace(microsecond=micros)
