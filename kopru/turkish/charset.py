"""Guess the encoding of an uploaded text, such as a CSV that a Turkish Excel wrote.

UTF-8 and UTF-16 are recognised by their mark or by their bytes; everything else is windows-1254, which holds all that
ISO-8859-9 holds and quotation marks besides. Encoding names are Python's.
"""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 4096
# Bytes that windows-1254 leaves undefined or that no text file holds; and those where it has a letter or a quotation
# mark, while ISO-8859-9 has a control character.
_NOT_WINDOWS = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1c-\x1f\x81\x8d-\x90\x9d\x9e]")
_WINDOWS_ONLY = re.compile(rb"[\x80-\x9f]")


class NotText(ValueError):
    """The bytes are no text in any encoding that is expected here: a picture, a spreadsheet, a damaged file."""


def decode(raw: bytes) -> tuple[str, str]:
    """Return the text without a byte order mark, and the name of the encoding it was read with.

    :raises NotText: if the bytes are not text
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _read(raw, encoding), encoding
    wide = _utf16_without_mark(raw)
    if wide:
        return _read(raw, wide), wide
    if b"\x00" in raw:
        raise NotText("holds NUL bytes")
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _is_cut_short(raw, error):
            return raw[: error.start].decode("utf-8"), "utf-8"
    if _NOT_WINDOWS.search(raw):
        return _from_latin5(raw)
    return raw.decode("cp1254"), "cp1254" if _WINDOWS_ONLY.search(raw) else "iso8859-9"


def _read(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(f"is not {encoding} although it begins as such") from error


def _utf16_without_mark(raw: bytes) -> str:
    """Recognise UTF-16 by the zero byte that goes with nearly every Latin letter."""
    sample = raw[:_SAMPLE_BYTES]
    if len(sample) < 4 or len(raw) % 2:
        return ""
    pairs = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.6 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return ""


def _is_cut_short(raw: bytes, error: UnicodeDecodeError) -> bool:
    """Say whether only the very last letter is broken off, and there was UTF-8 before it."""
    return error.reason == "unexpected end of data" and error.end == len(raw) and not raw[: error.start].isascii()


def _from_latin5(raw: bytes) -> tuple[str, str]:
    """Read what windows-1254 leaves undefined, unless it is full of control characters."""
    text = raw.decode("iso8859-9")
    controls = sum(not (letter.isprintable() or letter.isspace()) for letter in text)
    if controls * 20 > len(text):
        raise NotText("is full of control characters")
    return text, "iso8859-9"
