"""Units are reminded in one mail a day, people asked once whether it was solved; nothing is sent twice."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kopru.cases import actions, sweeping
from kopru.cases.letters import links
from kopru.cases.models import Case, CaseRules, State, Voice
from kopru.cases.tests.factories import DAY, HOUR, NOON, case, referral, unit
from kopru.cases.tests.public import MORNING, answered
from kopru.delivery.models import Dispatch
from tests.pages import check_page

pytestmark = pytest.mark.django_db


def _owed(to, *, due_on: date):
    made = referral(case(), to)
    made.due_on = due_on
    made.save()
    return made


def _reminders() -> list[Dispatch]:
    return list(Dispatch.objects.filter(kind="cases.reminder").order_by("pk"))


def test_one_mail_a_day_holds_all_that_a_unit_owes():
    to, other, today = unit("Fen İşleri"), unit("Zabıta", email="zabita@example.org"), MORNING.date()
    late, soon = _owed(to, due_on=today - DAY), _owed(to, due_on=today + DAY)
    _owed(to, due_on=today + 9 * DAY)
    _owed(other, due_on=today)
    assert sweeping.reminders(MORNING) == 3
    assert sweeping.reminders(MORNING + timedelta(minutes=1)) == 0
    mails = _reminders()
    assert len(mails) == 2
    assert late.case.label in mails[0].text
    assert soon.case.label in mails[0].text
    late.refresh_from_db()
    assert (late.reminded_at, late.reminders) == (MORNING, 1)
    assert late.messages.filter(voice=Voice.TO_UNIT).count() == 2
    assert sweeping.reminders(MORNING + DAY) == 3


@pytest.mark.parametrize(
    "at",
    [MORNING - HOUR, MORNING + HOUR, MORNING + 2 * DAY, MORNING + 3 * DAY, MORNING.replace(year=2027, month=1, day=1)],
    ids=["before nine", "after ten", "Saturday", "Sunday", "New Year"],
)
def test_nobody_is_reminded_outside_working_hours(at):
    _owed(unit(), due_on=MORNING.date())
    assert sweeping.reminders(at) == 0


def test_on_a_friday_what_is_due_on_monday_is_tomorrow():
    friday = MORNING + DAY
    _owed(unit(), due_on=friday.date() + 3 * DAY)
    assert sweeping.reminders(friday) == 1


def test_who_asked_for_time_who_answered_and_who_has_no_address_are_left_alone():
    today = MORNING.date()
    waits, answered, mute = (_owed(unit(f"Birim {each}"), due_on=today) for each in range(3))
    actions.ask_time(waits, until=today + 9 * DAY, reason="Malzeme.", at=NOON)
    actions.answer_referral(answered, text="Oldu.", at=NOON)
    mute.unit.contact_points.all().delete()
    assert sweeping.reminders(MORNING) == 0
    assert actions.remind(mute.unit, at=MORNING) == 0


def test_what_fails_halfway_leaves_nothing_and_is_done_again(monkeypatch):
    owed = _owed(unit(), due_on=MORNING.date())
    with monkeypatch.context() as broken:
        broken.setattr("kopru.cases.actions.following.log", lambda **_all: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            sweeping.reminders(MORNING)
    owed.refresh_from_db()
    assert (owed.reminded_at, _reminders()) == (None, [])
    assert sweeping.reminders(MORNING) == 1


def _say(of: Case, word: str, reason: str = ""):
    return Client().post(links.survey_page(of, "yes"), {"cevap": word, "reason": reason})


def test_people_are_asked_once_and_by_day():
    of = answered()
    due = NOON + CaseRules.load().survey_after_days * DAY
    assert sweeping.surveys(due - DAY) == 0
    assert sweeping.surveys(due + 12 * HOUR) == 0
    assert sweeping.surveys(due) == 1
    assert sweeping.surveys(due + HOUR) == 0
    asked = Dispatch.objects.get(kind="cases.survey")
    assert links.survey_page(of, "no") in asked.text
    assert not actions.survey(of, at=due)


def test_looking_says_nothing_and_a_button_does():
    of = answered()
    soup = check_page(Client().get(links.survey_page(of, "no")).content)
    assert soup.select_one("button.main")["value"] == "no"
    of.refresh_from_db()
    assert of.solved == ""
    assert "çözüldüğünü" in _say(of, "yes").content.decode().lower()
    of.refresh_from_db()
    assert (of.solved, of.state) == ("yes", State.CLOSED)


def test_no_opens_the_case_again_with_the_reason():
    of = answered()
    for _each in range(2):
        response = _say(of, "no", "Lamba yine yanmıyor.")
    assert "yeniden ele alıyoruz" in check_page(response.content).get_text()
    of.refresh_from_db()
    assert (of.solved, of.state, of.reopened) == ("no", State.OPEN, 1)
    assert of.messages.filter(voice=Voice.PERSON, text="Lamba yine yanmıyor.").count() == 1
    with pytest.raises(ValueError, match="belki"):
        actions.hear_survey(of, solved="belki", reason="", at=NOON)


def test_in_part_and_nonsense():
    of = answered()
    assert _say(of, "belki").status_code == 200
    _say(of, "partly")
    of.refresh_from_db()
    assert (of.solved, of.state) == ("partly", State.CLOSED)
    assert Client().get(reverse("cases:survey", args=["1-abc"])).status_code == 404
