"""Whether a day counts, and why: the calendar judged by the practice of the office."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kopru.turkish.deadlines.events import EventKind
from kopru.turkish.deadlines.working_days import Day, WorkCalendar


class Reason(StrEnum):
    """Why a day counts or does not; the words are in `wording`."""

    RECEIVED = "received"
    COUNTED = "counted"
    COUNTED_WEEKEND = "counted-weekend"
    COUNTED_HOLIDAY = "counted-holiday"
    COUNTED_HALF_DAY = "counted-half-day"
    COUNTED_LEAVE = "counted-leave"
    COUNTED_MONTH = "counted-month"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    HALF_DAY = "half-day"
    LEAVE = "leave"
    CUT = "cut"
    AWAITING_PAYMENT = "awaiting-payment"
    PAID = "paid"
    ROLLED_OVER = "rolled-over"
    EXTENDED_TO = "extended-to"
    GIVEN = "given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Where the law leaves room: how this office counts. Each default is to be confirmed by the office.

    Half days (28 October and the eves of the feasts) count as working days, which is the safe side. Administrative
    leave is no holiday of law 2429: chambers of the Danıştay decided both ways, the 3rd, 7th and 9th that it moves no
    period, the 4th and 11th that it does. Here it is not counted as a working day, it does not move a last calendar
    day, and the result carries the date of the stricter reading as an alarm. After a cost is paid the days that were
    left run on; ``cut_restarts`` begins the period anew.
    """

    half_days_count: bool = True
    leave_counts: bool = False
    leave_rolls: bool = False
    cut_restarts: bool = False


STRICTEST = Practice(half_days_count=True, leave_counts=True, leave_rolls=False, cut_restarts=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One day of the explanation: whether it was counted, as which one, and why."""

    date: date
    counted: bool
    reason: Reason
    number: int | None = None  # the how-manieth counted day or month of the period
    name: str = ""  # of the holiday or the leave
    article: str = ""  # of law 2429, for a holiday
    events: tuple[EventKind, ...] = ()  # what happened on that day and had an effect


def judge_working_day(day: Day, practice: Practice) -> tuple[bool, Reason]:
    """Say whether a day counts in a period of working days."""
    if day.is_full_holiday:
        return False, Reason.HOLIDAY
    if day.is_weekend:
        return False, Reason.WEEKEND
    if day.leave is not None and not practice.leave_counts:
        return False, Reason.LEAVE
    if day.is_half_day:
        return practice.half_days_count, Reason.COUNTED_HALF_DAY if practice.half_days_count else Reason.HALF_DAY
    return True, Reason.COUNTED if day.leave is None else Reason.COUNTED_LEAVE


def working_day_after(day: date, count: int, *, calendar: WorkCalendar, practice: Practice) -> date:
    """Return the day on which so many working days after a day have passed, the day itself not counted."""
    while count > 0:
        day += timedelta(days=1)
        count -= judge_working_day(calendar.day(day), practice)[0]
    return day


def judge_calendar_day(day: Day) -> Reason:
    """Say why a day counts in a period of calendar days, where every day does (2577 m.8/2)."""
    if day.is_full_holiday:
        return Reason.COUNTED_HOLIDAY
    return Reason.COUNTED_WEEKEND if day.is_weekend else Reason.COUNTED


def is_closed(day: Day, practice: Practice) -> bool:
    """Say whether a period that would end on this day runs on to the next working day (2577 m.8/2)."""
    if day.is_full_holiday or day.is_weekend:
        return True
    if day.leave is not None and practice.leave_rolls:
        return True
    return day.is_half_day and not practice.half_days_count


def name_of(day: Day) -> tuple[str, str]:
    """Return the name of the holiday or the leave of a day and its article in law 2429, both empty on a plain day."""
    if day.leave is not None and not day.is_full_holiday and not day.is_weekend:
        return day.leave, ""
    if day.holiday is not None and (day.is_full_holiday or not day.is_weekend):
        return day.holiday.name, day.holiday.article
    return "", ""
