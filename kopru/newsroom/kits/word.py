"""The edition as a DOCX in the office's identity: real styles, so that an editor's own take over."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from kopru.core.models import Identity
from kopru.newsroom.content import Content
from kopru.newsroom.kits import stationery
from kopru.newsroom.models import Correction, Edition
from kopru.newsroom.wording import absolute, capitals, contact_lines, day, moment, with_dateline
from kopru.typesetting.documents import Block, Run


def docx(edition: Edition, *, corrections: Iterable[Correction] = ()) -> bytes:
    """Return the edition as a DOCX."""
    content: Content = edition.content
    identity = Identity.load()
    with override(content["language"]):
        paper = Document()
        stationery.lay_out(paper, identity, language=content["language"])
        _say_what_it_is(paper, edition)
        _headline(paper, edition)
        for correction in corrections:
            notice = paper.add_paragraph(style=stationery.NOTICE)
            notice.add_run(correction.get_kind_display()).bold = True
            notice.add_run(f" ({moment(correction.at, content['language'])}): {correction.note}")
        for block in with_dateline(content):
            _block(paper, block)
        _closing(paper, edition)
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def _say_what_it_is(paper: Any, edition: Edition) -> None:
    properties = paper.core_properties
    properties.title, properties.author = edition.headline, Identity.load().name
    properties.subject = edition.bulletin.label
    properties.comments, properties.language = "", edition.language
    properties.created = properties.modified = edition.approved_at or edition.made_at


def _headline(paper: Any, edition: Edition) -> None:
    content: Content = edition.content
    bulletin, language = edition.bulletin, content["language"]
    shown = bulletin.first_published_at or edition.approved_at or edition.made_at
    number = _("No. %(number)s") % {"number": bulletin.label} if bulletin.label else ""
    kind = capitals(_("Press release"), language)
    paper.add_paragraph(" · ".join(part for part in (kind, number, day(shown, language)) if part), style="Subtitle")
    if content["overline"]:
        paper.add_paragraph(content["overline"], style=stationery.KICKER)
    paper.add_paragraph(content["headline"], style="Title")
    if content["spot"]:
        paper.add_paragraph(content["spot"], style=stationery.SPOT)


def _block(paper: Any, block: Block) -> None:
    if block["kind"] == "paragraph":
        _runs(paper.add_paragraph(), block["runs"])
    elif block["kind"] == "subhead":
        paper.add_paragraph(block["text"], style="Heading 1")
    elif block["kind"] == "quote":
        _runs(paper.add_paragraph(style="Quote"), block["runs"])
        said = ", ".join(part for part in (block.get("speaker", ""), block.get("office", "")) if part)
        if said:
            paper.add_paragraph(said, style=stationery.SPEAKER)
    elif block["kind"] == "facts":
        if block.get("title"):
            paper.add_paragraph(block["title"], style="Heading 1")
        stationery.tabulate(paper, [(fact["label"], fact["value"]) for fact in block["facts"]])
    else:
        for item in block["items"]:
            _runs(paper.add_paragraph(style="List Bullet"), item)


def _runs(paragraph: Any, runs: list[Run]) -> None:
    for run in runs:
        written = _link(paragraph, run["link"], run["text"]) if run.get("link") else paragraph.add_run(run["text"])
        written.bold, written.italic = run.get("bold"), run.get("italic")


def _link(paragraph: Any, address: str, text: str) -> Any:
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    run = paragraph.add_run(text)
    run.underline = True
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    link.append(run._r)  # noqa: SLF001 - python-docx has no hyperlinks of its own
    paragraph._p.append(link)  # noqa: SLF001
    return run


def _closing(paper: Any, edition: Edition) -> None:
    content: Content = edition.content
    if content["figures"]:
        paper.add_paragraph(_("Photos"), style="Heading 1")
        for figure in content["figures"]:
            credit = f" ({figure['credit']})" if figure["credit"] else ""
            paper.add_paragraph(f"{figure['caption']}{credit}", style="List Number")
    paper.add_paragraph(_("For further information"), style="Heading 1")
    lines = [paper.add_paragraph(line, style=stationery.SMALL) for line in contact_lines(content)]
    for line in lines:
        line.paragraph_format.keep_with_next = bool(edition.bulletin.label)  # the address is not alone on a page
    if edition.bulletin.label:
        address = absolute(edition.bulletin.get_absolute_url())
        _link(paper.add_paragraph(style=stationery.SMALL), address, address)
