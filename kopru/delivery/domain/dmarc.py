"""DMARC: what receivers shall do with mail that claims to be ours, and whether ours passes."""

from dataclasses import dataclass
from typing import Final

from kopru.delivery.domain.name_server import Asking
from kopru.delivery.domain.tags import tags_in

POLICIES: Final = ("none", "quarantine", "reject")


@dataclass(frozen=True, slots=True)
class Found:
    """The records that hold for a domain, and the domain under which they stand."""

    records: tuple[str, ...]
    domain: str


def find(domain: str, asking: Asking) -> Found:
    """Return the records of `domain`, or of the nearest domain above it that has some (RFC 9989 calls it tree walk).

    :raises NotAnswered: if nobody answers
    """
    labels = domain.split(".")
    for start in range(len(labels) - 1):
        above = ".".join(labels[start:])
        texts = [text for text in asking.txt(f"_dmarc.{above}") if tags_in(text).get("v") == "DMARC1"]
        if texts:
            return Found(tuple(texts), above)
    return Found((), domain)


def policy(record: str, *, inherited: bool) -> str:
    """Return what is asked of receivers ("none", "quarantine", "reject"), or "" if the record does not say."""
    tags = tags_in(record)
    asked = (tags.get("sp") if inherited else None) or tags.get("p", "")
    return asked.lower() if asked.lower() in POLICIES else ""


def is_aligned(author: str, other: str, *, found: Found, mode: str) -> bool:
    """Tell whether `other` (of the signature or the return path) counts as the author's domain ("s" or "r")."""
    if mode == "s":
        return author == other
    return author == other or all(one == found.domain or one.endswith(f".{found.domain}") for one in (author, other))
