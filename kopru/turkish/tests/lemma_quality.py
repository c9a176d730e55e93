"""Recall and precision of the search on the labelled list: ``python -m kopru.turkish.tests.lemma_quality FOLDER``.

Each inflected word is a document in a real FTS5 index, each lemma a query; a document is right if its label says so.
Goal (design.md §6, Q7): recall ≥ .97 and precision ≥ .93, also typed without Turkish letters.
"""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kopru.turkish import casing, indexing, lemmas

LABELLED = Path(__file__).with_name("labelled_words.txt")
HELD_OUT = Path(__file__).with_name("held_out_words.txt")
WITHOUT_TURKISH_LETTERS = str.maketrans("çğıöşüâîûÇĞİÖŞÜÂÎÛ", "cgiosuaiuCGIOSUAIU")
TYPED: dict[str, Callable[[str], str]] = {
    "as written": str,
    "without Turkish letters": lambda word: word.translate(WITHOUT_TURKISH_LETTERS),
    "in capitals": casing.upper,
}


@dataclass(frozen=True)
class Quality:
    """Shares from 0 to 1, and the errors behind them as (query, document)."""

    recall: float
    precision: float
    missed: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[str, str], ...]


def labelled(source: Path = LABELLED) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each inflected word with the lemmas it belongs to."""
    for line in source.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        lemma, _, forms = line.partition(":")
        for entry in forms.split():
            form, _, also = entry.partition("=")
            yield form, frozenset({lemma, *filter(None, [also])})


def measure(
    lemmatiser: lemmas.Lemmatiser,
    typed: Callable[[str], str] = str,
    *,
    source: Path = LABELLED,
    by_form: bool = False,
) -> Quality:
    """Search for every lemma (or, ``by_form``, for every inflected word) and compare with the labels."""
    entries = list(labelled(source))
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE words USING fts5(body)")
    index.executemany(
        "INSERT INTO words (rowid, body) VALUES (?, ?)",
        [(row, indexing.search_text(form, lemmatiser)) for row, (form, _) in enumerate(entries)],
    )
    every_lemma = sorted({lemma for _, labels in entries for lemma in labels})
    queries = entries if by_form else [(lemma, frozenset({lemma})) for lemma in every_lemma]
    hits = 0
    missed: list[tuple[str, str]] = []
    wrong: list[tuple[str, str]] = []
    for query, meant in queries:
        match = indexing.fts5_query(indexing.query_terms(typed(query), lemmatiser))
        found = {row for (row,) in index.execute("SELECT rowid FROM words WHERE words MATCH ?", (match,))}
        right = {row for row, (_, labels) in enumerate(entries) if labels & meant}
        hits += len(found & right)
        missed.extend((query, entries[row][0]) for row in sorted(right - found))
        wrong.extend((query, entries[row][0]) for row in sorted(found - right))
    index.close()
    return Quality(hits / (hits + len(missed)), hits / (hits + len(wrong)), tuple(missed), tuple(wrong))


def main(folder: Path) -> None:
    """Build the table if need be, then print one line for each way of typing, and the errors."""
    path = folder / lemmas.FILE_NAME
    if not lemmas.is_current(path):
        lemmas.build(path)
    lemmatiser = lemmas.Lemmatiser(path)
    for source, by_form in ((LABELLED, False), (LABELLED, True), (HELD_OUT, False), (HELD_OUT, True)):
        for name, typed in TYPED.items():
            found = measure(lemmatiser, typed, source=source, by_form=by_form)
            asked = f"{source.stem}, by {'inflected word' if by_form else 'lemma'}, {name}"
            sys.stdout.write(f"{asked:64} recall {found.recall:.4f}  precision {found.precision:.4f}\n")
            if "-v" in sys.argv:
                sys.stdout.write(f"  missed: {found.missed}\n  wrong: {found.wrong}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
