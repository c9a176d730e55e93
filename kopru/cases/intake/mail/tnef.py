"""winmail.dat: the files and the text in Outlook's own wrapping, as [MS-OXTNEF] describes it.

A row of attributes, each with level, name, type, length, data and checksum; bounded by the length of the file.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kopru.cases.intake.mail import charsets

_SIGNATURE: Final = b"\x78\x9f\x3e\x22"
_BODY, _SUBJECT = 0x800C, 0x8004
_RENDERING, _TITLE, _DATA, _ATTACHMENT = 0x9002, 0x8010, 0x800F, 0x9005
_MOST_FILES: Final = 200
_MOST_PROPERTIES: Final = 2000
_LONG_NAME, _SHORT_NAME, _CONTENT = 0x3707, 0x3704, 0x3701
#: Bytes of MAPI properties of fixed length.
_FIXED: Final = {
    0x0002: 4,
    0x0003: 4,
    0x0004: 4,
    0x0005: 8,
    0x0006: 8,
    0x0007: 8,
    0x000A: 4,
    0x000B: 4,
    0x0014: 8,
    0x0040: 8,
    0x0048: 16,
}
_VARIABLE: Final = frozenset({0x000D, 0x001E, 0x001F, 0x0102})


class NotTnef(ValueError):
    """The bytes are not Outlook's wrapping, or are damaged before the first attribute."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What was inside: its text, and each file's name and bytes."""

    text: str
    files: tuple[tuple[str, bytes], ...]


def read(content: bytes) -> Letter:
    """Return what is in a winmail.dat, as far as it is whole.

    :raises NotTnef: if it does not begin as one
    """
    if content[:4] != _SIGNATURE:
        raise NotTnef("does not begin with its signature")
    text = ""
    files: list[list[str | bytes]] = []
    for name, data in _attributes(content):
        if name == _RENDERING and len(files) < _MOST_FILES:
            files.append(["", b""])
        elif name == _BODY:
            text = charsets.decode(data.rstrip(b"\x00")).strip()
        elif not files:
            continue
        elif name == _TITLE:
            files[-1][0] = files[-1][0] or charsets.decode(data.rstrip(b"\x00"))
        elif name == _DATA:
            files[-1][1] = data
        elif name == _ATTACHMENT:
            long_name, held = _named(data)
            files[-1][0] = long_name or files[-1][0]
            files[-1][1] = files[-1][1] or held
    return Letter(text, tuple((str(name), data) for name, data in files if isinstance(data, bytes) and data))


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    position = 6
    while position + 9 <= len(content):
        _level, name, _kind, length = struct.unpack_from("<BHHI", content, position)
        position += 9
        if length > len(content) - position:
            return
        yield name, content[position : position + length]
        position += length + 2


def _named(data: bytes) -> tuple[str, bytes]:
    """Return the long name and the content among the MAPI properties of a file."""
    name, held = "", b""
    try:
        for number, kind, value in _properties(data):
            if number == _LONG_NAME or (number == _SHORT_NAME and not name):
                text = value.decode("utf-16-le", "replace") if kind == 0x001F else charsets.decode(value)
                name = text.rstrip("\x00")
            elif number == _CONTENT and kind == 0x0102:
                held = value
    except struct.error:  # it ends in the middle: what was read before is good
        return name, held
    return name, held


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    (count,) = struct.unpack_from("<I", data, 0)
    position = 4
    for _ in range(min(count, _MOST_PROPERTIES)):
        kind, number = struct.unpack_from("<HH", data, position)
        position += 4
        is_many, kind = bool(kind & 0x1000), kind & 0x0FFF
        if number >= 0x8000:
            position = _after_name(data, position)
        values = 1
        if is_many or kind in _VARIABLE:
            (values,) = struct.unpack_from("<I", data, position)
            position += 4
        for _value in range(min(values, _MOST_PROPERTIES)):
            if kind in _VARIABLE:
                (length,) = struct.unpack_from("<I", data, position)
                position += 4
            elif kind in _FIXED:
                length = _FIXED[kind]
            else:
                return
            yield number, kind, data[position : position + length]
            position += length + (-length % 4)


def _after_name(data: bytes, position: int) -> int:
    """Return where a named property's value begins: after its GUID and its number or name."""
    (is_text,) = struct.unpack_from("<I", data, position + 16)
    if not is_text:
        return position + 24
    length = int(struct.unpack_from("<I", data, position + 20)[0])
    return position + 24 + length + (-length % 4)
