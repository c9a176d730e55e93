"""The mailroom: a mail is stored first, then read, and gets exactly one outcome; none keeps the next one waiting."""

import logging
from datetime import datetime
from typing import Final

from django.db import OperationalError, transaction
from django.db.models import F

from kopru.cases.intake import cleaning, deciding, keeping
from kopru.cases.intake.mail import reading
from kopru.cases.intake.mail.message import Message
from kopru.cases.models import Incoming, Outcome

logger = logging.getLogger(__name__)

#: Attempts after which a message that brings its reader down is laid before a person.
_ATTEMPTS: Final = 3


def receive(raw: bytes, *, source: str, at: datetime, origin: str = "", origin_id: str = "") -> Incoming:
    """Store a message and write down that it came; nothing has read it yet. Fetched twice, it is one row.

    :raises OSError: if it cannot be stored: whoever brought it must keep it
    """
    sha256 = keeping.keep(raw)
    if origin_id:
        known = Incoming.objects.filter(source=source, origin=origin[:255], origin_id=origin_id[:120]).first()
        if known is not None:
            return known
    return Incoming.objects.create(
        sha256=sha256,
        size=len(raw),
        source=source,
        origin=origin[:255],
        origin_id=origin_id[:120],
        stored_at=at,
    )


def settle(incoming: Incoming, *, at: datetime, raw: bytes | None = None) -> Message | None:
    """Read a stored message and give it its outcome, in one transaction; return what was read, None if it had one.

    A message that brings down its reader stays unread and is tried again; after the third time it goes to quarantine.
    """
    # Counted outside the transaction below: the count must survive whatever happens in it.
    if not Incoming.objects.unread().filter(pk=incoming.pk).update(attempts=F("attempts") + 1):
        return None
    message = cleaning.cleaned(reading.read(raw if raw is not None else keeping.bytes_of(incoming)))
    try:
        with transaction.atomic():
            if not _is_mine(incoming):
                return None
            deciding.decide(incoming, message, at=at)
            incoming.read_at = at
            incoming.save()
    except OperationalError:
        raise  # the database is busy or gone: the message is not to blame, the sweep comes again
    except Exception as fault:
        logger.exception("message %s cannot be taken in", incoming.pk)
        incoming.refresh_from_db()
        if incoming.attempts < _ATTEMPTS:
            return message
        with transaction.atomic():
            deciding.quarantine(incoming, message, why=type(fault).__name__, at=at)
            incoming.read_at = at
            incoming.save()
    return message


def take_in(
    raw: bytes, *, source: str, at: datetime, origin: str = "", origin_id: str = ""
) -> tuple[Incoming, Message]:
    """Store and read one message at once; return its row and what it says.

    :raises OSError: if it cannot be stored
    """
    incoming = receive(raw, source=source, at=at, origin=origin, origin_id=origin_id)
    message = settle(incoming, at=at, raw=raw)
    return incoming, message if message is not None else cleaning.cleaned(reading.read(raw))


def sweep(at: datetime) -> int:
    """Read what was stored and not read: its reader was killed; return how many."""
    waiting = list(Incoming.objects.unread().order_by("pk")[:200])
    for incoming in waiting:
        settle(incoming, at=at)
    return len(waiting)


def _is_mine(incoming: Incoming) -> bool:
    """Hold the row; tell whether nobody gave it an outcome meanwhile."""
    incoming.refresh_from_db(from_queryset=Incoming.objects.select_for_update())
    return incoming.outcome == ""


def counts() -> dict[str, int]:
    """Return how many messages have each outcome; "" is how many wait."""
    return {outcome: Incoming.objects.filter(outcome=outcome).count() for outcome in ("", *Outcome.values)}
