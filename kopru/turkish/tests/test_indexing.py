"""What the index stores and what a query asks for, on a real FTS5 table."""

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings

from kopru.turkish import folding
from kopru.turkish.indexing import Term, fts5_query, query_terms, search_text, tsquery
from kopru.turkish.lemmas import Lemmatiser
from kopru.turkish.tests.strategies import turkish_text

BULLETIN = "Küçükkuyu Belediyesi'nin sahil yolundaki kaldırımları yenilendi; Başkanımız açılışı 23 Kasım'da yaptı."


def matches(query: str, text: str, lemmatiser: Lemmatiser, *, typing: bool = False) -> bool:
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE texts USING fts5(body)")
    index.execute("INSERT INTO texts VALUES (?)", (search_text(text, lemmatiser),))
    match = fts5_query(query_terms(query, lemmatiser, typing=typing))
    found = index.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", (match,)).fetchone()[0] if match else 0
    index.close()
    return bool(found)


@pytest.mark.parametrize(
    "query",
    [
        "kaldırım",
        "KALDIRIMLAR",
        "kaldirim",
        "belediye başkan",
        "“sahil yolu”",
        '"sahil yolunda"',
        '"küçükkuyu belediye" açılış',
        "Küçükkuyu’da",
        "kasım 23",
        "bele*",
        "başkanım*",
        'başkan "sahil yolu',
        "ve yol",
    ],
)
def test_it_finds(query: str, lemmatiser: Lemmatiser) -> None:
    assert matches(query, BULLETIN, lemmatiser)


@pytest.mark.parametrize("query", ["kaldıraç", '"yol sahil"', "başka", "belediyecilik", "sahil deniz", "bel", "…", ""])
def test_it_does_not_find(query: str, lemmatiser: Lemmatiser) -> None:
    assert not matches(query, BULLETIN, lemmatiser)


@pytest.mark.parametrize("query", ["belediye", "kaldırımları", "Küçükkuyu", "yolunda", '"küçükkuyu belediyesi"'])
def test_it_finds_by_rules_alone(query: str, by_rules_alone: Lemmatiser) -> None:
    assert matches(query, BULLETIN, by_rules_alone)


def test_the_last_word_is_open_while_typing(lemmatiser: Lemmatiser) -> None:
    assert matches("sahil kaldı", BULLETIN, lemmatiser, typing=True)
    assert not matches("sahil kald", BULLETIN, lemmatiser)
    assert query_terms("sahil ", lemmatiser, typing=True) == (Term(("sahil",)),)


def test_the_stored_text_is_lemmas_then_other_readings(lemmatiser: Lemmatiser) -> None:
    assert search_text("Kitabı sahilde okudu.", lemmatiser).splitlines()[0] == "kitap sahil oku"
    assert "sahilde" in search_text("sahilde", lemmatiser).split()
    assert "sahilde" not in search_text("sahilde", lemmatiser, surfaces=False).split()
    assert search_text("", lemmatiser) == ""


def test_a_lemma_as_typed_asks_for_nothing_else(lemmatiser: Lemmatiser) -> None:
    assert query_terms("kara", lemmatiser) == (Term(("kara",)),)
    assert set(query_terms("adı", lemmatiser)[0].words) == {"adi", "ad"}


def test_small_words_count_only_alone(lemmatiser: Lemmatiser) -> None:
    assert query_terms("kaldırım ve yol", lemmatiser) == (Term(("kaldirim",)), Term(("yol",)))
    assert query_terms("ve", lemmatiser) == (Term(("ve",)),)


def test_the_same_terms_for_postgresql(lemmatiser: Lemmatiser) -> None:
    terms = query_terms('"sahil yolu" adı bülte*', lemmatiser)
    assert tsquery(terms) == "('sahil' <-> 'yol') & ('adi' | 'ad') & ('bulte' | 'bult' | 'bulte':*)"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turkish_text)
def test_a_text_is_found_by_each_of_its_words(lemmatiser: Lemmatiser, text: str) -> None:
    stored = set(search_text(text, lemmatiser).split())
    for word in folding.words(text):
        for term in query_terms(word, lemmatiser):
            assert stored & set(term.words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turkish_text)
def test_no_query_breaks_the_index(lemmatiser: Lemmatiser, text: str) -> None:
    assert matches(f'{text}" * AND (', f"{text} and", lemmatiser) in (True, False)
