"""The verbs of a dispatch: what each does, refuses and writes into the history."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from kopru.core.models import User
from kopru.delivery import actions as delivery
from kopru.delivery import sending, tasks
from kopru.delivery.channels import Fate, Outcome
from kopru.delivery.models import Dispatch, DispatchState, Recipient, RowState, Suppression
from kopru.delivery.sending.ledger import Ledger
from kopru.delivery.tests.factories import NOON, Clock, addressees, draft, frozen, released, states
from kopru.directory.models import ContactPoint
from kopru.directory.tests import factories as directory

pytestmark = pytest.mark.django_db


@pytest.fixture
def elif_():
    return User.objects.create_user("elif", "elif@example.org", first_name="Elif", last_name="Şahin")


@pytest.fixture
def murat():
    return User.objects.create_user("murat", "murat@example.org", first_name="Murat")


def history(dispatch):
    return list(ModelLogEntry.objects.filter(object_id=dispatch.pk).order_by("pk").values_list("action", flat=True))


@pytest.mark.parametrize("fields", [{"subject": " "}, {"text": "\n"}])
def test_an_empty_mail_is_refused(fields):
    with pytest.raises(delivery.EmptyText):
        draft(**fields)


def test_freezing_copies_contact_points_once_for_each_key():
    one = directory.contact_point(value="Haber@Example.org")
    directory.contact_point(value="haber@example.org")
    directory.contact_point(value="0532 000 00 00", kind="mobile")
    dispatch = draft()
    assert delivery.freeze(dispatch, contact_points=ContactPoint.objects.all(), at=NOON) == 1
    row = Recipient.objects.get(dispatch=dispatch)
    assert (row.contact_point, row.key, row.greeting, row.fields) == (one, "haber@example.org", one.greeting, {})
    assert dispatch.state == DispatchState.FROZEN
    assert dispatch.counts()["queued"] == dispatch.count == 1
    assert history(dispatch) == ["delivery.draft", "delivery.freeze"]


def test_duplicates_in_other_letter_case_get_one_mail():
    dispatch = draft()
    people = [delivery.Addressee(address, "A", "Sayın A") for address in ("a@Example.org", "A@example.ORG")]
    assert delivery.freeze(dispatch, addressees=people, at=NOON) == 1


def test_a_domain_in_letters_is_written_in_labels():
    dispatch = draft()
    delivery.freeze(dispatch, addressees=[delivery.Addressee("basin@küçükkuyu.example", "A", "Sayın A")], at=NOON)
    assert Recipient.objects.get(dispatch=dispatch).address.isascii()


def test_every_row_that_lacks_a_field_is_named_and_nothing_is_frozen():
    dispatch = draft(text="{greeting}, yeriniz: {seat}")
    people = [*addressees(2, seat="A-4"), *addressees(2), delivery.Addressee("yok@example.org", "B", "", {"seat": "1"})]
    with pytest.raises(delivery.RowsRefused) as refusal:
        delivery.freeze(dispatch, addressees=people, at=NOON)
    assert len(refusal.value.problems) == 3
    assert "yok@example.org" in refusal.value.problems[2]


def test_bad_addresses_and_names_are_named_row_by_row():
    people = [delivery.Addressee("adres değil"), delivery.Addressee("a@example.org", "A\nBcc: b@example.org")]
    with pytest.raises(delivery.RowsRefused) as refusal:
        delivery.freeze(draft(), addressees=people, at=NOON)
    assert [problem.split(":")[0] for problem in refusal.value.problems] == ["adres değil", "a@example.org"]


def test_nobody_to_send_to_and_freezing_twice_are_refused():
    with pytest.raises(delivery.NothingToSend):
        delivery.freeze(draft(), contact_points=ContactPoint.objects.none(), at=NOON)
    with pytest.raises(delivery.AlreadyFrozen):
        delivery.freeze(frozen(1), addressees=addressees(1), at=NOON)


def test_the_fingerprint_speaks_for_the_text_and_its_files():
    plain, same, other = frozen(1), frozen(1), frozen(1, subject="Başka")
    with_file = frozen(1, files=[delivery.File("a.pdf", "application/pdf", b"%PDF")])
    assert plain.sha256 == same.sha256
    assert len({plain.sha256, other.sha256, with_file.sha256}) == 3


def test_a_large_dispatch_needs_the_count_and_a_second_person(elif_, murat):
    dispatch = frozen(3, terms=delivery.Terms(threshold=2))
    for typed in (None, 4):
        with pytest.raises(delivery.CountMismatch):
            delivery.release(dispatch, by=elif_, at=NOON, typed_count=typed)
    delivery.release(dispatch, by=elif_, at=NOON, typed_count=3)
    assert dispatch.state == DispatchState.AWAITING
    assert not sending.send_batch(dispatch.pk, clock=Clock())
    with pytest.raises(delivery.SecondPersonNeeded):
        delivery.countersign(dispatch, by=elif_, at=NOON)
    delivery.countersign(dispatch, by=murat, at=NOON)
    assert dispatch.state == DispatchState.SENDING
    assert history(dispatch)[-2:] == ["delivery.release", "delivery.countersign"]


def test_a_worker_is_woken_when_the_release_is_committed(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        dispatch = released(1)
        assert not DBTaskResult.objects.exists()
    assert DBTaskResult.objects.get().args_kwargs["args"] == [dispatch.pk]


def test_the_sweep_wakes_a_worker_for_what_waits_and_takes_back_what_was_abandoned():
    dispatch = released(2)
    assert tasks.sweep(NOON) == 1
    sending.claim(dispatch.pk, at=NOON)
    assert tasks.sweep(NOON) == 0
    assert tasks.sweep(NOON + timedelta(hours=1)) == 1
    assert states(dispatch) == {"queued": 2}


def test_the_task_sends_and_may_run_again():
    dispatch = released(2)
    for _run in range(2):
        tasks.send.func(dispatch.pk)
    assert states(dispatch) == {"delivered": 2}


def test_what_is_not_ready_or_out_of_time_is_not_released():
    with pytest.raises(delivery.NotFrozen):
        delivery.release(draft(), by=None, at=NOON)
    dispatch = frozen(1, terms=delivery.Terms(window_until=NOON))
    with pytest.raises(delivery.WindowOver):
        delivery.release(dispatch, by=None, at=NOON)


def test_a_test_goes_to_oneself_alone_and_says_so(elif_):
    dispatch = frozen(3, files=[delivery.File("a.pdf", "application/pdf", b"%PDF")])
    test = delivery.send_test(dispatch, to="elif@example.org", by=elif_, at=NOON)
    while sending.send_batch(test.pk, clock=Clock()):
        pass
    row = Recipient.objects.get(dispatch=test)
    assert (row.address, row.state) == ("elif@example.org", "delivered")
    assert test.subject.endswith(dispatch.subject)
    assert test.subject != dispatch.subject
    assert test.attachments.count() == dispatch.attachments.count() == 1
    assert states(dispatch) == {"queued": 3}
    assert Dispatch.objects.real().count() == 1


def test_stop_and_resume(elif_):
    dispatch = released(2)
    delivery.stop(dispatch, by=elif_, at=NOON)
    assert "Elif" in dispatch.state_reason
    with pytest.raises(delivery.NotReleased):
        delivery.stop(dispatch, by=elif_, at=NOON)
    delivery.resume(dispatch, by=elif_, at=NOON)
    assert dispatch.state == DispatchState.SENDING


def test_a_late_dispatch_gets_a_new_end_that_lies_ahead(elif_):
    dispatch = released(1, terms=delivery.Terms(window_until=NOON + timedelta(hours=1)))
    later = NOON + timedelta(hours=2)
    sending.send_batch(dispatch.pk, clock=Clock(later))
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.LATE
    with pytest.raises(delivery.WindowOver):
        delivery.resume(dispatch, by=elif_, at=later, until=NOON)
    delivery.resume(dispatch, by=elif_, at=later, until=later + timedelta(hours=1))
    assert dispatch.state == DispatchState.SENDING


def test_cancelling_ends_what_waits_and_only_that(elif_):
    dispatch = released(3)
    row = Recipient.objects.filter(dispatch=dispatch).first()
    delivery.suppress(row.key, channel="", reason="staff", source="sınama", at=NOON)
    claim = sending.claim(dispatch.pk, at=NOON, most=2)
    assert delivery.cancel(dispatch, by=elif_, at=NOON) == 1
    assert states(dispatch) == {"suppressed": 1, "claimed": len(claim.rows), "cancelled": 1}
    with pytest.raises(delivery.DispatchClosed):
        delivery.cancel(dispatch, by=elif_, at=NOON)


def test_rows_of_a_cancelled_dispatch_end_when_their_worker_is_done(elif_):
    dispatch = released(2)
    sending.claim(dispatch.pk, at=NOON, most=1)
    delivery.cancel(dispatch, by=elif_, at=NOON)
    sending.take_back(at=NOON + timedelta(hours=1))
    assert states(dispatch) == {"cancelled": 2}
    assert dispatch.counts()["cancelled"] == 2


def test_a_letter_that_was_put_off_while_its_dispatch_was_cancelled_ends(elif_):
    dispatch = released(1)
    claim = sending.claim(dispatch.pk, at=NOON)
    ledger, row = Ledger(claim), claim.rows[0]
    assert ledger.turn([], row, at=NOON)
    delivery.cancel(dispatch, by=elif_, at=NOON)
    ledger.turn([(row.pk, Outcome(Fate.POSTPONED, "4.2.0"))], None, at=NOON)
    assert states(dispatch) == {"cancelled": 1}
    assert dispatch.counts()["cancelled"] == 1


def test_only_a_doubt_can_be_decided(elif_):
    dispatch = released(1)
    row = Recipient.objects.get(dispatch=dispatch)
    with pytest.raises(delivery.NotInDoubt):
        delivery.settle_unknown(row, decision="resend", by=elif_, at=NOON)
    Recipient.objects.filter(pk=row.pk).update(state=RowState.UNKNOWN, handed_at=NOON)
    Dispatch.objects.filter(pk=dispatch.pk).update(state=DispatchState.CANCELLED)
    with pytest.raises(delivery.DispatchEnded):
        delivery.settle_unknown(row, decision="resend", by=elif_, at=NOON)
    delivery.settle_unknown(row, decision="delivered", by=elif_, at=NOON)
    assert row.state == RowState.DELIVERED
    assert "Elif" in row.reason


def test_a_suppression_is_kept_once_and_can_be_lifted(elif_):
    first = delivery.suppress("a@example.org", channel="email", reason="opt-out", source="bağlantı", at=NOON)
    again = delivery.suppress("a@example.org", channel="email", reason="opt-out", source="başka bağlantı", at=NOON)
    assert again == first
    assert again.source == "bağlantı"
    delivery.lift(first, by=elif_, at=NOON)
    with pytest.raises(delivery.AlreadyLifted):
        delivery.lift(first, by=elif_, at=NOON)
    delivery.suppress("a@example.org", channel="email", reason="opt-out", source="bağlantı", at=NOON)
    assert Suppression.objects.in_force().count() == 1


def test_who_left_stays_out_when_another_reason_is_lifted(elif_):
    dispatch = released(1)
    row = Recipient.objects.get(dispatch=dispatch)
    by_the_office = delivery.suppress(row.key, channel="email", reason="staff", source="masa", at=NOON)
    delivery.suppress(row.key, channel="email", reason="opt-out", source="bağlantı", at=NOON)
    delivery.lift(by_the_office, by=elif_, at=NOON)
    sending.send_batch(dispatch.pk, clock=Clock())
    assert states(dispatch) == {"suppressed": 1}


def test_an_answer_does_not_go_to_who_left_and_complained_or_died_since():
    dispatch = released(1, terms=delivery.Terms(heeds_opt_out=False))
    row = Recipient.objects.get(dispatch=dispatch)
    for reason in ("opt-out", "deceased"):
        delivery.suppress(row.key, channel="email", reason=reason, source="masa", at=NOON)
    sending.send_batch(dispatch.pk, clock=Clock())
    assert states(dispatch) == {"suppressed": 1}


def test_a_suppression_outlives_the_address_in_the_directory():
    point = directory.contact_point(value="gitti@example.org")
    delivery.suppress(point.key, channel="email", reason="opt-out", source="bağlantı", at=NOON)
    point.delete()
    directory.contact_point(value="GITTI@example.org")
    dispatch = draft()
    delivery.freeze(dispatch, contact_points=ContactPoint.objects.all(), at=NOON)
    delivery.release(dispatch, by=None, at=NOON)
    sending.send_batch(dispatch.pk, clock=Clock())
    assert states(dispatch) == {"suppressed": 1}
