"""Keeps the counts of a dispatch in the transactions that move its rows."""

import os
from collections.abc import Sequence
from typing import Final

from django.db import connection

from kopru.delivery.models import RowState, Tally

_PARTS: Final = 8
_COLUMNS: Final = frozenset(RowState.values)
_OPEN: Final = (
    "INSERT INTO delivery_tally (dispatch_id, part, queued, claimed, handed, delivered, failed, unknown, suppressed,"
    " cancelled) VALUES (%s, %s, %s, 0, 0, 0, 0, 0, 0, 0)"
)


def part() -> int:
    """Return which of the parts this worker counts in."""
    return os.getpid() % _PARTS


def open_tally(dispatch_id: int, *, queued: int) -> None:
    """Make the tally of a dispatch just frozen."""
    Tally.objects.bulk_create(
        [Tally(dispatch_id=dispatch_id, part=part, queued=queued if part == 0 else 0) for part in range(_PARTS)]
    )


def open_tallies(dispatch_ids: Sequence[int], *, queued: int) -> None:
    """Make the tallies of several dispatches just frozen, each with so many rows."""
    with connection.cursor() as cursor:
        cursor.executemany(
            _OPEN, [(each, part, queued if part == 0 else 0) for each in dispatch_ids for part in range(_PARTS)]
        )


def move(dispatch_id: int, *moves: tuple[str, str, int]) -> None:
    """Count `number` rows from one state to another, for each (from, to, number); call inside the same transaction."""
    changes: dict[str, int] = {}
    for source, target, number in moves:
        changes[source] = changes.get(source, 0) - number
        changes[target] = changes.get(target, 0) + number
    apply(dispatch_id, changes)


def apply(dispatch_id: int, changes: dict[str, int]) -> None:
    """Add `changes` (state → number) to this worker's part of the tally."""
    columns = {column: number for column, number in changes.items() if number}
    if not columns:
        return
    if not columns.keys() <= _COLUMNS:
        raise ValueError(f"no such states: {columns.keys() - _COLUMNS}")
    terms = ", ".join(f"{column} = {column} + ({number:d})" for column, number in columns.items())
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE delivery_tally SET {terms} WHERE dispatch_id = %s AND part = %s",  # noqa: S608  states and ints
            [dispatch_id, part()],
        )
