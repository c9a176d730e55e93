"""How an edition is worded wherever it is plain text: the kit's text, the mail's body, the captions."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from kopru.core.models import Identity
from kopru.newsroom.content import Content, text_of
from kopru.newsroom.models import Correction, Edition
from kopru.turkish import casing, dates
from kopru.typesetting.documents import Block, Paragraph, Run


def day(moment: datetime, language: str) -> str:
    """Return the local day of `moment`: "24 Kasım 2026 Salı", "Tuesday 24 November 2026"."""
    local = timezone.localtime(moment)
    if language == "tr":
        return dates.long_date(local)
    with override(language):
        return date_format(local, "l j F Y")


def moment(at: datetime, language: str) -> str:
    """Return local day and time: "24.11.2026 10.30", "24 November 2026, 10:30"."""
    local = timezone.localtime(at)
    if language == "tr":
        return dates.short_moment(local)
    with override(language):
        return date_format(local, "j F Y, H:i")


def capitals(text: str, language: str) -> str:
    """Return `text` in capitals as its language writes them."""
    return casing.upper(text) if language == "tr" else text.upper()


def absolute(path: str) -> str:
    """Return the address of `path` as it stands in mails and on paper."""
    return f"{settings.BASE_URL}{path}"


def with_dateline(content: Content) -> list[Block]:
    """Return the blocks, the first paragraph opened by its place: "KÜÇÜKKUYU – "."""
    blocks: list[Block] = list(content["blocks"])
    if not content["place"]:
        return blocks
    opening = Run(text=f"{capitals(content['place'], content['language'])} – ")
    for index, block in enumerate(blocks):
        if block["kind"] == "paragraph":
            blocks[index] = Paragraph(kind="paragraph", runs=[opening, *block["runs"]])
            break
    return blocks


def plain(edition: Edition, *, corrections: Iterable[Correction] = ()) -> str:
    """Return the whole edition to paste: no markup, paragraphs on one line each, ends with one newline."""
    content: Content = edition.content
    with override(content["language"]):
        parts = [*_head(edition), *_notices(corrections, content["language"]), *_body(content), *_foot(edition)]
    return "\n\n".join(part for part in parts if part) + "\n"


def words_of(content: Content) -> Iterator[str]:
    """Yield the readable lines of an edition in their order, as an approver compares them."""
    yield from (content["overline"], content["headline"], content["spot"])
    yield from (line for block in with_dateline(content) for line in _block(block).split("\n"))
    for figure in content["figures"]:
        yield f"{figure['caption']} ({figure['credit']})" if figure["credit"] else figure["caption"]
    yield from (file["title"] for file in content["files"])
    if content["contact"]:
        yield ", ".join(str(value) for value in content["contact"].values())


def captions(content: Content, names: list[str]) -> str:
    """Return the list of photos that goes with them in the ZIP: file name, caption, credit."""
    with override(content["language"]):
        entries = [
            "\r\n".join(
                part
                for part in (
                    name,
                    figure["caption"],
                    _("Photo: %(credit)s") % {"credit": figure["credit"]} if figure["credit"] else "",
                )
                if part
            )
            for name, figure in zip(names, content["figures"], strict=True)
        ]
    return "\r\n\r\n".join([content["headline"], *entries]) + "\r\n"


def _head(edition: Edition) -> Iterator[str]:
    content: Content = edition.content
    identity = Identity.load()
    language = content["language"]
    bulletin = edition.bulletin
    shown = bulletin.first_published_at or edition.approved_at or edition.made_at
    number = _("No. %(number)s") % {"number": bulletin.label} if bulletin.label else ""
    yield capitals(_("Press release"), language)
    yield "\n".join(part for part in (identity.name, identity.office) if part)
    yield " · ".join(part for part in (number, day(shown, language)) if part)
    yield content["overline"]
    yield content["headline"]
    yield content["spot"]


def _notices(corrections: Iterable[Correction], language: str) -> Iterator[str]:
    for correction in corrections:
        yield f"{correction.get_kind_display()} ({moment(correction.at, language)}): {correction.note}"


def _body(content: Content) -> Iterator[str]:
    yield from (_block(block) for block in with_dateline(content))


def _block(block: Block) -> str:
    if block["kind"] == "paragraph":
        return text_of(block["runs"])
    if block["kind"] == "subhead":
        return block["text"]
    if block["kind"] == "quote":
        said = ", ".join(part for part in (block.get("speaker", ""), block.get("office", "")) if part)
        return f"{text_of(block['runs'])}\n– {said}" if said else text_of(block["runs"])
    if block["kind"] == "facts":
        lines = [f"• {fact['label']}: {fact['value']}" for fact in block["facts"]]
        return "\n".join([*([block["title"]] if block.get("title") else []), *lines])
    return "\n".join(f"• {text_of(item)}" for item in block["items"])


def _foot(edition: Edition) -> Iterator[str]:
    content: Content = edition.content
    if content["figures"]:
        yield "\n".join(
            [
                _("Photos"),
                *(
                    f"{order}. {figure['caption']}" + (f" ({figure['credit']})" if figure["credit"] else "")
                    for order, figure in enumerate(content["figures"], start=1)
                ),
            ]
        )
    yield "\n".join([_("For further information"), *contact_lines(content)])


def contact_lines(content: Content) -> list[str]:
    """Return whom a journalist may ask, the office's own line last."""
    identity = Identity.load()
    lines = []
    if contact := content["contact"]:
        named = ", ".join(part for part in (contact["name"], contact.get("duty", "")) if part)
        reached = " · ".join(part for part in (contact.get("phone", ""), contact.get("email", "")) if part)
        lines.append(f"{named}: {reached}" if reached else named)
    lines.append(f"{identity.name} {identity.office}")
    lines.append(" · ".join(part for part in (identity.phone, identity.email) if part))
    return lines
