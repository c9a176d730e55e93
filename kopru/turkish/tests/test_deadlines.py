"""The table counted by hand, a second way of counting that shares no code, and the rules at their edges."""

import tomllib
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.turkish import dates
from kopru.turkish.deadlines import events, rules, statutes, wording, working_days
from kopru.turkish.deadlines.counting import Practice, Reason
from kopru.turkish.deadlines.events import Event, EventKind, ExtensionReason
from kopru.turkish.deadlines.reckoning import AlarmKind, DeadlineMissing, Question, Reckoning, State, reckon, what_if
from kopru.turkish.deadlines.rules import Kind, RuleTable, house_target
from kopru.turkish.deadlines.working_days import WorkCalendar

TABLE = tomllib.loads((Path(__file__).parent / "deadline_cases.toml").read_text(encoding="utf-8"))["case"]


def _event(written: str) -> Event:
    what, day, *reason = written.split()
    return Event(EventKind(what), date.fromisoformat(day), ExtensionReason(reason[0]) if reason else None)


def _reckon(case: dict[str, Any]) -> Reckoning:
    table = statutes.STATUTES
    if "days" in case:
        table = table.with_rules(house_target(case["days"], since=date(2004, 6, 26)))
    question = Question(
        kind=Kind(case["kind"]),
        received=case["received"],
        events=tuple(_event(written) for written in case.get("events", [])),
        given=case.get("given"),
    )
    return reckon(
        question,
        calendar=WorkCalendar(
            dict.fromkeys(case.get("leave", []), "İdari izin"),
            half_leave=dict.fromkeys(case.get("half_leave", []), "Yarım gün idari izin"),
        ),
        rules=table,
        practice=Practice(**case.get("practice", {})),
        on=case.get("on"),
    )


def test_the_feasts_can_be_loaded_before_anybody_waits_for_them():
    working_days.warm()
    assert working_days.last_year() >= 2026


def test_the_table_is_large_enough_and_says_its_sources() -> None:
    assert len(TABLE) >= 60
    assert len({case["id"] for case in TABLE}) == len(TABLE)
    assert all(case["source"] and case["by_hand"] for case in TABLE)
    assert {case["kind"] for case in TABLE} == set(Kind)


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["id"])
def test_as_counted_by_hand(case: dict[str, Any]) -> None:
    result = _reckon(case)
    assert result.due == (case["due"] or None)
    assert result.state == case["state"]
    assert result.days_late == case.get("late", 0)
    assert {alarm.kind.value: alarm.on for alarm in result.alarms} == case.get("alarms", {})
    assert [note.value for note in result.notes] == case.get("notes", [])


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["id"])
def test_every_day_is_explained(case: dict[str, Any]) -> None:
    result = _reckon(case)
    days = [step.date for step in result.steps]
    assert days[0] == events.local_day(case["received"])
    assert days[-1] == (result.due or result.alarm(AlarmKind.PAYMENT_LAST))
    if result.rule.unit in (rules.Unit.CALENDAR_DAYS, rules.Unit.WORKING_DAYS):
        assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    for step in result.steps:
        said = wording.why(step, result)
        assert said.endswith((".", ")."))
        assert "None" not in said
        assert "{" not in said
    assert "\n".join(wording.explanation(result)).count(dates.long_date(days[-1])) >= 1


# ---------------------------------------------------------------- a second way of counting

_FIXED = {(1, 1), (4, 23), (5, 1), (5, 19), (7, 15), (8, 30), (10, 29)}
# The feasts of Diyanet's own calendar, first day and length.
_FEASTS = [
    (date(2024, 4, 10), 3),
    (date(2024, 6, 16), 4),
    (date(2025, 3, 30), 3),
    (date(2025, 6, 6), 4),
    (date(2026, 3, 20), 3),
    (date(2026, 5, 27), 4),
    (date(2027, 3, 9), 3),
    (date(2027, 5, 16), 4),
    (date(2028, 2, 26), 3),
    (date(2028, 5, 5), 4),
]
_CLOSED = {first + timedelta(days=number) for first, length in _FEASTS for number in range(length)}


def _is_open(day: date, leave: set[date]) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in _FIXED and day not in _CLOSED and day not in leave


def _by_brute_force(received: date, working_days_wanted: int, leave: set[date]) -> date:
    """Take every day of a long stretch, keep the open ones, and read off the one wanted."""
    stretch = (received + timedelta(days=number) for number in range(1, 400))
    return [day for day in stretch if _is_open(day, leave)][working_days_wanted - 1]


_days = st.dates(date(2024, 1, 1), date(2028, 9, 30))
_leave = st.sets(st.integers(1, 60), max_size=8)


@given(received=_days, offsets=_leave, extended_after=st.none() | st.integers(0, 60))
def test_working_days_agree_with_brute_force(received: date, offsets: set[int], extended_after: int | None) -> None:
    leave = {received + timedelta(days=number) for number in offsets}
    fifteenth = _by_brute_force(received, 15, leave)
    told = () if extended_after is None else (received + timedelta(days=extended_after),)
    result = reckon(
        Question(
            kind=Kind.INFORMATION,
            received=received,
            events=tuple(Event(EventKind.EXTENSION_TOLD, day, ExtensionReason.OTHER_UNIT) for day in told),
        ),
        calendar=WorkCalendar.with_leave(leave),
    )
    in_time = any(day <= fifteenth for day in told)
    assert result.due == (_by_brute_force(received, 30, leave) if in_time else fifteenth)


@given(received=_days)
def test_calendar_days_agree_with_brute_force(received: date) -> None:
    thirtieth = received + timedelta(days=30)
    later = (thirtieth + timedelta(days=number) for number in range(20))
    result = reckon(Question(kind=Kind.PETITION, received=received))
    assert result.due == next(day for day in later if _is_open(day, set()))
    assert sum(step.counted for step in result.steps) == 30


@given(received=_days, until_told=st.integers(0, 25), until_paid=st.integers(0, 30), restarts=st.booleans())
def test_a_cut_agrees_with_brute_force(received: date, until_told: int, until_paid: int, *, restarts: bool) -> None:
    told, paid = received + timedelta(days=until_told), received + timedelta(days=until_told + until_paid)
    question = Question(
        kind=Kind.INFORMATION,
        received=received,
        events=(Event(EventKind.COST_TOLD, told), Event(EventKind.COST_PAID, paid)),
    )
    result = reckon(question, practice=Practice(cut_restarts=restarts))
    uncut, pay_by = _by_brute_force(received, 15, set()), _by_brute_force(told, 15, set())
    if told > uncut:
        assert result.due == uncut
    elif paid > pay_by:
        assert (result.due, result.state) == (None, State.DEEMED_WITHDRAWN)
    else:
        before = [received + timedelta(days=number) for number in range(1, until_told)]
        used = 0 if restarts else sum(_is_open(day, set()) for day in before)
        assert result.due == _by_brute_force(paid, 15 - used, set())


@given(received=_days, kind=st.sampled_from([kind for kind in Kind if kind is not Kind.MEDIA]), offsets=_leave)
def test_what_holds_for_every_clock(received: date, kind: Kind, offsets: set[int]) -> None:
    leave = [received + timedelta(days=number) for number in offsets]
    result = reckon(Question(kind=kind, received=received), calendar=WorkCalendar.with_leave(leave))
    assert result.due is not None
    assert result.due > received
    strictest = result.alarm(AlarmKind.STRICTEST)
    assert strictest is None or received < strictest < result.due
    numbers = [step.number for step in result.steps if step.counted]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(step.counted == (step.number is not None) for step in result.steps)
    later = reckon(Question(kind=kind, received=received + timedelta(days=1)), calendar=WorkCalendar.with_leave(leave))
    assert later.due is not None
    assert later.due >= result.due


@given(received=_days)
def test_the_strictest_day_is_never_later_when_leave_is_announced(received: date) -> None:
    plain = reckon(Question(kind=Kind.INFORMATION, received=received))
    assert plain.due is not None
    with_leave = reckon(
        Question(kind=Kind.INFORMATION, received=received), calendar=WorkCalendar.with_leave([plain.due])
    )
    assert with_leave.due is not None
    assert with_leave.due > plain.due
    assert with_leave.alarm(AlarmKind.STRICTEST) == plain.due


# ---------------------------------------------------------------- the calendar


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027, 2028])
def test_the_library_holds_the_feasts_of_diyanet(year: int) -> None:
    known = {day for day, holiday in working_days.holidays_of(year).items() if not holiday.is_half}
    fixed = {date(year, month, day) for month, day in _FIXED}
    assert known == fixed | {day for day in _CLOSED if day.year == year}
    eves = {first - timedelta(days=1) for first, _length in _FEASTS if first.year == year}
    halves = {day for day, holiday in working_days.holidays_of(year).items() if holiday.is_half}
    assert halves == eves | {date(year, 10, 28)}


def test_a_day_that_is_half_one_holiday_and_wholly_another_is_closed() -> None:
    day = WorkCalendar().day(date(2012, 10, 28))  # eve of the Republic, fourth day of Kurban Bayramı
    assert day.is_full_holiday
    assert day.holiday == working_days.Holiday("Kurban Bayramı", "m.2/B-2")


def test_holidays_bear_the_names_of_the_law() -> None:
    names = {holiday.name for year in range(1982, 2101) for holiday in working_days.holidays_of(year).values()}
    assert names == {
        "Yılbaşı",
        "Ulusal Egemenlik ve Çocuk Bayramı",
        "Emek ve Dayanışma Günü",
        "Atatürk’ü Anma ve Gençlik ve Spor Bayramı",
        "Demokrasi ve Milli Birlik Günü",
        "Zafer Bayramı",
        "Cumhuriyet Bayramı",
        "Ramazan Bayramı",
        "Kurban Bayramı",
        "Genel tatil",
    }
    articles = {
        holiday.name: holiday.article for year in (1999, 2026) for holiday in working_days.holidays_of(year).values()
    }
    assert articles["Zafer Bayramı"] == "m.2/A-3"
    assert articles["Yılbaşı"] == articles["Demokrasi ve Milli Birlik Günü"] == "m.2/C"
    assert articles["Genel tatil"] == "geçici m.1"


@pytest.mark.parametrize("year", [1981, 2101])
def test_a_year_beyond_the_calendar_is_refused(year: int) -> None:
    with pytest.raises(working_days.YearNotKnown):
        WorkCalendar().day(date(year, 6, 1))


def test_a_feast_that_is_only_estimated_is_said() -> None:
    result = reckon(Question(kind=Kind.PETITION, received=date(2033, 2, 20)))
    assert [note.value for note in result.notes] == ["feast-estimated"]


# ---------------------------------------------------------------- rules


def test_a_case_is_reckoned_by_the_law_of_its_day() -> None:
    shorter = rules.Rule(
        kind=Kind.PETITION,
        period=20,
        unit=rules.Unit.CALENDAR_DAYS,
        since=date(2027, 1, 1),
        law="9999 sayılı Kanun",
        article="m.1",
    )
    table = statutes.STATUTES.with_rules(shorter)
    before = reckon(Question(kind=Kind.PETITION, received=date(2026, 12, 31)), rules=table)
    after = reckon(Question(kind=Kind.PETITION, received=date(2027, 1, 1)), rules=table)
    assert (before.due, before.rule.source) == (date(2027, 2, 1), "3071 sayılı Kanun m.7")  # 30 January is a Saturday
    assert (after.due, after.rule.source) == (date(2027, 1, 21), "9999 sayılı Kanun m.1")


def test_a_newer_row_replaces_what_would_have_begun_after_it() -> None:
    table = RuleTable((house_target(15, since=date(2020, 1, 1)),))
    twice = table.with_rules(house_target(10, since=date(2026, 6, 1))).with_rules(
        house_target(5, since=date(2026, 1, 1))
    )
    assert [(row.period, row.since, row.until) for row in twice] == [
        (15, date(2020, 1, 1), date(2025, 12, 31)),
        (5, date(2026, 1, 1), None),
    ]


def test_a_row_may_begin_the_day_after_the_other_ends_not_on_it() -> None:
    older = replace(house_target(15, since=date(2020, 1, 1)), until=date(2025, 12, 31))
    newer = house_target(10, since=date(2026, 1, 1))
    assert RuleTable((older, newer)).in_force(Kind.SERVICE, on=date(2025, 12, 31)) is older
    with pytest.raises(rules.RulesOverlap):
        RuleTable((replace(older, until=date(2026, 1, 1)), newer))


def test_two_rows_of_one_day_are_refused() -> None:
    with pytest.raises(rules.RulesOverlap):
        RuleTable((house_target(15, since=date(2020, 1, 1)), house_target(10, since=date(2026, 1, 1))))


def test_before_its_law_there_is_no_period() -> None:
    with pytest.raises(rules.NoRuleInForce):
        reckon(Question(kind=Kind.CORRECTION_WEB, received=date(2022, 10, 17)))


def test_every_kind_has_its_words() -> None:
    assert set(wording.KINDS) == set(Kind)
    assert set(wording.STATES) == set(State)
    assert set(wording.ALARMS) == set(AlarmKind)
    assert {row.kind for row in statutes.STATUTES} == set(Kind)


# ---------------------------------------------------------------- events and what if


def test_an_event_before_receipt_is_refused() -> None:
    early = Event(EventKind.FINAL_ANSWER, date(2026, 1, 4))
    with pytest.raises(events.BeforeReceipt):
        reckon(Question(kind=Kind.PETITION, received=date(2026, 1, 5), events=(early,)))


@pytest.mark.parametrize("told", [(), (Event(EventKind.COST_TOLD, date(2026, 1, 12)),)])
def test_what_was_not_told_cannot_be_paid(told: tuple[Event, ...]) -> None:
    paid = Event(EventKind.COST_PAID, date(2026, 1, 9))
    with pytest.raises(events.PaidBeforeTold):
        reckon(Question(kind=Kind.INFORMATION, received=date(2026, 1, 5), events=(*told, paid)))


def test_a_moment_without_its_zone_has_no_day() -> None:
    with pytest.raises(events.MomentWithoutZone):
        reckon(Question(kind=Kind.PETITION, received=datetime(2026, 1, 5, 23, 40)))  # noqa: DTZ001 – that is the point


def test_a_journalist_must_have_given_a_day() -> None:
    with pytest.raises(DeadlineMissing):
        reckon(Question(kind=Kind.MEDIA, received=date(2026, 1, 5)))


def test_what_if_the_extension_were_told_today() -> None:
    asked = Question(kind=Kind.INFORMATION, received=date(2026, 1, 5))
    in_time = what_if(asked, Event(EventKind.EXTENSION_TOLD, date(2026, 1, 19), ExtensionReason.OTHER_UNIT))
    assert (in_time.before.due, in_time.after.due) == (date(2026, 1, 26), date(2026, 2, 16))
    assert in_time.moved_days == 21
    cut = what_if(asked, Event(EventKind.COST_TOLD, date(2026, 1, 12)))
    assert cut.moved_days is None


def test_days_between_receipt_and_last_day_say_what_they_are() -> None:
    result = reckon(
        Question(kind=Kind.INFORMATION, received=date(2026, 5, 18)),
        calendar=WorkCalendar({date(2026, 5, 25): "İdari izin (2026/7 sayılı Genelge)"}),
    )
    said = {step.date.isoformat(): (step.reason, wording.why(step, result)) for step in result.steps}
    assert said["2026-05-18"][1] == (
        "Başvurunun ulaştığı gün. Süre ertesi gün işlemeye başlar (2577 sayılı Kanun m.8/1)."
    )
    assert said["2026-05-23"] == (Reason.WEEKEND, "Hafta sonu: iş günü değildir (657 sayılı Kanun m.99).")
    assert said["2026-05-25"] == (Reason.LEAVE, "İdari izin (2026/7 sayılı Genelge): iş günü sayılmadı.")
    half = "Kurban Bayramı saat 13.00 itibarıyla başlar (2429 sayılı Kanun m.2/B-2); yarım gün iş günü sayılır."
    assert said["2026-05-26"] == (Reason.COUNTED_HALF_DAY, f"4. iş günü. {half}")
    assert said["2026-05-30"][1] == "Kurban Bayramı: genel tatil, iş günü değildir (2429 sayılı Kanun m.2/B-2)."
    assert list(said.values())[-1][1] == "15. iş günü. Son gün (4982 sayılı Kanun m.11)."


def test_a_last_day_that_moves_says_why() -> None:
    result = reckon(Question(kind=Kind.PETITION, received=date(2026, 2, 20)))
    last = [
        wording.why(step, result) for step in takewhile(lambda step: step.date > date(2026, 3, 21), result.steps[::-1])
    ]
    thirtieth = (
        "30. gün. Ramazan Bayramı: tatil günleri süreye dâhildir (2577 sayılı Kanun m.8/2). "
        "Süre bugün dolardı; tatil olduğu için izleyen iş gününe uzar (2577 sayılı Kanun m.8/2)."
    )
    assert last == ["Tatili izleyen ilk iş günü: son gün.", thirtieth]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (rules.NoRuleInForce(Kind.KDK, date(2010, 1, 4)), "4 Ocak 2010 günü yürürlükte olan bir süre kuralı yok."),
        (events.BeforeReceipt(EventKind.COST_TOLD, date(2026, 1, 4), date(2026, 1, 5)), "04.01.2026"),
        (events.PaidBeforeTold(date(2026, 1, 4)), "önce maliyetin bildirildiği gün verilmeli"),
        (working_days.YearNotKnown(2101), "1982 yılından 2100’e kadar"),
        (DeadlineMissing("media"), "--deadline"),
        (dates.DateUnreadable("yarın"), "Tarih okunamadı: yarın"),
        (dates.NoSuchDay("30.2.2026"), "Takvimde böyle bir gün yok: 30.2.2026"),
    ],
)
def test_an_obstacle_is_said_in_turkish(error: Exception, said: str) -> None:
    assert said in wording.obstacle(error)


def test_a_foreign_error_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError):
        wording.obstacle(ZeroDivisionError())
