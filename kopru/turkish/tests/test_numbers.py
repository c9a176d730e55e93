"""Numbers, money and shares in Turkish."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.turkish import numbers


def test_written_forms() -> None:
    assert numbers.number(1234567.5) == "1.234.567,5"
    assert numbers.number(1000) == "1.000"
    assert numbers.number(Decimal("0.125"), 2) == "0,13"
    assert numbers.number(-0.001, 2) == "0,00"
    assert numbers.lira(Decimal("1234.56")) == "1.234,56\u00a0₺"
    assert numbers.lira(1000, 0) == "1.000\u00a0₺"
    assert numbers.percent(0.125) == "%12,5"
    assert numbers.percent(Decimal(1) / 3, 1) == "%33,3"
    assert numbers.ordinal_dot(3) == "3."


@pytest.mark.parametrize(
    ("size", "written"), [(0, "0 B"), (1536, "1,5 KB"), (20 * 1024**2, "20 MB"), (5 * 1024**4, "5,0 TB")]
)
def test_file_size(size: int, written: str) -> None:
    assert numbers.file_size(size) == written


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1.234", "1234"),
        ("-5", "-5"),
        ("₺12", "12"),
        ("12,5 TL", "12.5"),
    ],
)
def test_reading(written: str, value: str) -> None:
    assert numbers.parse_number(written) == Decimal(value)


@pytest.mark.parametrize("written", ["", "1,234.56", "1.23", "on iki", "1,2,3", "12 kg"])
def test_unreadable(written: str) -> None:
    with pytest.raises(numbers.NumberUnreadable):
        numbers.parse_number(written)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_what_is_written_can_be_read(value: Decimal) -> None:
    assert numbers.parse_number(numbers.number(value)) == value
