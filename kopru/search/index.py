"""Writing the index: one row an object, folded and reduced by `kopru.turkish`, the same for both databases."""

import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

from kopru.search.models import Entry
from kopru.search.registry import Document, Kind, kind_of, kinds
from kopru.turkish import indexing
from kopru.turkish.lemmas import FILE_NAME, Lemmatiser

#: bits of the id below the second; the seconds take 39 bits (until the year 19000), so an id fits 63
_LOW_BITS = 24
_EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
#: characters of one object that are indexed
_LONGEST = 300_000
_TITLE = 300


@lru_cache(maxsize=1)
def lemmatiser() -> Lemmatiser:
    """Return the one lemmatiser of this process; without its table it answers by rules."""
    return Lemmatiser(Path(settings.HOME) / FILE_NAME)


@transaction.atomic
def put(thing: Model) -> None:
    """Write what `thing` says of itself, in place of what stood there; nothing, if it has nothing to say."""
    put_many([thing])


@transaction.atomic
def put_many(things: Iterable[Model]) -> int:
    """Write many objects of one kind and return how many stand in the index now."""
    things = list(things)
    if not things:
        return 0
    kind = kind_of(type(things[0]))
    _forget(kind, [thing.pk for thing in things])
    return _write(kind, things)


@transaction.atomic(savepoint=False)
def put_new(things: Iterable[Model]) -> int:
    """Write objects that were stored a moment ago, so that nothing of theirs can stand in the index yet."""
    things = list(things)
    return _write(kind_of(type(things[0])), things) if things else 0


def _write(kind: Kind, things: list[Model]) -> int:
    said = [(thing.pk, document) for thing in things if (document := kind.document(thing)) is not None]
    rows = [_row(kind, pk, document) for pk, document in said]
    taken = set(Entry.objects.filter(pk__in=[row[0] for row in rows]).values_list("pk", flat=True))
    for row in rows:
        while row[0] in taken:
            row[0] += 1
            if row[0] not in taken and Entry.objects.filter(pk=row[0]).exists():
                taken.add(row[0])
        taken.add(row[0])
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_entry (id, kind, object_id, title, summary, url, at, text)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            rows,
        )
        if connection.vendor == "sqlite":
            cursor.executemany(
                "INSERT INTO search_fts (rowid, text) VALUES (%s, %s)", [(row[0], row[-1]) for row in rows]
            )
    return len(rows)


@transaction.atomic
def remove(thing: Model) -> None:
    """Take `thing` out of the index."""
    _forget(kind_of(type(thing)), [thing.pk])


def _row(kind: Kind, pk: int, document: Document) -> list[Any]:
    """Return the row of one object, its id first and its text last."""
    seconds = max(0, int((document.at - _EPOCH).total_seconds()))
    low = zlib.crc32(f"{kind.name}:{pk}".encode()) & ((1 << _LOW_BITS) - 1)
    words = indexing.search_text(f"{document.title}\n{document.text[:_LONGEST]}", lemmatiser())
    at = connection.ops.adapt_datetimefield_value(document.at)
    shown = (document.title[:_TITLE], document.summary[:_TITLE], document.url)
    return [(seconds << _LOW_BITS) | low, kind.name, pk, *shown, at, f"{kind.token}\n{words}"]


def _forget(kind: Kind, pks: list[int]) -> None:
    standing = Entry.objects.filter(kind=kind.name, object_id__in=pks)
    if connection.vendor == "sqlite":
        old = [("delete", pk, text) for pk, text in standing.values_list("pk", "text")]
        if old:
            with connection.cursor() as cursor:
                # FTS5 with external content must be told what it forgets (sqlite.org/fts5.html §4.4.3).
                cursor.executemany("INSERT INTO search_fts (search_fts, rowid, text) VALUES (%s, %s, %s)", old)
    standing.delete()


def rebuild(kind: Kind, *, batch: int = 500) -> Iterator[int]:
    """Write every object of `kind` again; yields how many are done after each batch."""
    with transaction.atomic():
        present = kind.model._default_manager.values("pk")  # noqa: SLF001
        gone = Entry.objects.filter(kind=kind.name).exclude(object_id__in=present)
        _forget(kind, list(gone.values_list("object_id", flat=True)))
    done, last = 0, 0
    while True:
        chunk = list(kind.model._default_manager.filter(pk__gt=last).order_by("pk")[:batch])  # noqa: SLF001
        if not chunk:
            return
        put_many(chunk)
        done, last = done + len(chunk), chunk[-1].pk
        yield done


def is_current() -> bool:
    """Tell whether the index was made with the lemmas that queries use now; after an upgrade it is not."""
    note = _edition_note()
    return note.exists() and note.read_text() == lemmatiser().edition


def rebuild_all() -> Iterator[tuple[Kind, int]]:
    """Write every kind again with the lemmas of today; yields each kind and how many of it are done."""
    for kind in kinds():
        for done in rebuild(kind):
            yield kind, done
    _edition_note().write_text(lemmatiser().edition)


def _edition_note() -> Path:
    return Path(settings.HOME) / "search.edition"
