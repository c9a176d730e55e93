"""The time that is believed: a clock that jumps changes nothing until a person says that it is right."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from kopru.core import clock

NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST = clock.Reading(NOON, 1000.0, "a")


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path


def after(passed: timedelta, *, jumped: timedelta = timedelta(), boot: str = "a") -> clock.Reading:
    """Return what is read when time has `passed` and the clock has `jumped`."""
    return clock.Reading(NOON + passed + jumped, 1000.0 + passed.total_seconds(), boot)


def test_without_a_note_the_clock_is_believed():
    assert clock.believed(FIRST) == NOON
    assert clock.doubt(FIRST) is None


def test_a_clock_that_runs_is_believed():
    assert clock.note(FIRST)
    assert clock.believed(after(5 * DAY)) == NOON + 5 * DAY
    assert clock.believed(after(DAY, jumped=timedelta(minutes=4))) == NOON + DAY + timedelta(minutes=4)


@pytest.mark.parametrize("jumped", [3 * DAY, -3 * DAY, timedelta(hours=1), timedelta(hours=-1)])
def test_a_clock_that_jumps_is_not_believed_and_time_goes_on(jumped):
    clock.note(FIRST)
    assert clock.believed(after(timedelta(minutes=1), jumped=jumped)) == NOON + timedelta(minutes=1)
    assert not clock.note(after(timedelta(hours=1), jumped=jumped))
    assert clock.believed(after(timedelta(hours=2), jumped=jumped)) == NOON + timedelta(hours=2)


def test_a_clock_that_comes_back_is_believed_again():
    clock.note(FIRST)
    clock.note(after(timedelta(hours=1), jumped=3 * DAY))
    back = after(timedelta(hours=2))
    assert clock.doubt(back) is None
    assert clock.note(back)


def test_a_person_says_that_it_is_right():
    clock.note(FIRST)
    set_forward = after(timedelta(hours=1), jumped=3 * DAY)
    clock.trust(set_forward)
    assert clock.believed(set_forward) == set_forward.shown
    assert clock.doubt(after(timedelta(hours=2), jumped=3 * DAY)) is None


def test_after_a_restart_the_clock_may_have_gone_on_but_not_back():
    clock.note(FIRST)
    assert clock.believed(replace(after(4 * DAY, boot="b"), ran=3.0)) == NOON + 4 * DAY
    fallen_back = clock.Reading(datetime(1970, 1, 1, tzinfo=UTC), 3.0, "b")
    assert clock.believed(fallen_back) == NOON
    assert not clock.note(fallen_back)
    assert clock.note(replace(after(DAY, boot="b"), ran=60.0))


def test_a_torn_note_is_none(settings):
    (settings.HOME / "clock.json").write_text("{")
    assert clock.believed(FIRST) == NOON
    assert clock.note(FIRST)


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(-400_000, 400_000)), max_size=30))
def test_whatever_the_clock_shows_believed_time_goes_with_the_machine(steps):
    """Between two looks believed time differs from the time that passed by no more than the daily corrections."""
    clock.trust(FIRST)
    ran = timedelta()
    for minutes, jumped in steps:
        ran += timedelta(minutes=minutes)
        reading = after(ran, jumped=timedelta(seconds=jumped))
        before = clock.believed(reading)
        clock.note(reading)
        assert clock.believed(reading) == before
        assert abs(before - (NOON + ran)) <= (len(steps) + 1) * clock.TOLERANCE


def test_the_command_says_so_and_takes_a_persons_word(capsys):
    real = clock.Reading.now()
    clock.trust(replace(real, shown=real.shown - 3 * DAY))
    call_command("clock")
    assert "çalıştığı süreye göre" in capsys.readouterr().out
    call_command("clock", right=True)
    assert "Saate güveniliyor:" in capsys.readouterr().out
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
