"""Sorting by the Turkish alphabet with a key that any database orders rightly.

The key holds only 0–9 and a–z, so that SQLite's BINARY, PostgreSQL's "C" and every ICU or libc collation agree on it.
It compares letters first, then marks (a before â), then case (small before capital), as ICU's ``tr`` does.
Source: turkey.md (e) 2.
"""

import unicodedata

from kopru.turkish import casing

ALPHABET = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
"""The 29 letters, with q, w and x where dictionaries put them."""

_PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_DIGITS = "0123456789"
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_MARKS = "\u0302\u0301\u0300\u0308\u0303\u030c\u0327\u0328\u0306\u030a\u0304"


def _base36(number: int, width: int) -> str:
    digits = ""
    for _ in range(width):
        number, rest = divmod(number, 36)
        digits = _BASE36[rest] + digits
    return digits


_PRIMARY = {symbol: _base36(place, 2) for place, symbol in enumerate(" " + _PUNCTUATION + _DIGITS + ALPHABET, start=1)}


def _primary(symbol: str) -> str:
    """Two characters for what the table knows, otherwise ``zz`` (after z) or ``0z`` … by code point."""
    known = _PRIMARY.get(symbol)
    if known is not None:
        return known
    if symbol.isspace():
        return _PRIMARY[" "]
    return "zz" + _base36(ord(symbol), 4)


def sort_key(text: str) -> str:
    """Return the key to store beside the text; two keys compare as the two texts do in a Turkish index."""
    letters: list[str] = []
    marks: list[str] = []
    cases: list[str] = []
    for written in unicodedata.normalize("NFC", text).strip():
        small = casing.lower(written)
        case = "1" if small == written else "2"
        known = small in _PRIMARY
        for symbol in small if known else unicodedata.normalize("NFKD", small):
            if unicodedata.combining(symbol) and marks:
                marks[-1] = _BASE36[2 + _MARKS.find(symbol) + 1]
                continue
            letters.append(_primary(symbol))
            marks.append("1")
            cases.append(case)
    return "".join(letters) + "00" + "".join(marks).rstrip("1") + "0" + "".join(cases).rstrip("1")
