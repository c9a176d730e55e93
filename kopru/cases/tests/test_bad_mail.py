"""Mails that are broken, hostile or mistaken: each one outcome, none lost, none answered twice."""

import base64
import io
import sys
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connections

from kopru.cases.intake import chain, cleaning, dropping, keeping, mailroom, reconciling
from kopru.cases.intake.mail.message import Mailbox, Message
from kopru.cases.intake.mail.tests import mails as samples
from kopru.cases.models import Case, Incoming, Outcome, Source, Voice
from kopru.cases.tests.factories import DAY, NOON, user
from kopru.cases.tests.mails import mail
from kopru.core.roles import Role
from kopru.delivery.models import Recipient

pytestmark = pytest.mark.django_db


def _in(raw: bytes, **fields: Any) -> Incoming:
    return mailroom.take_in(raw, **{"source": Source.PIPE, "at": NOON} | fields)[0]


def _receipt(of: Case) -> Recipient:
    return Recipient.objects.get(dispatch=of.messages.get(voice=Voice.RECEIPT).dispatch)


def test_what_no_database_holds_is_taken_out():
    broken = Message(sender=Mailbox("A\x00y\ud800şe", "a@example.org"), subject="Lam\x00ba", to=(Mailbox("x\x0b"),))
    mended = cleaning.cleaned(broken)
    assert (mended.sender.name, mended.subject, mended.to[0].name) == ("Ayşe", "Lamba", "x")
    whole = Message(subject="Lamba", to=(Mailbox("Ayşe"),))
    assert cleaning.cleaned(whole) is whole


def test_nul_bytes_and_endless_values_are_stored():
    raw = mail().replace(b"Subject: ", b"Subject: =?utf-8?Q?=00" + b"x" * 3000 + b"?= ", 1)
    raw = raw.replace(b"From: ", b"From: " + b"n" * 3000 + b" ", 1).replace(b"\n\n", b"\n\n\x00\x00", 1)
    incoming = _in(raw)
    assert incoming.outcome == Outcome.CASE
    assert "\x00" not in incoming.case.subject + incoming.case.text


def test_two_robots_stop(settings):
    """Our receipt goes to an address that answers everything, without saying that it is a machine."""
    receipts = 0
    raw = mail("Mesajınız bize ulaştı.", From="robot@example.org")
    for turn in range(20):
        made = _in(raw, at=NOON + timedelta(minutes=turn))
        sent = made.case.messages.filter(voice=Voice.RECEIPT)
        if not sent.exists():
            break
        receipts += 1
        row = Recipient.objects.get(dispatch=sent.get().dispatch)
        raw = mail(f"Mesajınız bize ulaştı ({turn}).", From="robot@example.org", Subject=f"Otomatik {row.pk}")
    assert receipts <= 5
    assert made.outcome == Outcome.CASE


def test_a_robot_that_answers_the_receipt_gets_no_answer_at_all():
    of = _in(mail(From="robot@example.org")).case
    before = Recipient.objects.count()
    for turn in range(3):
        raw = mail(f"Aldık {turn}", From="robot@example.org", To=_receipt(of).dispatch.reply_to)
        assert _in(raw).outcome == Outcome.REPLY
    assert Recipient.objects.count() == before


def test_our_own_mail_that_comes_back_opens_nothing():
    row = _receipt(_in(mail()).case)
    ours = mail(
        "Başvurunuz bize ulaştı.", Auto_Submitted="auto-replied", In_Reply_To=f"<{row.dispatch.token}.{row.pk}@x>"
    )
    assert _in(ours).outcome == Outcome.AUTOMATIC
    assert Case.objects.count() == 1


def test_a_mail_from_the_future_came_when_it_came():
    made = _in(mail(Date="Tue, 24 Nov 2099 12:58:00 +0300")).case
    assert made.received_at == NOON


def test_a_thousand_recipients_are_one_case_and_one_receipt():
    everybody = ", ".join(f"Kişi {number} <k{number}@example.org>" for number in range(1000))
    made = _in(mail(To=everybody + ", talep@example.org")).case
    assert made.messages.filter(voice=Voice.RECEIPT).count() == 1
    assert Recipient.objects.count() == 1


def test_an_empty_sender_is_a_case_without_a_receipt():
    made = _in(mail(From="")).case
    assert (made.email, made.messages.filter(voice=Voice.RECEIPT).exists()) == ("", False)


def test_what_the_mayors_office_passes_on_as_an_attachment_is_asked_by_the_citizen():
    aide = user(Role.MAYORS_OFFICE)
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = aide.email, "talep@example.org", "FW: Parktaki bank"
    outer["Message-ID"] = "<ileti@example.org>"
    outer.set_content("Bilginize.")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Ayşe Örnek <ayse.ornek@example.org>", "Parktaki bank"
    inner.set_content("Bank kırık.")
    outer.add_attachment(inner)
    made = _in(outer.as_bytes()).case
    assert (made.email, made.subject) == ("ayse.ornek@example.org", "Parktaki bank")


def test_a_calendar_invitation_stands_in_the_case():
    entry = (
        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nSUMMARY:Kıyı temizliği\nLOCATION:İskele\n"
        "DTSTART:20261201T070000Z\nDTEND:20261201T080000Z\nORGANIZER:mailto:dernek@example.org\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "dernek@example.org", "talep@example.org", "Davet"
    message.set_content("Sizi de bekleriz.")
    message.add_alternative(entry, subtype="calendar")
    made = _in(message.as_bytes()).case
    assert "Sizi de bekleriz." in made.text
    assert "Kıyı temizliği" in made.text
    assert "İskele" in made.text
    assert "1 Aralık 2026" in made.text


def test_a_sealed_mail_is_a_case_with_its_seal():
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "kep@example.org", "talep@example.org", "Gizli"
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"'
    message["Content-Transfer-Encoding"] = "base64"
    message.set_payload(base64.encodebytes(b"0\x80" + bytes(200)).decode())
    made = _in(message.as_bytes()).case
    assert made.files.get().name == "smime.p7m"
    assert made.text


def test_programs_and_archives_are_marked_and_never_opened():
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "talep@example.org", "Dosya"
    message.set_content("Ektedir.")
    message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="fatura.pdf.exe")
    message.add_attachment(b"PK\x03\x04" + bytes(100), maintype="application", subtype="zip", filename="bomba.zip")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="dilekçe.pdf")
    files = {each.name: bool(each.warning) for each in _in(message.as_bytes()).case.files.all()}
    assert files == {"fatura.pdf.exe": True, "bomba.zip": True, "dilekçe.pdf": False}


def test_tens_of_thousands_of_parts_are_one_outcome():
    part = b"--x\nContent-Type: text/plain\n\na\n"
    head = b"From: a@example.org\nTo: talep@example.org\nSubject: cok\nContent-Type: multipart/mixed; boundary=x\n\n"
    assert _in(head + part * 30_000 + b"--x--\n").outcome == Outcome.CASE


@pytest.mark.django_db(transaction=True)
def test_a_database_that_somebody_holds_is_waited_for():
    done: list[Incoming] = []
    Case.objects.count()  # Django knows its database before the other thread asks
    connection = connections["default"]
    with connection.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
        if connection.vendor != "sqlite":
            cursor.execute("LOCK TABLE cases_incoming IN ACCESS EXCLUSIVE MODE")
        thread = Thread(target=_take_in_elsewhere, args=(done,))
        thread.start()
        thread.join(0.7)
        assert done == []
        cursor.execute("COMMIT")
    thread.join(15)
    assert [each.outcome for each in done] == [Outcome.CASE]


def _take_in_elsewhere(done: list[Incoming]) -> None:
    try:
        done.append(_in(mail()))
    finally:
        connections.close_all()


def test_a_mail_server_keeps_what_we_cannot_store(monkeypatch):
    def refuse(*_args: object, **_fields: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(mailroom, "receive_all", refuse)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(mail())))
    with pytest.raises(SystemExit) as ended:
        call_command("mail", "ingest", "-")
    assert ended.value.code == 75


def test_what_is_dropped_comes_in_and_moves_on(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(dropping, "STILL", -1.0)
    settings.MAIL_DROP = str(tmp_path / "drop")
    assert dropping.sweep(NOON) == 0
    new, done = tmp_path / "drop/new", tmp_path / "drop/done"
    (new / "1.eml").write_bytes(mail())
    (new / "2.eml").write_bytes(b"")
    assert dropping.sweep(NOON) == 2
    assert sorted(path.name for path in done.iterdir()) == ["1.eml", "2.eml"]
    assert [each.outcome for each in Incoming.objects.order_by("pk")] == [Outcome.CASE, Outcome.QUARANTINE]
    (new / "1.eml").write_bytes(mail("Bir başkası"))
    assert (dropping.sweep(NOON), len(list(done.iterdir()))) == (1, 3)


def test_killed_before_it_was_moved_a_dropped_mail_is_one_row(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(dropping, "STILL", -1.0)
    settings.MAIL_DROP = str(tmp_path)
    dropping.sweep(NOON)
    (tmp_path / "new/1.eml").write_bytes(mail())
    with monkeypatch.context() as killed:
        killed.setattr(Path, "replace", _fail)
        assert dropping.sweep(NOON) == 1
    assert dropping.sweep(NOON) == 1
    assert Incoming.objects.count() == 1


def _fail(*_args: object) -> None:
    raise OSError("killed")


def test_the_balance_finds_changed_bytes_and_broken_links():
    rows = [_in(mail(f"Lamba {number}")) for number in range(4)]
    assert chain.lengthen(until=NOON + DAY) == 4
    assert reconciling.reconcile(at=NOON).is_exact
    assert chain.verify(most=2).links == 2
    Incoming.objects.filter(pk=rows[1].pk).update(sha256="0" * 64)
    found = reconciling.reconcile(at=NOON)
    assert not found.is_exact
    assert (found.chain.broken_at, found.damaged) == (rows[1].pk, ["0" * 64])
    assert keeping.bytes_of(rows[0])


def test_what_outlook_wraps_in_winmail_dat_is_unwrapped():
    wrapped = samples.tnef("Dilekçe İmzalı.pdf", b"%PDF-1.7", "ışık yok")
    raw = samples.parts(samples.plain(""), samples.file(wrapped, "winmail.dat", "application/ms-tnef"))
    made = _in(raw).case
    assert made.files.get().name == "Dilekçe İmzalı.pdf"
    assert "ışık yok" in made.text
