"""How a letter leaves: each channel is a folder that can be deleted, and all of them keep one contract.

The ledger says `handed` before `hand` is called and writes what `outcome` returns; a channel therefore never sends
anything it was not handed, and tells the truth about doubt.
"""

from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import Protocol

from django.conf import settings


class Fate(Enum):
    """What became of a letter."""

    ACCEPTED = "accepted"
    #: never to be tried again
    REFUSED = "refused"
    #: certainly not accepted now; may be tried later
    POSTPONED = "postponed"
    #: nobody knows
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A letter's fate, the other side's own words, and whether the address itself is at fault."""

    fate: Fate
    words: str = ""
    address_at_fault: bool = False


@dataclass(slots=True)
class Letter:
    """One mail ready to leave: its row, its envelope, its bytes (CRLF line ends)."""

    row_id: int
    dispatch_id: int
    sender: str
    address: str
    content: bytes = b""


class ChannelUnavailable(Exception):
    """Nothing can be handed over at the moment; nothing was. The message says why, in words for the office."""


class Carrier(Protocol):
    """An open channel; a context manager, used by one worker."""

    #: how many letters may be in flight at once
    lanes: int

    def __enter__(self) -> "Carrier":
        """Begin."""

    def __exit__(self, *_: object) -> None:
        """Let go of what is open; nothing may be in flight."""

    def hand(self, letter: Letter, *, ahead: Letter | None = None) -> None:
        """Begin to hand over `letter`; `ahead` is the one that will follow on the same lane, if it is known.

        :raises ChannelUnavailable: if it was certainly not handed over, and no other would be
        """

    def outcome(self) -> tuple[int, Outcome]:
        """Wait for the letter that has been in flight longest; return its row's number and its fate."""


class Opener(Protocol):
    """What a channel's folder offers."""

    def __call__(self) -> Carrier:
        """Open the channel.

        :raises ChannelUnavailable: if it cannot carry anything now
        """


def carrier(kind: str = "") -> Carrier:
    """Open the channel `kind`, or the one of the settings.

    :raises ChannelUnavailable: if there is none of that name, or it cannot carry anything now
    """
    name = kind or settings.MAIL_CHANNEL
    if not name.isidentifier():
        raise ChannelUnavailable(name)
    try:
        module = import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        raise ChannelUnavailable(name) from error
    opener: Opener = module.open_channel
    return opener()
