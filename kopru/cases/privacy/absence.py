"""The proof that somebody is forgotten: every text column of every table, every file of the home folder is read."""

import base64
import quopri
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection

from kopru.turkish.folding import fold

_ROWS: Final = 2000
#: The database itself is read through its tables; the tables of words for searching hold no person.
_NOT_READ: Final = (".sqlite3", ".sqlite3-wal", ".sqlite3-shm", ".pyc")
_LARGEST: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Trace:
    """One place in which a word still stands."""

    word: str
    place: str


def traces(words: Iterable[str], *, folders: Iterable[Path] = ()) -> list[Trace]:
    """Return every place in the database, the home folder and `folders` that holds one of `words`, however cased.

    Files are read as they are, and as mails write them: base64 and quoted-printable.
    """
    wanted = [word for word in words if word.strip()]
    homes = [Path(settings.HOME), Path(settings.MEDIA_ROOT), *folders]
    return [*_in_tables(wanted), *_in_files(wanted, homes)]


def _in_tables(words: list[str]) -> Iterator[Trace]:
    folded = {word: fold(word) for word in words}
    with connection.cursor() as cursor:
        tables = [table for table in connection.introspection.table_names(cursor) if not _is_shadow(table)]
        for table in tables:
            columns = [each.name for each in connection.introspection.get_table_description(cursor, table)]
            names = ", ".join(connection.ops.quote_name(name) for name in columns)
            cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(table)}")  # noqa: S608 — its own names
            while rows := cursor.fetchmany(_ROWS):
                for row in rows:
                    yield from _in_row(row, columns, table, folded)


def _in_row(row: Iterable[object], columns: list[str], table: str, folded: dict[str, str]) -> Iterator[Trace]:
    for name, value in zip(columns, row, strict=True):
        if not isinstance(value, str | dict | list) or not value:
            continue
        said = str(value)
        if "\\u" in said:  # SQLite keeps JSON with escapes
            said += said.encode("ascii", "ignore").decode("unicode_escape", "ignore")
        text = fold(said)
        for word, key in folded.items():
            if key in text or word in said:
                yield Trace(word, f"{table}.{name}")


def _is_shadow(table: str) -> bool:
    """Tell whether the full-text index keeps it for itself: its words are forgotten when segments merge."""
    return table.startswith("search_fts")


def _in_files(words: list[str], homes: Iterable[Path]) -> Iterator[Trace]:
    seen: set[Path] = set()
    for home in homes:
        for path in sorted(home.rglob("*")):
            real = path.resolve()
            if real in seen or not path.is_file() or path.name.endswith(_NOT_READ) or path.stat().st_size > _LARGEST:
                continue
            seen.add(real)
            raw = path.read_bytes()
            for word in words:
                if _stands_in(word, raw) or word in path.name:
                    yield Trace(word, str(path))


def _stands_in(word: str, raw: bytes) -> bool:
    plain = word.encode()
    if plain in raw or word.lower().encode() in raw or quopri.encodestring(plain).strip() in raw:
        return True
    # In base64 a word looks different at each of three offsets; the ends depend on their neighbours.
    shifted = (base64.b64encode(b"\0" * shift + plain)[(4 if shift else 0) : -4] for shift in range(3))
    return any(len(each) > 6 and each in raw for each in shifted)
