"""One answer to all of a cluster, each by their own way; nobody reads another's name or file (R12)."""

import pytest
from django.core.files.base import ContentFile

from kopru.cases import actions, sweeping
from kopru.cases.asks import Attached
from kopru.cases.forms.answers import AnswerForm
from kopru.cases.models import Answer, AnswerStage, Case, CaseFile, Channel, Close, Kind, LegalClass, State
from kopru.cases.obstacles import NamesThePerson
from kopru.cases.tests import factories as make
from kopru.core.roles import Role
from kopru.delivery.models import Dispatch, Recipient

pytestmark = pytest.mark.django_db

NOON = make.NOON
WORDS = "Sokağınızdaki lambalar bugün onarıldı."


def asked(name: str, **fields) -> Case:
    asker = {
        "name": name,
        "email": f"{name.split(maxsplit=1)[0].lower()}@example.org",
        "phone": "",
        **fields.pop("asker", {}),
    }
    return make.case(asker=asker, **{"kind": Kind.COMPLAINT, "sends_receipt": False} | fields)


def together(*cases: Case) -> Case:
    clerk = make.user(Role.CLERK)
    for other in cases[1:]:
        actions.join(other, other=Case.objects.get(pk=cases[0].pk), by=clerk, at=NOON)
    return Case.objects.get(pk=cases[0].pk)


def answered(case: Case, **fields) -> Answer:
    words = make.answer(case, text=WORDS, is_for_cluster=True, **fields)
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    words.refresh_from_db()
    if words.stage == AnswerStage.WITH_HEAD:
        actions.approve_answer(words, by=make.user(Role.HEAD), at=NOON)
        words.refresh_from_db()
    return words


def test_everybody_gets_the_same_words_by_their_own_way_and_each_case_ends_by_its_own_answer():
    first, second = asked("Beril Tan"), asked("Cenk Uz")
    third = asked("Dila Er", asker={"email": "", "phone": "0532 300 20 10"}, channel=Channel.PHONE)
    lead = answered(together(first, second, third))
    ways = {twin.case_id: twin.channel for twin in lead.twins.all()}
    assert ways == {second.pk: Channel.EMAIL, third.pk: Channel.PHONE}
    mails = Dispatch.objects.filter(kind="cases.answer")
    assert {row.address for row in Recipient.objects.filter(dispatch__in=mails)} == {
        "beril@example.org", "cenk@example.org",
    }  # fmt: skip
    assert len({mail.reply_to for mail in mails}) == 2
    for mail in mails:
        make.deliver(mail)
    sweeping.answers(NOON)
    by_hand = lead.twins.get(case=third)
    assert Case.objects.get(pk=third.pk).state == State.LEAVING
    actions.give_answer(by_hand, proof="Telefonda okundu.", by=make.user(Role.CLERK), at=NOON)
    closed = Case.objects.filter(cluster=lead.case.cluster_id)
    assert {(case.closed_how, case.closing_answer.text) for case in closed} == {(Close.ANSWERED, WORDS)}
    assert len({case.closing_answer_id for case in closed}) == 3


def test_a_name_in_the_words_is_refused():
    case = together(asked("Beril Tan"), asked("Cenk Uz"))
    for text in ("Sayın Tan, lamba onarıldı.", "BERİL’in bildirdiği lamba onarıldı."):
        words = make.answer(case, text=text, is_for_cluster=True)
        with pytest.raises(NamesThePerson):
            actions.submit_answer(words, by=words.drafted_by, at=NOON)
    assert not Dispatch.objects.filter(kind="cases.answer").exists()


def test_who_has_a_unit_still_asked_or_an_answer_on_its_way_is_left_to_a_person():
    first, with_unit, leaving = asked("Beril Tan"), asked("Cenk Uz"), asked("Dila Er")
    case = together(first, with_unit, leaving)
    make.referral(Case.objects.get(pk=with_unit.pk))
    own = make.answer(Case.objects.get(pk=leaving.pk), kind="interim", text="Bakıyoruz.")
    actions.submit_answer(own, by=own.drafted_by, at=NOON)
    lead = answered(case)
    assert lead.twins.count() == 0


def test_a_type_that_asks_for_approval_waits_for_its_own():
    case = together(
        asked("Beril Tan", kind=Kind.REQUEST), asked("Cenk Uz", kind=Kind.MEDIA, legal_class=LegalClass.MEDIA)
    )
    (twin,) = answered(case).twins.all()
    assert (twin.stage, twin.approved_at) == (AnswerStage.WITH_HEAD, None)


def test_files_of_the_office_go_along_and_those_of_a_person_do_not():
    case = together(asked("Beril Tan"), asked("Cenk Uz"))
    actions.hear(case, text="Ekte.", at=NOON, files=[Attached("beril.txt", "text/plain", b"kendi")])
    ours = CaseFile(case=case, name="plan.pdf", content_type="application/pdf", size=4, sha256="0" * 64)
    ours.file.save("plan.bin", ContentFile(b"%PDF"), save=False)
    ours.save()
    (twin,) = answered(case, files=[ours, case.files.get(name="beril.txt")]).twins.all()
    assert [each.name for each in twin.files.all()] == ["plan.pdf"]


def test_alone_nobody_else_is_answered_and_the_form_does_not_ask():
    alone = asked("Beril Tan")
    assert not make.answer(alone, text=WORDS, is_for_cluster=True).is_for_cluster
    clerk = make.user(Role.CLERK)
    assert "is_for_cluster" not in AnswerForm(thing=alone, user=clerk, at=NOON).fields
    case = together(alone, asked("Cenk Uz"))
    assert "is_for_cluster" in AnswerForm(thing=case, user=clerk, at=NOON).fields
