"""The cheap commit between two letters: the outcome of the last, the handing over of the next, if it still may."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from kopru.delivery.channels import Fate, Outcome
from kopru.delivery.models import IN_HAND, Dispatch, DispatchState, Recipient, RowState, Suppression
from kopru.delivery.sending import checks, claiming, tallies, turning
from kopru.delivery.sending.claiming import LEASE, Claim
from kopru.directory import actions as directory

#: How often a letter is tried that was certainly not accepted; with the pauses below, over about two days.
ATTEMPTS: Final = 9
_FIRST_PAUSE: Final = timedelta(minutes=5)
LONGEST_PAUSE: Final = timedelta(hours=12)

_SETTLE = """
UPDATE delivery_recipient
SET state = %s, reason = %s, provider_id = %s, settled_at = %s, lease_until = NULL, not_before = %s
WHERE id = %s AND worker = %s AND state = %s
"""


@dataclass(slots=True)
class Ledger:
    """What one worker writes about the rows it claimed."""

    claim: Claim
    suppressed_until: int = field(init=False)
    _by_id: dict[int, Recipient] = field(init=False)
    _held: dict[int, Suppression] = field(init=False, default_factory=dict)
    #: rows whose turn has not come
    _waiting: set[int] = field(init=False)

    def __post_init__(self) -> None:
        """Find rows by their number."""
        self.suppressed_until = self.claim.suppressed_until
        self._by_id = {row.pk: row for row in self.claim.rows}
        self._waiting = set(self._by_id)

    def turn(self, settled: Sequence[tuple[int, Outcome]], following: Recipient | None, *, at: datetime) -> bool | None:
        """Write outcomes and, in the same commit, that `following` is being handed over.

        Return True if `following` may be handed over, False if it is not to be, None if nothing more may leave.
        """
        if following is not None and following.pk not in self._held and _just_accepted(settled):
            taken, gone = self._usual(*settled[0], following, at).write()
            rest = (taken and gone) or self._turn([] if taken else settled, None if gone else following, at)
            go = gone or rest
        else:
            go = self._turn(settled, following, at)
        if go and following is not None:
            self._waiting.discard(following.pk)
        return go

    def _usual(self, row_id: int, outcome: Outcome, following: Recipient, at: datetime) -> turning.Turn:
        return turning.Turn(
            worker=self.claim.worker,
            dispatch=self.claim.dispatch.pk,
            part=tallies.part(),
            taken=row_id,
            words=outcome.words[:255],
            following=following.pk,
            suppressed_until=self.suppressed_until,
            at=_stored(at),
        )

    def _turn(self, settled: Sequence[tuple[int, Outcome]], following: Recipient | None, at: datetime) -> bool | None:
        """Do the same for whatever else may have happened."""
        with transaction.atomic(), connection.cursor() as cursor:
            changes: dict[str, int] = {}
            for row_id, outcome in settled:
                self._settle(cursor, row_id, outcome, changes, at)
            go = self._hand(cursor, following, changes, at) if following is not None else None
            tallies.apply(self.claim.dispatch.pk, changes)
        return go

    def _settle(
        self, cursor: CursorWrapper, row_id: int, outcome: Outcome, changes: dict[str, int], at: datetime
    ) -> None:
        row = self._by_id[row_id]
        state, not_before = _consequence(outcome, row.attempts + 1, at)
        if state == RowState.QUEUED and not _may_wait(self.claim.dispatch.pk):
            state, not_before = RowState.CANCELLED, None
        ended = at if state != RowState.QUEUED else None
        reason = "" if outcome.fate is Fate.ACCEPTED else outcome.words[:255]
        answer = outcome.words[:255] if outcome.fate is Fate.ACCEPTED else ""
        values = (state, reason, answer, _stored(ended), _stored(not_before), row_id, self.claim.worker)
        for before in (RowState.HANDED, RowState.UNKNOWN):  # a sweep may have doubted it meanwhile
            cursor.execute(_SETTLE, (*values, before))
            if cursor.rowcount:
                changes[before] = changes.get(before, 0) - 1
                changes[state] = changes.get(state, 0) + 1
                break
        if outcome.address_at_fault and row.contact_point is not None:
            directory.mark_stale(row.contact_point, reason=outcome.words[:255], at=at)

    def _hand(self, cursor: CursorWrapper, row: Recipient, changes: dict[str, int], at: datetime) -> bool | None:
        """Write that a row is being handed over, in one statement that also asks whether it still may."""
        if self._suppressed(row, changes, at):
            return False
        values = (_stored(at), row.pk, self.claim.worker, self.claim.dispatch.pk)
        cursor.execute(turning.HAND, (*values, self.suppressed_until))
        if not cursor.rowcount:
            if Dispatch.objects.values_list("state", flat=True).get(pk=self.claim.dispatch.pk) != DispatchState.SENDING:
                return None
            self._look_again()
            if self._suppressed(row, changes, at):
                return False
            cursor.execute(turning.HAND, (*values, self.suppressed_until))
            if not cursor.rowcount:  # the lease ran out and somebody else has it
                return False
        changes["claimed"] = changes.get("claimed", 0) - 1
        changes["handed"] = changes.get("handed", 0) + 1
        return True

    def _look_again(self) -> None:
        """Ask for the whole batch who was blocked since it was claimed."""
        self.suppressed_until = Suppression.objects.aggregate(newest=Max("pk"))["newest"] or 0
        self._held = checks.held_back(self.claim.dispatch, self.claim.rows)

    def _suppressed(self, row: Recipient, changes: dict[str, int], at: datetime) -> bool:
        suppression = self._held.get(row.pk)
        if suppression is None or not self._still_mine(row):
            return False
        claiming.suppress(row, suppression, at=at)
        changes["claimed"] = changes.get("claimed", 0) - 1
        changes["suppressed"] = changes.get("suppressed", 0) + 1
        return True

    def _still_mine(self, row: Recipient) -> bool:
        return Recipient.objects.filter(pk=row.pk, worker=self.claim.worker, state=RowState.CLAIMED).exists()

    @transaction.atomic
    def fail(self, row: Recipient, *, reason: str, at: datetime) -> None:
        """End a row that cannot be made into a letter."""
        mine = Recipient.objects.filter(pk=row.pk, worker=self.claim.worker, state=RowState.CLAIMED)
        ended = mine.update(state=RowState.FAILED, reason=reason[:255], settled_at=at, lease_until=None)
        tallies.move(self.claim.dispatch.pk, (RowState.CLAIMED, RowState.FAILED, ended))
        self._waiting.discard(row.pk)

    def give_back(self) -> None:
        """Let the rows not yet handed over wait again."""
        if self._waiting:
            mine = Recipient.objects.filter(pk__in=self._waiting, worker=self.claim.worker, state=RowState.CLAIMED)
            with transaction.atomic():
                _let_wait(self.claim.dispatch.pk, mine)

    def extend(self, *, at: datetime) -> None:
        """Keep the rows for another lease."""
        mine = Recipient.objects.filter(pk__in=list(self._by_id), worker=self.claim.worker, state__in=IN_HAND)
        mine.update(lease_until=at + LEASE)


def _just_accepted(settled: Sequence[tuple[int, Outcome]]) -> bool:
    return len(settled) == 1 and settled[0][1].fate is Fate.ACCEPTED


def _stored(moment: datetime | None) -> Any:
    """Return a moment as the database keeps it."""
    return connection.ops.adapt_datetimefield_value(moment)


def _consequence(outcome: Outcome, attempts: int, at: datetime) -> tuple[str, datetime | None]:
    if outcome.fate is Fate.POSTPONED:
        if attempts >= ATTEMPTS:
            return RowState.FAILED, None
        return RowState.QUEUED, at + min(_FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    state = {
        Fate.ACCEPTED: RowState.DELIVERED,
        Fate.REFUSED: RowState.FAILED,
        Fate.UNKNOWN: RowState.UNKNOWN,
    }[outcome.fate]
    return state, None


def _may_wait(dispatch_id: int) -> bool:
    """Tell whether a row of it may wait again; nobody cancels it until the transaction ends.

    Where the row was doubted meanwhile and the rest had ended, the dispatch counts as finished: it is not.
    """
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch_id)
    if dispatch.state == DispatchState.FINISHED:
        dispatch.state, dispatch.ended_at = DispatchState.SENDING, None
        dispatch.save(update_fields=["state", "ended_at"])
    return dispatch.state != DispatchState.CANCELLED


def _let_wait(dispatch_id: int, claimed: QuerySet[Recipient]) -> int:
    """Let claimed rows wait again, or end them if their dispatch was cancelled meanwhile; return how many."""
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch_id)
    if dispatch.state == DispatchState.CANCELLED:
        ended = {"state": RowState.CANCELLED, "reason": dispatch.state_reason, "settled_at": dispatch.ended_at}
        changed = claimed.update(lease_until=None, **ended)
        tallies.move(dispatch_id, (RowState.CLAIMED, RowState.CANCELLED, changed))
        return changed
    changed = claimed.update(state=RowState.QUEUED, worker="", lease_until=None)
    tallies.move(dispatch_id, (RowState.CLAIMED, RowState.QUEUED, changed))
    return changed


def take_back(*, at: datetime) -> int:
    """Settle rows whose worker died: what was being handed over is in doubt, the rest waits again; return how many."""
    changed = 0
    dispatches = Recipient.objects.abandoned(at=at).values_list("dispatch_id", flat=True).order_by().distinct()
    for dispatch_id in list(dispatches):
        with transaction.atomic():
            abandoned = Recipient.objects.filter(dispatch_id=dispatch_id).abandoned(at=at)
            doubtful = abandoned.filter(state=RowState.HANDED).update(
                state=RowState.UNKNOWN,
                settled_at=at,
                lease_until=None,
                reason=_("The worker ended while handing it over."),
            )
            back = abandoned.filter(state=RowState.CLAIMED)
            if connection.vendor == "sqlite":
                # After a power cut SQLite may lack the last commits, though not the claim, which was written through:
                # what a worker of an earlier boot held may have left.
                cut = back.exclude(worker__startswith=claiming.boot()).update(
                    state=RowState.UNKNOWN,
                    settled_at=at,
                    handed_at=at,
                    lease_until=None,
                    reason=_("The machine stopped while the batch was being sent."),
                )
            else:
                cut = 0
            tallies.move(
                dispatch_id,
                (RowState.HANDED, RowState.UNKNOWN, doubtful),
                (RowState.CLAIMED, RowState.UNKNOWN, cut),
            )
            again = _let_wait(dispatch_id, back)
            changed += doubtful + cut + again
    return changed
