"""Case suffixes for names, institutions, acronyms and numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.turkish import inflection
from kopru.turkish.folding import fold, tokens
from kopru.turkish.place_names import PLACES
from kopru.turkish.suffixes import Case, NothingToInflect, number_reading, ordinal, with_suffix

# yönelme, bulunma, ayrılma, tamlayan, belirtme. The first eight: turkey.md (e) 6.
FORMS = {
    "Küçükkuyu": "Küçükkuyu’ya Küçükkuyu’da Küçükkuyu’dan Küçükkuyu’nun Küçükkuyu’yu",
    "Ayvacık": "Ayvacık’a Ayvacık’ta Ayvacık’tan Ayvacık’ın Ayvacık’ı",
    "Çanakkale": "Çanakkale’ye Çanakkale’de Çanakkale’den Çanakkale’nin Çanakkale’yi",
    "Ayşe": "Ayşe’ye Ayşe’de Ayşe’den Ayşe’nin Ayşe’yi",
    "Öztürk": "Öztürk’e Öztürk’te Öztürk’ten Öztürk’ün Öztürk’ü",
    "Işık": "Işık’a Işık’ta Işık’tan Işık’ın Işık’ı",
    "Kemal": "Kemal’e Kemal’de Kemal’den Kemal’in Kemal’i",
    "Saat": "Saat’e Saat’te Saat’ten Saat’in Saat’i",
    "TBMM": "TBMM’ye TBMM’de TBMM’den TBMM’nin TBMM’yi",
    "KVKK": "KVKK’ya KVKK’da KVKK’dan KVKK’nın KVKK’yı",
    "İSKİ": "İSKİ’ye İSKİ’de İSKİ’den İSKİ’nin İSKİ’yi",
    "2026": "2026’ya 2026’da 2026’dan 2026’nın 2026’yı",
    "3": "3’e 3’te 3’ten 3’ün 3’ü",
    "1.000.000": "1.000.000’a 1.000.000’da 1.000.000’dan 1.000.000’un 1.000.000’u",
    "Davutoğlu": "Davutoğlu’na Davutoğlu’nda Davutoğlu’ndan Davutoğlu’nun Davutoğlu’nu",
    "Hâle": "Hâle’ye Hâle’de Hâle’den Hâle’nin Hâle’yi",
}


@pytest.mark.parametrize("name", FORMS)
def test_every_case(name: str) -> None:
    assert [with_suffix(name, case) for case in Case] == FORMS[name].split()


@pytest.mark.parametrize(
    ("name", "case", "written"),
    [
        ("Küçükkuyu Belediyesi", Case.YONELME, "Küçükkuyu Belediyesine"),
        ("KÜÇÜKKUYU BELEDİYESİ", Case.AYRILMA, "KÜÇÜKKUYU BELEDİYESİnden"),
        ("Fen İşleri Müdürlüğü", Case.TAMLAYAN, "Fen İşleri Müdürlüğünün"),
        ("Atatürk Caddesi", Case.BULUNMA, "Atatürk Caddesi’nde"),
        ("Ali Kansu", Case.YONELME, "Ali Kansu’ya"),
        (" Ege ", "tamlayan", "Ege’nin"),
        ("Ayşe ALP", Case.YONELME, "Ayşe ALP’a"),
        ("ALİ KARS", Case.YONELME, "ALİ KARS’a"),
        ("ÇAN", Case.YONELME, "ÇAN’a"),
        ("AB", Case.YONELME, "AB’ye"),
        ("ABD", Case.BULUNMA, "ABD’de"),
        ("DSİ", Case.TAMLAYAN, "DSİ’nin"),
        ("EBYS", Case.BULUNMA, "EBYS’de"),
        ("AFAD", Case.YONELME, "AFAD’a"),
    ],
)
def test_names_of_several_words(name: str, case: Case | str, written: str) -> None:
    assert with_suffix(name, case) == written


@pytest.mark.parametrize("override", ["in", "’in", "'in", " in "])
def test_the_stored_suffix_wins(override: str) -> None:
    assert with_suffix("Shakespeare", Case.TAMLAYAN, override) == "Shakespeare’in"


def test_an_empty_override_leaves_the_name() -> None:
    assert with_suffix("Assos", Case.YONELME, "") == "Assos"


@pytest.mark.parametrize("name", ["", "…", "  "])
def test_nothing_cannot_be_inflected(name: str) -> None:
    with pytest.raises(NothingToInflect):
        with_suffix(name, Case.YONELME)


def test_ordinals() -> None:
    numbers = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 100)
    assert " ".join(ordinal(number) for number in numbers) == (
        "1’inci 2’nci 3’üncü 4’üncü 5’inci 6’ncı 7’nci 8’inci 9’uncu 10’uncu 20’nci 30’uncu 40’ıncı 100’üncü"
    )


@pytest.mark.parametrize(
    ("digits", "word"),
    [("0", "sıfır"), ("2000", "bin"), ("50000", "bin"), ("700", "yüz"), ("1990", "doksan"), ("3000000000", "milyar")],
)
def test_the_last_word_of_a_number(digits: str, word: str) -> None:
    assert number_reading(digits) == word


@given(st.sampled_from(sorted(place for place in PLACES if place[-1] != "c")), st.sampled_from(Case))
def test_what_is_put_on_can_be_taken_off(place: str, case: Case) -> None:
    written = with_suffix(place.capitalize(), case)
    assert tokens(written) == (place,)
    assert place in inflection.stems(fold(written).replace(" ", ""))
