"""Casing by the Turkish rule, against the ICU results measured in turkey.md (e) 1."""

import pytest
from hypothesis import given

from kopru.turkish import casing
from kopru.turkish.tests.strategies import turkish_text


def test_lower_keeps_the_dotless_i_dotless() -> None:
    assert casing.lower("IŞIK İSİM") == "ışık isim"


def test_upper_keeps_the_dot() -> None:
    assert casing.upper("istanbul ışık") == "İSTANBUL IŞIK"


@pytest.mark.parametrize("broken", ["i\u0307stanbul", "I\u0307STANBUL"])
def test_a_loose_dot_is_joined_again(broken: str) -> None:
    assert casing.lower(broken) == "istanbul"
    assert casing.upper(broken) == "İSTANBUL"


@pytest.mark.parametrize(
    ("written", "heading"),
    [
        ("ILICA İSKELE", "Ilıca İskele"),
        ("KÜÇÜKKUYU'NUN IŞIKLARI", "Küçükkuyu'nun Işıkları"),
        ("küçükkuyu’da sanat ve spor", "Küçükkuyu’da Sanat ve Spor"),
        ("ve sonra", "Ve Sonra"),
        ("yılmaz-ışık (istanbul)", "Yılmaz-Işık (İstanbul)"),
        ("3. çocuk şenliği", "3. Çocuk Şenliği"),
        ("", ""),
    ],
)
def test_title(written: str, heading: str) -> None:
    assert casing.title(written) == heading


@pytest.mark.parametrize(("written", "raised"), [("ilk Fuar", "İlk Fuar"), ("“ışık”", "“Işık”"), ("…", "…"), ("", "")])
def test_capitalise(written: str, raised: str) -> None:
    assert casing.capitalise(written) == raised


def test_identifiers_are_lowered_without_the_turkish_rule() -> None:
    assert casing.ascii_lower("INFO@BELEDIYE.TR İ") == "info@belediye.tr İ"


@given(turkish_text)
def test_capitals_and_back_is_the_same_small_text(text: str) -> None:
    assert casing.lower(casing.upper(text)) == casing.lower(text)
