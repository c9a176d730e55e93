"""A case from the ask to its end: what each verb does, and what it refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kopru.cases import actions, obstacles, sweeping
from kopru.cases.asks import Asker
from kopru.cases.models import (
    AnswerKind,
    AnswerStage,
    Case,
    Channel,
    ClockKind,
    Close,
    ExtensionGround,
    Kind,
    LegalClass,
    ReferralState,
    State,
    Voice,
)
from kopru.cases.tests.factories import DAY, HOUR, NOON, answer, ask, case, deliver, referral, unit, user
from kopru.core.roles import Role
from kopru.delivery.models import Recipient, RowState

pytestmark = pytest.mark.django_db


def _answered(*, at=NOON) -> Case:
    """Return a case that ended with an answer which arrived."""
    of = case(at=at)
    words = answer(of, by=user(Role.CLERK), at=at)
    actions.submit_answer(words, by=words.drafted_by, at=at)
    actions.approve_answer(words, by=user(Role.HEAD), at=at)
    words.refresh_from_db()
    deliver(words.dispatch, at=at)
    sweeping.answers(at)
    of.refresh_from_db()
    return of


def test_open_case_numbers_dates_and_receipts():
    first, second = case(), case(asker={"email": "baskasi@example.org"})
    assert (second.number - first.number, first.state, first.due_on) == (1, State.NEW, NOON.date() + 30 * DAY)
    receipt = first.messages.get(voice=Voice.RECEIPT)
    assert first.secret in receipt.dispatch.text
    assert receipt.dispatch.reply_to.split("@")[0].count("+") == 1


def test_a_robot_is_not_receipted_for_ever():
    made = [case() for _each in range(8)]
    receipts = sum(one.messages.filter(voice=Voice.RECEIPT).count() for one in made)
    assert receipts == 5


def test_nothing_asked_is_no_case():
    with pytest.raises(obstacles.NothingAsked):
        actions.open_case(ask(subject=" ", text=" "), by=None, at=NOON)


def test_refer_waits_for_the_last_unit():
    clerk, of = user(Role.CLERK), case()
    first, second = referral(of, by=clerk), referral(of, by=clerk)
    assert Case.objects.get(pk=of.pk).state == State.REFERRED
    actions.answer_referral(first, text="Onarıldı.", at=NOON + HOUR, author="Fen İşleri")
    assert Case.objects.get(pk=of.pk).state == State.REFERRED
    actions.return_referral(second, reason="Bizim sokağımız değil.", at=NOON + HOUR)
    of.refresh_from_db()
    assert (of.state, of.owner) == (State.OPEN, clerk)


def test_refer_refuses():
    clerk, of, to = user(Role.CLERK), case(), unit()
    with pytest.raises(obstacles.DateInThePast):
        actions.refer(of, unit=to, asked="", due_on=(NOON - DAY).date(), by=clerk, at=NOON)
    with pytest.raises(obstacles.UnitUnreachable):
        actions.refer(of, unit=unit(email=""), asked="", due_on=NOON.date(), by=clerk, at=NOON)
    referral(of, to)
    with pytest.raises(obstacles.AlreadyWithUnit):
        referral(of, to)


def test_ask_time_and_grant_time():
    of = referral()
    actions.ask_time(of, until=(NOON + 9 * DAY).date(), reason="Malzeme bekleniyor.", at=NOON + HOUR)
    assert of.due_on == (NOON + 5 * DAY).date()
    actions.grant_time(of, due_on=(NOON + 9 * DAY).date(), by=user(Role.CLERK), at=NOON + HOUR)
    of.refresh_from_db()
    assert (of.due_on, of.time_asked_on) == ((NOON + 9 * DAY).date(), None)


def test_recall_gives_it_back():
    of = referral()
    actions.recall(of, reason="Başka birime gidecek.", by=user(Role.CLERK), at=NOON)
    of.refresh_from_db()
    assert (of.state, of.case.state) == (ReferralState.RECALLED, State.OPEN)
    with pytest.raises(obstacles.NotWithUnit):
        actions.recall(of, reason="Yine.", by=user(Role.CLERK), at=NOON)


def test_an_answer_that_arrived_ends_it():
    of = _answered()
    assert (of.state, of.closed_how) == (State.CLOSED, Close.ANSWERED)
    assert of.clock_events.filter(kind=ClockKind.FINAL_ANSWER).exists()


def test_nobody_approves_their_own_words():
    head = user(Role.HEAD)
    words = answer(by=head)
    actions.submit_answer(words, by=head, at=NOON)
    with pytest.raises(obstacles.OwnWords):
        actions.approve_answer(words, by=head, at=NOON)


def test_send_back_answer_returns_it_to_its_writer():
    words = answer()
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    actions.send_back_answer(words, reason="Tarih yanlış.", by=user(Role.HEAD), at=NOON)
    words.refresh_from_db()
    assert (words.stage, words.case.state) == (AnswerStage.DRAFT, State.OPEN)
    actions.revise_answer(
        words,
        subject=words.subject,
        text="Yeni metin",
        channel=Channel.EMAIL,
        outcome="granted",
        by=words.drafted_by,
        at=NOON,
    )
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    with pytest.raises(obstacles.NotADraft):
        actions.submit_answer(words, by=words.drafted_by, at=NOON)


def test_an_interim_answer_keeps_it_open():
    words = answer(kind=AnswerKind.INTERIM)
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    words.refresh_from_db()
    deliver(words.dispatch)
    assert sweeping.answers(NOON) == 1
    words.case.refresh_from_db()
    assert words.case.state == State.OPEN
    assert words.case.clock_events.filter(kind=ClockKind.INTERIM_ANSWER).exists()


def test_an_answer_that_did_not_arrive_gives_it_back():
    words = answer(kind=AnswerKind.INTERIM)
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    words.refresh_from_db()
    Recipient.objects.filter(dispatch=words.dispatch).update(state=RowState.FAILED, reason="Kutu dolu", settled_at=NOON)
    sweeping.answers(NOON)
    words.refresh_from_db()
    assert (words.stage, words.failure, words.case.state) == (AnswerStage.FAILED, "Kutu dolu", State.OPEN)


def test_an_answer_that_came_back_opens_it_again():
    of = _answered()
    dispatch = of.closing_answer.dispatch
    Recipient.objects.filter(dispatch=dispatch).update(state=RowState.FAILED, reason="Böyle bir adres yok")
    assert sweeping.lost_answers(NOON + DAY) == 1
    of.refresh_from_db()
    assert (of.state, of.reopened, of.closing_answer) == (State.OPEN, 1, None)
    assert sweeping.lost_answers(NOON + DAY) == 0


def test_give_answer_by_telephone_needs_a_proof():
    words = answer(channel=Channel.PHONE)
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    actions.approve_answer(words, by=user(Role.HEAD), at=NOON)
    with pytest.raises(obstacles.ReasonMissing):
        actions.give_answer(words, proof=" ", by=words.drafted_by, at=NOON)
    actions.give_answer(words, proof="Telefonda okundu.", by=words.drafted_by, at=NOON)
    words.case.refresh_from_db()
    assert words.case.closed_how == Close.ANSWERED


def test_conclude_refuses_what_has_not_arrived():
    with pytest.raises(obstacles.NoWordToThePerson):
        actions.conclude(answer(), at=NOON)


def test_close_needs_a_reason_and_no_open_referral():
    of, clerk = case(), user(Role.CLERK)
    with pytest.raises(obstacles.ReasonMissing):
        actions.close(of, how=Close.WITHDRAWN, reason=" ", by=clerk, at=NOON)
    with pytest.raises(obstacles.NoWordToThePerson):
        actions.close(of, how=Close.ANSWERED, reason="Cevap verildi.", by=clerk, at=NOON)
    referral(of)
    with pytest.raises(obstacles.ReferralsOpen):
        actions.close(of, how=Close.WITHDRAWN, reason="Vazgeçti.", by=clerk, at=NOON)


def test_the_database_knows_no_third_way_to_close():
    of = case()
    for how in ("", Close.ANSWERED, Close.DONE):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=of.pk).update(state=State.CLOSED, closed_at=NOON, closed_how=how)


def test_hear_thanks_keeps_it_closed_and_more_opens_it_with_its_owner():
    of = _answered()
    owner = of.owner
    actions.hear(of, text="Teşekkürler!", at=NOON + DAY, wants_more=False)
    assert Case.objects.get(pk=of.pk).state == State.CLOSED
    actions.hear(of, text="Çözülmedi, lamba yine sönük.", at=NOON + 2 * DAY)
    of.refresh_from_db()
    assert (of.state, of.owner, of.reopened) == (State.OPEN, owner, 1)


def test_reopen_begins_the_clock_anew():
    of = _answered()
    actions.reopen(of, reason="Vatandaş aradı.", by=user(Role.CLERK), at=NOON + 40 * DAY)
    of.refresh_from_db()
    assert of.due_on is not None
    assert of.due_on >= (NOON + 70 * DAY).date()
    with pytest.raises(obstacles.StillOpen):
        actions.reopen(of, reason="Yine.", by=None, at=NOON)


def test_take_classify_identify_and_note():
    of, clerk = case(), user(Role.CLERK)
    actions.take(of, owner=clerk, by=clerk, at=NOON)
    actions.classify(of, kind=Kind.INFORMATION, legal_class=LegalClass.INFORMATION, matter=None, by=clerk, at=NOON)
    actions.identify(of, asker=Asker(name="Ayşe Örnek", phone="0286 752 50 54 / 115"), by=clerk, at=NOON)
    actions.note(of, text="Aradım, evde yoktu.", by=clerk, at=NOON, is_call=True)
    of.refresh_from_db()
    assert (of.state, of.owner, of.kind, of.email) == (State.OPEN, clerk, Kind.INFORMATION, "")
    assert of.phone_key == "+902867525054"
    assert of.alarm_on is not None
    with pytest.raises(obstacles.NothingWritten):
        actions.note(of, text=" ", by=clerk, at=NOON)


def test_join_leave_and_mark_duplicate():
    first, second, clerk = case(), case(), user(Role.CLERK)
    cluster = actions.join(first, other=second, by=clerk, at=NOON)
    assert set(cluster.cases.all()) == {first, second}
    actions.leave(first, by=clerk, at=NOON)
    assert set(cluster.cases.all()) == {second}
    actions.mark_duplicate(first, of=second, by=clerk, at=NOON)
    first.refresh_from_db()
    assert first.closed_how == Close.DUPLICATE


def test_extend_only_in_time_and_only_once():
    clerk = user(Role.CLERK)
    of = case(kind=Kind.INFORMATION)
    due = of.due_on
    with pytest.raises(obstacles.GroundMissing):
        actions.extend(of, ground="", reason="Başka kurumdan bekleniyor.", by=clerk, at=NOON)
    with pytest.raises(obstacles.TooLateToExtend):
        actions.extend(of, ground=ExtensionGround.OTHER_UNIT, reason="Bekleniyor.", by=clerk, at=NOON + 40 * DAY)
    actions.extend(of, ground=ExtensionGround.OTHER_UNIT, reason="Bekleniyor.", by=clerk, at=NOON + DAY)
    of.refresh_from_db()
    assert of.due_on > due
    with pytest.raises(obstacles.NoExtensionHere):
        actions.extend(of, ground=ExtensionGround.OTHER_UNIT, reason="Bekleniyor.", by=clerk, at=NOON + DAY)


def test_tell_cost_stops_the_clock_until_record_payment():
    clerk = user(Role.CLERK)
    of = case(kind=Kind.INFORMATION)
    with pytest.raises(obstacles.NothingOwed):
        actions.record_payment(of, paid_at=NOON, by=clerk, at=NOON)
    actions.tell_cost(of, amount=12_500, reason="250 sayfa fotokopi", by=clerk, at=NOON + DAY)
    of.refresh_from_db()
    assert of.due_on is None
    actions.record_payment(of, paid_at=NOON + 3 * DAY, by=clerk, at=NOON + 3 * DAY)
    of.refresh_from_db()
    assert of.due_on is not None
    with pytest.raises(obstacles.NoCostHere):
        actions.tell_cost(case(), amount=100, reason="Fotokopi", by=clerk, at=NOON)


def test_set_deadline_is_the_journalists_own():
    of = case(kind=Kind.MEDIA, wanted_by=NOON + 3 * HOUR)
    assert of.due_at == NOON + 3 * HOUR
    actions.set_deadline(of, wanted_by=NOON + timedelta(hours=5), by=user(Role.CLERK), at=NOON)
    of.refresh_from_db()
    assert of.due_at == NOON + 5 * HOUR


def test_forward_passes_on_and_tells_the_person_in_one_act():
    of = case()
    actions.forward(
        of,
        institution="Çanakkale Valiliği",
        address="valilik@example.org",
        reason="Karayolu il özel idaresinin görevindedir.",
        by=user(Role.CLERK),
        at=NOON,
    )
    of.refresh_from_db()
    assert (of.closed_how, of.messages.filter(voice=Voice.ELSEWHERE).count()) == (Close.FORWARDED, 1)
    assert of.messages.filter(voice=Voice.OFFICE).count() == 1


def test_a_hidden_person_stands_in_no_mail_to_a_unit():
    of = case(asker={"name": "Gizli Kişi", "hides_identity": True})
    words = referral(of).messages.get(voice=Voice.TO_UNIT).dispatch
    assert "Gizli" not in words.text + words.html
    assert "isil.caglar" not in words.text + words.html
