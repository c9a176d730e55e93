"""Two things at once: words that cross an answer, stale pages, a second press of a button; nothing is lost or doubled."""

import pytest

from kopru.cases import actions, obstacles, sweeping
from kopru.cases.models import Answer, AnswerStage, Case, Channel, ClockKind, Close, Kind, State
from kopru.cases.tests.factories import DAY, HOUR, NOON, answer, case, deliver, referral, user
from kopru.core.roles import Role

pytestmark = pytest.mark.django_db


def _leaving(of: Case, **fields) -> Answer:
    """Return an answer of `of` that was approved and waits in the ledger, or for whoever gives it."""
    words = answer(of, **fields)
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    actions.approve_answer(words, by=user(Role.HEAD), at=NOON)
    words.refresh_from_db()
    assert words.stage == AnswerStage.SENT
    return words


def test_words_that_cross_the_answer_open_the_case_again():
    of = case()
    words = _leaving(of)
    actions.hear(of, text="Bugün bir direk daha söndü.", at=NOON + HOUR)
    deliver(words.dispatch, at=NOON + 2 * HOUR)
    sweeping.answers(NOON + 2 * HOUR)
    of.refresh_from_db()
    words.refresh_from_db()
    assert (words.stage, of.state, of.reopened) == (AnswerStage.DELIVERED, State.OPEN, 1)


def test_thanks_that_cross_the_answer_do_not():
    of = case()
    words = _leaving(of)
    actions.hear(of, text="Teşekkürler.", at=NOON + HOUR, wants_more=False)
    deliver(words.dispatch, at=NOON + 2 * HOUR)
    sweeping.answers(NOON + 2 * HOUR)
    of.refresh_from_db()
    assert (of.state, of.closed_how) == (State.CLOSED, Close.ANSWERED)


def test_an_answer_that_waited_when_the_case_ended_is_a_draft_again():
    of = case()
    words = answer(of)
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    actions.close(of, how=Close.WITHDRAWN, reason="Vazgeçti.", by=user(Role.CLERK), at=NOON)
    with pytest.raises(obstacles.NotWaiting):
        actions.send_back_answer(words, reason="Gerek kalmadı.", by=user(Role.HEAD), at=NOON)
    of.refresh_from_db()
    words.refresh_from_db()
    assert (of.state, of.closed_how, words.stage) == (State.CLOSED, Close.WITHDRAWN, AnswerStage.DRAFT)


def test_nothing_is_passed_on_nor_asked_of_a_unit_while_an_answer_is_on_its_way():
    of = case()
    _leaving(of)
    with pytest.raises(obstacles.AnswerUnderWay):
        actions.forward(of, institution="Kaymakamlık", address="", reason="Onun.", by=user(Role.CLERK), at=NOON)
    with pytest.raises(obstacles.AnswerUnderWay):
        referral(of)


def test_the_answer_that_ends_it_waits_for_the_units():
    of = case()
    words = answer(of)
    asked = referral(of)
    with pytest.raises(obstacles.ReferralsOpen):
        actions.submit_answer(words, by=words.drafted_by, at=NOON)
    actions.recall(asked, reason="Gerek kalmadı.", by=user(Role.CLERK), at=NOON)
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    referral(of)  # asked while the head reads it
    with pytest.raises(obstacles.ReferralsOpen):
        actions.approve_answer(words, by=user(Role.HEAD), at=NOON)


def test_an_answer_that_nobody_can_be_given_does_not_keep_the_case_open():
    of = case(channel=Channel.PHONE, asker={"email": ""})
    words = _leaving(of, channel=Channel.PHONE)
    actions.close(of, how=Close.UNREACHABLE, reason="Üç kez arandı.", by=user(Role.CLERK), at=NOON + DAY)
    words.refresh_from_db()
    assert (words.stage, words.failure) == (AnswerStage.FAILED, "Üç kez arandı.")
    with pytest.raises(obstacles.NotWaiting):
        actions.give_answer(words, proof="Sonra arandı.", by=user(Role.CLERK), at=NOON + DAY)


def test_the_clock_counts_the_day_on_which_it_was_given_by_hand():
    of = case(channel=Channel.PHONE, asker={"email": ""})
    words = _leaving(of, channel=Channel.PHONE)
    actions.give_answer(words, proof="Telefonda okundu.", by=user(Role.CLERK), at=NOON + 4 * DAY)
    assert of.clock_events.get(kind=ClockKind.FINAL_ANSWER).at == NOON + 4 * DAY


def _costly() -> Case:
    """Return an information request whose cost was told two days after it came."""
    of = case(kind=Kind.INFORMATION)
    actions.tell_cost(of, amount=5000, reason="50 sayfa", by=user(Role.CLERK), at=NOON + 2 * DAY)
    return of


def test_a_cost_is_told_once():
    of = _costly()
    with pytest.raises(obstacles.CostOwed):
        actions.tell_cost(of, amount=5000, reason="50 sayfa", by=user(Role.CLERK), at=NOON + 2 * DAY)


@pytest.mark.parametrize("days", [-9, 1, 4])
def test_nobody_pays_before_the_cost_is_told_nor_on_a_day_to_come(days):
    of = _costly()
    with pytest.raises(obstacles.NotPaidThen):
        actions.record_payment(of, paid_at=NOON + days * DAY, by=user(Role.CLERK), at=NOON + 3 * DAY)
    of.refresh_from_db()
    assert of.due_on is None


def test_a_payment_earlier_on_the_day_of_telling_counts():
    of = _costly()
    actions.record_payment(of, paid_at=NOON + 2 * DAY - HOUR, by=user(Role.CLERK), at=NOON + 3 * DAY)
    with pytest.raises(obstacles.NothingOwed):
        actions.record_payment(of, paid_at=NOON + 3 * DAY, by=user(Role.CLERK), at=NOON + 3 * DAY)
    of.refresh_from_db()
    assert of.due_on is not None


def test_a_late_payment_of_a_case_taken_up_again_is_written_down():
    of, clerk = _costly(), user(Role.CLERK)
    actions.close(of, how=Close.UNPAID, reason="Ödenmedi.", by=clerk, at=NOON + 30 * DAY)
    actions.reopen(of, reason="Bugün ödedi.", by=clerk, at=NOON + 31 * DAY)
    actions.record_payment(of, paid_at=NOON + 31 * DAY, by=clerk, at=NOON + 31 * DAY)
    of.refresh_from_db()
    assert of.due_on is not None
