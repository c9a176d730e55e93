"""The dated table of legal periods: which law gives how long for what, from when until when.

Source of every row: the consolidated text of the law it names. A period that is only customary says so in
``to_confirm``. The office keeps rows of its own beside these (`RuleTable.with_rules`); none is ever overwritten, so
that an old case is reckoned by the law of its day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise


class Kind(StrEnum):
    """What the clock runs for; the value is what commands and exports write."""

    PETITION = "petition"
    INFORMATION = "information"
    INFORMATION_EXTENDED = "information-extended"
    DATA_SUBJECT = "data-subject"
    CIMER_PETITION = "cimer-petition"
    CIMER_INFORMATION = "cimer-information"
    PARLIAMENT = "parliament"
    BEDK = "bedk"
    KDK = "kdk"
    DATA_BOARD = "data-board"
    INTEROFFICE_DOCUMENT = "interoffice-document"
    INTEROFFICE_OPINION = "interoffice-opinion"
    CORRECTION_REQUEST = "correction-request"
    CORRECTION_DAILY = "correction-daily"
    CORRECTION_WEB = "correction-web"
    CORRECTION_COURT = "correction-court"
    SERVICE = "service"
    MEDIA = "media"


class Unit(StrEnum):
    """What a period is counted in."""

    CALENDAR_DAYS = "calendar-days"
    WORKING_DAYS = "working-days"
    MONTHS = "months"
    GIVEN = "given"  # the last day is given by whoever asks, as a journalist does


class Roll(StrEnum):
    """What becomes of a last day that is a holiday."""

    NEXT_WORKING_DAY = "next-working-day"  # 2577 m.8/2, 5271 m.39/4
    NONE = "none"


class NoRuleInForce(LookupError):
    """No row of the table was in force for this kind on this day."""

    def __init__(self, kind: Kind, on: date) -> None:
        """Keep kind and day for the sentence that tells it."""
        super().__init__(f"{kind.value} on {on}")
        self.kind, self.on = kind, on


class RulesOverlap(ValueError):
    """Two rows of one kind are in force on the same day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One period of one law, in force from ``since`` until ``until``, both inclusive."""

    kind: Kind
    period: int  # in `unit`
    unit: Unit
    since: date
    law: str  # as a letter names it: "3071 sayılı Kanun"
    article: str  # "m.7"
    until: date | None = None
    roll: Roll = Roll.NONE
    extended: int | None = None  # the whole period in `unit` once an extension was told in time
    extension_alarm: int | None = None  # the counted day on which the office is warned in earnest
    assumes_extension: bool = False  # reckons as if the extension were told in time, until the events say otherwise
    payment_days: int | None = None  # working days to pay a cost that cuts the clock
    wait_months: int | None = None  # months the applicant may wait for the final answer after an interim one
    ends_by_forwarding: bool = False
    to_confirm: str = field(default="")  # in Turkish: what the office must still confirm about this row

    @property
    def source(self) -> str:
        """Law and article: ``3071 sayılı Kanun m.7``."""
        return f"{self.law} {self.article}".strip()

    def is_in_force(self, *, on: date) -> bool:
        """Say whether the row governs what was received on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class RuleTable:
    """Rows of rules, at most one of a kind on any day.

    :raises RulesOverlap: if two rows of a kind share a day
    """

    rows: tuple[Rule, ...]

    def __post_init__(self) -> None:
        """Refuse a table that gives two answers."""
        for kind in Kind:
            dated = sorted((row for row in self.rows if row.kind is kind), key=lambda row: row.since)
            for earlier, later in pairwise(dated):
                if earlier.until is None or earlier.until >= later.since:
                    raise RulesOverlap(f"{kind.value}: {earlier.since} and {later.since}")

    def __iter__(self) -> Iterator[Rule]:
        """Go through the rows as they were written."""
        return iter(self.rows)

    def in_force(self, kind: Kind, *, on: date) -> Rule:
        """Return the row that governs what was received on a day.

        :raises NoRuleInForce: if there is none
        """
        for row in self.rows:
            if row.kind is kind and row.is_in_force(on=on):
                return row
        raise NoRuleInForce(kind, on)

    def with_rules(self, *newer: Rule) -> "RuleTable":
        """Return the table with newer rows, each ending the row of its kind that was in force the day before it.

        Rows that would only begin later than the newer one begins are left out: the newer row replaces them.

        :raises RulesOverlap: if two of the newer rows contradict each other
        """
        kept = list(self.rows)
        for rule in newer:
            eve = rule.since - timedelta(days=1)
            kept = [
                replace(row, until=eve) if row.kind is rule.kind and row.is_in_force(on=rule.since) else row
                for row in kept
                if row.kind is not rule.kind or row.since < rule.since
            ]
            kept.append(rule)
        return RuleTable(tuple(kept))


def house_target(days: int, *, since: date, unit: Unit = Unit.WORKING_DAYS) -> Rule:
    """Return the office's own target for a service request, in `unit`; no law gives one."""
    return Rule(
        kind=Kind.SERVICE,
        period=days,
        unit=unit,
        since=since,
        law="Kurum içi hedef",
        article="",
        roll=Roll.NEXT_WORKING_DAY,
        ends_by_forwarding=True,
        to_confirm="Hedef süreyi kurum belirler; kanuni bir süre değildir.",
    )
