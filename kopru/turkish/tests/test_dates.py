"""Dates and times in Turkish."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.turkish import casing, dates

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_written_forms() -> None:
    moment = NOON.replace(hour=14, minute=5)
    assert dates.long_date(DAY) == "23 Kasım 2026 Pazartesi"
    assert dates.long_date(DAY, weekday=False, year=False) == "23 Kasım"
    assert dates.short_date(date(2026, 3, 6)) == "06.03.2026"
    assert dates.brief_date(DAY) == "23 Kas 2026"
    assert dates.month_year(DAY) == "Kasım 2026"
    assert dates.clock(time(9, 5)) == "09.05"
    assert dates.long_moment(moment) == "23 Kasım 2026 Pazartesi, 14.05"
    assert dates.short_moment(moment) == "23.11.2026 14.05"


@pytest.mark.parametrize(
    ("last", "written"),
    [
        (DAY, "23 Kasım 2026"),
        (date(2026, 11, 25), "23–25 Kasım 2026"),
        (date(2026, 12, 2), "23 Kasım – 2 Aralık 2026"),
        (date(2027, 1, 2), "23 Kasım 2026 – 2 Ocak 2027"),
    ],
)
def test_ranges_say_nothing_twice(last: date, written: str) -> None:
    assert dates.date_range(DAY, last) == written


def test_ranges_of_moments() -> None:
    assert dates.moment_range(NOON, NOON.replace(hour=16)) == "23 Kasım 2026 Pazartesi, 12.00–16.00"
    assert dates.moment_range(NOON, NOON + timedelta(days=1)) == (
        "23 Kasım 2026 Pazartesi, 12.00 – 24 Kasım 2026 Salı, 12.00"
    )
    assert dates.date_range(DAY, DAY + timedelta(days=1), weekday=True) == (
        "23 Kasım 2026 Pazartesi – 24 Kasım 2026 Salı"
    )


@pytest.mark.parametrize(
    ("distance", "written"),
    [(0, "bugün"), (1, "yarın"), (-1, "dün"), (3, "3 gün sonra"), (-5, "5 gün önce"), (60, "22 Ocak 2027")],
)
def test_relative_days(distance: int, written: str) -> None:
    assert dates.relative_day(DAY + timedelta(days=distance), DAY) == written


@pytest.mark.parametrize(
    ("minutes", "written"),
    [
        (0, "şimdi"),
        (12, "12 dakika sonra"),
        (-59, "59 dakika önce"),
        (-60, "1 saat önce"),
        (-20 * 60, "dün 16.00"),
        (30 * 60, "yarın 18.00"),
        (-90 * 24 * 60, "25 Ağustos 2026 12.00"),
    ],
)
def test_relative_moments(minutes: int, written: str) -> None:
    assert dates.relative_moment(NOON + timedelta(minutes=minutes), NOON) == written


@pytest.mark.parametrize(
    "written",
    [
        "6 Mart 2026",
        "06.03.2026",
        "6 MART 2026",
        "06/03/2026",
        "6.3.26",
        "2026-03-06",
        "6 mart 2026 Cuma",
        "Küçükkuyu, 6 Mart 2026’da",
        "6 Mar. 2026",
        "12 sayfa, 06.03.2026 14.30",
    ],
)
def test_turkish_dates_are_read(written: str) -> None:
    assert dates.parse_date(written) == date(2026, 3, 6)


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_in_every_case(month: int) -> None:
    day = date(2026, month, 9)
    written = dates.long_date(day)
    assert dates.parse_date(casing.upper(written)) == dates.parse_date(casing.lower(written)) == day


def test_a_date_without_a_year_is_the_nearest() -> None:
    assert dates.parse_date("2 Ocak", today=DAY) == date(2027, 1, 2)
    assert dates.parse_date("1 KASIM", today=DAY) == date(2026, 11, 1)
    assert dates.parse_date("29 Şubat", today=DAY) == date(2028, 2, 29)
    with pytest.raises(dates.DateUnreadable):
        dates.parse_date("2 Ocak")


@pytest.mark.parametrize("written", ["31 Nisan 2026", "30.02.2026", "2026-13-01"])
def test_days_that_do_not_exist(written: str) -> None:
    with pytest.raises(dates.NoSuchDay):
        dates.parse_date(written)


@pytest.mark.parametrize("written", ["", "yakında", "100 Mart 2026", "12 kişi 2026", "1.2.3.4"])
def test_no_date(written: str) -> None:
    with pytest.raises(dates.DateUnreadable):
        dates.parse_date(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [("14.30", time(14, 30)), ("saat 9:05'te", time(9, 5)), ("23.11.2026 14.30", time(14, 30)), ("00.00", time(0, 0))],
)
def test_clock(written: str, read: time) -> None:
    assert dates.parse_clock(written) == read


@pytest.mark.parametrize("written", ["", "25.00", "23.11.2026", "14.75"])
def test_no_clock(written: str) -> None:
    with pytest.raises(dates.DateUnreadable):
        dates.parse_clock(written)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_what_is_written_can_be_read(day: date) -> None:
    for written in (dates.long_date(day), dates.short_date(day), dates.brief_date(day), day.isoformat()):
        assert dates.parse_date(written) == day
