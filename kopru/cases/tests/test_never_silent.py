"""No path closes a case silently (R11): in whatever order, its end is a delivered answer or a reason."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from kopru.cases import actions
from kopru.cases.intake import mailroom
from kopru.cases.models import Answer, AnswerStage, Authority, Case, Close, Incoming, Kind, LegalClass, State, Voice
from kopru.cases.obstacles import Obstacle
from kopru.cases.public import georeport
from kopru.cases.tests import factories as make
from kopru.core.models import User
from kopru.core.roles import Role
from kopru.delivery.models import Recipient, RowState

pytestmark = pytest.mark.django_db

NOON = make.NOON
MAIL = b"From: Ece Su <ece.su@example.org>\r\nTo: talep@example.org\r\nSubject: Kampanya\r\n\r\nUcuz tabela.\r\n"

Deed = Callable[[Case, Case, User, User], Any]


def _latest(case: Case) -> Answer:
    found = case.answers.order_by("-pk").first()
    return found if found is not None else make.answer(case, text="Bakıyoruz.", kind="interim")


def _settled(case: Case, state: RowState) -> None:
    answer = _latest(case)
    if answer.dispatch_id:
        Recipient.objects.filter(dispatch=answer.dispatch_id).update(state=state, handed_at=NOON, settled_at=NOON)
        actions.settle_answer(answer, at=NOON)


def _handed(case: Case, clerk: User) -> None:
    to, _new = Authority.objects.get_or_create(name="Kurum", endpoint="http://127.0.0.1:9/v2")
    Case.objects.filter(pk=case.pk).update(place="Meydan")
    handover = actions.hand_over(case, authority=to, service_code="1", reason="Görevi.", by=clerk, at=NOON)
    actions.begin_handover(handover, at=NOON)
    failures = [georeport.AnswerLost("?"), georeport.Refused("hayır"), georeport.NotSent("-")]
    if case.pk % 4 < 3:
        actions.settle_handover(handover, failure=failures[case.pk % 4], at=NOON)
    else:
        actions.settle_handover(handover, receipt=georeport.Receipt("K-1"), at=NOON)


def _judged(case: Case, clerk: User) -> None:
    doubtful = case.handovers.filter(state="doubt").first()
    if doubtful is not None:
        actions.judge_handover(doubtful, decision="not", number="", by=clerk, at=NOON)


def _closed(way: str, case: Case, _other: Case, clerk: User, _head: User) -> None:
    actions.close(case, how=way, reason="Neden.", by=clerk, at=NOON)


#: (case, another, clerk, head)
DEEDS: Final[dict[str, Deed]] = {
    **{f"close {way}": partial(_closed, way) for way in Close},
    "close unsaid": lambda c, _o, k, _h: actions.close(c, how=Close.DONE, reason="  ", by=k, at=NOON),
    "duplicate": lambda c, o, k, _h: actions.mark_duplicate(c, of=o, by=k, at=NOON),
    "spam": lambda c, _o, k, _h: actions.mark_spam(c, by=k, at=NOON),
    "forward": lambda c, _o, k, _h: actions.forward(
        c, institution="Valilik", address="", reason="Görevi.", by=k, at=NOON
    ),
    "hand over": lambda c, _o, k, _h: _handed(c, k),
    "doubt": lambda c, _o, k, _h: _judged(c, k),
    "join": lambda c, o, k, _h: actions.join(c, other=o, by=k, at=NOON),
    "leave": lambda c, _o, k, _h: actions.leave(c, by=k, at=NOON),
    "draft": lambda c, _o, k, _h: make.answer(c, by=k, text="Onarıldı."),
    "draft for all": lambda c, _o, k, _h: make.answer(c, by=k, text="Onarıldı.", is_for_cluster=True),
    "draft by hand": lambda c, _o, k, _h: make.answer(c, by=k, text="Onarıldı.", channel="phone"),
    "submit": lambda c, _o, k, _h: actions.submit_answer(_latest(c), by=k, at=NOON),
    "approve": lambda c, _o, _k, h: actions.approve_answer(_latest(c), by=h, at=NOON),
    "give": lambda c, _o, k, _h: actions.give_answer(_latest(c), proof="Okundu.", by=k, at=NOON),
    "conclude": lambda c, _o, k, _h: actions.conclude(_latest(c), by=k, at=NOON),
    "delivered": lambda c, _o, _k, _h: _settled(c, RowState.DELIVERED),
    "failed": lambda c, _o, _k, _h: _settled(c, RowState.FAILED),
    "in doubt": lambda c, _o, _k, _h: _settled(c, RowState.UNKNOWN),
    "lost": lambda c, _o, _k, _h: actions.lose_answer(_latest(c), reason="Geri döndü.", at=NOON),
    "classify": lambda c, _o, k, _h: actions.classify(
        c, kind=Kind.INFORMATION, legal_class=LegalClass.INFORMATION, matter=None, by=k, at=NOON
    ),
    "thanks": lambda c, _o, _k, _h: actions.hear(c, text="Teşekkürler", at=NOON, wants_more=False),
    "more": lambda c, _o, _k, _h: actions.hear(c, text="Hâlâ yanmıyor", at=NOON),
    "solved": lambda c, _o, _k, _h: actions.hear_survey(c, solved="yes", reason="", at=NOON),
    "unsolved": lambda c, _o, _k, _h: actions.hear_survey(c, solved="no", reason="", at=NOON),
    "refer": lambda c, _o, k, _h: make.referral(c, by=k),
    "reopen": lambda c, _o, k, _h: actions.reopen(c, reason="Yeniden.", by=k, at=NOON),
    "anonymise": lambda c, _o, _k, h: actions.anonymise(c, by=h, at=NOON, reason="Süresi doldu."),
}  # fmt: skip


def assert_not_silent(case: Case) -> None:
    """See that a closed case ended by a delivered answer, or by a reason that can be read."""
    if case.state != State.CLOSED:
        return
    assert case.closed_at is not None
    if case.closed_how == Close.ANSWERED:
        answer = case.closing_answer
        assert answer is not None
        assert (answer.case_id, answer.stage) == (case.pk, AnswerStage.DELIVERED)
        assert answer.delivered_at is not None
        assert answer.dispatch_id or answer.proof
    else:
        assert case.closed_how in Close.values
        assert case.closing_reason.strip()
        assert case.closing_answer_id is None
    if case.closed_how == Close.FORWARDED:
        assert case.messages.filter(voice=Voice.OFFICE).exists()


@how(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.booleans()), min_size=4, max_size=12))
def test_no_order_of_verbs_closes_a_case_silently(settings, steps):
    settings.OPEN311_SENDING = []
    clerk, head = make.user(Role.CLERK), make.user(Role.HEAD)
    pair = [make.case(kind=Kind.COMPLAINT, asker={"name": "Ece Su"}, sends_receipt=False) for _each in range(2)]
    for name, second in steps:
        case, other = (Case.objects.get(pk=each.pk) for each in (reversed(pair) if second else pair))
        try:
            with transaction.atomic():
                DEEDS[name](case, other, clerk, head)
        except Obstacle:
            pass  # what stands in the way changes nothing
        for each in Case.objects.filter(pk__in=[each.pk for each in pair]):
            assert_not_silent(each)


def test_a_mail_that_is_unwanted_ends_its_case_with_the_reason():
    incoming = mailroom.receive(MAIL, source="pipe", at=NOON)
    mailroom.settle(incoming, at=NOON)
    case = Incoming.objects.get(pk=incoming.pk).case
    assert case is not None
    actions.mark_spam(case, by=make.user(Role.CLERK), at=NOON)
    case.refresh_from_db()
    assert case.closed_how == Close.SPAM
    assert_not_silent(case)


@pytest.mark.parametrize(
    "change",
    [
        {"state": State.CLOSED},
        {"state": State.CLOSED, "closed_how": Close.DONE, "closed_at": NOON},
        {"state": State.CLOSED, "closed_how": Close.ANSWERED, "closed_at": NOON},
        {"state": State.CLOSED, "closed_how": Close.ANSWERED, "closed_at": NOON, "closing_reason": "Bitti."},
        {"state": State.CLOSED, "closed_how": Close.DONE, "closing_reason": "Bitti."},
    ],
)
def test_neither_a_register_nor_a_bulk_change_can_close_one_silently(change):
    case = make.case()
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**change)
