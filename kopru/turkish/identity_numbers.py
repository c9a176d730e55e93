"""The Turkish identity number (T.C. kimlik no): its two check digits, and its masked display.

Rule: eleven digits, the first not 0; d10 = (7·(d1+d3+d5+d7+d9) - (d2+d4+d6+d8)) mod 10; d11 = (d1+…+d10) mod 10.
The number is always shown masked (design.md §2, "phones, addresses").
"""

import re

_ELEVEN_DIGITS = re.compile(r"[1-9][0-9]{10}")


class IdentityNumberInvalid(ValueError):
    """The digits are not an identity number; the message never repeats them."""


def _check_digits(nine: list[int]) -> list[int]:
    tenth = (7 * sum(nine[0::2]) - sum(nine[1::2])) % 10
    return [tenth, (sum(nine) + tenth) % 10]


def normalise(written: str) -> str:
    """Return the eleven digits.

    :raises IdentityNumberInvalid: if there are not eleven digits or the check digits are wrong
    """
    bare = re.sub(r"[\s.\-]", "", written)
    if not _ELEVEN_DIGITS.fullmatch(bare):
        raise IdentityNumberInvalid("not eleven digits")
    digits = [int(digit) for digit in bare]
    if digits[9:] != _check_digits(digits[:9]):
        raise IdentityNumberInvalid("check digits do not agree")
    return bare


def masked(number: str) -> str:
    """Return the only form a screen may show: ``123******50``, of whatever is given."""
    return f"{number[:3]}{'*' * 6}{number[-2:]}" if len(number) == 11 else "*" * len(number)
