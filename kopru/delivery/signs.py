"""Short signs on links and return addresses, so that nobody can speak for another row of the ledger."""

import hmac
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

#: Hexadecimal digits of a sign: 96 bits, in letters that survive a mail server's lower-casing.
_LENGTH: Final = 24


@lru_cache(maxsize=8)
def _key(purpose: str, secret: str) -> bytes:
    return salted_hmac(f"kopru.delivery.{purpose}", "key", secret=secret, algorithm="sha256").digest()


def sign(purpose: str, number: int) -> str:
    """Return "number-sign" for a row's number; the same row has another sign for each purpose."""
    digest = hmac.digest(_key(purpose, settings.SECRET_KEY), str(number).encode(), "sha256")
    return f"{number}-{digest.hex()[:_LENGTH]}"


def number_of(purpose: str, signed: str) -> int | None:
    """Return the number in a signed text, or None if it was not signed here for this purpose."""
    number, _, _sign = signed.strip().lower().partition("-")
    if not (number.isascii() and number.isdigit()) or len(number) > 18:
        return None
    return int(number) if constant_time_compare(sign(purpose, int(number)), signed.strip().lower()) else None
