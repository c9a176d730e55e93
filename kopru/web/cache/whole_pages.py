"""Finished pages as files in a fixed number of slots, so that it never grows and nothing has to sweep it.

A page is taken down by no one: it holds the generation it was made in and the moment it ends, and is simply not
given out after either.
"""

import contextlib
import gzip
import hashlib
import json
import logging
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

logger = logging.getLogger(__name__)

#: two addresses that fall on one slot take turns
SLOTS: Final = 4096
#: pages that each process holds at hand, so that the busiest ones cost no disk
AT_HAND: Final = 200
#: bytes of a page as it is sent unpacked; anything larger is made anew each time
LARGEST: Final = 512 * 1024


@dataclass(frozen=True, slots=True)
class Page:
    """A finished response: `headers` without those that depend on who asks."""

    status: int
    headers: dict[str, str]
    plain: bytes
    packed: bytes


#: key → generation, when it was made and when it ends as time stamps, page
_at_hand: dict[str, tuple[str, float, float, Page]] = {}


def put(key: str, page: Page, *, generation: str, made_at: datetime, ends_at: datetime) -> None:
    """Keep `page` from `made_at` until `ends_at` while `generation` is the current one; a full disk is no obstacle."""
    if len(page.plain) > LARGEST:
        return
    label = {
        "key": key,
        "generation": generation,
        "made": made_at.timestamp(),
        "ends": ends_at.timestamp(),
        "status": page.status,
        "headers": page.headers,
        "plain": len(page.plain),
    }
    slot = _slot(key)
    new = slot.parent / f".new-{threading.get_native_id()}"
    try:
        slot.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(json.dumps(label).encode() + b"\n" + page.plain + page.packed)
        new.replace(slot)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink()
        logger.warning("a page could not be kept: %s", error)


def take(key: str, *, generation: str, at: datetime) -> Page | None:
    """Return the page kept under `key`, if it is of this `generation` and has not ended; what is torn is not there."""
    near = _at_hand.get(key)
    if near is not None and near[0] == generation and near[1] <= at.timestamp() < near[2]:
        return near[3]
    try:
        label, _newline, body = _slot(key).read_bytes().partition(b"\n")
        said = json.loads(label)
    except (OSError, ValueError):
        return None
    if said["key"] != key or said["generation"] != generation:
        return None
    # What was made by a clock that went wrong and came back may show what is not public yet.
    if not said.get("made", said["ends"]) <= at.timestamp() < said["ends"]:
        return None
    page = Page(said["status"], said["headers"], body[: said["plain"]], body[said["plain"] :])
    if len(_at_hand) >= AT_HAND:
        _at_hand.clear()
    _at_hand[key] = generation, said["made"], said["ends"], page
    return page


def pack(plain: bytes) -> bytes:
    """Return `plain` as gzip, the same bytes each time."""
    return gzip.compress(plain, 6, mtime=0)


def clear() -> None:
    """Take everything down."""
    forget()
    for slot in folder().glob("*"):
        slot.unlink(missing_ok=True)


def forget() -> None:
    """Let go of what this process holds at hand."""
    _at_hand.clear()


def folder() -> Path:
    """Return where the slots lie."""
    return Path(settings.HOME) / "cache" / "pages"


def _slot(key: str) -> Path:
    number = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest()) % SLOTS
    return folder() / f"{number:03x}"
