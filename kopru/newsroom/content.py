"""A bulletin's words as data: frozen from the working copy, cleaned once, and hashed.

Every way out (page, feed, kit, PDF, mail) is made from `Content`, so that all say the same.
"""

import hashlib
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, TypedDict

import nh3
from django.utils import timezone
from django.utils.translation import override
from wagtail.rich_text import expand_db_html

from kopru.newsroom.models import Bulletin
from kopru.typesetting.documents import Block, Contact, Paragraph, Quote, Run

_TAGS = {"p", "br", "b", "strong", "i", "em", "a", "div", "li", "h1", "h2", "h3", "h4", "blockquote"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_BOLD, _ITALIC = {"b", "strong"}, {"i", "em"}
_BREAKING = _TAGS - _BOLD - _ITALIC - {"a"}


class FigureContent(TypedDict):
    """A photo as it was approved; `photo` is its id."""

    photo: int
    caption: str
    credit: str
    alt: str


class FileContent(TypedDict):
    """A file as it was approved: `path` in the storage, `name` for whoever saves it, `size` in bytes."""

    title: str
    name: str
    path: str
    size: int
    sha256: str


class Content(TypedDict):
    """All words of an edition."""

    language: str
    overline: str
    headline: str
    spot: str
    place: str
    unit: str
    topics: list[str]
    contact: Contact | None
    blocks: list[Block]
    figures: list[FigureContent]
    files: list[FileContent]


def one_line(text: str) -> str:
    """Return `text` on one line without control characters: what may stand in a header (RFC 5322 §2.2)."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def freeze(bulletin: Bulletin) -> Content:
    """Read the working copy into data, cleaned, with the hashes of its files."""
    frozen = words(bulletin)
    frozen["files"] = [_file(file) for file in bulletin.files.all()]
    return frozen


def words(bulletin: Bulletin) -> Content:
    """Read the words of the working copy into data, cleaned; its files are left out."""
    with override(bulletin.language):
        return Content(
            language=bulletin.language,
            overline=one_line(bulletin.overline),
            headline=one_line(bulletin.headline),
            spot=one_line(bulletin.spot),
            place=one_line(bulletin.place),
            unit=str(bulletin.unit) if bulletin.unit else "",
            topics=[topic.name for topic in bulletin.topics.all()],
            contact=_contact(bulletin),
            blocks=blocks_of(bulletin),
            figures=[_figure(figure) for figure in bulletin.figures.all()],
            files=[],
        )


def blocks_of(bulletin: Bulletin) -> list[Block]:
    """Return the text of the working copy as data; an empty paragraph is none."""
    return [block for child in bulletin.body for block in _blocks(child.block_type, child.value)]


def fingerprint(content: Content) -> str:
    """Return the SHA-256 of `content` in its canonical form: sorted keys, no spaces, UTF-8."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def runs(html: str) -> list[list[Run]]:
    """Return the paragraphs of pasted or stored HTML as runs; scripts, styles and unknown marks are gone."""
    clean = nh3.clean(
        expand_db_html(html),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    reader = _Runs()
    reader.feed(clean)
    reader.close()
    return reader.paragraphs()


def text_of(stretches: list[Run]) -> str:
    """Return the words of runs alone."""
    return "".join(run["text"] for run in stretches)


class _Runs(HTMLParser):
    """Reads cleaned HTML into paragraphs of runs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[list[Run]] = []
        self._open: list[Run] = []
        self._bold = self._italic = 0
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKING:
            self._break()
        self._bold += tag in _BOLD
        self._italic += tag in _ITALIC
        if tag == "a":
            self._link = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKING:
            self._break()
        self._bold -= tag in _BOLD
        self._italic -= tag in _ITALIC
        if tag == "a":
            self._link = ""

    def handle_data(self, data: str) -> None:
        run = Run(text="".join(char if char.isprintable() else " " for char in data))
        if self._bold > 0:
            run["bold"] = True
        if self._italic > 0:
            run["italic"] = True
        if self._link:
            run["link"] = self._link
        self._open.append(run)

    def paragraphs(self) -> list[list[Run]]:
        self._break()
        return self._done

    def _break(self) -> None:
        if text_of(self._open).strip():
            self._open[0]["text"] = self._open[0]["text"].lstrip()
            self._open[-1]["text"] = self._open[-1]["text"].rstrip()
            self._done.append([run for run in self._open if run["text"]])
        self._open = []


def _blocks(kind: str, value: Any) -> Iterator[Block]:
    if kind == "paragraph":
        yield from (Paragraph(kind="paragraph", runs=each) for each in runs(value.source))
    elif kind == "subhead":
        yield {"kind": "subhead", "text": one_line(value)}
    elif kind == "quote":
        yield _quote(value)
    elif kind == "facts":
        facts = [{"label": one_line(fact["label"]), "value": one_line(fact["value"])} for fact in value["facts"]]
        yield {"kind": "facts", "title": one_line(value["title"]), "facts": facts}  # type: ignore[typeddict-item]


def _quote(value: Any) -> Quote:
    joined: list[Run] = []
    for each in runs(value["text"].source):
        joined.extend([Run(text=" ")] if joined else [])
        joined.extend(each)
    return Quote(
        kind="quote", runs=_quoted(joined), speaker=one_line(value["speaker"]), office=one_line(value["office"])
    )


def _quoted(words: list[Run]) -> list[Run]:
    """Put Turkish quotation marks around somebody's words, in place of whatever the writer typed."""
    if not words:
        return []
    words[0]["text"] = "“" + words[0]["text"].lstrip(" \"“”„'‘’")
    words[-1]["text"] = words[-1]["text"].rstrip(" \"“”'‘") + "”"
    return words


def _contact(bulletin: Bulletin) -> Contact | None:
    person = bulletin.contact.current if bulletin.contact else None
    if person is None:
        return None
    contact = Contact(name=str(person))
    tenure = person.tenures.at(timezone.localdate()).select_related("office").first()
    if tenure is not None:
        contact["duty"] = tenure.office.name
    for point in person.contact_points.usable():
        if point.kind == "email":
            contact.setdefault("email", point.value)
        elif point.kind in {"phone", "mobile"}:
            contact.setdefault("phone", point.value)
    return contact


def _figure(figure: Any) -> FigureContent:
    photo = figure.photo
    caption = one_line(figure.caption or photo.caption)
    return FigureContent(
        photo=photo.pk,
        caption=caption,
        credit=one_line(figure.credit or photo.printed_credit),
        alt=one_line(photo.description or caption or photo.title),
    )


def _file(file: Any) -> FileContent:
    with file.file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    name = file.file.name.rsplit("/", 1)[-1]
    return FileContent(title=one_line(file.title), name=name, path=file.file.name, size=file.file.size, sha256=digest)
