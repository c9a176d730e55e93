"""What no database holds is taken out of a mail before anything of it is stored: NUL bytes, halves of characters."""

import dataclasses
import re
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Any, Final, TypeVar

#: PostgreSQL stores no U+0000, and neither database a lone surrogate; the other control characters show nothing.
_UNSTORABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
#: What begins a new line becomes a space, the rest of the control characters nothing.
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_NO_TEXT: Final = frozenset({bytes, bool, int, datetime, type(None)})
T = TypeVar("T")


def text(written: str) -> str:
    """Return `written` as it can be stored and shown; almost always as it is."""
    return _UNSTORABLE.sub("", written) if _UNSTORABLE.search(written) else written


def line(written: str) -> str:
    """Return `written` on one line and without control characters, as the header of a mail can hold it."""
    return " ".join(_CONTROL.sub("", written).split())


def cleaned(thing: T) -> T:
    """Return a frozen value, a `Message` and all in it, with every text storable; itself where nothing is wrong."""
    return _cleaned(thing)  # type: ignore[no-any-return]


@lru_cache(maxsize=64)
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in dataclasses.fields(kind))


def _cleaned(thing: Any) -> Any:
    if type(thing) in _NO_TEXT:
        return thing
    if isinstance(thing, str):
        return thing if isinstance(thing, Enum) else text(thing)
    if isinstance(thing, tuple):
        parts = tuple(_cleaned(each) for each in thing)
        return thing if all(a is b for a, b in zip(parts, thing, strict=True)) else parts
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        changed = {}
        for name in _names(type(thing)):
            before = getattr(thing, name)
            if (after := _cleaned(before)) is not before:
                changed[name] = after
        return dataclasses.replace(thing, **changed) if changed else thing
    return thing
