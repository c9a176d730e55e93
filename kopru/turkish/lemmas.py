"""The dictionary form of a Turkish word, folded, from a table on disk with rules for what the table does not know.

The table is made at set-up out of the list that the ``simplemma`` package brings (MIT; some 1.2 million forms), and is
never committed. Without it the rules alone answer. Source: turkey.md (e) 5; design.md §2, row "search".
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from kopru.turkish import casing, folding, inflection
from kopru.turkish.lemma_exceptions import FORMS, PROTECTED
from kopru.turkish.place_names import PLACES

FILE_NAME = "lemmas.sqlite3"
_EDITION = f"2/{version('simplemma')}"
_STEPS = 50
_CIRCUMFLEX = str.maketrans("âîû", "aiu")
_CACHED_WORDS = 200_000

# What makes a new word out of a noun (gazete-ci, başkan-lık, köy-lü) or a noun out of a verb (kutla-ma, yağ-ış).
_NOUN_MAKERS = ("ci", "cu", "lik", "luk", "li", "lu", "cilik", "culuk", "siz", "suz")
_VERB_MAKERS = ("ma", "me", "is", "us", "yis", "yus", "im", "um")

_Known = Callable[[str], tuple[str, ...]]


def build(path: Path, progress: Callable[[float], None] | None = None) -> int:
    """Write the table into the file ``path`` and return the number of forms; takes a few seconds.

    The file appears whole or not at all. ``progress`` is told the finished share, 0 to 1.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    table, spellings = _folded_tables(progress)
    database = sqlite3.connect(unfinished)
    try:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("CREATE TABLE form (word TEXT PRIMARY KEY, lemmas TEXT NOT NULL) WITHOUT ROWID")
        database.execute("CREATE TABLE lemma (word TEXT PRIMARY KEY, spellings TEXT NOT NULL) WITHOUT ROWID")
        database.execute("CREATE TABLE about (edition TEXT NOT NULL)")
        database.executemany("INSERT INTO form VALUES (?, ?)", sorted(table.items()))
        database.executemany("INSERT INTO lemma VALUES (?, ?)", sorted(spellings.items()))
        database.execute("INSERT INTO about VALUES (?)", (_EDITION,))
        database.commit()
    finally:
        database.close()
    unfinished.replace(path)
    if progress:
        progress(1.0)
    return len(table)


def is_current(path: Path) -> bool:
    """Say whether the file holds the table that this version of the program and of the list would build."""
    if not path.is_file():
        return False
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        row = database.execute("SELECT edition FROM about").fetchone()
    except sqlite3.DatabaseError:
        return False
    finally:
        database.close()
    return row is not None and row[0] == _EDITION


def _folded_tables(progress: Callable[[float], None] | None) -> tuple[dict[str, str], dict[str, str]]:
    """Join what folding makes one word: folded form to folded lemmas, folded lemma to its spellings."""
    listed = DefaultDictionaryFactory().get_dictionary("tr")
    step = len(listed) // _STEPS + 1
    table: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for done, (form, lemma) in enumerate(listed.items()):
        if progress and done % step == 0:
            progress(0.9 * done / len(listed))
        folded_form, folded_lemma = folding.fold(form), folding.fold(lemma)
        if not folded_form.isalnum() or not folded_lemma.isalnum():
            continue
        _add(table, folded_form, folded_lemma)
        _add(table, folded_lemma, folded_lemma)
        _add(spellings, folded_lemma, _without_circumflex(casing.lower(lemma)))
    return table, spellings


def _add(table: dict[str, str], word: str, said: str) -> None:
    before = table.setdefault(word, said)
    if said != before and said not in before.split():
        table[word] = f"{before} {said}"


def _without_circumflex(word: str) -> str:
    return word.translate(_CIRCUMFLEX)


class Lemmatiser:
    """Answers from the table at ``path``; from the rules alone as long as there is none. Safe in threads and forks."""

    def __init__(self, path: Path) -> None:
        """Take the file's place; the file may appear later."""
        self._path = path
        self._local = threading.local()
        self._seen = False
        self._remember()

    def _remember(self) -> None:
        self._lemmas = lru_cache(maxsize=_CACHED_WORDS)(self._find)

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
        if not self._seen and self._path.is_file():
            self._seen = True
            self._remember()
        return self._lemmas(token)

    def is_lemma(self, written: str) -> bool:
        """Say whether a word is a dictionary form as it is written: ``ad`` is one, ``adı`` is not, though ``adi`` is.

        A word in plain ASCII may stand for any spelling; a word that nothing knows is not counted as a lemma.
        """
        token = folding.fold(written)
        if token in PROTECTED or token in PLACES:
            return True
        if not self._seen or token not in self.of_token(token):
            return False
        row = self._database().execute("SELECT spellings FROM lemma WHERE word = ?", (token,)).fetchone()
        small = _without_circumflex(casing.lower(written))
        return row is not None and (small.isascii() or small in row[0].split())

    def _listed(self, token: str) -> tuple[str, ...]:
        """Return what the table says about a folded word."""
        if not self._seen:
            return ()
        row = self._database().execute("SELECT lemmas FROM form WHERE word = ?", (token,)).fetchone()
        return tuple(row[0].split()) if row else ()

    def _database(self) -> sqlite3.Connection:
        """Return this thread's own connection; one that a parent process opened is not used after a fork."""
        owner, database = getattr(self._local, "opened", (0, None))
        if database is None or owner != os.getpid():
            address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            database = sqlite3.connect(address, uri=True)
            self._local.opened = (os.getpid(), database)
        opened: sqlite3.Connection = database
        return opened

    def _find(self, token: str) -> tuple[str, ...]:
        if token.isdigit() or token in PLACES or token in PROTECTED:
            return (token,)
        if token in FORMS:
            return FORMS[token]
        return find(token, self._listed)


def find(token: str, listed: _Known) -> tuple[str, ...]:
    """Choose the lemmas of a folded word: names and office words first, then the list, then the rules."""
    stems = inflection.stems(token)
    for stem in stems:
        if stem in PROTECTED or stem in PLACES:
            return (stem,)
    known = listed(token)
    if known:
        return tuple(dict.fromkeys(_with_derived(known, stems, listed)))
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
