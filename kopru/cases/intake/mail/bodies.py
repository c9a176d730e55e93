"""The text of a mail among its parts: the plain one where there is one, else what its HTML says."""

import re
from dataclasses import dataclass, field
from typing import Final

from kopru.cases.intake.mail import charsets, hypertext
from kopru.cases.intake.mail.message import Note
from kopru.cases.intake.mail.structure import Part

#: Characters of text that are kept for the case; the raw mail holds all.
_LONGEST: Final = 500_000
_META: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
#: What stands in the plain part of programs that want to be read as HTML.
_STUB: Final = re.compile(
    r"(html|e-?mail|mail|e-?posta|program)[^\n]{0,80}(support|view|görüntüle|destekle)|view (this|it) (e-?mail )?in",
    re.IGNORECASE,
)
_TEXT_TYPES: Final = ("text/plain", "text/html", "text/enriched", "text/x-amp-html", "text")


@dataclass(slots=True)
class Body:
    """The text to show, the HTML as it came, and the parts that are files."""

    text: str = ""
    html: str = ""
    files: list[Part] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def of(root: Part) -> Body:
    """Return the body of a mail."""
    body = Body()
    sections = _sections(root, body)
    body.html = "\n".join(html for _plain, html in sections if html)
    text = "\n\n".join(shown for plain, html in sections if (shown := _shown(plain, html)))
    if len(text) > _LONGEST:
        text = text[:_LONGEST]
        body.notes.append(Note.TEXT_CUT)
    body.text = text
    return body


def _sections(part: Part, body: Body) -> list[tuple[str, str]]:
    """Return plain text and HTML of each piece of text; the depth of parts is bounded by the skeleton."""
    if part.children:
        if part.type != "multipart/alternative":
            return [section for child in part.children for section in _sections(child, body)]
        sections = [section for child in part.children for section in _sections(child, body)]
        plain = "\n".join(one for one, _html in sections if one.strip())
        html = "\n".join(two for _plain, two in sections if two.strip())
        return [(plain, html)]
    if part.type == "text/x-amp-html":
        return []
    if not _is_text(part):
        body.files.append(part)
        return []
    text, is_mended = text_of(part)
    if is_mended:
        body.notes.append(Note.CHARSET_MENDED)
    return [("", text)] if part.type == "text/html" else [(text, "")]


def _is_text(part: Part) -> bool:
    if part.disposition == "attachment":
        return False
    if part.type.startswith("multipart/"):
        return True  # no boundary line of it was found: what there is, is shown
    return part.type in _TEXT_TYPES and not (part.name and part.disposition != "inline" and part.type != "text/plain")


def text_of(part: Part) -> tuple[str, bool]:
    """Return the text of a part in whatever charset it really is, and whether the claimed one was wrong."""
    octets = part.decoded()
    said = part.parameters.get("charset", "")
    if not said and part.type == "text/html" and (meta := _META.search(octets[:4000])):
        said = meta[1].decode("ascii")
    text, is_mended = charsets.read(octets, said)
    if part.parameters.get("format", "").lower() == "flowed":
        text = _unflowed(text, deletes_space=part.parameters.get("delsp", "").lower() == "yes")
    return text, is_mended and bool(said)


def _unflowed(text: str, *, deletes_space: bool) -> str:
    """Join the lines that were only broken for width (RFC 3676 §4)."""
    lines: list[str] = []
    open_depth = -1
    for line in text.replace("\r\n", "\n").split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        is_mark = bare == "-- "
        if depth == open_depth and not is_mark:
            lines[-1] += bare
        else:
            lines.append(f"{'>' * depth} {bare}" if depth else bare)
        is_soft = bare.endswith(" ") and not is_mark
        if is_soft and deletes_space:
            lines[-1] = lines[-1][:-1]
        open_depth = depth if is_soft else -1
    return "\n".join(lines)


def _shown(plain: str, html: str) -> str:
    stripped = plain.strip()
    if stripped and not (html and len(stripped) < 200 and _STUB.search(stripped)):
        return plain.strip("\r\n")
    return hypertext.to_text(html) or stripped
