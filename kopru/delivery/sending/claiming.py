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

from kopru.delivery.models import (
    Dispatch,
    Recipient,
    RowState,
    Suppression,
)
from kopru.delivery.sending import checks, installation, stopping, tallies

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
        if dispatch is None or not stopping.may_leave(dispatch, at=at):
            return None
        waiting = Recipient.objects.select_for_update(skip_locked=True).filter(dispatch=dispatch).waiting(at=at)
        rows = list(waiting.order_by("pk")[:most])
        if not rows:
            stopping.finish_if_empty(dispatch, at=at)
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
        installation.count_batch(at=at)
    return Claim(dispatch, free, worker, newest)


def suppress(row: Recipient, suppression: Suppression, *, at: datetime) -> None:
    """End a row that must not be written to, with the reason; the caller counts."""
    row.state, row.settled_at, row.lease_until = RowState.SUPPRESSED, at, None
    row.reason = f"{suppression.get_reason_display()} ({suppression.source})"[:255]
    row.save(update_fields=["state", "settled_at", "lease_until", "reason"])


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
