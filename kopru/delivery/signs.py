"""Short signs on links and return addresses, so that nobody can speak for another row of the ledger."""

import hmac
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

#: Hexadecimal digits of a sign: 96 bits, in letters that survive a mail server's lower-casing.
_LENGTH: Final = 24


@lru_cache(maxsize=32)
def _begun(purpose: str, secret: str) -> hmac.HMAC:
    """Return the code with its key taken in, to be copied: that is most of the work."""
    key = salted_hmac(f"kopru.delivery.{purpose}", "key", secret=secret, algorithm="sha256").digest()
    return hmac.new(key, digestmod="sha256")


def sign(purpose: str, number: int) -> str:
    """Return "number-sign" for a row's number; the same row has another sign for each purpose."""
    return _signed(purpose, number, settings.SECRET_KEY)


def _signed(purpose: str, number: int, secret: str) -> str:
    code = _begun(purpose, secret).copy()
    code.update(str(number).encode())
    return f"{number}-{code.hexdigest()[:_LENGTH]}"


def number_of(purpose: str, signed: str) -> int | None:
    """Return the number in a signed text, or None if it was not signed here for this purpose.

    What was signed with an earlier secret (`SECRET_KEY_FALLBACKS`) stays valid: it stands in people's mails.
    """
    given = signed.strip().lower()
    number, _, _sign = given.partition("-")
    if not (number.isascii() and number.isdigit()) or len(number) > 18:
        return None
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    right = [constant_time_compare(_signed(purpose, int(number), secret), given) for secret in secrets]
    return int(number) if any(right) else None
