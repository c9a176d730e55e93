"""Sorting, against the order that ICU's ``tr`` gives (turkey.md (e) 2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.turkish import casing
from kopru.turkish.collation import sort_key
from kopru.turkish.tests.strategies import turkish_text

ICU_ORDER = ["cem", "Cem", "çetin", "Çetin", "Gül", "Ğ", "Hasan", "ı", "I", "Ipek", "i", "İ", "İpek"]


def test_the_order_is_icus() -> None:
    assert sorted(set(ICU_ORDER), key=sort_key) == ICU_ORDER


@pytest.mark.parametrize(
    "ordered",
    [
        ["hala", "hâlâ", "halı"],
        ["kar", "kâr", "kara"],
        ["Ocak", "Öz", "Pazar"],
        ["sol", "Şule", "tuz"],
        ["2 Nolu", "Adatepe", "zeytin"],
        ["Ali", "Ali Can", "Alican"],
        ["uzun", "üzüm", "vali"],
        ["zil", "Ωmega"],
        ["pul", "Queen", "Rize"],
    ],
)
def test_letters_before_marks_before_case(ordered: list[str]) -> None:
    assert sorted(set(ordered), key=sort_key) == ordered


def test_spaces_around_do_not_matter() -> None:
    assert sort_key(" Çan ") == sort_key("Çan")


@given(st.text())
def test_the_key_is_plain_for_every_database(text: str) -> None:
    key = sort_key(text)
    assert key.isascii()
    assert key.isalnum()
    assert key == key.lower()


def _letter_by_letter(text: str) -> list[int]:
    alphabet = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
    return [alphabet.index(letter) for letter in text]


@given(st.lists(st.text(alphabet="abcçdefgğhıijklmnoöpqrsştuüvwxyz", min_size=1), max_size=8))
def test_small_words_stand_as_the_alphabet_does(words: list[str]) -> None:
    assert sorted(words, key=sort_key) == sorted(words, key=_letter_by_letter)


@given(turkish_text, turkish_text)
def test_two_texts_share_a_key_only_if_they_are_one(one: str, other: str) -> None:
    same = one.strip().replace("\n", " ") == other.strip().replace("\n", " ")
    assert (sort_key(one) == sort_key(other)) == same


@given(turkish_text)
def test_capitals_come_right_after_small_letters(text: str) -> None:
    assert sort_key(casing.lower(text)) <= sort_key(text) <= sort_key(casing.upper(text))
