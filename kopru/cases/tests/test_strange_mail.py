"""Mail that is not what it seems: others in the thread, machines, one name for many mails; nobody's words are lost."""

import pytest

from kopru.cases import actions, permissions
from kopru.cases.intake import mailroom
from kopru.cases.letters import posting
from kopru.cases.models import Case, Close, Incoming, Kind, Outcome, Source, State, Voice
from kopru.cases.tests.factories import NOON, case, deliver, referral, user
from kopru.cases.tests.mails import mail
from kopru.core.roles import Role
from kopru.delivery.models import Dispatch, Recipient

pytestmark = pytest.mark.django_db

UNIT = "Nurgül Akça <nurgul.akca@birim.example.org>"


def _in(raw: bytes) -> Incoming:
    return mailroom.take_in(raw, source=Source.PIPE, at=NOON)[0]


def _name_of(dispatch: Dispatch) -> str:
    return f"<{dispatch.token}.{Recipient.objects.get(dispatch=dispatch).pk}@example.org>"


def test_who_answers_a_mail_of_the_unit_is_not_the_person():
    of = referral()
    to = posting.the_unit(of).reply_to
    _in(mail("Ekip yarın gidecek.", From=UNIT, To=to, Message_ID="<birim-1@birim.example.org>"))
    _in(mail("Direk de değişecek.", From=UNIT, In_Reply_To="<birim-1@birim.example.org>"))
    said = of.case.messages.filter(text="Direk de değişecek.").get()
    assert (said.voice, said.referral) == (Voice.UNIT, of)


def test_another_authority_that_answers_is_not_the_person():
    of = case()
    actions.forward(of, institution="DSİ", address="dsi@example.net", reason="Onun.", by=user(Role.CLERK), at=NOON)
    sent = Dispatch.objects.get(kind=posting.ELSEWHERE)
    theirs = {"From": "evrak@dsi.example.net", "Subject": "Ynt: Başvuru"}
    for number, way in enumerate(({"In_Reply_To": _name_of(sent)}, {"To": sent.reply_to})):
        incoming = _in(mail(f"Başvuru kaydedildi: {number}.", **theirs, **way))
        assert incoming.case != of
    of.refresh_from_db()
    assert (of.state, of.messages.filter(voice=Voice.PERSON).count()) == (State.CLOSED, 1)


def test_who_writes_in_the_place_of_the_person_stands_beside_their_words():
    of = case()
    to = posting.the_person(of).reply_to
    _in(mail("Vekili olarak yazıyorum.", From="Av. Tuğçe Ünal <tugce@buro.example.net>", To=to))
    assert of.messages.order_by("-pk").first().author == "Av. Tuğçe Ünal"


def test_nothing_is_written_into_an_erased_case():
    of = referral()
    to = posting.the_unit(of).reply_to
    actions.answer_referral(of, text="Yapıldı.", at=NOON)
    actions.close(of.case, how=Close.DONE, reason="Yapıldı.", by=user(Role.CLERK), at=NOON)
    for dispatch in Dispatch.objects.all():
        deliver(dispatch)
    actions.anonymise(of.case, by=None, at=NOON, reason="Süresi doldu.")
    before = of.case.messages.count()
    incoming = _in(mail("Nazan Okur’un lambası da yapıldı.", From=UNIT, To=to))
    assert incoming.case != of.case
    assert of.case.messages.count() == before


def test_mails_that_share_one_name_are_not_lost():
    name = {"Message_ID": "<form@site.example.org>", "Subject": "İletişim formu", "From": "site@site.example.org"}
    first = _in(mail("Sokağımızda su yok.", **name))
    other = _in(mail("Parkta salıncak kırık.", **name))
    by_a_list = _in(mail("Parkta salıncak kırık.\n\n_____\nListeden ayrılmak için…", **name))
    assert [each.outcome for each in (first, other, by_a_list)] == [Outcome.CASE, Outcome.CASE, Outcome.DUPLICATE]
    assert Case.objects.count() == 2


def test_a_machine_of_a_hidden_person_tells_nobody_who_they_are():
    asker = {"name": "Perihan Gizli", "email": "perihan@gizli.example.net", "hides_identity": True}
    of, clerk = case(kind=Kind.CIMER, asker=asker), user(Role.CLERK)
    receipt = of.messages.get(voice=Voice.RECEIPT).dispatch
    away = {
        "From": "Perihan Gizli <perihan@gizli.example.net>",
        "Auto_Submitted": "auto-replied",
        "To": receipt.reply_to,
    }
    incoming = _in(mail("Ofis dışındayım.", **away))
    assert (incoming.outcome, incoming.case) == (Outcome.AUTOMATIC, of)
    assert not permissions.may_open_mail(clerk, incoming)
    back = _in(_bounce(receipt))
    assert (back.outcome, back.case) == (Outcome.BOUNCE, of)
    assert not permissions.may_open_mail(clerk, back)


def _bounce(dispatch: Dispatch) -> bytes:
    """Return the report that a letter could not be delivered (RFC 3464)."""
    row = Recipient.objects.get(dispatch=dispatch)
    return (
        "From: MAILER-DAEMON@mx.example.net\r\nTo: talep@example.org\r\nSubject: Undelivered Mail\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\nMIME-Version: 1.0\r\n\r\n"
        "--x\r\nContent-Type: text/plain\r\n\r\nUser unknown\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n"
        f"Final-Recipient: rfc822; {row.address}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {_name_of(dispatch)}\r\n\r\n--x--\r\n"
    ).encode()
