"""Text in the charset it really is in: what a mail claims is one witness, its letters are the other.

Turkish mail is windows-1254 that calls itself iso-8859-9, us-ascii or utf-8, UTF-8 that calls itself windows-1254, and
UTF-8 that was taken for windows-1252 and encoded once more ("Ä°stanbul").
"""

import codecs
import re
from functools import lru_cache
from typing import Final

_TURKISH: Final = "çğıöşüÇĞİÖŞÜâîûÂÎÛ"
_PUNCTUATION: Final = "’‘“”–—…•«»€\u00a0"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Names for "Western, more or less": where they fail to hold Turkish they are windows-1254.
_WESTERN: Final = frozenset(
    {"", "ascii", "iso8859-1", "cp1252", "iso8859-9", "cp1254", "utf-8", "iso8859-15", "iso8859-3", "utf_8_sig"}
)
#: Charsets that write other letters in seven bits.
_SEVEN_BIT: Final = re.compile(r"utf.?7|iso.?2022|hz|utf.?16|utf.?32", re.IGNORECASE)
_ALIASES: Final = {
    "x-unknown": "", "unknown-8bit": "", "default": "", "unicode": "utf-8", "unicode-1-1-utf-7": "utf-7",
    "ansi": "cp1254", "turkish": "cp1254", "x-cp1254": "cp1254", "cp-1254": "cp1254", "win-1254": "cp1254",
    "windows1254": "cp1254", "iso-8859-9-turkish": "cp1254", "iso-8859-9e": "cp1254", "iso8859_9": "cp1254",
    "iso-8859-8-i": "iso8859-8", "x-gbk": "gbk", "gb2312": "gb18030", "x-mac-turkish": "mac_turkish",
    "x-sjis": "shift_jis", "ks_c_5601-1987": "cp949", "x-macturkish": "mac_turkish",
}  # fmt: skip
_NO_CHARSETS: Final = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "oem", "mbcs"}
)
_SAMPLE: Final = 10_000
_UTF7: Final = re.compile(rb"\+A[A-Za-z0-9+/]{2,}-")
_GOOD: Final = re.compile(f"[{_TURKISH}]")
_ODD_IN_WORD: Final = re.compile(r"(?<=[^\W\d_])[^\w\s'’.,;:!?()\"/<>=&@%*+-](?=[^\W\d_])|[\x80-\x9f\ufffd]")
_OTHER_LATIN: Final = re.compile(rf"[\u00aa-\u024f](?<![{_TURKISH}«»])")
_MIXED: Final = re.compile(r"[A-Za-z][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-z]")


def decode(octets: bytes, said: str = "") -> str:
    """Return the text of `octets`, for which a charset was claimed or not; never fails."""
    return read(octets, said)[0]


def read(octets: bytes, said: str = "") -> tuple[str, bool]:
    """Return the text, and whether the claimed charset was not believed."""
    if not octets:
        return "", False
    claimed = known(said)
    if octets.isascii():
        return _seven_bit(octets, claimed)
    for mark, name in _MARKS:
        if octets.startswith(mark):
            return octets.decode(name, "replace"), False
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(octets, claimed, error)
    mended = unmangled(text)
    return mended, mended != text or claimed not in ("utf-8", "")


@lru_cache(maxsize=256)
def known(said: str) -> str:
    """Return the name of a claimed charset as Python calls it, or "" if there is none."""
    name = said.strip().strip("\"'").lower()[:60]
    name = _ALIASES.get(name, name)
    if not name:
        return ""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):  # also: embedded null character
        return ""
    # A codec that is no charset, such as "zip" or "rot13", would run on what strangers send.
    is_text = getattr(info, "_is_text_encoding", True)
    return info.name if is_text and info.name not in _NO_CHARSETS else ""


def unmangled(text: str) -> str:
    """Return text with UTF-8 that was read as windows-125x put right; what was right stays."""
    if "Ã" not in text and "Ä" not in text and "Å" not in text and "â€" not in text:
        return text
    return _MANGLED.sub(lambda found: _RIGHT[found[0]], text)


def _mangled() -> dict[str, str]:
    wrong: dict[str, str] = {}
    for letter in _TURKISH + _PUNCTUATION:
        for codec in ("cp1252", "cp1254", "latin-1"):
            try:
                wrong[letter.encode().decode(codec)] = letter
            except UnicodeDecodeError:
                continue
    return wrong


_RIGHT: Final = _mangled()
_MANGLED: Final = re.compile("|".join(map(re.escape, sorted(_RIGHT, key=len, reverse=True))))


def _seven_bit(octets: bytes, claimed: str) -> tuple[str, bool]:
    if claimed and _SEVEN_BIT.match(claimed):
        try:
            return octets.decode(claimed), False
        except UnicodeError:
            return octets.decode("ascii"), True
    if octets.count(b"+A") >= 2 and len(_UTF7.findall(octets[:_SAMPLE])) >= 2:
        try:
            text = octets.decode("utf-7")
        except UnicodeError:
            return octets.decode("ascii"), False
        if all(letter.isascii() or letter in _TURKISH + _PUNCTUATION for letter in text):
            return text, True
    return octets.decode("ascii"), False


def _not_utf8(octets: bytes, claimed: str, error: UnicodeDecodeError) -> tuple[str, bool]:
    """Choose between what was claimed and what Turkish mail is in, by the letters that come out."""
    before = octets[: error.start]
    if error.reason == "unexpected end of data" and not before.isascii():
        return unmangled(before.decode("utf-8")), claimed != "utf-8"
    if _is_mostly_utf8(octets):
        return unmangled(octets.decode("utf-8", "replace")), True
    candidates = ["cp1254"] if claimed in _WESTERN else [claimed, "cp1254"]
    if _has_controls(octets):
        candidates += ["cp857", "mac_turkish"]
    best, best_score, best_name = "", float("-inf"), ""
    for name in candidates:
        text = octets.decode(name, "replace")
        score = _score(text) if len(candidates) > 1 else 0.0
        if score > best_score:
            best, best_score, best_name = text, score, name
    believed = best_name == claimed or (best_name == "cp1254" and claimed in ("iso8859-9", "cp1254"))
    return best, not believed


def _is_mostly_utf8(octets: bytes) -> bool:
    """Tell whether only a few letters are broken: a mail that was cut, or two charsets in one."""
    sample = octets[:_SAMPLE]
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    whole = sample.decode("utf-8", "ignore")
    return len(whole) - len(whole.encode("ascii", "ignore")) > 4 * broken


def _has_controls(octets: bytes) -> bool:
    sample = octets[:_SAMPLE]
    return len(sample.translate(None, bytes(range(0x80, 0xA0)))) < len(sample)


def _score(text: str) -> float:
    """Return how much a text looks like Turkish, or at least like one language."""
    sample = text[:_SAMPLE]
    return (
        2 * len(_GOOD.findall(sample))
        - 2 * len(_OTHER_LATIN.findall(sample))
        - 4 * len(_ODD_IN_WORD.findall(sample))
        - 5 * len(_MIXED.findall(sample))
    )
