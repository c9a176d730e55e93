"""The dates of a case, derived from its clock's rows: when it is due, what must be done before, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from kopru.cases.models import Case, CaseRules, ClockEvent, ClockKind, Kind, Leave, LegalClass
from kopru.turkish.deadlines.counting import Practice, working_day_after
from kopru.turkish.deadlines.events import Event, EventKind, ExtensionReason
from kopru.turkish.deadlines.reckoning import AlarmKind, Question, Reckoning, reckon
from kopru.turkish.deadlines.rules import Kind as Period
from kopru.turkish.deadlines.rules import house_target
from kopru.turkish.deadlines.statutes import STATUTES
from kopru.turkish.deadlines.working_days import WorkCalendar

#: Only these move a date; the others are kept for the record.
_EVENTS: Final = frozenset(EventKind)
_CIMER: Final = {
    LegalClass.PETITION: Period.CIMER_PETITION,
    LegalClass.INFORMATION: Period.CIMER_INFORMATION,
}
#: No law sets the time: what the one who asks needs goes before the house target.
_LAWLESS: Final = frozenset({LegalClass.MEDIA, LegalClass.SERVICE})


@dataclass(frozen=True, slots=True)
class House:
    """How the office counts: what it decided and when it does not work, read once for however many cases."""

    rules: CaseRules
    leave: Sequence[Leave]
    #: dates of cases that have only come, by law, day and target: most of those of one hour have the same
    _first_dates: dict[tuple[Period, date, int], "_Dates"] = field(default_factory=dict)

    @classmethod
    def now(cls) -> "House":
        """Return what holds now."""
        return cls(CaseRules.load(), list(Leave.objects.all()))

    def first_dates(self, case: Case, event: ClockEvent) -> "_Dates":
        """Return the dates of a case whose clock knows only that it came."""
        key = (_period(case), timezone.localdate(event.at), _target(case, self.rules))
        if key not in self._first_dates:
            self._first_dates[key] = _dates(case, [event], self)
        return self._first_dates[key]


#: due_on, due_at, alarm_on
_Dates = tuple[date | None, datetime | None, date | None]


def set_first_dates(case: Case, *, events: list[ClockEvent], house: House) -> None:
    """Set the dates of a case that is just taken down from the events it begins with; the caller stores it."""
    if len(events) == 1 and events[0].kind == ClockKind.RECEIVED and events[0].at == case.received_at:
        case.due_on, case.due_at, case.alarm_on = house.first_dates(case, events[0])
    else:
        recount(case, events=events, house=house)


def recount(case: Case, *, events: list[ClockEvent] | None = None, house: House | None = None) -> None:
    """Set the dates of `case` from its events, in their order; the caller stores it."""
    events = list(case.clock_events.all()) if events is None else events
    wanted = [event.at for event in events if event.kind == ClockKind.DEADLINE_SET]
    if case.legal_class in _LAWLESS and wanted:
        case.due_at, case.due_on, case.alarm_on = wanted[-1], timezone.localdate(wanted[-1]), None
        return
    case.due_on, case.due_at, case.alarm_on = _dates(case, events, house)


def _dates(case: Case, events: list[ClockEvent], house: House | None) -> _Dates:
    result = reckoning(case, events=events, house=house)
    due_at = _end_of(result.due or result.alarm(AlarmKind.PAYMENT_LAST))
    return result.due, due_at, result.alarm(AlarmKind.EXTENSION) if not _extended(events) else None


def reckoning(
    case: Case,
    *,
    events: Iterable[ClockEvent] | None = None,
    supposed: Iterable[Event] = (),
    on: date | None = None,
    house: House | None = None,
) -> Reckoning:
    """Return how the date of `case` came out, day by day; `supposed` are events that only might happen."""
    rules = house.rules if house else CaseRules.load()
    rows = list(case.clock_events.all() if events is None else events)
    received, since = _began(case, rows)
    happened = tuple(_event(row) for row in _since(rows, since))
    days = _target(case, rules)
    return reckon(
        Question(kind=_period(case), received=received, events=happened + tuple(supposed)),
        calendar=calendar(received, leave=house.leave if house else None),
        rules=STATUTES.with_rules(house_target(days, since=received)),
        practice=Practice(half_days_count=rules.half_days_count),
        on=on,
    )


def may_still_extend(case: Case, *, at: datetime) -> bool:
    """Tell whether an extension told at `at` would still be in time."""
    last = reckoning(case).alarm(AlarmKind.EXTENSION_LAST)
    return last is not None and timezone.localdate(at) <= last


def working_days_after(day: date, count: int) -> date:
    """Return the day on which `count` working days after `day` have passed."""
    practice = Practice(half_days_count=CaseRules.load().half_days_count)
    return working_day_after(day, count, calendar=calendar(day), practice=practice)


def calendar(since: date, *, leave: Sequence[Leave] | None = None) -> WorkCalendar:
    """Return the working days of the place, without the administrative leave that ended before `since`."""
    whole: dict[date, str] = {}
    half: dict[date, str] = {}
    known = Leave.objects.filter(until_on__gte=since) if leave is None else leave
    for each in (one for one in known if one.until_on >= since):
        for offset in range((each.until_on - each.from_on).days + 1):
            (half if each.is_half else whole)[each.from_on + timedelta(days=offset)] = each.source
    return WorkCalendar(whole, half_leave=half)


def _target(case: Case, rules: CaseRules) -> int:
    """Return the working days in which the house itself wants to answer."""
    return (case.matter.days if case.matter else None) or rules.service_days


def _began(case: Case, rows: list[ClockEvent]) -> tuple[date, datetime]:
    """Return the day the clock counts from: of receipt, or of the last time it was opened again."""
    reopened = [row.at for row in rows if row.kind == ClockKind.REOPENED]
    began = reopened[-1] if reopened else case.received_at
    return timezone.localdate(began), began


def _since(rows: list[ClockEvent], began: datetime) -> list[ClockEvent]:
    """Return the events that move the clock begun then; the payment of a cost told before it moves nothing."""
    counted = [row for row in rows if row.kind in _EVENTS and row.at >= began]
    is_told = any(row.kind == ClockKind.COST_TOLD for row in counted)
    return counted if is_told else [row for row in counted if row.kind != ClockKind.COST_PAID]


def _period(case: Case) -> Period:
    legal = LegalClass(case.legal_class)
    if legal in _LAWLESS:
        return Period.SERVICE
    if case.kind == Kind.CIMER and legal in _CIMER:
        return _CIMER[legal]
    return Period(legal.value)


def _event(row: ClockEvent) -> Event:
    reason = ExtensionReason(row.ground) if row.ground else None
    return Event(EventKind(row.kind), timezone.localdate(row.at), reason)


def _extended(rows: Iterable[ClockEvent]) -> bool:
    return any(row.kind == ClockKind.EXTENSION_TOLD for row in rows)


def _end_of(day: date | None) -> datetime | None:
    """Return the last second of `day`."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59))) if day else None
