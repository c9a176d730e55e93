"""The chain of hashes over everything that came in (invariant 5): whoever changes one row must change all after it.

    link = SHA-256(link before, number, SHA-256 of the bytes, moment of storing)

A row is chained once, a day after it came, in the order of the rows; nothing that is erased later is part of a link.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from kopru.cases.models import Incoming

_BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many links were looked at, and the number of the first row that does not fit; the last link to note down."""

    links: int
    broken_at: int | None = None
    last: str = ""

    @property
    def is_whole(self) -> bool:
        """Tell whether every link fits the one before."""
        return self.broken_at is None


def link(before: str, row: Incoming) -> str:
    """Return the link of a row that follows the link `before`."""
    parts = (before, str(row.pk), row.sha256, row.stored_at.isoformat())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def lengthen(*, until: datetime) -> int:
    """Chain every row stored before `until` that is not chained; return how many."""
    chained = 0
    while True:
        with transaction.atomic():
            last = Incoming.objects.exclude(chained="").order_by("-pk").select_for_update().first()
            rows = Incoming.objects.filter(chained="", stored_at__lt=until, pk__gt=last.pk if last else 0)
            batch = list(rows.order_by("pk")[:_BATCH])
            before = last.chained if last else ""
            for row in batch:
                before = row.chained = link(before, row)
            Incoming.objects.bulk_update(batch, ["chained"])
        chained += len(batch)
        if len(batch) < _BATCH:
            return chained


def verify(*, most: int | None = None) -> Verdict:
    """Go along the chain, or along its last `most` links only, and see whether each fits the one before."""
    rows = Incoming.objects.exclude(chained="")
    if most is None:
        return _verify(rows.order_by("pk").iterator(), before="")
    newest = list(rows.order_by("-pk")[: most + 1])[::-1]
    first = newest.pop(0).chained if len(newest) > most else ""
    return _verify(newest, before=first)


def _verify(rows: Iterable[Incoming], *, before: str) -> Verdict:
    links = 0
    for row in rows:
        if row.chained != link(before, row):
            return Verdict(links, broken_at=row.pk, last=before)
        links, before = links + 1, row.chained
    return Verdict(links, last=before)
