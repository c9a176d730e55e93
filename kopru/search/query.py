"""Asking the index: newest first, nothing that the asker may not see, counts capped where they would scan."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.utils import timezone

from kopru.search import index
from kopru.search.registry import Kind, kind_named
from kopru.turkish import indexing

#: how many visible hits are counted; beyond it a count is "more than"
COUNT_CAP = 1000
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, where it opens, when it happened."""

    id: int
    kind: Kind
    object_id: int
    title: str
    summary: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits; `count` is of the visible ones, `capped` says that there are more than that.

    `next_before` is what to pass as `before` for the next page, None on the last.
    """

    hits: Sequence[Hit]
    count: int
    capped: bool
    next_before: int | None


_EMPTY = Results(hits=(), count=0, capped=False, next_before=None)


def find(
    query: str,
    *,
    user: Any,
    at: datetime,
    kinds: Sequence[str] | None = None,
    limit: int = 20,
    before: int | None = None,
    typing: bool = False,
) -> Results:
    """Return the newest hits that `user` may see at `at`.

    `typing` takes the last word as unfinished. `before` is the `next_before` of the page above.
    An empty query, or one of stop words alone, finds nothing.
    """
    expression = _expression(query, typing=typing)
    if not expression:
        return _EMPTY
    names = list(kinds) if kinds is not None else None
    visible = _visible(_matches(expression, names, before=before), user=user, at=at)
    page = list(islice(visible, limit + 1))
    hits = [_hit(row) for row in page[:limit]]
    next_before = hits[-1].id if len(page) > limit else None
    if before is None and next_before is None:
        return Results(hits=hits, count=len(hits), capped=False, next_before=None)
    counted = sum(1 for _row in islice(_visible(_matches(expression, names), user=user, at=at), COUNT_CAP + 1))
    return Results(hits=hits, count=min(counted, COUNT_CAP), capped=counted > COUNT_CAP, next_before=next_before)


def ids(kind: str, query: str, *, limit: int = 1000) -> list[int]:
    """Return the ids of up to `limit` objects of `kind`, newest first, for a list that scopes them itself."""
    expression = _expression(query, typing=True)
    return [row[2] for row in islice(_matches(expression, [kind]), limit)] if expression else []


def _expression(query: str, *, typing: bool) -> str:
    terms = indexing.query_terms(query[:300], index.lemmatiser(), typing=typing)
    return indexing.fts5_query(terms) if connection.vendor == "sqlite" else indexing.tsquery(terms)


_Row = tuple[int, str, int, str, str, str, datetime]


def _matches(expression: str, kinds: list[str] | None, *, before: int | None = None) -> Iterator[_Row]:
    """Yield the matching rows of the index, newest first, a chunk at a time."""
    tokens = [kind_named(name).token for name in kinds] if kinds is not None else []
    if kinds == []:
        return
    sqlite = connection.vendor == "sqlite"
    if tokens:
        joined = (" OR " if sqlite else " | ").join(tokens)
        expression = f"({joined}) {'AND' if sqlite else '&'} {expression}"
    last = before if before is not None else (1 << 63) - 1
    columns = "e.id, e.kind, e.object_id, e.title, e.summary, e.url, e.at"
    if sqlite:
        sql = (
            f"SELECT {columns} FROM search_fts f JOIN search_entry e ON e.id = f.rowid "  # noqa: S608 — constants
            "WHERE search_fts MATCH %s AND f.rowid < %s ORDER BY f.rowid DESC LIMIT %s"
        )
    else:
        sql = (
            f"SELECT {columns} FROM search_entry e WHERE to_tsvector('simple', e.text) @@ "  # noqa: S608 — constants
            "to_tsquery('simple', %s) AND e.id < %s ORDER BY e.id DESC LIMIT %s"
        )
    while True:
        with connection.cursor() as cursor:
            cursor.execute(sql, [expression, last, _CHUNK])
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < _CHUNK:
            return
        last = rows[-1][0]


def _visible(rows: Iterator[_Row], *, user: Any, at: datetime) -> Iterator[_Row]:
    """Let through what `user` may see, asking each kind once for each chunk."""
    while chunk := list(islice(rows, _CHUNK)):
        wanted: dict[str, list[int]] = defaultdict(list)
        for row in chunk:
            wanted[row[1]].append(row[2])
        seen = {name: _seen(kind_named(name), pks, user=user, at=at) for name, pks in wanted.items()}
        yield from (row for row in chunk if row[2] in seen[row[1]])


def _seen(kind: Kind, pks: list[int], *, user: Any, at: datetime) -> set[int]:
    if kind.open_to(user, at):
        return set(pks)
    manager: Any = kind.model._default_manager  # noqa: SLF001
    return set(manager.visible_to(user, at).filter(pk__in=pks).values_list("pk", flat=True))


def _hit(row: _Row) -> Hit:
    pk, kind, object_id, title, summary, url, at = row
    moment = at if timezone.is_aware(at) else at.replace(tzinfo=UTC)  # SQLite keeps UTC and does not say so
    return Hit(pk, kind_named(kind), object_id, title, summary, url, moment)
