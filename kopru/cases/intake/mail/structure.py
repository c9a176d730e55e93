"""The skeleton of a mail: where headers end and parts lie (RFC 5322, RFC 2046), without copies and within bounds.

The standard library's parser reads line by line into strings: a file of 25 MB takes twelve times its size in memory,
and deep nesting ends in a RecursionError. Here a part is a span of the raw bytes.
"""

import binascii
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kopru.cases.intake.mail import headers
from kopru.cases.intake.mail.message import Source

MOST_PARTS: Final = 1000
MOST_DEPTH: Final = 30
_MOST_HEADER_BYTES: Final = 1024 * 1024
#: A field with the lines it was folded over.
_FIELD: Final = re.compile(rb"([!-9;-~]{1,200})[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)(?:\n|\Z)")
_FOLDED: Final = re.compile(rb"[ \t]*\r*\n[ \t]+")
_LINE: Final = re.compile(rb"[^\n]*(?:\n|\Z)")
#: What base64 never holds: some mails only claim it.
_SENTENCE: Final = re.compile(rb"[^\s] [^\s]")
_NOT_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]+")
_NOTHING: Final[list[bytes]] = []


class Headers:
    """Header fields in any letter case; values are unfolded bytes."""

    def __init__(self, fields: list[tuple[bytes, bytes]]) -> None:
        """Take names and values."""
        self._values: dict[str, list[bytes]] = {}
        for name, value in fields:
            self._values.setdefault(name.decode("ascii").lower(), []).append(value)

    def __bool__(self) -> bool:
        return bool(self._values)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __len__(self) -> int:
        return len(self._values)

    def has_any(self, names: frozenset[str]) -> bool:
        """Tell whether any of these fields is there."""
        return not names.isdisjoint(self._values)

    def first(self, name: str) -> bytes:
        """Return the first value of a field, or b""."""
        values = self._values.get(name)
        return values[0] if values else b""

    def every(self, name: str) -> list[bytes]:
        """Return all values of a field."""
        return self._values.get(name, _NOTHING)

    def text(self, name: str) -> str:
        """Return the first value of a field as people read it."""
        value = self.first(name)
        return headers.decode(value) if value else ""


@dataclass(slots=True)
class Part(Source):
    """One part of a mail: its headers, and where its body stands in `raw`."""

    raw: bytes
    headers: Headers
    start: int
    end: int
    type: str = "text/plain"
    parameters: dict[str, str] = field(default_factory=dict)
    disposition: str = ""
    name: str = ""
    children: list["Part"] = field(default_factory=list)

    @property
    def encoding(self) -> str:
        """Return the transfer encoding, lower case."""
        return self.headers.first("content-transfer-encoding").strip().lower().decode("ascii", "replace")

    def decoded(self) -> bytes:
        """Return the body without its transfer encoding: one copy."""
        encoding = self.encoding
        if encoding == "base64" and not _SENTENCE.search(self.raw, self.start, min(self.end, self.start + 200)):
            return from_base64(memoryview(self.raw)[self.start : self.end])
        if encoding == "quoted-printable":
            return binascii.a2b_qp(memoryview(self.raw)[self.start : self.end])
        if encoding in ("uuencode", "x-uuencode", "x-uue", "uue"):
            return _from_uu(self.raw[self.start : self.end])
        return self.raw[self.start : self.end]

    def walk(self) -> Iterator["Part"]:
        """Yield this part and all in it, in the order of the mail."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(reversed(part.children))


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The outermost part, and whether something was left aside."""

    root: Part
    has_too_many: bool = False
    is_too_deep: bool = False


def split(raw: bytes) -> Skeleton:
    """Find the parts of a mail: the first 1,000, down to thirty levels. What a forwarded mail holds is not split."""
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    root = _part(raw, 0, len(raw), "text/plain")
    waiting: deque[tuple[Part, int]] = deque([(root, 0)])
    count, too_many, too_deep = 1, False, False
    while waiting:
        part, depth = waiting.popleft()
        boundary = part.parameters.get("boundary", "")
        if not part.type.startswith("multipart/") or not boundary:
            continue
        if depth >= MOST_DEPTH:
            too_deep = True
            continue
        default = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
        for start, end in _spans(part, boundary):
            if count >= MOST_PARTS:
                too_many = True
                break
            child = _part(raw, start, end, default)
            part.children.append(child)
            waiting.append((child, depth + 1))
            count += 1
    return Skeleton(root, too_many, too_deep)


def _part(raw: bytes, start: int, end: int, default: str) -> Part:
    fields, body = _fields(raw, start, end)
    part = Part(raw, Headers(fields), body, end, default)
    said = part.headers.first("content-type")
    if said:
        part.type, part.parameters = headers.parameters(said)
        part.type = part.type or default
    disposition = part.headers.first("content-disposition")
    kept: dict[str, str] = {}
    if disposition:
        part.disposition, kept = headers.parameters(disposition)
    part.name = kept.get("filename") or part.parameters.get("name", "")
    return part


def _fields(raw: bytes, start: int, end: int) -> tuple[list[tuple[bytes, bytes]], int]:
    """Return the header fields that stand at `start`, and where the body begins.

    As in the standard library, a line that is no header ends them and belongs to the body.
    """
    fields: list[tuple[bytes, bytes]] = []
    position = start
    limit = min(end, start + _MOST_HEADER_BYTES)
    while position < limit:
        found = _FIELD.match(raw, position, limit)
        if found:
            value = found[2]
            if b"\n" in value:
                value = _FOLDED.sub(b" ", value)
            fields.append((found[1], value.strip()))
        else:
            found = _LINE.match(raw, position, limit)
            if not found or found[0].strip(b"\r\n") == b"":
                return fields, found.end() if found else position
            is_envelope = found[0].startswith((b"From ", b">From ")) and len(fields) <= 1
            if not is_envelope and not (found[0][:1] in b" \t" and not fields):
                return fields, position
        position = found.end()
    return fields, position


def _spans(part: Part, boundary: str) -> Iterator[tuple[int, int]]:
    """Yield where the parts between a multipart's boundary lines begin and end."""
    raw, end = part.raw, part.end
    mark = b"--" + boundary.encode("utf-8", "surrogateescape").rstrip(b" \t")
    begun, position = -1, part.start
    while (found := raw.find(mark, position, end)) >= 0:
        position = found + len(mark)
        if found > part.start and raw[found - 1] != 0x0A:
            continue
        newline = raw.find(b"\n", position, end)
        stop = newline if newline >= 0 else end
        rest = raw[position : min(stop, position + 200)].strip()
        if rest not in (b"", b"--"):
            continue
        if begun >= 0:
            yield begun, _before(raw, begun, found)
        if rest == b"--":
            return
        begun = position = min(stop + 1, end)
    if 0 <= begun < end:
        yield begun, end


def _before(raw: bytes, begun: int, found: int) -> int:
    """Return where a part ends: the line end before a boundary belongs to the boundary (RFC 2046 §5.1.1)."""
    if found - 1 >= begun and raw[found - 1] == 0x0A:
        found -= 1
        if found - 1 >= begun and raw[found - 1] == 0x0D:
            found -= 1
    return max(found, begun)


def from_base64(encoded: bytes | memoryview) -> bytes:
    """Return what was encoded, as far as it can be read."""
    try:
        return binascii.a2b_base64(encoded)
    except binascii.Error:
        clean = _NOT_BASE64.sub(b"", bytes(encoded))
        clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
        return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def _from_uu(encoded: bytes) -> bytes:
    lines = []
    for line in encoded.splitlines():
        if line.startswith(b"begin ") or not line.strip() or line == b"end":
            continue
        try:
            lines.append(binascii.a2b_uu(line))
        except binascii.Error:
            # The length in the first letter counts more than some encoders fill in.
            wanted = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                lines.append(binascii.a2b_uu(line[:wanted]))
            except binascii.Error:
                continue
    return b"".join(lines)
