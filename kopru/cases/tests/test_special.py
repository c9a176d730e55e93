"""The types with verbs of their own: a journalist's questions, shoots, visits, the tray."""

import pytest

from kopru.cases import actions, obstacles
from kopru.cases.models import (
    AnswerStage,
    Became,
    Close,
    Kind,
    LineToTake,
    MediaForm,
    State,
    Voice,
)
from kopru.cases.tests.factories import DAY, HOUR, NOON, answer, case, deliver, unit, user
from kopru.core.roles import Role

pytestmark = pytest.mark.django_db


def test_a_media_answer_is_complete_question_by_question_and_signed_off() -> None:
    officer = user(Role.WRITER)
    of = case(kind=Kind.REQUEST)
    request = actions.plan_media(of, form=MediaForm.DATA, deadline_at=NOON + 3 * HOUR, by=officer, at=NOON)
    of.refresh_from_db()
    assert (of.kind, of.due_at) == (Kind.MEDIA, NOON + 3 * HOUR)
    first = actions.add_question(of, text="Kaç fidan dikildi?", by=officer, at=NOON)
    second = actions.add_question(of, text="Maliyeti nedir?", by=officer, at=NOON)
    actions.settle_question(first, answer="1.140 fidan.", by=officer, at=NOON)
    with pytest.raises(obstacles.Incomplete):
        actions.assemble_answer(of, by=officer, at=NOON)
    with pytest.raises(obstacles.NothingWritten):
        actions.settle_question(second, by=officer, at=NOON)
    actions.settle_question(second, why_not="İhale sürüyor.", by=officer, at=NOON)
    words = actions.assemble_answer(of, by=officer, at=NOON)
    assert "1. Kaç fidan dikildi?\n1.140 fidan." in words.text
    actions.submit_answer(words, by=officer, at=NOON)
    actions.approve_answer(words, by=user(Role.HEAD), at=NOON)
    words.refresh_from_db()
    assert words.stage == AnswerStage.WITH_MAYOR
    mayor = user(Role.MAYORS_OFFICE)
    actions.approve_answer(words, by=mayor, at=NOON)
    request.refresh_from_db()
    words.refresh_from_db()
    assert (request.signed_off_by, words.stage) == (mayor, AnswerStage.SENT)
    deliver(words.dispatch)


def test_an_open_question_holds_the_answer_back() -> None:
    officer, of = user(Role.WRITER), case(kind=Kind.MEDIA)
    actions.add_question(of, text="Kaç fidan dikildi?", by=officer, at=NOON)
    words = answer(of, by=officer)
    with pytest.raises(obstacles.Incomplete):
        actions.submit_answer(words, by=officer, at=NOON)


def test_an_expired_line_cannot_be_used() -> None:
    officer, words = user(Role.WRITER), answer()
    line = LineToTake.objects.create(
        title="Su kesintisi",
        text="Arıza giderilmiştir.",
        owner=officer,
        valid_from=NOON.date(),
        valid_until=NOON.date(),
    )
    actions.use_line(words, line=line, by=officer, at=NOON)
    words.refresh_from_db()
    assert words.text.endswith("Arıza giderilmiştir.")
    assert line.uses.count() == 1
    with pytest.raises(obstacles.LineExpired):
        actions.use_line(words, line=line, by=officer, at=NOON + DAY)


def test_a_line_goes_into_one_question_and_says_where_it_was_used() -> None:
    officer, of = user(Role.WRITER), case(kind=Kind.MEDIA)
    question = actions.add_question(of, text="Arıza ne zaman giderilecek?", by=officer, at=NOON)
    actions.settle_question(question, why_not="Bilgi bekleniyor", by=officer, at=NOON)
    today = NOON.date()
    line = LineToTake.objects.create(
        title="Arıza", text="Arıza giderilmiştir.", owner=officer, valid_from=today, valid_until=today
    )
    actions.use_line(question, line=line, by=officer, at=NOON)
    question.refresh_from_db()
    assert (question.answer, question.why_not) == ("Arıza giderilmiştir.", "")
    assert [use.case for use in line.where_used] == [of]
    with pytest.raises(obstacles.LineExpired):
        actions.use_line(question, line=line, by=officer, at=NOON + DAY)
    actions.close(of, how=Close.WITHDRAWN, reason="Vazgeçti.", by=officer, at=NOON)
    with pytest.raises(obstacles.AlreadyClosed):
        actions.use_line(question, line=line, by=officer, at=NOON)


def test_a_shoot_from_the_ask_to_the_photos() -> None:
    officer, photographer = user(Role.HEAD), user(Role.PHOTOGRAPHER)
    of = case(kind=Kind.SHOOT)
    shoot = actions.plan_shoot(of, starts_at=NOON + DAY, place="Mıhlı Çayı", by=officer, at=NOON)
    actions.assign_shoot(shoot, photographer=photographer, by=officer, at=NOON)
    of.refresh_from_db()
    assert (of.owner, of.due_at) == (photographer, NOON + DAY)
    actions.deliver_shoot(shoot, url="https://foto.example.org/114", by=photographer, at=NOON + DAY)
    of.refresh_from_db()
    assert (of.state, of.closed_how) == (State.CLOSED, Close.DONE)
    assert "https://foto.example.org/114" in of.messages.get(voice=Voice.OFFICE).dispatch.text


def test_a_group_is_told_when_it_is_awaited() -> None:
    of = case(kind=Kind.GROUP)
    with pytest.raises(obstacles.NothingWritten):
        actions.plan_visit(of, institution=" ", people=28, by=user(Role.CLERK), at=NOON)
    visit = actions.plan_visit(of, institution="Mıhlı İlkokulu", people=28, by=user(Role.CLERK), at=NOON)
    actions.book_visit(visit, starts_at=NOON + 7 * DAY, guide="Deniz Örnek", by=user(Role.CLERK), at=NOON)
    assert "1 Aralık 2026" in of.messages.get(voice=Voice.OFFICE).dispatch.text


def test_a_unit_hears_what_became_of_its_material() -> None:
    officer, fen = user(Role.WRITER), unit(email="malzeme@example.org")
    of = case(kind=Kind.MATERIAL, asker={"name": "Fen İşleri", "email": ""})
    material = actions.hand_in(of, unit=fen, at=NOON)
    with pytest.raises(obstacles.ReasonMissing):
        actions.use_material(material, became=Became.NOT_USED, by=officer, at=NOON)
    url = "https://basin.example.org/bulten/2026/114/"
    actions.use_material(material, became=Became.BULLETIN, url=url, by=officer, at=NOON)
    of.refresh_from_db()
    assert of.state == State.CLOSED
    assert url in of.messages.get(voice=Voice.OFFICE).dispatch.text
    with pytest.raises(obstacles.AlreadyClosed):
        actions.hand_in(of, unit=fen, at=NOON)


def test_what_was_printed_is_written_down_also_after_the_end() -> None:
    officer, of = user(Role.WRITER), case(kind=Kind.MEDIA)
    request = actions.plan_media(of, form=MediaForm.NEWS, deadline_at=NOON + DAY, by=officer, at=NOON)
    with pytest.raises(obstacles.NothingWritten):
        actions.record_outcome(request, title=" ", by=officer, at=NOON)
    actions.close(of, how=Close.WITHDRAWN, reason="Vazgeçtiler.", by=officer, at=NOON)
    actions.record_outcome(request, title="Zeytinin yılı", on=NOON.date(), by=officer, at=NOON + 3 * DAY)
    request.refresh_from_db()
    assert (request.outcome_title, request.outcome_on) == ("Zeytinin yılı", NOON.date())
