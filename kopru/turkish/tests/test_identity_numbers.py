"""The Turkish identity number. The numbers here are made up by the rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.turkish import identity_numbers

MADE_UP = "10000000146"


def test_a_right_number_in_any_writing() -> None:
    assert identity_numbers.normalise(" 100 000 001-46 ") == MADE_UP


@pytest.mark.parametrize(
    "written", ["", "1000000014", "100000001466", "00000000146", "10000000147", "10000000156", "abc"]
)
def test_a_wrong_one_is_refused_and_never_repeated(written: str) -> None:
    with pytest.raises(identity_numbers.IdentityNumberInvalid) as refused:
        identity_numbers.normalise(written)
    assert not any(letter.isdigit() for letter in str(refused.value))


def test_it_is_always_shown_masked() -> None:
    assert identity_numbers.masked(MADE_UP) == "100******46"
    assert identity_numbers.masked("12345") == "*****"


@given(st.integers(0, 9), st.integers(0, 9))
def test_one_wrong_digit_is_always_found(place: int, digit: int) -> None:
    changed = MADE_UP[:place] + str(digit) + MADE_UP[place + 1 :]
    if changed == MADE_UP:
        assert identity_numbers.normalise(changed) == MADE_UP
    else:
        with pytest.raises(identity_numbers.IdentityNumberInvalid):
            identity_numbers.normalise(changed)
