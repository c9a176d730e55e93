"""Header values as people wrote them: encoded words, raw eight-bit letters, addresses, parameters, dates.

RFC 2047 and RFC 2231 as they are, and as they are broken in the field; RFC 5322 §3.4 for addresses.
"""

import binascii
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import unquote_to_bytes

from kopru.cases.intake.mail import charsets
from kopru.cases.intake.mail.message import Mailbox

#: Bytes of one value that are read: three thousand recipients fit.
_LONGEST: Final = 400_000
#: Of one that is no list.
_LONGEST_TEXT: Final = 20_000
_MOST_MAILBOXES: Final = 5000
_MOST_IDS: Final = 200
# The content may hold "?", also before "=C4": some encoders leave a question mark as it is.
_WORD: Final = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bBqQ])\?(.{0,2000}?)\?=(?![0-9A-F]{2})", re.DOTALL)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TOKEN: Final = re.compile(
    r"""=\?[^?\s]{1,80}\?[bBqQ]\?[^?]{0,1000}\?=  # an encoded word may hold a comma
    |"(?:[^"\\]{1,64}+|\\.){0,64}+" | <[^<>]{0,400}+>
    | \((?:[^()\\]{1,64}+|\\.){0,64}+\) | [,;:] | [^",;:<>()=]+ | .""",
    re.VERBOSE | re.DOTALL,
)
ADDRESS: Final = re.compile(r"[^\s<>()\[\]\"',;:@]{1,100}@[^\s<>()\[\]\"',;:@]{1,255}")
_PARAMETER: Final = re.compile(r""";\s*([^\s=;"]{1,100})\s*=\s*(?:"((?:[^"\\]|\\.){0,4000}+)"|([^;]*))""", re.DOTALL)
_CONTINUED: Final = re.compile(r"^([^*]+)\*(\d{1,3})?(\*)?$")
_TYPE: Final = re.compile(r"[\w.+-]+/[\w.+-]+")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_ID: Final = re.compile(r"<([^<>\s]{1,500})>")
_TURKISH_MONTHS: Final = {
    "oca": "Jan", "şub": "Feb", "mar": "Mar", "nis": "Apr", "may": "May", "haz": "Jun",
    "tem": "Jul", "ağu": "Aug", "eyl": "Sep", "eki": "Oct", "kas": "Nov", "ara": "Dec",
}  # fmt: skip
_DAY_MONTH: Final = re.compile(r"(\d{1,2})[ .]+([A-Za-zÇĞİÖŞÜçğıöşü]{3})[A-Za-zÇĞİÖŞÜçğıöşü]*[ .]+(\d{4}.*)")


def decode(value: bytes) -> str:
    """Return a header value as one line of text, whatever is wrong with it."""
    value = value[:_LONGEST_TEXT]
    text = value.decode("ascii") if value.isascii() else charsets.decode(value)
    return one_line(words(text))


def one_line(text: str) -> str:
    """Return text without control characters and doubled blanks."""
    if not text.isprintable():
        text = _CONTROL.sub(" ", text)
    return " ".join(text.split())


def words(text: str) -> str:
    """Return text with its encoded words read; letters that were split between two words are joined first."""
    if "=?" not in text:
        return text
    pieces: list[str] = []
    waiting, charset, last = b"", "", 0
    for found in _WORD.finditer(text):
        between = text[last : found.start()]
        octets = _octets(found[2], found[3])
        is_next = last > 0 and not between.strip()
        if is_next and found[1].lower() == charset:
            waiting += octets
        else:
            pieces.append(charsets.decode(waiting, charset))
            if not is_next:
                pieces.append(between)
            waiting, charset = octets, found[1].lower()
        last = found.end()
    pieces.append(charsets.decode(waiting, charset))
    pieces.append(text[last:])
    return "".join(pieces)


def _octets(encoding: str, content: str) -> bytes:
    octets = content.encode("ascii", "ignore") if encoding in "bB" else content.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(octets, header=True)
    try:
        return binascii.a2b_base64(octets + b"=" * (-len(octets) % 4))
    except binascii.Error:
        clean = re.sub(rb"[^A-Za-z0-9+/]", b"", octets)
        clean = clean[: len(clean) // 4 * 4]
        return binascii.a2b_base64(clean)


def mailboxes(values: list[bytes]) -> tuple[Mailbox, ...]:
    """Return the mailboxes of all fields of one name; names of groups are left out."""
    found: list[Mailbox] = []
    for value in values:
        text = value[:_LONGEST].decode("ascii") if value.isascii() else charsets.decode(value[:_LONGEST])
        found += _mailboxes(text)
    return tuple(found[:_MOST_MAILBOXES])


def _mailboxes(text: str) -> list[Mailbox]:
    found: list[Mailbox] = []
    name: list[str] = []
    address = comment = ""
    for word in _TOKEN.findall(text):
        opening = word[0]
        if word in (",", ";"):
            found += _mailbox(name, address, comment)
            name, address, comment = [], "", ""
        elif word == ":" and not address:
            name = []
        elif opening == "<" and len(word) > 1:
            address = address or word[1:-1]
        elif opening == "(" and len(word) > 1:
            comment = comment or word[1:-1]
        elif opening == '"' and len(word) > 1:
            name.append(_ESCAPED.sub(r"\1", word[1:-1]))
        elif word not in ("<", ">", '"'):
            name.append(word)
    found += _mailbox(name, address, comment)
    return found


def _mailbox(name: list[str], address: str, comment: str) -> list[Mailbox]:
    shown = one_line(words("".join(name))).strip("'\" ")
    address = _clean_address(address)
    if not address and (bare := ADDRESS.search(shown)):
        address = _clean_address(bare[0])
        shown = shown.replace(bare[0], "").strip(" '\"")
    shown = shown or one_line(words(comment))
    return [Mailbox(shown, address)] if shown or address else []


def _clean_address(address: str) -> str:
    bare = one_line(words(address)).strip(" '\"<>")
    bare = bare.removeprefix("mailto:").removeprefix("MAILTO:")
    if bare.startswith("@") and ":" in bare:  # a route of relays, RFC 5322 §4.4
        bare = bare.rpartition(":")[2]
    return bare.replace(" ", "") if "@" in bare else bare


def parameters(value: bytes) -> tuple[str, dict[str, str]]:
    """Return the type or disposition in lower case, and its parameters (RFC 2231 continuations joined)."""
    value = value[:_LONGEST]
    text = value.decode("ascii") if value.isascii() else charsets.decode(value)
    head, semicolon, _rest = text.partition(";")
    kind = head.strip().lower()
    if "/" in kind and not _TYPE.fullmatch(kind):
        found = _TYPE.search(kind)
        kind = found[0] if found else "multipart/mixed" if kind.startswith("multipart/") else ""
    if not semicolon:
        return kind, {}
    plain: dict[str, str] = {}
    continued: dict[str, list[tuple[int, bool, str]]] = {}
    for name, quoted, bare in _PARAMETER.findall(text):
        content = _ESCAPED.sub(r"\1", quoted) if "\\" in quoted else quoted or bare.strip().strip('"')
        if "*" in name and (parts := _CONTINUED.match(name.lower())):
            continued.setdefault(parts[1], []).append((int(parts[2] or 0), bool(parts[3]) or not parts[2], content))
        else:
            plain.setdefault(name.lower(), content)
    for name, pieces in continued.items():
        plain[name] = _joined(pieces)
    return kind, {name: one_line(words(content)) for name, content in plain.items()}


def _joined(pieces: list[tuple[int, bool, str]]) -> str:
    """Join the pieces of one parameter: the first names the charset (RFC 2231 §4.1)."""
    pieces.sort(key=lambda piece: piece[0])
    charset, octets = "", b""
    for number, is_encoded, content in pieces:
        said = content
        if is_encoded and number == pieces[0][0] and said.count("'") >= 2:
            charset, _language, said = said.split("'", 2)
        octets += unquote_to_bytes(said) if is_encoded else said.encode("utf-8", "replace")
    return charsets.decode(octets, charset)


def message_ids(value: bytes) -> tuple[str, ...]:
    """Return the Message-IDs in a value without their brackets."""
    if not value:
        return ()
    text = value[:_LONGEST].decode("ascii", "replace")
    found = _ID.findall(text) or [word for word in text.split() if "@" in word]
    return tuple(dict.fromkeys(found))[:_MOST_IDS]


def moment(said: str) -> datetime | None:
    """Return the moment a Date header names, in UTC where it names no zone; None if it names none."""
    for attempt in (said, _in_english(said)):
        try:
            at = parsedate_to_datetime(attempt)
        except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
            continue
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    return None


def _in_english(said: str) -> str:
    """Return "Sal, 24 Kas 2026 14:05 +0300" with the month in English and without the day."""
    found = _DAY_MONTH.search(said[:200])
    if not found:
        return ""
    month = _TURKISH_MONTHS.get(found[2].replace("I", "ı").replace("İ", "i").lower(), found[2])
    return f"{found[1]} {month} {found[3]}"
