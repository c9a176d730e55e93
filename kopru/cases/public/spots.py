"""Spots on the map: degrees as people and programs write them."""

from decimal import Decimal, InvalidOperation
from typing import Final

#: Six places of a degree are some ten centimetres.
_PLACES: Final = Decimal("0.000001")


def degrees_of(written: str, *, limit: int) -> Decimal | None:
    """Return degrees (WGS84) between minus and plus `limit`; None for anything else."""
    try:
        degrees = Decimal(written)
    except InvalidOperation:
        return None
    return degrees.quantize(_PLACES) if degrees.is_finite() and abs(degrees) <= limit else None
