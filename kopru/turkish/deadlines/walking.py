"""The walk through the days, from receipt to the last day, with what happened on the way."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from kopru.turkish.deadlines import counting
from kopru.turkish.deadlines.counting import Practice, Reason, Step
from kopru.turkish.deadlines.events import Event, EventKind
from kopru.turkish.deadlines.rules import Roll, Rule, Unit
from kopru.turkish.deadlines.working_days import WorkCalendar

ONE_DAY = timedelta(days=1)


def later_by_months(day: date, months: int) -> date:
    """Return the day of the same number some months later, or the last of that month where there is none.

    Source: the counting of months in Turkish law of procedure (6100 m.92/2, 5271 m.39/3).
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(kw_only=True)
class Walk:
    """One walk; `due` stays empty while the clock is cut."""

    rule: Rule
    received: date
    happened: Mapping[EventKind, Event]
    calendar: WorkCalendar
    practice: Practice
    steps: list[Step] = field(default_factory=list)
    due: date | None = None
    pay_by: date | None = None
    is_cut: bool = False
    extended_on: date | None = None  # the day on which an extension was told in time
    fell_on: dict[int, date] = field(default_factory=dict)  # counted day → its date, the last one if counted anew

    def go(self) -> "Walk":
        """Walk to the last day, or to the last day of payment if the clock is cut and nobody pays."""
        self._receive()
        if self.rule.unit is Unit.WORKING_DAYS:
            self._through_working_days()
        elif self.rule.unit is Unit.CALENDAR_DAYS:
            self._through_calendar_days()
        elif self.rule.unit is Unit.MONTHS:
            self._through_months()
        return self

    # -- what every walk shares

    def _on(self, kind: EventKind, day: date) -> bool:
        event = self.happened.get(kind)
        return event is not None and event.on == day

    def _put(self, day: date, reason: Reason, *, number: int | None = None, events: tuple[EventKind, ...] = ()) -> None:
        name, article = counting.name_of(self.calendar.day(day))
        ends = (EventKind.FORWARDED, EventKind.INTERIM_ANSWER, EventKind.FINAL_ANSWER)
        also = tuple(kind for kind in ends if self._on(kind, day))
        counted = number is not None
        step = Step(
            date=day,
            counted=counted,
            reason=reason,
            number=number,
            name=name,
            article=article,
            events=events + also,
        )
        self.steps.append(step)

    def _receive(self) -> None:
        events = self._extend(self.received)
        if self._cuts(self.received):
            events += (EventKind.COST_TOLD,)
        self._put(self.received, Reason.RECEIVED, events=events)

    # -- calendar days and months

    def _through_calendar_days(self) -> None:
        day = self.received
        for number in range(1, self.rule.period + 1):
            day += ONE_DAY
            self.fell_on[number] = day
            self._put(day, counting.judge_calendar_day(self.calendar.day(day)), number=number)
        self._roll_from(day)

    def _through_months(self) -> None:
        day = self.received
        for number in range(1, self.rule.period + 1):
            day = later_by_months(self.received, number)
            self._put(day, Reason.COUNTED_MONTH, number=number)
        self._roll_from(day)

    def _roll_from(self, day: date) -> None:
        moves = self.rule.roll is Roll.NEXT_WORKING_DAY
        last = day
        while moves and counting.is_closed(self.calendar.day(last), self.practice):
            if last > day:
                self._put(last, Reason.ROLLED_OVER)
            last += ONE_DAY
        if last > day:
            self._put(last, Reason.EXTENDED_TO)
        self.due = last

    # -- working days, with extension and cut

    @property
    def allowed(self) -> int:
        """Return how many working days there are in all, the extension included where it counts."""
        extended = self.rule.extended
        if extended is None:
            return self.rule.period
        told = EventKind.EXTENSION_TOLD in self.happened
        assumed = self.rule.assumes_extension and not told
        return extended if assumed or self.extended_on else self.rule.period

    def _extend(self, day: date) -> tuple[EventKind, ...]:
        """Take an extension told on this day: the walk is still in the first period, as the law asks (4982 m.11/1)."""
        if self.rule.extended is None or not self._on(EventKind.EXTENSION_TOLD, day):
            return ()
        self.extended_on = day
        return (EventKind.EXTENSION_TOLD,)

    def _cuts(self, day: date) -> bool:
        days = self.rule.payment_days
        if days is None or not self._on(EventKind.COST_TOLD, day):
            return False
        self.is_cut = True
        self.pay_by = counting.working_day_after(day, days, calendar=self.calendar, practice=self.practice)
        return True

    def _through_working_days(self) -> None:
        day, number = self.received, 0
        if self._is_paid(day):
            self.is_cut = False
        while True:
            day += ONE_DAY
            if self.is_cut:
                if self._wait(day):
                    return
                number = 0 if self.practice.cut_restarts and not self.is_cut else number
                continue
            if self._cuts(day):
                events = (EventKind.COST_TOLD, *self._extend(day))
                if self._is_paid(day):
                    self.is_cut, events = False, (*events, EventKind.COST_PAID)
                    number = 0 if self.practice.cut_restarts else number
                self._put(day, Reason.CUT, events=events)
                continue
            number = self._count(day, number)
            if number == self.allowed:
                self.due = day
                return

    def _count(self, day: date, number: int) -> int:
        counts, reason = counting.judge_working_day(self.calendar.day(day), self.practice)
        if not counts:
            self._put(day, reason, events=self._extend(day))
            return number
        number += 1
        self.fell_on[number] = day
        self._put(day, reason, number=number, events=self._extend(day))
        return number

    def _is_paid(self, day: date) -> bool:
        """Say whether the cost was paid on this day, in time and after it was told."""
        return self.is_cut and self.pay_by is not None and day <= self.pay_by and self._on(EventKind.COST_PAID, day)

    def _wait(self, day: date) -> bool:
        """Wait one day for the payment; say whether the last day of payment passed in vain."""
        events = self._extend(day)
        if self._is_paid(day):
            self.is_cut = False
            self._put(day, Reason.PAID, events=(*events, EventKind.COST_PAID))
            return False
        self._put(day, Reason.AWAITING_PAYMENT, events=events)
        return day == self.pay_by
