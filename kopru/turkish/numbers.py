"""Numbers, money and shares as Turkish text writes them: ``1.234,56``, ``1.234,56 ₺``, ``%12,5``.

Source: turkey.md (e) 9.
"""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_WRITTEN = re.compile(r"[-\u2212]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_CURRENCY = re.compile(r"(?:₺|TL|TRY)\b|₺", re.IGNORECASE)
_SIZES = ("B", "KB", "MB", "GB", "TB")


class NumberUnreadable(ValueError):
    """The text is not a number in Turkish writing."""


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """Write a number with a dot at the thousands and a comma before the decimals: 1234.5 → ``1.234,5``.

    ``decimals`` fixes how many decimals there are, rounded half up; without it they stay as they are.
    """
    exact = Decimal(str(value))
    last_place = Decimal(1).scaleb(-(decimals or 0))
    exact = exact.normalize() if decimals is None else exact.quantize(last_place, ROUND_HALF_UP)
    if exact == 0:
        exact = abs(exact)
    return f"{exact:,f}".translate(str.maketrans(",.", ".,"))


def lira(amount: float | Decimal, decimals: int = 2) -> str:
    """Write an amount of Turkish lira: ``1.234,56 ₺``; the blank does not break."""
    return f"{number(amount, decimals)}\u00a0₺"


def percent(share: float | Decimal, decimals: int | None = None) -> str:
    """Write a share of one: 0.125 → ``%12,5``; the sign stands in front, as Turkish puts it."""
    return f"%{number(Decimal(str(share)) * 100, decimals)}"


def file_size(size_bytes: int) -> str:
    """Write a size in bytes for people, in steps of 1024: 1536 → ``1,5 KB``."""
    size = Decimal(size_bytes)
    for unit in _SIZES[:-1]:
        if size < 1024:
            return f"{number(size, 0 if unit == 'B' or size >= 10 else 1)} {unit}"
        size /= 1024
    return f"{number(size, 1)} {_SIZES[-1]}"


def ordinal_dot(value: int) -> str:
    """Write an ordinal with a dot, as before a noun: 3 → ``3.``; the one with a suffix is ``suffixes.ordinal``."""
    return f"{number(value)}."


def parse_number(written: str) -> Decimal:
    """Read ``1.234,56``, ``1234,56``, ``1.234`` (one thousand two hundred …) and the same with ₺ or TL.

    :raises NumberUnreadable: for anything else, also for ``1,234.56``
    """
    bare = _CURRENCY.sub("", written).replace("\u00a0", " ").strip()
    if not _WRITTEN.fullmatch(bare):
        raise NumberUnreadable(written)
    try:
        return Decimal(bare.replace(".", "").replace(",", ".").replace("\u2212", "-"))
    except InvalidOperation as error:
        raise NumberUnreadable(written) from error
