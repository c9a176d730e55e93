"""A batch on its way: what leaves, what does not, and what is written down."""

from datetime import timedelta

import pytest
from django.db import connection

from kopru.delivery import actions as delivery
from kopru.delivery import objections, sending
from kopru.delivery.channels import outbox
from kopru.delivery.models import DispatchState, Recipient, RowState
from kopru.delivery.models.recipients import FARTHEST_LEASE, FARTHEST_RETRY
from kopru.delivery.sending import claiming, ledger
from kopru.delivery.tests.factories import NOON, Clock, frozen, released, states

pytestmark = pytest.mark.django_db


def send_all(dispatch, clock=None):
    while sending.send_batch(dispatch.pk, clock=clock or Clock()):
        pass
    dispatch.refresh_from_db()


def test_everybody_gets_one_and_the_dispatch_is_finished():
    dispatch = released(250, terms=delivery.Terms(threshold=1000))
    send_all(dispatch)
    assert dispatch.state == DispatchState.FINISHED
    assert states(dispatch) == {"delivered": 250}
    assert dispatch.counts() == {**dict.fromkeys(RowState.values, 0), "delivered": 250}
    assert len(list(outbox.folder().glob("*/*.eml"))) == 250


def test_the_mail_reads_as_it_was_written():
    dispatch = released(1)
    send_all(dispatch)
    row = Recipient.objects.get(dispatch=dispatch)
    mail = outbox.read(dispatch.pk, row.pk)
    assert mail["Subject"] == "Sahil yolu yürüyüşe açıldı"
    assert mail["To"] == f"Işıl Çağ 0 <{row.address}>"
    assert mail["Message-ID"] == row.message_id
    assert mail.get_content().startswith("Sayın Işıl ÇAĞ 0,\n\nKüçükkuyu sahil yolu bugün açıldı.\n")


def test_nothing_leaves_before_release():
    dispatch = frozen(2)
    send_all(dispatch)
    assert states(dispatch) == {"queued": 2}


def test_a_suppressed_address_is_held_back_with_its_reason():
    dispatch = released(3)
    row = Recipient.objects.filter(dispatch=dispatch).first()
    delivery.suppress(row.key, channel="email", reason="opt-out", source="sınama", at=NOON)
    send_all(dispatch)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("suppressed", "Listeden ayrıldı (sınama)")
    assert states(dispatch) == {"delivered": 2, "suppressed": 1}
    assert dispatch.counts()["suppressed"] == 1


def test_one_who_leaves_while_the_batch_is_on_its_way_is_still_held_back(monkeypatch):
    dispatch = released(3)
    last = Recipient.objects.filter(dispatch=dispatch).last()
    handed = outbox.Outbox.hand

    def leave_meanwhile(self, letter, *, ahead=None):
        delivery.suppress(last.key, channel="email", reason="opt-out", source="bağlantı", at=NOON)
        handed(self, letter, ahead=ahead)

    monkeypatch.setattr(outbox.Outbox, "hand", leave_meanwhile)
    send_all(dispatch)
    last.refresh_from_db()
    assert last.state == "suppressed"
    assert dispatch.counts() == {**dict.fromkeys(RowState.values, 0), "delivered": 2, "suppressed": 1}


def test_an_answer_reaches_also_those_who_left_the_list():
    dispatch = released(1, terms=delivery.Terms(heeds_opt_out=False))
    row = Recipient.objects.get(dispatch=dispatch)
    delivery.suppress(row.key, channel="email", reason="opt-out", source="sınama", at=NOON)
    send_all(dispatch)
    assert states(dispatch) == {"delivered": 1}


def test_a_stop_is_heeded_between_two_letters(monkeypatch):
    dispatch = released(5)
    handed = outbox.Outbox.hand

    def stop_at_the_second(self, letter, *, ahead=None):
        handed(self, letter, ahead=ahead)
        if letter.row_id == Recipient.objects.filter(dispatch=dispatch)[1].pk:
            delivery.stop(dispatch, by=None, at=NOON)

    monkeypatch.setattr(outbox.Outbox, "hand", stop_at_the_second)
    send_all(dispatch)
    assert dispatch.state == DispatchState.STOPPED
    assert states(dispatch) == {"delivered": 2, "queued": 3}


def test_a_missed_window_asks_a_person():
    dispatch = released(2, terms=delivery.Terms(window_until=NOON + timedelta(hours=1)))
    send_all(dispatch, Clock(NOON + timedelta(hours=2)))
    assert dispatch.state == DispatchState.LATE
    assert states(dispatch) == {"queued": 2}


def test_quiet_hours_are_waited_through(settings):
    settings.QUIET_HOURS = "21:00-08:00"
    dispatch = released(1, terms=delivery.Terms(heeds_quiet_hours=True))
    send_all(dispatch, Clock(NOON.replace(hour=20)))  # 23.00 in Istanbul
    assert states(dispatch) == {"queued": 1}
    send_all(dispatch, Clock(NOON.replace(hour=6)))
    assert states(dispatch) == {"delivered": 1}


def test_a_guard_ends_what_still_waits():
    objections.register("withdrawn-in-test", lambda _dispatch, _at: "Bülten geri çekildi")
    dispatch = released(2, kind="withdrawn-in-test")
    send_all(dispatch)
    assert dispatch.state == DispatchState.CANCELLED
    assert set(Recipient.objects.filter(dispatch=dispatch).values_list("state", "reason")) == {
        ("cancelled", "Bülten geri çekildi")
    }


def test_an_abandoned_row_waits_again_and_one_being_handed_over_is_in_doubt():
    dispatch = released(3)
    claim = sending.claim(dispatch.pk, at=NOON)
    ledger.Ledger(claim).turn([], claim.rows[0], at=NOON)
    later = NOON + timedelta(hours=1)
    assert ledger.take_back(at=later) == 3
    assert states(dispatch) == {"unknown": 1, "queued": 2}
    assert dispatch.counts()["unknown"] == 1
    assert ledger.take_back(at=later) == 0


def test_a_lease_and_a_pause_written_by_a_clock_far_ahead_hold_nothing_and_double_nothing():
    dispatch = released(3)
    claim = sending.claim(dispatch.pk, at=NOON + timedelta(days=40), most=2)
    book = ledger.Ledger(claim)
    book.turn([], claim.rows[0], at=NOON + timedelta(days=40))
    Recipient.objects.filter(dispatch=dispatch, state="queued").update(not_before=NOON + timedelta(days=40))
    assert sending.owed(at=NOON) == [dispatch.pk]
    assert ledger.take_back(at=NOON) == 2
    assert states(dispatch) == {"unknown": 1, "queued": 2}
    assert not book.turn([], claim.rows[1], at=NOON)  # the worker still lives: the row is no longer its own
    send_all(dispatch)
    assert states(dispatch) == {"unknown": 1, "delivered": 2}
    assert len(list(outbox.folder().glob(f"{dispatch.pk}/*.eml"))) == 2


def test_only_what_no_right_clock_writes_is_thought_wrong():
    assert claiming.LEASE * 2 == FARTHEST_LEASE
    assert FARTHEST_RETRY == ledger.LONGEST_PAUSE
    dispatch = released(1)
    sending.claim(dispatch.pk, at=NOON + claiming.LEASE)  # a clock set back by a quarter of an hour
    assert ledger.take_back(at=NOON) == 0


def test_after_a_power_cut_a_batch_is_in_doubt_where_commits_may_be_missing():
    dispatch = released(2)
    sending.claim(dispatch.pk, at=NOON)
    Recipient.objects.filter(dispatch=dispatch).update(worker="oldboot1:1:x")
    ledger.take_back(at=NOON + timedelta(hours=1))
    state = "unknown" if connection.vendor == "sqlite" else "queued"  # PostgreSQL has every commit
    assert states(dispatch) == {state: 2}


def test_a_file_that_is_gone_stops_the_dispatch_and_says_which():
    files = [delivery.File("bülten.docx", "application/octet-stream", b"x")]
    dispatch = released(2, files=files)
    attachment = dispatch.attachments.get()
    attachment.file.storage.delete(attachment.file.name)
    send_all(dispatch)
    assert dispatch.state == DispatchState.STOPPED
    assert states(dispatch) == {"queued": 2}
    assert "bülten.docx" in dispatch.state_reason


def test_a_full_disk_loses_nothing(monkeypatch, settings):
    dispatch = released(2)
    settings.HOME.joinpath("outbox").symlink_to("/dev/full")
    send_all(dispatch)
    assert dispatch.state == DispatchState.SENDING
    assert states(dispatch) == {"queued": 2}
    assert "gönderi" in dispatch.state_reason.lower() or "posta" in dispatch.state_reason.lower()
    settings.HOME.joinpath("outbox").unlink()
    send_all(dispatch, Clock(NOON + timedelta(minutes=10)))
    assert states(dispatch) == {"delivered": 2}
