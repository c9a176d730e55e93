"""Mails that come together: each as if it had come alone, whoever is among them and whenever the house is killed."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kopru.cases import actions
from kopru.cases.actions import Opening
from kopru.cases.intake import deciding, keeping, mailroom, reconciling, wording
from kopru.cases.intake.mailroom import Arrival
from kopru.cases.models import Case, ClockEvent, Incoming, Kind, Message, Outcome, Source, Voice
from kopru.cases.obstacles import NothingAsked
from kopru.cases.tests import factories as make
from kopru.cases.tests.factories import NOON
from kopru.cases.tests.mails import mail
from kopru.core.roles import Role
from kopru.delivery.models import Recipient, Tally
from kopru.directory.tests import factories as directory
from kopru.search.models import Entry
from kopru.turkish.folding import fold

pytestmark = pytest.mark.django_db


def together(*raws: bytes, at=NOON) -> list[Incoming]:
    return [row for row, _message in mailroom.take_in_all([Arrival(raw) for raw in raws], source=Source.PIPE, at=at)]


def petition(number: int, **headers: str) -> bytes:
    given = {"From": f"Nergis Sayılır <nergis{number}@example.org>", "Message-ID": f"<dilekce{number}@example.org>"}
    return mail(f"Sardunya Sokak {number} numarada su akmıyor.", **given | headers)


def _kinds() -> dict[str, bytes]:
    """Return one mail of each kind that has a way of its own."""
    first = "Nergis Sayılır <nergis1@example.org>"
    flood = {f"flood{n}": petition(900 + n, From="Tufan Taşkın <tufan@example.org>") for n in range(7)}
    passed_on = (
        "Bilginize.\n\n---------- Forwarded message ---------\nFrom: Defne Dallı <defne.dalli@example.org>\n"
        "Date: Mon, 23 Nov 2026 10:00\nSubject: Çeşme\nTo: <baskan@example.org>\n\nÇeşme kurumuş.\n"
    )
    return {
        "plain": petition(1),
        "same another way": b"X-Way: other\n" + petition(1),
        "same name, other words": petition(2, **{"Message-ID": "<dilekce1@example.org>", "From": first}),
        "answer": mail("Bir de bank kırık.", From="nergis1@example.org", In_Reply_To="<dilekce1@example.org>"),
        "answer to the answer": mail("Ekliyorum.", From=first, References="<yok@x.org> <ek@example.org>"),
        "second answer": mail("Ek.", **{"Message-ID": "<ek@example.org>"}, In_Reply_To="<dilekce1@example.org>"),
        "number": petition(3, Subject="Ynt: [2026/1] su", From="nergis1@example.org"),
        "number of nobody": petition(4, Subject="Ynt: [2026/77] su"),
        "forged": petition(5, To="talep+t1-000000000000000000000000@example.org"),
        "machine": petition(6, Auto_Submitted="auto-replied"),
        "machine in the thread": petition(7, Auto_Submitted="auto-replied", In_Reply_To="<dilekce1@example.org>"),
        "unwanted": petition(8, X_Spam_Flag="YES"),
        "unreadable": b"\x00\xff\xfe not a mail at all",
        "press": petition(9, From="Haber Kulağı <kulak@example.org>"),
        "passed on": mail(passed_on, From="birim114@example.org", Subject="Fwd: Çeşme"),
        "nobody": petition(10, From="", Sender=""),
        "foreign": mail("Dear Sir, please send us the opening hours of the museum. Thank you.", From="ann@example.org"),
        "odd letters": petition(11, Subject="\ue001 {greeting} <b>&amp;</b> \ue000", From="{name} <q@example.org>"),
        **flood,
    }  # fmt: skip


KINDS = _kinds()


def _said(text: str, secrets: dict[str, str]) -> str:
    """Return a text without what is drawn by lot."""
    for secret, label in secrets.items():
        text = text.replace(secret, label).replace(fold(secret), label)
    return re.sub(r"\+[th]\d+-[0-9a-f]{24}@", "+sign@", text)


def _state() -> list[Any]:
    """Return everything that mails leave behind, in an order and without numbers that only the database gives."""
    cases = list(Case.objects.order_by("pk"))
    secrets = {case.secret: f"secret of {case.label}" for case in cases}
    place = {row.pk: n for n, row in enumerate(Incoming.objects.order_by("pk"))}
    left: list[Any] = [
        (
            row.outcome,
            row.why,
            row.case and row.case.label,
            place.get(row.duplicate_of_id or 0),
            row.subject,
            row.read_at,
        )
        for row in Incoming.objects.order_by("pk").select_related("case")
    ]
    for case in cases:
        left.append(
            [getattr(case, field.attname) for field in Case._meta.concrete_fields if field.name not in ("id", "secret")]
        )
        left += [
            (
                word.voice,
                word.channel,
                word.at,
                word.author,
                word.subject,
                word.text,
                word.message_id,
                bool(word.dispatch),
            )
            for word in case.messages.order_by("pk")
        ]
        left += list(case.clock_events.order_by("pk").values_list("kind", "at", "by"))
        left += list(case.files.order_by("pk").values_list("name", "sha256", "size", "warning"))
        entry = Entry.objects.get(kind="case", object_id=case.pk)
        left.append((_said(entry.title, secrets), entry.text, entry.at, entry.summary))
        left += [
            (
                *(_said(text, secrets) for text in (row.dispatch.subject, row.dispatch.text, row.dispatch.html)),
                *(
                    row.dispatch.headers,
                    _said(row.dispatch.reply_to, secrets),
                    row.dispatch.kind,
                    row.dispatch.language,
                ),
                *(row.address, row.key, row.name, row.greeting, row.state, row.dispatch.state, row.dispatch.counts()),
            )
            for row in Recipient.objects.filter(dispatch__reference=f"case:{case.pk}").select_related("dispatch")
        ]
        left += list(_log_of(case))
    return left


def _log_of(case: Case) -> Iterator[Any]:
    from wagtail.models import ModelLogEntry  # noqa: PLC0415 - after the models are there

    for entry in ModelLogEntry.objects.for_instance(case).order_by("pk"):
        yield entry.action, entry.label, entry.data


def _people() -> None:
    journalist = directory.person(circle="press")
    directory.contact_point(journalist, "kulak@example.org")
    make.unit(email="birim114@example.org")


def _undone(raws: list[bytes], sizes: list[int]) -> list[Any]:
    """Take mails in, so many together, look at what they left, and undo it."""
    with transaction.atomic():
        waiting = list(raws)
        for size in sizes:
            some, waiting = waiting[:size], waiting[size:]
            if some:
                together(*some)
        left = _state()
        transaction.set_rollback(True)
    return left


class AnyOrder(TestCase):
    @settings(max_examples=12, deadline=None)
    @given(
        st.lists(st.sampled_from(sorted(KINDS)), min_size=2, max_size=9),
        st.lists(st.integers(1, 6), min_size=9, max_size=9),
    )
    def test_many_at_once_leave_what_one_after_the_other_do(self, names, sizes):
        _people()
        raws = [KINDS[name] for name in names]
        assert _undone(raws, sizes) == _undone(raws, [1] * len(raws))


def test_all_kinds_at_once_leave_what_one_after_the_other_do():
    _people()
    raws = list(KINDS.values())
    assert _undone(raws, [len(raws)]) == _undone(raws, [1] * len(raws))


def test_the_same_twice_and_an_answer_find_the_case_of_the_same_batch():
    first, again, answer = together(KINDS["plain"], KINDS["plain"], KINDS["answer"])
    assert [first.outcome, again.outcome, answer.outcome] == [Outcome.CASE, Outcome.DUPLICATE, Outcome.REPLY]
    assert (again.duplicate_of, again.case, answer.case) == (first, first.case, first.case)
    assert Case.objects.count() == 1


def test_a_flood_gets_five_receipts_however_it_comes():
    together(*(KINDS[f"flood{n}"] for n in range(7)))
    assert Case.objects.count() == 7
    assert Message.objects.filter(voice=Voice.RECEIPT).count() == 5


def test_one_that_cannot_be_taken_in_neither_undoes_nor_blocks_the_others(monkeypatch):
    text_of = wording.text_of

    def choke(message):
        if "91" in message.text:
            raise ZeroDivisionError
        return text_of(message)

    monkeypatch.setattr(wording, "text_of", choke)
    rows = together(petition(90), petition(91), petition(92))
    assert [row.outcome for row in rows] == [Outcome.CASE, "", Outcome.CASE]
    later = together(petition(93))[0]
    assert later.outcome == Outcome.CASE
    while Incoming.objects.unread().exists():
        mailroom.sweep(NOON)
    rows[1].refresh_from_db()
    assert (rows[1].outcome, rows[1].why, rows[1].case.kind) == (
        Outcome.QUARANTINE, "ZeroDivisionError", Kind.UNREADABLE,
    )  # fmt: skip
    assert sorted(Case.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_one_whose_bytes_are_gone_keeps_no_other_waiting():
    rows = mailroom.receive_all([Arrival(petition(n)) for n in range(20, 23)], source=Source.PIPE, at=NOON)
    keeping.forget(rows[1].sha256)
    mailroom.sweep(NOON)
    assert list(Incoming.objects.order_by("pk").values_list("outcome", flat=True)) == ["case", "", "case"]


def test_one_that_kills_whoever_reads_it_is_not_read_for_ever():
    row, other = mailroom.receive_all([Arrival(petition(n)) for n in (30, 31)], source=Source.PIPE, at=NOON)
    Incoming.objects.filter(pk=row.pk).update(attempts=10)  # so often somebody began and never came back
    mailroom.sweep(NOON)
    outcomes = dict(Incoming.objects.values_list("pk", "outcome"))
    assert outcomes == {row.pk: Outcome.QUARANTINE, other.pk: Outcome.CASE}


def test_a_batch_costs_the_same_questions_whatever_its_size():
    together(petition(98), petition(97))  # what is asked once in the life of a process
    asked = []
    for begin, count in ((100, 10), (200, 40)):
        raws = [petition(n) for n in range(begin, begin + count)]
        with CaptureQueriesContext(connection) as questions:
            together(*raws)
        asked.append(len(questions))
    assert asked[0] == asked[1]
    with CaptureQueriesContext(connection) as questions:
        together(petition(99))
    assert len(questions) <= 40


def test_what_is_brought_twice_in_one_batch_is_one_row():
    arrivals = [Arrival(petition(40), "talep", "7/1"), Arrival(petition(40), "talep", "7/1")]
    taken = mailroom.take_in_all(arrivals, source=Source.MAILBOX, at=NOON)
    assert taken[0][0] is taken[1][0]
    assert [message.subject for _row, message in taken] == ["Yanmayan sokak lambası"] * 2
    assert Incoming.objects.count() == 1


def test_batches_end_by_number_and_by_weight():
    large = mailroom.MOST_BYTES + 1
    weights = [1] * 250 + [large, 1, large]
    assert [len(each) for each in mailroom.batches((size, size) for size in weights)] == [100, 100, 50, 1, 1, 1]


class _KilledAt:
    """Kills its own process instead of asking the database for the n-th time."""

    def __init__(self, place: int) -> None:
        self.left = place

    def __call__(self, execute, *asked):
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1
        return execute(*asked)


def _brought(number: int) -> list[Arrival]:
    raws = [petition(number), petition(number), petition(number + 1), b"\x00 nothing %d" % number]
    answer = mail(f"Ek {number}.", From="x@example.org", In_Reply_To=f"<dilekce{number}@example.org>")
    return [Arrival(raw, "talep", f"{number}/{n}") for n, raw in enumerate([*raws, answer])]


def _bring_and_be_killed(arrivals: list[Arrival], place: int) -> bool:
    """Let a process of its own take mails in; return whether it was killed before it was done."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        with suppress(BaseException), connection.execute_wrapper(_KilledAt(place)):
            mailroom.take_in_all(arrivals, source=Source.MAILBOX, at=NOON)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


@pytest.mark.django_db(transaction=True)
def test_killed_anywhere_in_a_batch_nothing_is_lost_doubled_or_answered_twice():
    brought, place, was_killed = [], 0, True
    while was_killed:
        arrivals = _brought(1000 + 10 * place)
        brought += arrivals
        was_killed = _bring_and_be_killed(arrivals, place)
        place += 3
    assert place > 30  # it was killed at more than ten places
    mailroom.sweep(NOON)
    for arrival in brought:  # whoever brought them brings them again: they were never told that they are kept
        mailroom.take_in_all([arrival], source=Source.MAILBOX, at=NOON)
    rounds = len(brought) // 5
    counts = {outcome: count for outcome, count in mailroom.counts().items() if count}
    assert counts == {"case": 2 * rounds, "duplicate": rounds, "quarantine": rounds, "reply": rounds}
    numbers = sorted(Case.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 3 * rounds + 1))
    assert Message.objects.filter(voice=Voice.RECEIPT).count() == Recipient.objects.count() == 2 * rounds
    assert Tally.objects.filter(queued=1).count() == 2 * rounds
    assert ClockEvent.objects.count() == Entry.objects.count() == 3 * rounds
    assert all(keeping.bytes_of(row) for row in Incoming.objects.all())
    assert reconciling.balance(at=NOON).came_in == len(brought)


def test_open_cases_gives_numbers_in_order_and_all_or_none():
    first, second = actions.open_cases([Opening(make.ask()), Opening(make.ask(subject="Su"))], by=None, at=NOON)
    assert (second.number, second.subject, second.due_on) == (first.number + 1, "Su", first.due_on)
    with pytest.raises(NothingAsked), transaction.atomic():
        actions.open_cases([Opening(make.ask()), Opening(make.ask(subject="", text=""))], by=None, at=NOON)
    assert Case.objects.count() == 2


def test_a_batch_with_nothing_in_it_is_nothing():
    deciding.decide_all([], at=NOON)
    assert together() == []
    assert not Incoming.objects.exists()


def test_an_aide_passes_mails_on_in_a_batch():
    aide = make.user(Role.MAYORS_OFFICE)
    text = KINDS["passed on"].replace(b"birim114@example.org", aide.email.encode())
    assert [row.case.email for row in together(text, petition(50))] == [
        "defne.dalli@example.org",
        "nergis50@example.org",
    ]
