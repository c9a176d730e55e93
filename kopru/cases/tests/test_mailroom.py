"""Mails on their way in: each stored, each with one outcome, each where it belongs."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from kopru.cases import actions, sweeping
from kopru.cases.intake import keeping, mailroom
from kopru.cases.models import Case, Incoming, Kind, Outcome, ReferralState, Source, State, Voice
from kopru.cases.tests.factories import DAY, NOON, answer, case, deliver, referral, unit, user
from kopru.cases.tests.mails import mail
from kopru.core.roles import Role
from kopru.delivery.models import Recipient
from kopru.directory.tests import factories as directory

pytestmark = pytest.mark.django_db


def _in(raw: bytes, *, at: datetime = NOON) -> Incoming:
    return mailroom.take_in(raw, source=Source.PIPE, at=at)[0]


def _receipt_of(of: Case) -> Recipient:
    return Recipient.objects.get(dispatch=of.messages.get(voice=Voice.RECEIPT).dispatch)


def test_a_mail_is_a_case_and_its_bytes_are_kept():
    raw = mail()
    incoming = _in(raw)
    assert incoming.outcome == Outcome.CASE
    assert keeping.bytes_of(incoming) == raw
    assert (incoming.case.name, incoming.case.email) == ("Işıl Çağlar", "isil.caglar@example.org")
    assert incoming.case.received_at == datetime(2026, 11, 24, 9, 58, tzinfo=UTC)


def test_the_same_mail_twice_is_known():
    raw = mail()
    first, second = _in(raw), _in(raw)
    by_another_way = _in(b"X-Way: other\r\n" + raw)
    assert [each.outcome for each in (second, by_another_way)] == [Outcome.DUPLICATE] * 2
    assert second.duplicate_of == first
    assert Case.objects.count() == 1


def test_an_answer_to_the_receipt_joins_the_case():
    of = _in(mail()).case
    row = _receipt_of(of)
    reply = mail("Direk numarası 114.", To=row.dispatch.reply_to, Subject="Re: başka bir konu")
    assert (_in(reply).outcome, Case.objects.count()) == (Outcome.REPLY, 1)
    by_reference = mail("Bir de bank kırık.", In_Reply_To=f"<{row.dispatch.token}.{row.pk}@example.org>")
    assert _in(by_reference).case == of
    assert of.messages.filter(voice=Voice.PERSON).count() == 3


def test_a_forged_token_opens_a_case_of_its_own():
    of = _in(mail()).case
    address = _receipt_of(of).dispatch.reply_to
    forged = address.replace(address.split("-")[1][:6], "000000")
    incoming = _in(mail("Beni ekleyin.", To=forged, From="baskasi@example.org"))
    assert incoming.outcome == Outcome.CASE
    assert incoming.case != of
    assert incoming.why


def test_the_number_counts_only_from_the_one_who_asked():
    of = _in(mail()).case
    mine = mail("Ne oldu?", Subject=f"Ynt: [{of.label}] lamba")
    strangers = mail("Ne oldu?", Subject=f"Ynt: [{of.label}] lamba", From="yabanci@example.org")
    assert _in(mine).case == of
    assert _in(strangers).case != of


def test_machines_are_not_answered():
    for headers in ({"Auto_Submitted": "auto-replied"}, {"Precedence": "auto_reply"}, {"X_Loop": "talep@example.org"}):
        assert _in(mail("Ofis dışındayım.", **headers)).outcome == Outcome.AUTOMATIC
    assert not Case.objects.exists()


def test_what_cannot_be_read_is_a_case_without_a_receipt():
    incoming = _in(b"\x00\xff\xfe not a mail at all")
    assert (incoming.outcome, incoming.case.kind) == (Outcome.QUARANTINE, Kind.UNREADABLE)
    assert not incoming.case.messages.filter(voice=Voice.RECEIPT).exists()


def test_what_the_mayors_office_passes_on_is_asked_by_the_citizen():
    aide = user(Role.MAYORS_OFFICE)
    text = (
        "Bilginize.\n\n---------- Forwarded message ---------\nFrom: Ayşe Örnek <ayse.ornek@example.org>\n"
        "Date: Mon, 23 Nov 2026 10:00\nSubject: Parktaki bank\nTo: <baskan@example.org>\n\nBank kırık.\n"
    )
    made = _in(mail(text, From=f"Özel Kalem <{aide.email}>", Subject="Fwd: Parktaki bank")).case
    assert (made.email, made.subject, made.is_for_mayor) == ("ayse.ornek@example.org", "Parktaki bank", True)
    assert "Bank kırık." in made.text


def test_a_journalist_opens_a_media_request():
    person = directory.person(circle="press")
    directory.contact_point(person, "muhabir@example.org")
    assert _in(mail("Röportaj istiyoruz.", From="muhabir@example.org")).case.kind == Kind.MEDIA


def test_a_unit_answers_from_itsmail():
    of, fen = case(), unit()
    asked = referral(of, fen)
    address = asked.messages.get(voice=Voice.TO_UNIT).dispatch.reply_to
    assert _in(mail("Lamba bugün değiştirildi.", To=address, From="birim@example.org")).outcome == Outcome.REPLY
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == (ReferralState.ANSWERED, "Lamba bugün değiştirildi.")
    of.refresh_from_db()
    assert of.state == State.OPEN


@pytest.mark.parametrize(
    ("text", "state", "until"),
    [
        ("Bizim değil.\nElektrik dağıtım şirketinin görevi.", ReferralState.RETURNED, None),
        (
            "Süre istiyoruz 4.12.2026\nMalzeme bekleniyor.",
            ReferralState.ASKED,
            datetime(2026, 12, 4, tzinfo=UTC).date(),
        ),
        ("Süre istiyoruz.", ReferralState.ANSWERED, None),  # no day: the office reads it, nothing is guessed
    ],
)
def test_a_unit_says_not_ours_or_asks_for_time(text, state, until):
    asked = referral()
    address = asked.messages.get(voice=Voice.TO_UNIT).dispatch.reply_to
    _in(mail(text, To=address, From="birim@example.org"))
    asked.refresh_from_db()
    assert (asked.state, asked.time_asked_on) == (state, until)


def test_thanks_keep_it_closed_and_not_solved_opens_it():
    of = _in(mail()).case
    words = answer(of)
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    actions.approve_answer(words, by=user(Role.HEAD), at=NOON)
    words.refresh_from_db()
    deliver(words.dispatch)
    sweeping.answers(NOON)
    assert "In-Reply-To" in words.dispatch.headers
    _in(mail("Teşekkürler, elinize sağlık.", To=words.dispatch.reply_to), at=NOON + DAY)
    of.refresh_from_db()
    assert of.state == State.CLOSED
    _in(mail("Teşekkürler ama çözülmedi.", To=words.dispatch.reply_to), at=NOON + DAY)
    of.refresh_from_db()
    assert (of.state, of.owner) == (State.OPEN, words.drafted_by)


def test_a_reader_that_was_killed_loses_nothing():
    incoming = mailroom.receive(mail(), source=Source.PIPE, at=NOON)
    assert (incoming.outcome, mailroom.sweep(NOON)) == ("", 1)
    incoming.refresh_from_db()
    assert incoming.outcome == Outcome.CASE
    assert mailroom.sweep(NOON) == 0


def test_a_mail_fetched_twice_is_one_row():
    for _each in range(2):
        mailroom.receive(mail(), source=Source.MAILBOX, origin="talep", origin_id="7/114", at=NOON)
    assert Incoming.objects.count() == 1


def test_ingest_prints_a_line_for_each(tmp_path, capsys):
    for number, raw in enumerate((mail(), mail(), b"nothing")):
        (tmp_path / f"{number}.eml").write_bytes(raw)
    call_command("mail", "ingest", str(tmp_path), "--json")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["outcome"] for line in lines] == ["case", "duplicate", "quarantine"]
    assert lines[0]["case"] == lines[1]["case"]
    assert lines[0]["from"] == "isil.caglar@example.org"
    assert sum(mailroom.counts().values()) == 3
