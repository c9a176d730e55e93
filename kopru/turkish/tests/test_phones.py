"""Telephone numbers as they are typed in Türkiye."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.turkish import phones
from kopru.turkish.phones import Kind


@pytest.mark.parametrize(
    "written",
    [
        "0286 752 50 54 / 115",
        "0286 752 50 54/115",
        "(0286) 752 50 54 dahili 115",
        "+90 286 752 50 54 Dahili: 115",
        "+90 (0286) 752 50 54 iç hat 115",
        "90 286 7525054 ext. 115",
        "0 286 752 50 54 (dahili 115)",
        "0286 752 50 54, 115 dahili",
        "02867525054x115",
        "0286 752 50 54 DAHİLİ 115",
        "Tel: 0286 752 50 54 / 115",
        "0286\u00a0752\u00a050\u00a054 #115",
    ],
)
def test_the_offices_own_line(written: str) -> None:
    found = phones.parse(written)
    assert (found.e164, found.extension, found.kind) == ("+902867525054", "115", Kind.LANDLINE)
    assert found.display == "0286 752 50 54 / 115"
    assert not found.takes_sms


@pytest.mark.parametrize(
    ("written", "e164", "kind", "display"),
    [
        ("0532 123 45 67", "+905321234567", Kind.MOBILE, "0532 123 45 67"),
        ("532-123-45-67", "+905321234567", Kind.MOBILE, "0532 123 45 67"),
        ("905321234567", "+905321234567", Kind.MOBILE, "0532 123 45 67"),
        ("0090 532 1234567", "+905321234567", Kind.MOBILE, "0532 123 45 67"),
        ("444 17 10", "+904441710", Kind.UAN, "444 1 710"),
        ("0850 222 04 44", "+908502220444", Kind.UAN, "0850 222 04 44"),
        ("153", "", Kind.SHORT, "153"),
        ("112", "", Kind.SHORT, "112"),
        ("+49 30 901820", "+4930901820", Kind.FOREIGN, "+49 30 901820"),
        ("00 44 20 7946 0958", "+442079460958", Kind.FOREIGN, "+44 20 7946 0958"),
    ],
)
def test_kinds(written: str, e164: str, kind: Kind, display: str) -> None:
    found = phones.parse(written)
    assert (found.e164, found.kind, found.display, found.extension) == (e164, kind, display, "")
    assert found.takes_sms == (kind is Kind.MOBILE)


@pytest.mark.parametrize(
    ("written", "obstacle"),
    [
        ("", phones.NoDigits),
        ("yok", phones.NoDigits),
        ("752 50 54", phones.AreaCodeMissing),
        ("0286 752 50 5", phones.TooShort),
        ("0286 752 50 544", phones.TooLong),
        ("1" * 10_000, phones.TooLong),
        ("0999 123 45 67", phones.NoSuchNumber),
        ("+999 123 45 67", phones.NoSuchNumber),
        ("0286 752 50 54 / 0286 752 50 55", phones.SeveralNumbers),
        ("0532 123 45 67, 0533 123 45 67", phones.SeveralNumbers),
    ],
)
def test_what_is_wrong_is_said(written: str, obstacle: type[phones.PhoneInvalid]) -> None:
    with pytest.raises(obstacle):
        phones.parse(written)


def test_display_of_what_is_stored() -> None:
    assert phones.display("+902867525054", "115") == "0286 752 50 54 / 115"


_numbers = st.builds(
    lambda operator, rest: f"+905{operator:02}{rest:07}", st.integers(30, 59), st.integers(0, 9_999_999)
).filter(lambda number: phonenumbers.is_valid_number(phonenumbers.parse(number)))


@given(_numbers, st.sampled_from(["", "5", "115"]))
def test_display_and_e164_lead_back_to_the_same_number(e164: str, extension: str) -> None:
    shown = phones.display(e164, extension)
    again = phones.parse(shown)
    assert (again.e164, again.extension, again.display) == (e164, extension, shown)


@given(st.text(max_size=100))
def test_any_text_is_a_number_or_says_why_not(text: str) -> None:
    try:
        found = phones.parse(text)
    except phones.PhoneInvalid as error:
        assert type(error) is not phones.PhoneInvalid  # noqa: PT017 - the property is "one of the subclasses"
    else:
        assert found.e164 or found.kind is Kind.SHORT
