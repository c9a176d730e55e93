"""The address to which an answer comes back: signed, so that a mail finds its case whatever else it says, and no other.

`talep+c114-<sign>@example.org` belongs to a case, `talep+r7-<sign>@…` to a unit's referral (R2).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from kopru.cases.models import CaseRules
from kopru.core.models import Identity
from kopru.delivery import signs

_LETTERS: Final = {"c": "case", "r": "referral"}
_SIGNED: Final = re.compile(r"\+(?P<letter>[cr])(?P<signed>[0-9]{1,18}-[0-9a-f]{24})@", re.IGNORECASE)
#: Looks like one of ours, genuine or not.
_ALIKE: Final = re.compile(r"\+[cr][0-9]+-[0-9a-z]*@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Returned:
    """Where an answer belongs; `is_forged` where a sign stood there that is not ours."""

    case_id: int | None = None
    referral_id: int | None = None
    is_forged: bool = False


def mailbox() -> str:
    """Return the address for the public, from which answers go out and to which they come back."""
    return CaseRules.load().mailbox or settings.MAIL_SENDER or Identity.load().email


def address_for_case(case_id: int) -> str:
    """Return the address at which whoever asks answers."""
    return _address("c", case_id)


def address_for_referral(referral_id: int) -> str:
    """Return the address at which the unit answers."""
    return _address("r", referral_id)


def read(addresses: Iterable[str]) -> Returned:
    """Return where a mail to `addresses` belongs: the first genuine sign counts."""
    alike = False
    for address in addresses:
        alike = alike or _ALIKE.search(address) is not None
        for found in _SIGNED.finditer(address):
            number = signs.number_of(_purpose(found["letter"].lower()), found["signed"])
            if number is not None:
                return Returned(case_id=number) if found["letter"].lower() == "c" else Returned(referral_id=number)
    return Returned(is_forged=alike)


def _address(letter: str, number: int) -> str:
    local, _at, domain = mailbox().rpartition("@")
    return f"{local}+{letter}{signs.sign(_purpose(letter), number)}@{domain}"


def _purpose(letter: str) -> str:
    return f"reply.{_LETTERS[letter]}"
