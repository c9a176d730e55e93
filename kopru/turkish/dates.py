"""Dates and times as Turkish text writes and reads them: ``23 Kasım 2026 Pazartesi``, ``23.11.2026``, ``14.30``.

Source: turkey.md (e) 9; months and weekdays take capitals when they belong to a certain date (TDK).
"""

import re
from datetime import date, datetime, time

from kopru.turkish import folding

MONTHS = ("Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık")
WEEKDAYS = ("Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar")
_SHORT_MONTHS = ("Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara")

_MONTH_OF = {folding.fold(name): number for number, name in enumerate(MONTHS, start=1)}
_MONTH_OF.update({folding.fold(name): number for number, name in enumerate(_SHORT_MONTHS, start=1)})
_DASH = "–"
_RELATIVE = {-1: "dün", 0: "bugün", 1: "yarın"}

_WORDED = re.compile(r"(?<!\d)(\d{1,2})\s*\.?\s+([^\W\d_]{3,7})\.?,?(?:\s+(\d{4}))?(?!\d)")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_CLOCK = re.compile(r"(?<![\d.:])([01]?\d|2[0-3])[.:]([0-5]\d)(?![\d.:]*\d)")


class DateUnreadable(ValueError):
    """There is no date in the text."""


class NoSuchDay(DateUnreadable):
    """The text names a day that the calendar does not have, such as 31 April."""


def _day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def long_date(day: date, *, weekday: bool = True, year: bool = True) -> str:
    """Return ``23 Kasım 2026 Pazartesi``; weekday and year can be left out."""
    parts = [str(day.day), MONTHS[day.month - 1]]
    if year:
        parts.append(str(day.year))
    if weekday:
        parts.append(WEEKDAYS[day.weekday()])
    return " ".join(parts)


def short_date(day: date) -> str:
    """Return ``23.11.2026``."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def brief_date(day: date) -> str:
    """Return ``23 Kas 2026``, for narrow columns."""
    return f"{day.day} {_SHORT_MONTHS[day.month - 1]} {day.year}"


def month_year(day: date) -> str:
    """Return ``Kasım 2026``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def clock(moment: datetime | time) -> str:
    """Return ``14.30``: twenty-four hours with a dot."""
    return f"{moment.hour:02}.{moment.minute:02}"


def long_moment(moment: datetime) -> str:
    """Return ``23 Kasım 2026 Pazartesi, 14.30`` in the time zone that the moment carries."""
    return f"{long_date(moment)}, {clock(moment)}"


def short_moment(moment: datetime) -> str:
    """Return ``23.11.2026 14.30`` in the time zone that the moment carries."""
    return f"{short_date(moment)} {clock(moment)}"


def date_range(first: date, last: date, *, weekday: bool = False) -> str:
    """Return both days inclusive, nothing said twice: ``23–25 Kasım 2026``, ``30 Kasım – 2 Aralık 2026``."""
    first, last = _day_of(first), _day_of(last)
    if first == last:
        return long_date(first, weekday=weekday)
    if weekday or first.year != last.year:
        return f"{long_date(first, weekday=weekday)} {_DASH} {long_date(last, weekday=weekday)}"
    if first.month != last.month:
        return f"{long_date(first, weekday=False, year=False)} {_DASH} {long_date(last, weekday=False)}"
    return f"{first.day}{_DASH}{long_date(last, weekday=False)}"


def clock_range(first: datetime | time, last: datetime | time) -> str:
    """Return ``14.30–16.00``."""
    return f"{clock(first)}{_DASH}{clock(last)}"


def moment_range(first: datetime, last: datetime) -> str:
    """Return ``23 Kasım 2026 Pazartesi, 14.30–16.00``, or both moments in full when the days differ."""
    if first.date() == last.date():
        return f"{long_date(first)}, {clock_range(first, last)}"
    return f"{long_moment(first)} {_DASH} {long_moment(last)}"


def relative_day(day: date, today: date) -> str:
    """Return ``bugün``, ``yarın``, ``3 gün sonra``, ``dün``, ``5 gün önce``; further off the date."""
    distance = (_day_of(day) - _day_of(today)).days
    if distance in _RELATIVE:
        return _RELATIVE[distance]
    if abs(distance) > 30:
        return long_date(day, weekday=False)
    return f"{abs(distance)} gün {'sonra' if distance > 0 else 'önce'}"


def relative_moment(moment: datetime, now: datetime) -> str:
    """Return ``şimdi``, ``12 dakika önce``, ``3 saat sonra``, ``dün 14.30``; further off date and time."""
    minutes = round((moment - now).total_seconds() / 60)
    when = "sonra" if minutes > 0 else "önce"
    if abs(minutes) < 1:
        return "şimdi"
    if abs(minutes) < 60:
        return f"{abs(minutes)} dakika {when}"
    here = moment.astimezone(now.tzinfo) if now.tzinfo else moment
    days = (here.date() - now.date()).days
    if days == 0:
        return f"{abs(minutes) // 60} saat {when}"
    if days in _RELATIVE:
        return f"{_RELATIVE[days]} {clock(here)}"
    return f"{long_date(here, weekday=False)} {clock(here)}"


def parse_date(text: str, *, today: date | None = None) -> date:
    """Read the first date in a text: ``6 Mart 2026``, ``06.03.2026``, ``6 MART 2026 Cuma``, ``2026-03-06``, ``6/3/26``.

    A date without a year is read only if ``today`` is given, as the nearest such day to it.

    :raises NoSuchDay: if the calendar has no such day
    :raises DateUnreadable: if there is no date
    """
    iso = _ISO.search(text)
    if iso:
        return _day(*(int(part) for part in iso.groups()))
    figures = _FIGURES.search(text)
    if figures:
        day, month, year = (int(part) for part in figures.groups())
        return _day(year if year > 99 else 2000 + year, month, day)
    for worded in _WORDED.finditer(text):
        named = _MONTH_OF.get(folding.fold(worded[2]))
        if named and worded[3]:
            return _day(int(worded[3]), named, int(worded[1]))
        if named and today:
            return _nearest(named, int(worded[1]), today)
    raise DateUnreadable(text[:80])


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDay(f"{day}.{month}.{year}") from error


def _nearest(month: int, day: int, today: date) -> date:
    around = [today.year - 1, today.year, today.year + 1]
    if month == 2 and day == 29:
        around = [year for year in range(today.year - 4, today.year + 5) if year % 4 == 0]
    return min((_day(year, month, day) for year in around), key=lambda found: abs(found - today))


def parse_clock(text: str) -> time:
    """Read the first time of day in a text: ``14.30``, ``saat 9:05``.

    :raises DateUnreadable: if there is none
    """
    found = _CLOCK.search(text)
    if not found:
        raise DateUnreadable(text[:80])
    return time(int(found[1]), int(found[2]))
