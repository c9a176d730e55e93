"""How a person is addressed."""

import pytest

from kopru.turkish import salutation
from kopru.turkish.salutation import Gender


@pytest.mark.parametrize(
    ("first", "last", "title", "written"),
    [
        ("Ayşe", "Yılmaz", "", "Sayın Ayşe YILMAZ"),
        ("ayşe", "yılmaz kaya", "Av.", "Sayın Av. Ayşe YILMAZ KAYA"),
        ("İSMAİL", "ışık", "Prof. Dr.", "Sayın Prof. Dr. İsmail IŞIK"),
        ("  Ali  Can ", " Yıldız", "", "Sayın Ali Can YILDIZ"),
        ("McKenzie", "o'connor", "", "Sayın McKenzie O'CONNOR"),
        ("", "Demir", "", "Sayın DEMİR"),
        ("", "", "", "Sayın"),
    ],
)
def test_address(first: str, last: str, title: str, written: str) -> None:
    assert salutation.address(first, last, title) == written


def test_the_persons_own_form_wins() -> None:
    assert salutation.address("Ayşe", "Yılmaz", override="Değerli Hocam") == "Değerli Hocam"


@pytest.mark.parametrize(
    ("gender", "spoken"),
    [(Gender.FEMALE, "Ayşe Hanım"), (Gender.MALE, "Ayşe Bey"), ("", "Ayşe"), ("female", "Ayşe Hanım")],
)
def test_bey_and_hanim_only_if_known(gender: Gender | str, spoken: str) -> None:
    assert salutation.spoken_address("AYŞE", gender) == spoken
    assert salutation.address("AYŞE", "", gender=gender) == f"Sayın {spoken}"


def test_office_holder() -> None:
    deputy = salutation.office_holder("Ali DEMİR", "Yazı İşleri Müdürü", is_deputy=True)
    assert deputy == "Ali DEMİR, Yazı İşleri Müdürü V."
    assert salutation.office_holder("Ali DEMİR", "Albay", is_retired=True) == "Ali DEMİR, Albay (E)"
    assert salutation.office_holder("Ali DEMİR", "") == "Ali DEMİR"
