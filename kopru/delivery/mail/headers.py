"""Header fields: Turkish in encoded words, lines folded, line breaks refused (RFC 5322, 2047, 2231)."""

import base64
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

_ATOMS: Final = re.compile(r"[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~ ]+\Z")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9._ -]{1,60}\Z")
_TYPE: Final = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+\Z")
#: Octets of text in one encoded word: 52 letters of base64 and 12 around them leave room for "Subject: " in 76.
_CHUNK: Final = 39
_WIDTH: Final = 76


class HeaderRefused(ValueError):
    """The value would break out of its header."""


def checked(value: str) -> str:
    """Return `value`.

    :raises HeaderRefused: if it holds a control character, above all a line break
    """
    if _CONTROL.search(value):
        raise HeaderRefused(repr(value))
    return value


def field(name: str, value: str) -> bytes:
    """Return one header field with text for people, such as Subject.

    :raises HeaderRefused: if the value holds a control character
    """
    text = checked(value)
    plain = text.isascii() and "=?" not in text and all(len(word) < _WIDTH for word in text.split())
    return f"{name}: {_folded(text, len(name) + 2) if plain else _words(text)}\r\n".encode("ascii")


def structured(name: str, value: str) -> bytes:
    """Return one header field that programs read; it must be ASCII.

    :raises HeaderRefused: if it is not, or holds a control character
    """
    if not checked(value).isascii():
        raise HeaderRefused(repr(value))
    return f"{name}: {value}\r\n".encode("ascii")


def mailbox(name: str, address: str) -> str:
    """Return `Name <address>` as it stands in From and To; the address may be UTF-8 before its @ (RFC 6532).

    :raises HeaderRefused: if either holds a control character
    """
    checked(address)
    if not checked(name):
        return address
    if not name.isascii() or "=?" in name:
        return f"{_words(name)}\r\n <{address}>"
    if _ATOMS.match(name):
        return f"{name} <{address}>"
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}" <{address}>'


def file_name(name: str) -> str:
    """Return the parameter of Content-Disposition that names a file; Turkish letters as RFC 2231 has them."""
    if _PLAIN_NAME.match(checked(name)):
        return f' filename="{name}"'
    return f"\r\n filename*=utf-8''{quote(name, safe='')}"


def content_type(written: str) -> str:
    """Return a file's type, or the type of unknown bytes when it is not written as one."""
    lowered = written.lower()
    return lowered if _TYPE.match(lowered) else "application/octet-stream"


def _folded(text: str, used: int) -> str:
    lines, line = [], ""
    for word in text.split(" "):
        if line and used + len(line) + 1 + len(word) > _WIDTH:
            lines.append(line)
            line, used = word, 1
        else:
            line = f"{line} {word}" if line else word
    return "\r\n ".join([*lines, line])


def _words(text: str) -> str:
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(chunk).decode()}?=" for chunk in _chunks(text))


def _chunks(text: str) -> Iterator[bytes]:
    """Cut between letters, for each encoded word must decode by itself (RFC 2047 §5)."""
    chunk = b""
    for letter in text:
        octets = letter.encode("utf-8", "replace")
        if len(chunk) + len(octets) > _CHUNK:
            yield chunk
            chunk = b""
        chunk += octets
    yield chunk
