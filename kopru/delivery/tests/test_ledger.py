"""Every recipient is always in exactly one state, whatever happens in whatever order."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kopru.delivery import actions as delivery
from kopru.delivery import sending
from kopru.delivery.channels import Fate, Outcome
from kopru.delivery.models import CLOSED, ENDED, DispatchState, Installation, Recipient, RowState
from kopru.delivery.sending import ledger, tallies
from kopru.delivery.tests.factories import NOON, addressees, draft, released, states

ROWS = 5
FATES = st.builds(Outcome, st.sampled_from(Fate), st.just("söz"))


class Life(RuleBasedStateMachine):
    """Workers claim, hand over, die and come back late, while people stop, cancel, block and decide."""

    @initialize()
    def begin(self):
        Installation.objects.all().delete()
        (Path(django_settings.HOME) / "installation.json").unlink(missing_ok=True)
        self.at = NOON
        self.dispatch = draft()
        delivery.freeze(self.dispatch, addressees=addressees(ROWS), at=NOON)
        delivery.release(self.dispatch, by=None, at=NOON)
        self.ids = set(Recipient.objects.filter(dispatch=self.dispatch).values_list("pk", flat=True))
        self.workers = []
        #: row → how often it was handed over without anybody knowing or deciding that it may go again
        self.left = dict.fromkeys(self.ids, 0)

    def rows(self, *which):
        return Recipient.objects.filter(dispatch=self.dispatch, state__in=which)

    @rule(hours=st.sampled_from([-48, -1, 25]))
    def the_clock_jumps(self, hours):
        self.at += timedelta(hours=hours)

    @precondition(lambda self: self.rows(RowState.QUEUED).exists())
    @rule(most=st.integers(1, ROWS))
    def a_worker_claims(self, most):
        claimed = sending.claim(self.dispatch.pk, at=self.at, most=most)
        if claimed and claimed.rows:
            self.workers.append((ledger.Ledger(claimed), list(claimed.rows), []))

    @precondition(lambda self: self.workers)
    @rule(data=st.data(), steps=st.integers(1, 3))
    def a_worker_goes_on(self, data, steps):
        worker = data.draw(st.sampled_from(self.workers))
        for _step in range(steps):
            self._step(worker, data)

    def _step(self, worker, data):
        book, todo, flying = worker
        settled = [(row.pk, data.draw(FATES)) for row in flying]
        for _row_id, outcome in settled:
            if outcome.fate is Fate.POSTPONED:
                self.left[_row_id] -= 1
        flying.clear()
        row = todo.pop(0) if todo else None
        if book.turn(settled, row, at=self.at):
            flying.append(row)
            self.left[row.pk] += 1

    @precondition(lambda self: self.workers)
    @rule(data=st.data(), politely=st.booleans())
    def a_worker_ends(self, data, politely):
        worker = data.draw(st.sampled_from(self.workers))
        self.workers.remove(worker)
        if politely:
            worker[0].give_back()

    @precondition(lambda self: self.rows(RowState.CLAIMED, RowState.HANDED).exists())
    @rule()
    def the_worker_is_forgotten(self):
        self.at += timedelta(hours=1)
        ledger.take_back(at=self.at)

    @rule()
    def the_sweep_comes(self):
        ledger.take_back(at=self.at)

    @rule(data=st.data())
    def an_address_is_blocked(self, data):
        row = Recipient.objects.get(pk=data.draw(st.sampled_from(sorted(self.ids))))
        delivery.suppress(row.key, channel="email", reason="opt-out", source="sınama", at=self.at)

    @rule(data=st.data(), decision=st.sampled_from(delivery.Decision.values))
    def a_person_decides_a_doubt(self, data, decision):
        self.dispatch.refresh_from_db()
        doubtful = list(self.rows(RowState.UNKNOWN))
        if not doubtful or self.dispatch.state == DispatchState.CANCELLED:
            return
        row = data.draw(st.sampled_from(doubtful))
        delivery.settle_unknown(row, decision=decision, by=None, at=self.at)
        if decision == "resend":
            self.left[row.pk] = 0

    @rule(data=st.data())
    def somebody_stops_and_later_resumes(self, data):
        self.dispatch.refresh_from_db()
        if self.dispatch.state != DispatchState.SENDING:
            return
        delivery.stop(self.dispatch, by=None, at=self.at)
        for worker in self.workers:
            self._step(worker, data)
        delivery.resume(self.dispatch, by=None, at=self.at)

    @precondition(lambda self: self.at > NOON + timedelta(days=2))
    @rule()
    def somebody_cancels(self):
        self.dispatch.refresh_from_db()
        if self.dispatch.state not in CLOSED:
            delivery.cancel(self.dispatch, by=None, at=self.at)

    @invariant()
    def nobody_is_lost_and_the_tally_agrees(self):
        counted = {state: number for state, number in self.dispatch.counts().items() if number}
        assert counted == states(self.dispatch)
        assert sum(counted.values()) == ROWS
        assert set(Recipient.objects.filter(dispatch=self.dispatch).values_list("pk", flat=True)) == self.ids

    @invariant()
    def nothing_leaves_twice_unless_somebody_said_so(self):
        assert all(times <= 1 for times in self.left.values())

    @invariant()
    def a_finished_dispatch_owes_nothing(self):
        self.dispatch.refresh_from_db()
        if self.dispatch.state == DispatchState.FINISHED:
            assert set(states(self.dispatch)) <= set(ENDED)


@pytest.mark.django_db
class TestLife(TestCase, Life.TestCase):
    settings = settings(
        max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )


@pytest.mark.django_db
def test_a_worker_that_comes_back_late_hands_over_nothing_that_another_has():
    dispatch = released(2)
    slow = sending.claim(dispatch.pk, at=NOON)
    later = NOON + timedelta(hours=1)
    ledger.take_back(at=later)
    quick = sending.claim(dispatch.pk, at=later)
    assert ledger.Ledger(quick).turn([], quick.rows[0], at=later) is True
    assert ledger.Ledger(slow).turn([], slow.rows[0], at=later) is False


@pytest.mark.django_db
def test_a_late_answer_resolves_its_own_doubt():
    dispatch = released(1)
    book = ledger.Ledger(sending.claim(dispatch.pk, at=NOON))
    row = book.claim.rows[0]
    book.turn([], row, at=NOON)
    ledger.take_back(at=NOON + timedelta(hours=1))
    assert states(dispatch) == {"unknown": 1}
    book.turn([(row.pk, Outcome(Fate.ACCEPTED, "250 Ok"))], None, at=NOON)
    assert states(dispatch) == {"delivered": 1}


@pytest.mark.django_db
def test_a_late_answer_that_it_must_be_tried_again_opens_the_finished_dispatch():
    dispatch = released(1)
    book = ledger.Ledger(sending.claim(dispatch.pk, at=NOON))
    row = book.claim.rows[0]
    book.turn([], row, at=NOON)
    later = NOON + timedelta(hours=1)
    ledger.take_back(at=later)
    assert sending.claim(dispatch.pk, at=later) is None
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.FINISHED
    book.turn([(row.pk, Outcome(Fate.POSTPONED, "421 Later"))], None, at=later)
    assert states(dispatch) == {"queued": 1}
    assert sending.owed(at=later + timedelta(hours=1)) == [dispatch.pk]


@pytest.mark.django_db
def test_a_late_answer_resolves_its_doubt_also_while_another_is_handed_over():
    dispatch = released(3)
    book = ledger.Ledger(sending.claim(dispatch.pk, at=NOON))
    first, second, third = book.claim.rows
    book.turn([], first, at=NOON)
    Recipient.objects.filter(pk=first.pk).update(state="unknown", lease_until=None)
    tallies.move(dispatch.pk, ("handed", "unknown", 1))
    assert book.turn([(first.pk, Outcome(Fate.ACCEPTED, "250 Ok"))], second, at=NOON) is True
    assert states(dispatch) == {"delivered": 1, "handed": 1, "claimed": 1}
    Recipient.objects.filter(pk=third.pk).update(worker="another")
    assert book.turn([(second.pk, Outcome(Fate.ACCEPTED, "250 Ok"))], third, at=NOON) is False
    assert states(dispatch) == {"delivered": 2, "claimed": 1}
    assert {state: number for state, number in dispatch.counts().items() if number} == states(dispatch)


@pytest.mark.django_db
def test_an_address_never_accepted_fails_after_nine_attempts_over_days():
    dispatch, at = released(1), NOON
    for _attempt in range(ledger.ATTEMPTS):
        book = ledger.Ledger(sending.claim(dispatch.pk, at=at))
        book.turn([], book.claim.rows[0], at=at)
        book.turn([(book.claim.rows[0].pk, Outcome(Fate.POSTPONED, "451 Later"))], None, at=at)
        at += timedelta(hours=13)
    row = Recipient.objects.get(dispatch=dispatch)
    assert (row.state, row.reason, row.attempts) == ("failed", "451 Later", 9)


@pytest.mark.django_db
def test_many_failures_stop_the_dispatch_until_a_person_looked():
    dispatch = released(150)
    book = ledger.Ledger(sending.claim(dispatch.pk, at=NOON))
    for row in book.claim.rows:
        book.turn([], row, at=NOON)
        fate = Fate.REFUSED if row.pk % 5 == 0 else Fate.ACCEPTED
        book.turn([(row.pk, Outcome(fate, "550 5.1.1"))], None, at=NOON)
    assert sending.claim(dispatch.pk, at=NOON) is None
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.STOPPED
    assert dispatch.state_reason
    delivery.resume(dispatch, by=None, at=NOON)
    assert len(sending.claim(dispatch.pk, at=NOON).rows) == 50
