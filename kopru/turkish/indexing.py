"""The text that a search index stores and the terms that a query asks it for, folded and reduced the same way.

SQLite (FTS5, ``unicode61``) and PostgreSQL (``to_tsvector('simple', …)``) both index ``search_text`` as it is.
Source: turkey.md (e) 4 and 5; design.md §2, row "search".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kopru.turkish import folding
from kopru.turkish.lemmas import Lemmatiser

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]?")
_STOP_WORDS = frozenset(
    ("ve", "veya", "ya", "ile", "de", "da", "bu", "su", "o", "bir", "icin", "gibi", "ki", "mi", "mu")
)


def search_text(text: str, lemmatiser: Lemmatiser, *, surfaces: bool = True) -> str:
    """Return what the index stores: the first lemma of each word in order, then on a new line every other reading.

    The second line holds the further lemmas and, with ``surfaces``, the folded words as written, which a prefix search
    needs; without them the index is about a third smaller.
    """
    in_order: list[str] = []
    further: dict[str, None] = {}
    tokens = folding.tokens(text)
    for token, lemmas in zip(tokens, lemmatiser.of_tokens(tokens), strict=True):
        first = lemmas[0]
        in_order.append(first)
        if len(lemmas) > 1:
            further.update(dict.fromkeys(lemmas[1:]))
        if surfaces and not first.startswith(token):
            further[token] = None
    said = set(in_order)
    rest = " ".join(word for word in further if word not in said)
    return f"{' '.join(in_order)}\n{rest}" if rest else " ".join(in_order)


@dataclass(frozen=True)
class Term:
    """One thing that a document must hold: any of ``words`` or any word that begins with ``prefix``, or a phrase.

    In a phrase the ``words`` stand side by side, each by its first lemma.
    """

    words: tuple[str, ...]
    is_phrase: bool = False
    prefix: str = ""


def query_terms(query: str, lemmatiser: Lemmatiser, *, typing: bool = False) -> tuple[Term, ...]:
    """Return the terms of what a person typed; all of them must be found.

    Words in quotation marks are a phrase. A last word that ends in ``*``, or any last word while still ``typing``, also
    finds longer words. Words such as *ve* count only if nothing else was typed, or inside a phrase.
    """
    loose: list[str] = []
    terms: list[Term] = []
    rest = 0
    for quoted in _QUOTED.finditer(query):
        loose.extend(folding.words(query[rest : quoted.start()]))
        terms.extend(_phrase(quoted.group(1), lemmatiser))
        rest = quoted.end()
    tail = query[rest:]
    loose.extend(folding.words(tail))
    open_end = bool(folding.words(tail)) and (tail.rstrip().endswith("*") or (typing and tail == tail.rstrip()))
    words = [_word(word, lemmatiser, open_end=open_end and place == len(loose)) for place, word in enumerate(loose, 1)]
    telling = [term for term in words if term.prefix or not _STOP_WORDS.issuperset(term.words)]
    terms.extend(telling if telling or terms else words)
    return tuple(dict.fromkeys(terms))


def _phrase(text: str, lemmatiser: Lemmatiser) -> Iterable[Term]:
    tokens = folding.tokens(text)
    if tokens:
        yield Term(tuple(lemmatiser.of_token(token)[0] for token in tokens), is_phrase=len(tokens) > 1)


def _word(written: str, lemmatiser: Lemmatiser, *, open_end: bool) -> Term:
    """Ask for the word alone where it is a lemma as typed (kara, not kar); otherwise for each of its lemmas."""
    token = folding.fold(written).replace(" ", "")
    lemmas = (token,) if lemmatiser.is_lemma(written) else lemmatiser.of_token(token)
    return Term(lemmas, prefix=token if open_end else "")


def fts5_query(terms: Iterable[Term]) -> str:
    """Write the terms as an FTS5 MATCH expression (sqlite.org/fts5.html §3); empty if there are none."""
    return " AND ".join(_fts5(term) for term in terms)


def _fts5(term: Term) -> str:
    if term.is_phrase:
        return f'"{" ".join(term.words)}"'
    choices = [f'"{word}"' for word in term.words]
    if term.prefix:
        choices.append(f'"{term.prefix}" *')
    return choices[0] if len(choices) == 1 else f"({' OR '.join(choices)})"


def tsquery(terms: Iterable[Term]) -> str:
    """Write the terms for PostgreSQL's ``to_tsquery('simple', …)``; empty if there are none."""
    return " & ".join(_tsquery(term) for term in terms)


def _tsquery(term: Term) -> str:
    words = [f"'{word}'" for word in term.words]
    if term.is_phrase:
        return f"({' <-> '.join(words)})"
    if term.prefix:
        words.append(f"'{term.prefix}':*")
    return words[0] if len(words) == 1 else f"({' | '.join(words)})"
