"""The dictionary form of a Turkish word, folded: from the table, with rules for what the table does not know.

Without the table (``lemma_table.build`` makes it) the rules alone answer. Source: turkey.md (e) 5.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from kopru.turkish import casing, folding, inflection, lemma_table
from kopru.turkish.lemma_exceptions import FORMS, PROTECTED
from kopru.turkish.lemma_table import EDITION, FILE_NAME, build, is_current
from kopru.turkish.place_names import PLACES

__all__ = ["EDITION", "FILE_NAME", "Lemmatiser", "build", "is_current"]

_CACHED_WORDS = 50_000  # some 15 MB

# What makes a new word out of a noun (gazete-ci, başkan-lık, köy-lü) or a noun out of a verb (kutla-ma, yağ-ış).
_NOUN_MAKERS = ("ci", "cu", "lik", "luk", "li", "lu", "cilik", "culuk", "siz", "suz")
_VERB_MAKERS = ("ma", "me", "is", "us", "yis", "yus", "im", "um")

_Known = Callable[[str], tuple[str, ...]]


class _Opened:
    """A connection that closes when its thread ends."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self.process = os.getpid()

    def __del__(self) -> None:
        self.database.close()


class Lemmatiser:
    """Answers from the table at ``path``; from the rules alone as long as there is none. Safe in threads and forks."""

    def __init__(self, path: Path) -> None:
        """Take the file's place; the file may appear later."""
        self._path = path
        self._local = threading.local()
        self._judged: tuple[int, int] | None = None
        self._has_table = False
        self._lemmas = lru_cache(maxsize=_CACHED_WORDS)(self._find)

    @property
    def edition(self) -> str:
        """Name what the answers come from; an index made with another edition has to be made anew."""
        return EDITION if self._looked_up() else "rules"

    def _looked_up(self) -> bool:
        """Say whether there is a table to look words up in; one that appears later is taken up, a damaged one never."""
        if self._has_table or not self._path.is_file():
            return self._has_table
        facts = self._path.stat()
        if self._judged != (facts.st_ino, facts.st_mtime_ns):
            self._judged = (facts.st_ino, facts.st_mtime_ns)
            self._has_table = is_current(self._path)
            self._lemmas.cache_clear()
        return self._has_table

    def lemmas(self, word: str) -> tuple[str, ...]:
        """Return the folded lemmas of one word, the likeliest first; empty if the word holds no letter or digit.

        The word may be written in any case, with or without Turkish letters, with or without an apostrophe.
        """
        parts = folding.tokens(word)
        if len(parts) == 1:
            return self.of_token(parts[0])
        return tuple(dict.fromkeys(lemma for part in parts for lemma in self.of_token(part)))

    def of_token(self, token: str) -> tuple[str, ...]:
        """Return the lemmas of a word that is folded already (one of ``folding.tokens``)."""
        self._looked_up()
        return self._lemmas(token)

    def of_tokens(self, tokens: Iterable[str]) -> list[tuple[str, ...]]:
        """Return the lemmas of each word of a text; whether there is a table is looked at once for all."""
        self._looked_up()
        return [self._lemmas(token) for token in tokens]

    def is_lemma(self, written: str) -> bool:
        """Say whether a word is a dictionary form as it is written: ``ad`` is one, ``adı`` is not, though ``adi`` is.

        A word in plain ASCII may stand for any spelling; a word that nothing knows is not counted as a lemma.
        """
        token = folding.fold(written)
        if token in PROTECTED or token in PLACES:
            return True
        if not self._looked_up() or token not in self.of_token(token):
            return False
        row = self._database().execute("SELECT spellings FROM lemma WHERE word = ?", (token,)).fetchone()
        small = lemma_table.without_circumflex(casing.lower(written))
        return row is not None and (small.isascii() or small in row[0].split())

    def _listed(self, token: str) -> tuple[str, ...]:
        """Return what the table says about a folded word."""
        if not self._has_table:
            return ()
        row = self._database().execute("SELECT lemmas FROM form WHERE word = ?", (token,)).fetchone()
        return tuple(row[0].split()) if row else ()

    def _database(self) -> sqlite3.Connection:
        """Return this thread's own connection; one that a parent process opened is not used after a fork."""
        opened: _Opened | None = getattr(self._local, "opened", None)
        if opened is None or opened.process != os.getpid():
            opened = self._local.opened = _Opened(lemma_table.connect(self._path))
        return opened.database

    def _find(self, token: str) -> tuple[str, ...]:
        if token.isdigit() or token in PLACES or token in PROTECTED:
            return (token,)
        if token in FORMS:
            return FORMS[token]
        return find(token, self._listed)


def find(token: str, listed: _Known) -> tuple[str, ...]:
    """Choose the lemmas of a folded word: office words first, then the list with the places, then the rules."""
    stems = inflection.stems(token)
    protected = next((stem for stem in stems if stem in PROTECTED), None)
    if protected:
        return (protected,)
    places = [stem for stem in stems if stem in PLACES]
    known = listed(token)
    if known or places:  # both: hatayı is hata or Hatay, kilise is a church or the way to Kilis
        return tuple(dict.fromkeys([*_with_derived(known, stems, listed), *places]))
    familiar = tuple(stem for stem in stems[1:] if len(stem) > 2 and stem in listed(stem))
    return (token, *familiar) if familiar else stems[:4]


def _with_derived(known: tuple[str, ...], stems: tuple[str, ...], listed: _Known) -> Iterator[str]:
    """Put the derived noun (kitapçı, kutlama) where the list goes back to its root (kitap, kutla)."""
    for lemma in known:
        derived = [stem for stem in stems if stem != lemma and lemma in listed(stem)]
        from_noun = [stem for stem in derived if _is_made(stem, lemma, _NOUN_MAKERS)]
        from_verb = [stem for stem in derived if _is_made(stem, lemma, _VERB_MAKERS)]
        yield from from_noun[-1:]
        yield from from_verb[-1:]
        if not from_noun:
            yield lemma


def _is_made(word: str, root: str, makers: tuple[str, ...]) -> bool:
    return any(word == root + maker for maker in makers)
