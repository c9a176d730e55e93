"""A mail that lies in the outbox, opened for reading: what it says, what hangs on it, and never an exception."""

import email
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from typing import Final

#: What stands above a mail, in this order.
_HEADERS: Final = ("From", "To", "Date", "Subject", "Reply-To", "Message-ID", "List-Unsubscribe")
_BROKEN: Final = (ValueError, LookupError, TypeError, AttributeError, AssertionError)


@dataclass(frozen=True, slots=True)
class File:
    """One file that hangs on a mail."""

    number: int
    name: str
    content: bytes

    @property
    def size(self) -> int:
        """Return how many bytes it has."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as its recipient's program would show it."""

    headers: tuple[tuple[str, str], ...]
    text: str
    html: str
    files: tuple[File, ...]
    raw: bytes


def read(raw: bytes) -> Letter:
    """Open a mail."""
    message = email.message_from_bytes(raw, policy=policy.default)
    headers = tuple((name, value) for name in _HEADERS if (value := _header(message, name)))
    return Letter(headers, _body(message, "plain"), _body(message, "html"), tuple(_files(message)), raw)


def _header(message: Message, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except _BROKEN:
        return ""


def _body(message: EmailMessage, kind: str) -> str:
    try:
        part = message.get_body(preferencelist=(kind,))
        return str(part.get_content()) if part is not None else ""
    except _BROKEN:
        return ""


def _files(message: EmailMessage) -> Iterator[File]:
    parts = (part for part in message.walk() if part.get_content_disposition() == "attachment")
    for number, part in enumerate(parts):
        content = part.get_payload(decode=True)
        yield File(number, part.get_filename() or f"{number + 1}", content if isinstance(content, bytes) else b"")
