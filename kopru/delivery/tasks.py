"""Wakes a worker for one dispatch, and has the DNS asked; the tables know the truth, so all may run twice or never."""

import time
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django_tasks import task

from kopru.core import clock
from kopru.delivery import sending
from kopru.delivery.domain import looking
from kopru.delivery.models import DomainCheck

#: Seconds of sending after which other tasks get their turn.
_TURN = 10.0
#: Letters to one person each that one task sends.
_TOGETHER = 50


@task()
def send(dispatch_id: int) -> None:
    """Send what waits of one dispatch, batch after batch, for some seconds; then make way and come again."""
    end = time.monotonic() + _TURN
    while time.monotonic() < end:
        if not sending.send_batch(dispatch_id, clock=clock.now):
            return
    send.enqueue(dispatch_id)


@task()
def send_each(dispatch_ids: list[int]) -> None:
    """Send what waits of several small dispatches, one after the other; what was not reached in time comes again."""
    end = time.monotonic() + _TURN
    waiting = list(dispatch_ids)
    while waiting and time.monotonic() < end:
        if not sending.send_batch(waiting[0], clock=clock.now):
            waiting.pop(0)
    if waiting:
        send_each.enqueue(waiting)


def wake_many(dispatch_ids: Sequence[int]) -> None:
    """Enqueue the sending of several small dispatches when the transaction commits, some of them as one task."""
    if len(dispatch_ids) == 1:
        wake(dispatch_ids[0])
        return
    for start in range(0, len(dispatch_ids), _TOGETHER):
        some = list(dispatch_ids[start : start + _TOGETHER])
        transaction.on_commit(partial(send_each.enqueue, some))


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


@task()
def look_at_domain() -> None:
    """Ask the DNS about the sending domain and keep what it says."""
    looking.renew(clock.now())


def look_soon() -> None:
    """Enqueue a look at the domain when the transaction commits."""
    transaction.on_commit(look_at_domain.enqueue)


def sweep_domain(at: datetime) -> int:
    """Have the domain looked at where mail leaves this machine and the last look is a day old; return how many."""
    about = looking.subject()
    last = DomainCheck.objects.filter(domain=about.domain).first()
    wanted = last is not None and last.is_wanted
    if settings.MAIL_CHANNEL == "outbox" and not wanted:
        return 0
    if last is not None and not last.is_due(about=str(about), at=at):
        return 0
    look_at_domain.enqueue()
    return 1
