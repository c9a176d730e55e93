"""The mailroom: a mail is stored first, then read, and gets exactly one outcome; none keeps the next one waiting.

Mails that come together are stored in one transaction, read, and decided in one transaction. Whatever goes wrong in it
undoes it whole, and each is decided by itself; killed in it, they are stored and unread, and the sweep does the same.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F

from kopru.cases.intake import cleaning, deciding, keeping
from kopru.cases.intake.mail import reading
from kopru.cases.intake.mail.message import Message, Obstacle
from kopru.cases.models import Incoming, Outcome
from kopru.core import rows

logger = logging.getLogger(__name__)

#: Attempts after which a message that cannot be taken in is laid before a person.
_ATTEMPTS: Final = 3
#: And after which one is not read any more that whoever read it did not survive; a busy database counts as well.
_DEADLY: Final = 10
#: Mails that are taken in together, and their bytes: other writers wait some tenths of a second for them.
_TOGETHER: Final = 100
MOST_BYTES: Final = 16 * 1024 * 1024
_OUTCOME: Final = (
    "outcome", "why", "message_id", "sender", "sender_name", "subject", "case", "duplicate_of", "read_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail as it was brought, and what whoever brought it calls it, so that it comes in once."""

    raw: bytes
    origin: str = ""
    origin_id: str = ""


T = TypeVar("T")


def batches(things: Iterable[tuple[int, T]]) -> Iterator[list[T]]:
    """Yield what may be taken in together, of things with their size in bytes; one that is too large goes alone."""
    together: list[T] = []
    weight = 0
    for size, thing in things:
        if together and (len(together) >= _TOGETHER or weight + size > MOST_BYTES):
            yield together
            together, weight = [], 0
        together.append(thing)
        weight += size
    if together:
        yield together


def receive(raw: bytes, *, source: str, at: datetime, origin: str = "", origin_id: str = "") -> Incoming:
    """Store a message and write down that it came; nothing has read it yet. Fetched twice, it is one row.

    :raises OSError: if it cannot be stored: whoever brought it must keep it
    """
    return receive_all([Arrival(raw, origin, origin_id)], source=source, at=at)[0]


def receive_all(arrivals: Sequence[Arrival], *, source: str, at: datetime) -> list[Incoming]:
    """Store messages and write down that they came, all or none; one that came before has the row it had.

    :raises OSError: if one cannot be stored: whoever brought them must keep them
    """
    hashes = keeping.keep_all([each.raw for each in arrivals])
    coming = [
        Incoming(
            sha256=sha256,
            size=len(each.raw),
            source=source,
            origin=each.origin[:255],
            origin_id=each.origin_id[:120],
            stored_at=at,
        )
        for each, sha256 in zip(arrivals, hashes, strict=True)
    ]
    try:
        return _written_down(coming, source)
    except IntegrityError:  # another process brought one of them in this very moment, and has written it down
        return _written_down(coming, source)


@transaction.atomic
def _written_down(coming: Sequence[Incoming], source: str) -> list[Incoming]:
    named = [one for one in coming if one.origin_id]
    standing: dict[tuple[str, str], Incoming] = {}
    if named:
        # The index holds only rows with a name, and SQLite uses it only where the question says so too.
        same = Incoming.objects.filter(source=source, origin__in={one.origin for one in named})
        for row in same.filter(origin_id__in={one.origin_id for one in named}).exclude(origin_id=""):
            standing[row.origin, row.origin_id] = row
    new: list[Incoming] = []
    found: list[Incoming] = []
    for one in coming:
        row = standing.get((one.origin, one.origin_id), one) if one.origin_id else one
        if row is one:
            new.append(one)
            standing[one.origin, one.origin_id] = one
        found.append(row)
    numbers = rows.take_numbers({Incoming: len(new)})[Incoming]
    for one in new:
        one.pk = next(numbers)
    rows.insert(new)
    return found


def settle(incoming: Incoming, *, at: datetime, raw: bytes | None = None) -> Message | None:
    """Read a stored message and give it its outcome, in one transaction; return what was read, None if it had one.

    A message that brings down its reader stays unread and is tried again; after the third time it goes to quarantine.
    """
    # Counted outside the transaction below: the count must survive whatever happens in it.
    if not Incoming.objects.unread().filter(pk=incoming.pk).update(attempts=F("attempts") + 1):
        incoming.refresh_from_db()
        return None
    message = _read(incoming, raw)
    try:
        if not _decide([(incoming, message)], at=at):
            return None
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


def settle_all(mails: Sequence[tuple[Incoming, bytes | None]], *, at: datetime) -> list[Message | None]:
    """Read stored messages and give each its outcome, in one transaction; return what was read, as `settle` does.

    If anything goes wrong with one, none of them is decided, and each is settled by itself.
    """
    if len(mails) == 1:
        return [settle(incoming, raw=raw, at=at) for incoming, raw in mails]
    pks = [incoming.pk for incoming, _raw in mails]
    Incoming.objects.unread().filter(pk__in=pks).update(attempts=F("attempts") + 1)
    read = [(incoming, _read(incoming, raw)) for incoming, raw in mails]
    try:
        mine = _decide(read, at=at)
    except OperationalError:
        raise  # as above
    except Exception:
        logger.exception("%d messages cannot be taken in together: one by one", len(mails))
        for incoming, _raw in mails:
            incoming.refresh_from_db()
        return [settle(incoming, raw=raw, at=at) for incoming, raw in mails]
    return [message if incoming.pk in mine else None for incoming, message in read]


@transaction.atomic
def _decide(mails: Sequence[tuple[Incoming, Message]], *, at: datetime) -> set[int]:
    """Decide those of which nobody gave an outcome meanwhile, hold and store their rows; return which."""
    pks = [incoming.pk for incoming, _message in mails]
    held = Incoming.objects.unread().filter(pk__in=pks).order_by("pk").select_for_update()
    mine = set(held.values_list("pk", flat=True))
    own = [(incoming, message) for incoming, message in mails if incoming.pk in mine]
    deciding.decide_all(own, at=at)
    for incoming, _message in own:
        incoming.read_at = at
    rows.update([incoming for incoming, _message in own], fields=_OUTCOME)
    for incoming, _message in mails:
        if incoming.pk not in mine:
            incoming.refresh_from_db()
    return mine


def _read(incoming: Incoming, raw: bytes | None) -> Message:
    """Return what a message says; whatever goes wrong, it keeps no other waiting.

    :raises OSError: if its bytes are gone
    """
    if incoming.attempts >= _DEADLY:
        return Message(unreadable=Obstacle.BROKEN)
    octets = raw if raw is not None else keeping.bytes_of(incoming)
    try:
        return cleaning.cleaned(reading.read(octets))
    except Exception:
        logger.exception("message %s cannot be read", incoming.pk)
        return Message(unreadable=Obstacle.BROKEN)


def take_in(
    raw: bytes, *, source: str, at: datetime, origin: str = "", origin_id: str = ""
) -> tuple[Incoming, Message]:
    """Store and read one message at once; return its row and what it says.

    :raises OSError: if it cannot be stored
    """
    return take_in_all([Arrival(raw, origin, origin_id)], source=source, at=at)[0]


def take_in_all(arrivals: Sequence[Arrival], *, source: str, at: datetime) -> list[tuple[Incoming, Message]]:
    """Store and read messages that come together; return the row of each and what it says.

    :raises OSError: if one cannot be stored
    """
    stored = receive_all(arrivals, source=source, at=at)
    unread = {row.pk: (row, each.raw) for row, each in zip(stored, arrivals, strict=True)}
    said = dict(zip(unread, settle_all(list(unread.values()), at=at), strict=True))
    return [
        (row, said.get(row.pk) or cleaning.cleaned(reading.read(each.raw)))
        for row, each in zip(stored, arrivals, strict=True)
    ]


def sweep(at: datetime) -> int:
    """Read what was stored and not read: its reader was killed; return how many.

    What was tried before is tried alone, so that a message that kills its reader takes no other with it.
    """
    waiting = list(Incoming.objects.unread().order_by("attempts", "pk")[:200])
    fresh = [row for row in waiting if not row.attempts]
    for together in [*batches((row.size, row) for row in fresh), *([row] for row in waiting if row.attempts)]:
        try:
            settle_all([(row, None) for row in together], at=at)
        except OSError:
            logger.exception("messages from %s on cannot be read", together[0].pk)
            _each_by_itself(together, at=at)
    return len(waiting)


def _each_by_itself(rows_: Sequence[Incoming], *, at: datetime) -> None:
    for row in rows_ if len(rows_) > 1 else ():
        try:
            settle(row, at=at)
        except OSError:
            logger.exception("the bytes of message %s are gone", row.pk)


def counts() -> dict[str, int]:
    """Return how many messages have each outcome; "" is how many wait."""
    return {outcome: Incoming.objects.filter(outcome=outcome).count() for outcome in ("", *Outcome.values)}
