"""One folded form, and the words of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.turkish import casing, folding
from kopru.turkish.tests.strategies import turkish_text


@pytest.mark.parametrize("written", ["ışık", "Işık", "IŞIK", "isik", "ISIK", " ışık! ", "\u0131s\u0327ık"])
def test_every_writing_of_a_word_is_one(written: str) -> None:
    assert folding.fold(written) == "isik"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ŞİKÂYET", "sikayet"),
        ("i\u0307stanbul", "istanbul"),
        ("Yılmaz-Işık  Ltd. Şti.", "yilmaz isik ltd sti"),
        ("ﬁnal", "final"),
        ("café Ñandú", "cafe nandu"),
        ("Straße", "strasse"),
        ("snake_case", "snake case"),
        ("—", ""),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert folding.fold(written) == folded


@pytest.mark.parametrize(
    ("written", "tokens"),
    [
        ("Küçükkuyu’nun sahili", ("kucukkuyu", "sahili")),
        ("KÜÇÜKKUYU'DAN", ("kucukkuyu",)),
        ("2026'da 3’üncü", ("2026", "3")),
        ("TBMM'ye, Ayşe`ninki", ("tbmm", "ayse")),
        ("O’Connor", ("o", "connor")),
        ("Belediyesi'ndekilerden", ("belediyesi",)),
        ("'tırnak içi'", ("tirnak", "ici")),
        ("14.30 / e-posta", ("14", "30", "e", "posta")),
    ],
)
def test_tokens_drop_the_suffix_behind_an_apostrophe(written: str, tokens: tuple[str, ...]) -> None:
    assert folding.tokens(written) == tokens


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("Küçükkuyu'da Şenlik: Işık & Su", "kucukkuyuda-senlik-isik-su"),
        ("  ", ""),
        ("Łódź Ærø", "lodz-aero"),
    ],
)
def test_slug(written: str, slug: str) -> None:
    assert folding.slug(written) == slug


def test_slug_is_cut_at_a_word() -> None:
    assert folding.slug("Ege'nin başladığı yer", max_length=17) == "egenin-basladigi"
    assert folding.slug("a" * 30, max_length=10) == "a" * 10


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folding.fold(folding.fold(text)) == folding.fold(text)


@given(turkish_text)
def test_case_never_matters(text: str) -> None:
    assert folding.fold(casing.upper(text)) == folding.fold(casing.lower(text)) == folding.fold(text)


@given(st.text())
def test_tokens_are_folded_words(text: str) -> None:
    assert all(token == folding.fold(token) and " " not in token for token in folding.tokens(text))
