"""What happened to an application, each thing on its day; the day of a moment is the day it had in Türkiye."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

TURKEY = ZoneInfo("Europe/Istanbul")


class EventKind(StrEnum):
    """What can happen between receipt and answer; the value is what the command takes."""

    FORWARDED = "forwarded"  # to the authority it belongs to, and the applicant told: 3071 m.5, 4982 m.7/3
    EXTENSION_TOLD = "extension-told"  # with its reason, in writing: 4982 m.11/1
    COST_TOLD = "cost-told"  # the cost of access: 4982 m.10, m.11/2
    COST_PAID = "cost-paid"
    INTERIM_ANSWER = "interim-answer"  # the course of the work only: 3071 m.7
    FINAL_ANSWER = "final-answer"


class ExtensionReason(StrEnum):
    """The three cases, and no other, in which thirty working days are given (4982 m.11/1)."""

    OTHER_UNIT = "other-unit"  # it must be supplied from another unit inside the same institution
    OTHER_INSTITUTION = "other-institution"  # the opinion of another institution is needed
    SEVERAL_INSTITUTIONS = "several-institutions"  # its content concerns more than one institution


class EventImpossible(ValueError):
    """The events cannot have happened as they are told; see the classes below."""


class BeforeReceipt(EventImpossible):
    """An event is dated before the application was received."""

    def __init__(self, kind: EventKind, on: date, received: date) -> None:
        """Keep what happened when for the sentence that tells it."""
        super().__init__(f"{kind.value} on {on} is before receipt on {received}")
        self.kind, self.on, self.received = kind, on, received


class PaidBeforeTold(EventImpossible):
    """A cost was paid that had not been told by then."""

    def __init__(self, on: date) -> None:
        """Keep the day for the sentence that tells it."""
        super().__init__(f"paid on {on}, not told before")
        self.on = on


class MomentWithoutZone(ValueError):
    """A moment carries no time zone, so its day in Türkiye is not known."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, on a day; `reason` belongs to the telling of an extension."""

    kind: EventKind
    on: date
    reason: ExtensionReason | None = None


def local_day(moment: date) -> date:
    """Return the day in Türkiye of a date or of a moment that carries its time zone.

    A paper, mail or form that arrives after office hours has arrived on that day: what counts is that it reached the
    authority, and the first day counted is the next one anyway (2577 m.8/1).

    :raises MomentWithoutZone: for a moment without a time zone
    """
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise MomentWithoutZone(moment.isoformat())
    return moment.astimezone(TURKEY).date()


def earliest(events: Iterable[Event], *, received: date) -> Mapping[EventKind, Event]:
    """Return the first event of each kind, which is the one that has an effect.

    :raises BeforeReceipt: if one is dated before the receipt
    :raises PaidBeforeTold: if a cost was paid on a day before it was told, or was never told
    """
    first: dict[EventKind, Event] = {}
    for event in sorted(events, key=lambda one: (local_day(one.on), one.kind)):
        day = local_day(event.on)
        if day < received:
            raise BeforeReceipt(event.kind, day, received)
        first.setdefault(event.kind, Event(event.kind, day, event.reason))
    paid, told = first.get(EventKind.COST_PAID), first.get(EventKind.COST_TOLD)
    if paid and (told is None or paid.on < told.on):
        raise PaidBeforeTold(paid.on)
    return first
