"""Which days are working days: weekends, the holidays of law 2429, half days, and administrative leave.

Public holidays come from the `holidays` library, whose feasts agreed with Diyanet for every year compared; it marks the
feasts it only estimates. Administrative leave (idari izin) is announced ad hoc and is never computed: the caller
passes the office's own list. That a holiday which ends on a Friday evening takes the Saturday with it (2429 m.2/D)
needs no rule here, for Saturday is no working day of a civil servant (657 m.99).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

_ESTIMATED = "(tahmini)"
_HALF = "saat 13.00"
_ARTICLES = (
    ("Ramazan Bayramı", "m.2/B-1"),
    ("Kurban Bayramı", "m.2/B-2"),
    ("Ulusal Egemenlik", "m.2/A-1"),
    ("Atatürk", "m.2/A-2"),
    ("Zafer", "m.2/A-3"),
    ("Cumhuriyet Bayramı", "m.1"),
    ("Genel tatil", "geçici m.1"),
)
# As the law writes them.
_NAMES = {
    "Atatürk'ü Anma, Gençlik ve Spor Bayramı": "Atatürk’ü Anma ve Gençlik ve Spor Bayramı",
    "Demokrasi ve Millî Birlik Günü": "Demokrasi ve Milli Birlik Günü",
    "Genel tati\u0307l": "Genel tatil",
}
FIRST_YEAR = 1982  # the first whole year of law 2429 (RG 19.03.1981)


@cache
def _turkey() -> Any:
    """Load the library when a day is first asked for: it brings all countries, 150 ms of every start."""
    return import_module("holidays.countries.turkey").TR


def warm() -> None:
    """Load the library ahead of time, so that nobody waits for it."""
    _turkey()


def last_year() -> int:
    """Return the last year of which the library knows the feasts."""
    return int(_turkey().end_year)


class YearNotKnown(LookupError):
    """The calendar of holidays does not reach that year."""

    def __init__(self, year: int) -> None:
        """Keep the year for the sentence that tells it."""
        super().__init__(f"{year}: known from {FIRST_YEAR} to {last_year()}")
        self.year = year


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday of law 2429; a half one begins at 13.00."""

    name: str
    article: str  # of law 2429
    is_half: bool = False
    is_estimated: bool = False  # the feast of a year that is not announced yet


@dataclass(frozen=True, slots=True)
class Day:
    """What a day is, without any judgement on whether it counts."""

    date: date
    is_weekend: bool
    holiday: Holiday | None = None
    leave: str | None = None  # what the circular says, where there is administrative leave

    @property
    def is_full_holiday(self) -> bool:
        """Say whether the whole day is a holiday of law 2429."""
        return self.holiday is not None and not self.holiday.is_half

    @property
    def is_half_day(self) -> bool:
        """Say whether the office closes at 13.00 for a holiday of law 2429."""
        return self.holiday is not None and self.holiday.is_half


def _article(name: str) -> str:
    return next((article for known, article in _ARTICLES if name.startswith(known)), "m.2/C")


def _read(entry: str) -> Holiday:
    """Read one entry of the library: where holidays meet, whole days go before half ones, sure before estimated."""
    met = []
    for written in entry.split("; "):
        bare = written.split(" (")[0]
        name = _NAMES.get(bare, bare)
        met.append(Holiday(name, _article(name), _HALF in written, _ESTIMATED in written))
    return min(met, key=lambda one: (one.is_half, one.is_estimated))


@lru_cache(maxsize=64)
def holidays_of(year: int) -> Mapping[date, Holiday]:
    """Return the holidays of law 2429 in a year, half days among them.

    :raises YearNotKnown: outside `FIRST_YEAR` to `last_year`
    """
    if not FIRST_YEAR <= year <= last_year():
        raise YearNotKnown(year)
    listed = _turkey()(years=year, language="tr", categories=("public", "half_day"))
    return MappingProxyType({day: _read(name) for day, name in listed.items() if day.year == year})


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days of the place, with the administrative leave of the office: day → what the circular says.

    Leave of a morning (``half_leave``) closes the office only where the afternoon is a holiday, as on the eve of a
    feast; on any other day the office works, so that the day stays what it is.
    """

    leave: Mapping[date, str] = field(default_factory=dict)
    half_leave: Mapping[date, str] = field(default_factory=dict)

    @classmethod
    def with_leave(cls, days: Iterable[date]) -> "WorkCalendar":
        """Return a calendar in which these days are administrative leave."""
        return cls(dict.fromkeys(days, "İdari izin"))

    def day(self, on: date) -> Day:
        """Say what a day is.

        :raises YearNotKnown: outside the years of the calendar of holidays
        """
        holiday, leave = holidays_of(on.year).get(on), self.leave.get(on)
        if leave is None and holiday is not None and holiday.is_half:
            leave = self.half_leave.get(on)
        return Day(on, on.weekday() >= 5, holiday, leave)
