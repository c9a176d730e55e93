"""The table of Turkish word forms and their dictionary forms, made at set-up, read ever after.

It is made out of the list that the ``simplemma`` package brings (some 1.2 million forms) and never committed.
Source: design.md §2, row "search".
"""

import os
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from kopru.turkish import casing, folding, inflection

FILE_NAME = "lemmas.sqlite3"
EDITION = f"3/{version('simplemma')}"
"""Changes whenever the table would; an index made with another edition has to be made anew."""

_STEPS = 50
_LITTER_AFTER_SECONDS = 600
# The list holds a few forms of adjectives such as kitabî, which folding makes one with kitabı: with fewer forms than
# this (a noun in use has some hundred) the inflected reading is the one that is meant.
_RARE_FORMS = 21
_CIRCUMFLEX = str.maketrans("âîû", "aiu")
_SCHEMA = """
    CREATE TABLE form (word TEXT PRIMARY KEY, lemmas TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE lemma (word TEXT PRIMARY KEY, spellings TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE about (edition TEXT NOT NULL);
"""


def build(path: Path, progress: Callable[[float], None] | None = None) -> int:
    """Write the table into the file ``path`` and return the number of forms; takes some seconds.

    The file appears whole or not at all. ``progress`` is told the finished share, 0 to 1.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    forms, lemmas = _folded_tables(progress)
    database = sqlite3.connect(unfinished)
    try:
        database.execute("PRAGMA journal_mode = OFF")
        database.executescript(_SCHEMA)
        database.executemany("INSERT INTO form VALUES (?, ?)", sorted(forms.items()))
        database.executemany("INSERT INTO lemma VALUES (?, ?)", sorted(lemmas.items()))
        database.execute("INSERT INTO about VALUES (?)", (EDITION,))
        database.commit()
    finally:
        database.close()
    unfinished.replace(path)
    if progress:
        progress(1.0)
    return len(forms)


def is_current(path: Path) -> bool:
    """Say whether the file holds the table that this version of the program and of the list would build."""
    if not path.is_file():
        return False
    database = connect(path)
    try:
        row = database.execute("SELECT edition FROM about").fetchone()
    except sqlite3.DatabaseError:
        return False
    finally:
        database.close()
    return row is not None and row[0] == EDITION


def connect(path: Path) -> sqlite3.Connection:
    """Open the table for reading; the file never changes, it is only ever replaced."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def without_circumflex(word: str) -> str:
    """Return the word as most people write it: ``şikâyet`` becomes ``şikayet``."""
    return word.translate(_CIRCUMFLEX)


def _sweep(path: Path) -> None:
    """Remove what builds that were killed left behind, this process's own included."""
    for litter in path.parent.glob(f".{path.name}.*"):
        if litter.suffix == f".{os.getpid()}" or time.time() - litter.stat().st_mtime > _LITTER_AFTER_SECONDS:
            litter.unlink(missing_ok=True)


def _folded_tables(progress: Callable[[float], None] | None) -> tuple[dict[str, str], dict[str, str]]:
    """Join what folding makes one word: folded form to its lemmas, likeliest first, and folded lemma to spellings."""
    # 40 ms of every start, and only set-up needs the rules of forty languages that come with it
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory  # noqa: PLC0415

    listed = DefaultDictionaryFactory().get_dictionary("tr")
    step = len(listed) // _STEPS + 1
    forms: dict[str, str] = {}
    spellings: dict[str, str] = {}
    folded: dict[str, str] = {}
    frequency: Counter[str] = Counter()
    for done, (form, lemma) in enumerate(listed.items()):
        if progress and done % step == 0:
            progress(0.9 * done / len(listed))
        folded_form, folded_lemma = folding.fold(form), folded.get(lemma)
        if folded_lemma is None:
            folded_lemma = folded[lemma] = folding.fold(lemma)
            if folded_lemma.isalnum():
                _add(forms, folded_lemma, folded_lemma)
                _add(spellings, folded_lemma, without_circumflex(casing.lower(lemma)))
        if folded_form.isalnum() and folded_lemma.isalnum():
            frequency[folded_lemma] += 1
            _add(forms, folded_form, folded_lemma)
    _settle(forms, spellings, frequency)
    return forms, spellings


def _settle(forms: dict[str, str], spellings: dict[str, str], frequency: Counter[str]) -> None:
    """Order the lemmas of every ambiguous form, and strike rare lemmas that are but an inflection of another."""
    for form, lemmas in forms.items():
        if " " in lemmas:
            others = {*lemmas.split()} - {form}
            forms[form] = _ordered(form, lemmas.split(), frequency)
            if frequency[form] < _RARE_FORMS and not others.isdisjoint(inflection.stems(form)):
                spellings.pop(form, None)


def _ordered(form: str, lemmas: list[str], frequency: Counter[str]) -> str:
    """Put the word itself first if it is a common lemma, then common before rare, longer before shorter."""

    def rank(lemma: str) -> tuple[bool, bool, int]:
        is_common = frequency[lemma] >= _RARE_FORMS
        return (not (is_common and lemma == form), not is_common, -len(lemma))

    return " ".join(sorted(lemmas, key=rank))


def _add(table: dict[str, str], word: str, said: str) -> None:
    before = table.setdefault(word, said)
    if said != before and said not in before.split():
        table[word] = f"{before} {said}"
