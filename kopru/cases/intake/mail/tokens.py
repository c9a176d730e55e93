"""The signed word in the address we want answers at: `talep+t12-0f3a…@example.org`.

It survives mail servers that lower-case, names a case or a referral, and cannot be made by anybody else
(`kopru.delivery.signs`: HMAC of 96 bits, compared in constant time).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kopru.cases.intake.mail.message import Message
from kopru.delivery import signs

_SIGNED: Final = re.compile(r"\+([a-z])([0-9]{1,18}-[0-9a-f]{24})@", re.IGNORECASE)
#: Something that was meant as one of ours, whole or not.
_ALIKE: Final = re.compile(r"\+[a-z][0-9]{1,18}-[0-9a-z]{6,40}@", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[\[(#]\s*((?:19|20)\d{2})\s*[/-]\s*(\d{1,9})\s*[\])]|#((?:19|20)\d{2})/(\d{1,9})\b")


class Kind(StrEnum):
    """What an address answers to: its letter in the address."""

    CASE = "t"
    REFERRAL = "h"


@dataclass(frozen=True, slots=True)
class Token:
    """The row that a signed address names."""

    kind: Kind
    number: int


@dataclass(frozen=True, slots=True)
class Found:
    """The genuine token of a mail, if any, and whether it bore one that is not."""

    token: Token | None = None
    is_forged: bool = False


def address(kind: Kind, number: int, *, base: str) -> str:
    """Return the address at which answers about a row arrive, made from the office's own (`talep@example.org`)."""
    local, _at, domain = base.rpartition("@")
    return f"{local}+{kind}{signs.sign(_purpose(kind), number)}@{domain}"


def _purpose(kind: Kind) -> str:
    return f"reply-{kind.name.lower()}"


def opened(text: str) -> Found:
    """Return the first genuine token in a text of addresses."""
    for letter, signed in _SIGNED.findall(text):
        kind = next((kind for kind in Kind if kind == letter.lower()), None)
        number = signs.number_of(_purpose(kind), signed) if kind else None
        if kind and number is not None:
            return Found(Token(kind, number))
    return Found(None, is_forged=_ALIKE.search(text) is not None)


def found_in(message: Message) -> Found:
    """Return the token in the addresses a mail was sent to: envelope first, then To and Cc."""
    places = (message.delivered_to, [box.address for box in message.to], [box.address for box in message.cc])
    is_forged = False
    for addresses in places:
        found = opened(" ".join(addresses))
        if found.token:
            return found
        is_forged = is_forged or found.is_forged
    return Found(None, is_forged)


def case_number(subject: str) -> tuple[int, int] | None:
    """Return year and number of "[2026/1234]" in a subject: the weakest sign, anybody can write it."""
    found = _NUMBER.search(subject[:1000])
    if found is None:
        return None
    return int(found[1] or found[3]), int(found[2] or found[4])
