"""Reading what a person typed: a kind, an event, days of leave. Everything that cannot be read says so by itself."""

from datetime import date, timedelta

from kopru.turkish import dates
from kopru.turkish.deadlines.events import Event, EventKind, ExtensionReason
from kopru.turkish.deadlines.rules import Kind, RuleTable, house_target
from kopru.turkish.deadlines.statutes import STATUTES

LONGEST_LEAVE_DAYS = 31
LONGEST_TARGET_DAYS = 365


class Unreadable(ValueError):
    """What was typed is none of what it may be; the value is what was typed."""


class KindUnknown(Unreadable):
    """There is no such kind of clock."""


class EventUnknown(Unreadable):
    """There is no such event."""


class ExtensionReasonUnknown(Unreadable):
    """The law knows no such reason for an extension."""


class LeaveUnreadable(Unreadable):
    """A span of leave ends before it begins, or is longer than `LONGEST_LEAVE_DAYS`."""


class TargetOutOfRange(Unreadable):
    """A target of the house is no number from 1 to `LONGEST_TARGET_DAYS`."""


def read_kind(written: str) -> Kind:
    """Read the value of a kind, such as ``petition``.

    :raises KindUnknown: for anything else
    """
    try:
        return Kind(written.strip())
    except ValueError as error:
        raise KindUnknown(written.strip()) from error


def read_event(written: str) -> Event:
    """Read ``cost-told:12.01.2026`` or ``extension-told:2026-01-19:other-unit``.

    :raises EventUnknown: if there is no such event
    :raises ExtensionReasonUnknown: if the law knows no such reason
    :raises DateUnreadable: if there is no date
    """
    name, _, rest = written.partition(":")
    day, _, reason = rest.partition(":")
    if name not in list(EventKind):
        raise EventUnknown(name)
    if reason and reason not in list(ExtensionReason):
        raise ExtensionReasonUnknown(reason)
    return Event(EventKind(name), dates.parse_date(day), ExtensionReason(reason) if reason else None)


def read_leave(written: str) -> list[date]:
    """Read one day of leave or a span of days, both ends inclusive: ``25.05.2026`` or ``25.05.2026..26.05.2026``.

    :raises LeaveUnreadable: if the span ends before it begins or is too long
    :raises DateUnreadable: if there is no date
    """
    first, dots, last = written.partition("..")
    start = dates.parse_date(first)
    length = (dates.parse_date(last) - start).days + 1 if dots else 1
    if not 1 <= length <= LONGEST_LEAVE_DAYS:
        raise LeaveUnreadable(written)
    return [start + timedelta(days=number) for number in range(length)]


def rules_with_target(written: str) -> RuleTable:
    """Return the statutes with a target of the house for service requests, in working days; empty leaves it.

    :raises TargetOutOfRange: if it is no number from 1 to `LONGEST_TARGET_DAYS`
    """
    if not written:
        return STATUTES
    if not written.isdecimal() or not 1 <= int(written) <= LONGEST_TARGET_DAYS:
        raise TargetOutOfRange(written)
    return STATUTES.with_rules(house_target(int(written), since=STATUTES.in_force(Kind.SERVICE, on=date.max).since))
