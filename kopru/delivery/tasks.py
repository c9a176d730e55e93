"""Wakes a worker for one dispatch; the truth is in the ledger, so that it may run twice or not at all."""

import time
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from kopru.delivery import sending

#: Seconds of sending after which other tasks get their turn.
_TURN = 10.0


@task()
def send(dispatch_id: int) -> None:
    """Send what waits of one dispatch, batch after batch, for some seconds; then make way and come again."""
    end = time.monotonic() + _TURN
    while time.monotonic() < end:
        if not sending.send_batch(dispatch_id, clock=timezone.now):
            return
    send.enqueue(dispatch_id)


def wake(dispatch_id: int) -> None:
    """Enqueue the sending of a dispatch when the transaction commits."""
    transaction.on_commit(lambda: send.enqueue(dispatch_id))


def sweep(at: datetime) -> int:
    """Take back what dead workers held and wake a worker for every dispatch that waits; return how many."""
    sending.take_back(at=at)
    owed = sending.owed(at=at)
    for dispatch_id in owed:
        send.enqueue(dispatch_id)
    return len(owed)
