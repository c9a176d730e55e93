"""A worker takes up a batch: everything is checked, then the rows are its own until the lease runs out."""

import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kopru.delivery import guards
from kopru.delivery.models import (
    OPEN_ROWS,
    Dispatch,
    DispatchState,
    Recipient,
    RowState,
    Suppression,
)
from kopru.delivery.sending import checks, holding, tallies

logger = logging.getLogger(__name__)

#: Rows taken up at once (design §2).
BATCH: Final = 100
#: Far longer than the slowest mail server is waited for.
LEASE: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Claim:
    """Rows that belong to one worker, which is named by a token of this claim alone."""

    dispatch: Dispatch
    rows: list[Recipient]
    worker: str
    #: the newest suppression when the rows were checked: a newer one is looked at before each letter
    suppressed_until: int


def boot() -> str:
    """Return which run of this machine it is: after a power cut the last commits may be missing."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()[:8]
    except FileNotFoundError:
        return "boot"


def claim(dispatch_id: int, *, at: datetime, most: int = BATCH) -> Claim | None:
    """Take up to `most` waiting rows, or return None when nothing of the dispatch may leave now."""
    with _durably(), transaction.atomic():
        dispatch = Dispatch.objects.select_for_update().filter(pk=dispatch_id).first()
        if dispatch is None or not may_leave(dispatch, at=at):
            return None
        waiting = Recipient.objects.select_for_update(skip_locked=True).filter(dispatch=dispatch).waiting(at=at)
        rows = list(waiting.order_by("pk")[:most])
        if not rows:
            _finish_if_empty(dispatch, at=at)
            return None
        newest = Suppression.objects.aggregate(newest=Max("pk"))["newest"] or 0
        held = checks.held_back(dispatch, rows)
        for row in rows:
            if row.pk in held:
                suppress(row, held[row.pk], at=at)
        free = [row for row in rows if row.pk not in held]
        worker = f"{boot()}:{os.getpid()}:{secrets.token_hex(6)}"
        Recipient.objects.filter(pk__in=[row.pk for row in free]).update(
            state=RowState.CLAIMED, worker=worker, lease_until=at + LEASE
        )
        tallies.move(
            dispatch.pk,
            (RowState.QUEUED, RowState.CLAIMED, len(free)),
            (RowState.QUEUED, RowState.SUPPRESSED, len(held)),
        )
        holding.count_batch(at=at)
    return Claim(dispatch, free, worker, newest)


def suppress(row: Recipient, suppression: Suppression, *, at: datetime) -> None:
    """End a row that must not be written to, with the reason; the caller counts."""
    row.state, row.settled_at, row.lease_until = RowState.SUPPRESSED, at, None
    row.reason = f"{suppression.get_reason_display()} ({suppression.source})"[:255]
    row.save(update_fields=["state", "settled_at", "lease_until", "reason"])


def may_leave(dispatch: Dispatch, *, at: datetime) -> bool:
    """Tell whether rows of `dispatch` may leave at `at`; what stands against it is written on the dispatch."""
    if dispatch.state != DispatchState.SENDING or holding.reason() or checks.must_wait(dispatch, at):
        return False
    if objection := guards.objection(dispatch, at):
        end_waiting(dispatch, reason=objection, at=at)
        log(instance=dispatch, action="delivery.cancel", data={"reason": objection}, timestamp=at)
        return False
    if dispatch.window_until is not None and dispatch.window_until <= at:
        late = _open_rows(dispatch) > 0
        if late:
            _halt(dispatch, DispatchState.LATE, _("Its time passed before all was sent."), at=at)
        return not late
    if checks.too_many_failed(dispatch):
        _halt(dispatch, DispatchState.STOPPED, _("Stopped by itself: too many addresses failed."), at=at)
        return False
    return True


@transaction.atomic
def stop_by_itself(dispatch_id: int, *, reason: str, at: datetime) -> None:
    """Let nothing more of it leave before a person looked: it would fail again each minute, and nobody would know."""
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch_id)
    if dispatch.state == DispatchState.SENDING:
        _halt(dispatch, DispatchState.STOPPED, _("Stopped by itself: %(why)s") % {"why": reason}, at=at)


def _halt(dispatch: Dispatch, state: DispatchState, reason: str, *, at: datetime) -> None:
    dispatch.state, dispatch.state_reason = state, reason[:255]
    dispatch.save(update_fields=["state", "state_reason"])
    log(instance=dispatch, action=f"delivery.{state}", data={"reason": reason}, timestamp=at)


def end_waiting(dispatch: Dispatch, *, reason: str, at: datetime) -> int:
    """Cancel every waiting row and the dispatch; return how many rows. What is in hand settles by itself."""
    waiting = Recipient.objects.filter(dispatch=dispatch, state=RowState.QUEUED)
    ended = waiting.update(state=RowState.CANCELLED, reason=reason[:255], settled_at=at)
    tallies.move(dispatch.pk, (RowState.QUEUED, RowState.CANCELLED, ended))
    dispatch.state, dispatch.state_reason, dispatch.ended_at = DispatchState.CANCELLED, reason[:255], at
    dispatch.save(update_fields=["state", "state_reason", "ended_at"])
    return ended


def _open_rows(dispatch: Dispatch) -> int:
    counts = dispatch.counts()
    return sum(counts[state] for state in OPEN_ROWS)


def _finish_if_empty(dispatch: Dispatch, *, at: datetime) -> None:
    if _open_rows(dispatch) == 0:
        dispatch.state, dispatch.state_reason, dispatch.ended_at = DispatchState.FINISHED, "", at
        dispatch.save(update_fields=["state", "state_reason", "ended_at"])
        log(instance=dispatch, action="delivery.finish", data=dispatch.counts(), timestamp=at)


@contextmanager
def _durably() -> Iterator[None]:
    """Have SQLite write this transaction through to the disk; PostgreSQL always does."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = FULL")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = NORMAL")
