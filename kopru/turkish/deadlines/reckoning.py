"""The answer: last day, alarms, state and the days one by one, and what would be if something else happened."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from kopru.turkish.deadlines import counting
from kopru.turkish.deadlines.counting import Practice, Reason, Step
from kopru.turkish.deadlines.events import BeforeReceipt, Event, EventKind, earliest, local_day
from kopru.turkish.deadlines.rules import Kind, Roll, Rule, RuleTable, Unit
from kopru.turkish.deadlines.statutes import STATUTES
from kopru.turkish.deadlines.walking import Walk, later_by_months
from kopru.turkish.deadlines.working_days import WorkCalendar


class State(StrEnum):
    """Where an application stands.

    running → awaiting-payment → running | deemed-withdrawn
    running → result-owed (an interim answer in time: 3071 m.7) → answered
    running → overdue → answered;   running → forwarded
    """

    RUNNING = "running"
    AWAITING_PAYMENT = "awaiting-payment"
    DEEMED_WITHDRAWN = "deemed-withdrawn"
    RESULT_OWED = "result-owed"
    FORWARDED = "forwarded"
    ANSWERED = "answered"
    OVERDUE = "overdue"


class AlarmKind(StrEnum):
    """A day to look at before, or beside, the last day."""

    EXTENSION = "extension"  # the serious warning: is an extension needed? day 12
    EXTENSION_LAST = "extension-last"  # the last day on which an extension can still be told
    PAYMENT_LAST = "payment-last"  # the applicant's last day to pay
    STRICTEST = "strictest"  # the last day if leave and holidays move nothing
    WAIT_END = "wait-end"  # how long the applicant must wait for the final answer at most
    EVE = "eve"  # the last working day before a deadline that somebody gave


class Note(StrEnum):
    """What else must be said about a result."""

    EXTENSION_ASSUMED = "extension-assumed"
    EXTENSION_TOO_LATE = "extension-too-late"
    EXTENSION_WITHOUT_REASON = "extension-without-reason"
    COST_TOO_LATE = "cost-too-late"
    PAID_TOO_LATE = "paid-too-late"
    INTERIM_IS_NO_ANSWER = "interim-is-no-answer"
    WITHOUT_EFFECT = "without-effect"
    FEAST_ESTIMATED = "feast-estimated"


class DeadlineMissing(ValueError):
    """The kind has no period of its own, and no last day was given."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One day to look at."""

    kind: AlarmKind
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: the kind, the day of receipt (what receipt is says `wording.trigger`), and what happened since."""

    kind: Kind
    received: date  # or a moment with its time zone
    events: tuple[Event, ...] = ()
    given: date | None = None  # the last day that the other side gave, for `Unit.GIVEN`


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """What came out, with all that explains it."""

    question: Question
    rule: Rule
    due: date | None  # None while the clock is cut
    state: State
    steps: tuple[Step, ...]
    alarms: tuple[Alarm, ...] = ()
    notes: tuple[Note, ...] = ()
    is_extended: bool = False  # whether the longer period of the rule was reckoned with
    days_late: int = 0  # calendar days by which the answer, or today, is past the last day

    def alarm(self, kind: AlarmKind) -> date | None:
        """Return the day of one alarm."""
        return next((one.on for one in self.alarms if one.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A result beside the one that would be."""

    before: Reckoning
    after: Reckoning

    @property
    def moved_days(self) -> int | None:
        """Return by how many calendar days the last day moves; None where one of both has none."""
        if self.before.due is None or self.after.due is None:
            return None
        return (self.after.due - self.before.due).days


def reckon(
    question: Question,
    *,
    calendar: WorkCalendar | None = None,
    rules: RuleTable = STATUTES,
    practice: Practice | None = None,
    on: date | None = None,
) -> Reckoning:
    """Return the last day for an answer, its alarms, the state, and the days one by one.

    ``on`` is the day as of which the state is told; without it only the events speak, and nothing is overdue by time.

    :raises NoRuleInForce: if no law gave a period for this kind on the day of receipt
    :raises EventImpossible: if the events cannot have happened so
    :raises DeadlineMissing: if the kind needs a given last day
    :raises YearNotKnown: if the days reach outside the calendar of holidays
    :raises MomentWithoutZone: for a moment without a time zone
    """
    received = local_day(question.received)
    rule = rules.in_force(question.kind, on=received)
    happened = earliest(question.events, received=received)
    here, practice = calendar or WorkCalendar(), practice or Practice()
    walk = Walk(rule=rule, received=received, happened=happened, calendar=here, practice=practice).go()
    if rule.unit is Unit.GIVEN:
        _take_given(walk, question.given)
    state, days_late = _state(walk, on)
    return Reckoning(
        question=question,
        rule=rule,
        due=walk.due,
        state=state,
        steps=tuple(walk.steps),
        alarms=tuple(sorted(_alarms(walk), key=lambda alarm: (alarm.on, alarm.kind))),
        notes=tuple(_notes(walk)),
        is_extended=rule.extended is not None and walk.allowed == rule.extended,
        days_late=days_late,
    )


def what_if(
    question: Question,
    *hypothetical: Event,
    calendar: WorkCalendar | None = None,
    rules: RuleTable = STATUTES,
    practice: Practice | None = None,
    on: date | None = None,
) -> Comparison:
    """Return the result as it is beside the one that would be if these events had happened too.

    :raises NoRuleInForce: as `reckon`, which raises the others too
    """
    supposed = replace(question, events=question.events + hypothetical)
    return Comparison(
        reckon(question, calendar=calendar, rules=rules, practice=practice, on=on),
        reckon(supposed, calendar=calendar, rules=rules, practice=practice, on=on),
    )


def _take_given(walk: Walk, given: date | None) -> None:
    if given is None:
        raise DeadlineMissing(walk.rule.kind.value)
    day = local_day(given)
    if day < walk.received:
        raise BeforeReceipt(EventKind.FINAL_ANSWER, day, walk.received)
    walk.due = day
    if day > walk.received:
        walk.steps.append(Step(date=day, counted=False, reason=Reason.GIVEN))


# -- state


def _day_of(happened: Mapping[EventKind, Event], kind: EventKind) -> date | None:
    event = happened.get(kind)
    return event.on if event else None


def _state(walk: Walk, on: date | None) -> tuple[State, int]:
    """Return the state and by how many calendar days it is late."""
    final = _day_of(walk.happened, EventKind.FINAL_ANSWER)
    forwarded = _day_of(walk.happened, EventKind.FORWARDED) if walk.rule.ends_by_forwarding else None
    interim = _day_of(walk.happened, EventKind.INTERIM_ANSWER) if walk.rule.wait_months else None
    in_time = interim is not None and _late(walk.due, interim) == 0
    ended = min((day for day in (final, forwarded) if day), default=None)
    if ended:
        state = State.ANSWERED if ended == final else State.FORWARDED
        return state, 0 if in_time else _late(walk.due, ended)
    if walk.is_cut and walk.pay_by is not None:
        paid_late = EventKind.COST_PAID in walk.happened
        is_over = paid_late or (on is not None and on > walk.pay_by)
        return (State.DEEMED_WITHDRAWN if is_over else State.AWAITING_PAYMENT), 0
    if in_time:
        return State.RESULT_OWED, 0
    late = max(_late(walk.due, day) for day in (on, interim))
    return (State.OVERDUE if late else State.RUNNING), late


def _late(due: date | None, day: date | None) -> int:
    return max((day - due).days, 0) if due and day else 0


# -- alarms


def _alarms(walk: Walk) -> list[Alarm]:
    rule, found = walk.rule, []
    if rule.extended is not None and walk.extended_on is None:
        days = {AlarmKind.EXTENSION: rule.extension_alarm, AlarmKind.EXTENSION_LAST: rule.period}
        found += [Alarm(kind, walk.fell_on[day]) for kind, day in days.items() if day in walk.fell_on]
    if walk.pay_by is not None and walk.is_cut:
        found.append(Alarm(AlarmKind.PAYMENT_LAST, walk.pay_by))
    if rule.wait_months and EventKind.INTERIM_ANSWER in walk.happened:
        found.append(Alarm(AlarmKind.WAIT_END, later_by_months(walk.received, rule.wait_months)))
    strictest = _strictest(walk)
    if strictest:
        found.append(Alarm(AlarmKind.STRICTEST, strictest))
    if rule.unit is Unit.GIVEN and walk.due:
        eve = _working_eve(walk.due, walk)
        found += [Alarm(AlarmKind.EVE, eve)] if eve >= walk.received else []
    return found


def _strictest(walk: Walk) -> date | None:
    """Return the last day under the reading that gives the least time, where it is another one."""
    if walk.due is None or walk.rule.unit is Unit.GIVEN:
        return None
    strict = Walk(
        rule=replace(walk.rule, roll=Roll.NONE),
        received=walk.received,
        happened=walk.happened,
        calendar=walk.calendar,
        practice=counting.STRICTEST,
    ).go()
    return strict.due if strict.due and strict.due < walk.due else None


def _working_eve(day: date, walk: Walk) -> date:
    eve = day - timedelta(days=1)
    while not counting.judge_working_day(walk.calendar.day(eve), walk.practice)[0]:
        eve -= timedelta(days=1)
    return eve


# -- notes


def _notes(walk: Walk) -> list[Note]:
    extension = walk.happened.get(EventKind.EXTENSION_TOLD)
    told_in_time = walk.extended_on is not None
    has_extension = walk.rule.extended is not None
    known = {
        Note.EXTENSION_ASSUMED: walk.rule.assumes_extension and extension is None,
        Note.EXTENSION_TOO_LATE: has_extension and extension is not None and not told_in_time,
        Note.EXTENSION_WITHOUT_REASON: told_in_time and extension is not None and extension.reason is None,
        Note.COST_TOO_LATE: _told_too_late(walk),
        Note.PAID_TOO_LATE: walk.is_cut and EventKind.COST_PAID in walk.happened,
        Note.INTERIM_IS_NO_ANSWER: EventKind.INTERIM_ANSWER in walk.happened,
        Note.WITHOUT_EFFECT: bool(_idle(walk)),
        Note.FEAST_ESTIMATED: any(_is_estimated(walk, step) for step in walk.steps),
    }
    return [note for note, holds in known.items() if holds]


def _told_too_late(walk: Walk) -> bool:
    told = walk.happened.get(EventKind.COST_TOLD)
    return walk.rule.payment_days is not None and told is not None and walk.due is not None and told.on > walk.due


def _idle(walk: Walk) -> set[EventKind]:
    """Return the events that this kind of clock does not know."""
    unknown = {
        EventKind.EXTENSION_TOLD: walk.rule.extended is None,
        EventKind.COST_TOLD: walk.rule.payment_days is None,
        EventKind.COST_PAID: walk.rule.payment_days is None,
        EventKind.FORWARDED: not walk.rule.ends_by_forwarding,
    }
    return {kind for kind in walk.happened if unknown.get(kind, False)}


def _is_estimated(walk: Walk, step: Step) -> bool:
    holiday = walk.calendar.day(step.date).holiday
    return holiday is not None and holiday.is_estimated
