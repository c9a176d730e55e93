"""Files in a mail: their names made harmless, their type by their own bytes, winmail.dat opened; no archive ever is."""

import logging
import posixpath
import re
from dataclasses import dataclass
from typing import Final

import filetype

from kopru.cases.intake.mail import headers, tnef
from kopru.cases.intake.mail.message import Attachment, Note, Source
from kopru.cases.intake.mail.structure import Part

logger = logging.getLogger(__name__)

_HEAD: Final = 8192
_LONGEST_NAME: Final = 150
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u202a-\u202e\u2066-\u2069]+')
_TNEF_TYPES: Final = ("application/ms-tnef", "application/vnd.ms-tnef")
_EXTENSIONS: Final = {
    "message/rfc822": ".eml", "text/plain": ".txt", "text/html": ".html", "text/calendar": ".ics", "image/jpeg": ".jpg",
    "image/png": ".png", "image/gif": ".gif", "application/pdf": ".pdf", "text/csv": ".csv",
}  # fmt: skip
#: What `filetype` does not know, by the first bytes.
_SIGNS: Final = (
    (b"BEGIN:VCALENDAR", "text/calendar"),
    (b"BEGIN:VCARD", "text/vcard"),
    (b"{\\rtf", "application/rtf"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
    (b"<!DOCTYPE html", "text/html"),
    (b"<html", "text/html"),
    (b"<?xml", "text/xml"),
    (b"<svg", "image/svg+xml"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)


@dataclass(frozen=True, slots=True)
class _Held(Source):
    """Bytes that were inside another file."""

    octets: bytes

    def decoded(self) -> bytes:
        """Return the bytes."""
        return self.octets


def of_part(part: Part) -> Attachment:
    """Return the file that a part is."""
    content = part.decoded()
    said = part.type
    found = sniffed(content, said)
    content_id = headers.decode(part.headers.first("content-id")).strip("<> ")
    is_inline = part.disposition == "inline" or (bool(content_id) and part.disposition != "attachment")
    name = safe_name(part.name or _subject_of(part), found)
    return Attachment(name, said, found, len(content), is_inline, content_id, part)


def _subject_of(part: Part) -> str:
    """Return a name for a part that has none."""
    return headers.decode(part.headers.first("content-description"))[:80]


def sniffed(content: bytes, said: str) -> str:
    """Return the type by the bytes; text keeps the type it claims."""
    head = content[:_HEAD]
    for sign, kind in _SIGNS:
        if head.lstrip()[: len(sign)].lower() == sign.lower():
            return kind
    guessed = filetype.guess_mime(head) if head else None
    if guessed:
        return str(guessed)
    if b"\x00" in head:
        return "application/octet-stream" if said.startswith(("text/", "message/")) else said
    return said if said and "/" in said else "application/octet-stream"


def safe_name(name: str, kind: str) -> str:
    """Return a file name without path, control characters or tricks of direction, with at most 150 characters."""
    bare = posixpath.basename(name.replace("\\", "/").rstrip("/"))
    bare = _UNSAFE.sub("_", bare).strip(" .")
    if not bare:
        bare = f"ek{_EXTENSIONS.get(kind, '')}"
    if len(bare) > _LONGEST_NAME:
        stem, dot, ending = bare.rpartition(".")
        keep = f"{dot}{ending}" if stem and len(ending) <= 10 else ""
        bare = bare[: _LONGEST_NAME - len(keep)] + keep
    return bare


def opened_tnef(part: Part) -> tuple[list[Attachment], str, list[Note]]:
    """Return the files and the text in a winmail.dat, and a note on it."""
    try:
        letter = tnef.read(part.decoded())
    except tnef.NotTnef as obstacle:
        logger.info("winmail.dat: %s", obstacle)
        return [], "", [Note.TNEF_UNREADABLE]
    files = []
    for name, content in letter.files:
        kind = sniffed(content, "application/octet-stream")
        files.append(Attachment(safe_name(name, kind), kind, kind, len(content), source=_Held(content)))
    return files, letter.text, [Note.TNEF_OPENED]


def is_tnef(part: Part) -> bool:
    """Tell whether a part is Outlook's own wrapping."""
    return part.type in _TNEF_TYPES or part.name.lower() == "winmail.dat"
