"""The edition as a DOCX in the office's identity: real styles, so that an editor's own take over."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from kopru.core.models import Identity
from kopru.newsroom.content import Content
from kopru.newsroom.models import Correction, Edition
from kopru.newsroom.wording import absolute, capitals, contact_lines, day, moment, with_dateline
from kopru.typesetting.documents import Block, Run

_FONT = "Calibri"


def docx(edition: Edition, *, corrections: Iterable[Correction] = ()) -> bytes:
    """Return the edition as a DOCX."""
    content: Content = edition.content
    identity = Identity.load()
    with override(content["language"]):
        paper = Document()
        _style(paper, content["language"], identity)
        _say_what_it_is(paper, edition)
        _letterhead(paper, identity)
        _headline(paper, edition)
        for correction in corrections:
            line = f"{correction.get_kind_display()} ({moment(correction.at, content['language'])}): {correction.note}"
            paper.add_paragraph(line, style="Intense Quote")
        for block in with_dateline(content):
            _block(paper, block)
        _closing(paper, edition)
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def _style(paper: Any, language: str, identity: Identity) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2)
    colour = RGBColor.from_string(identity.colour_primary.lstrip("#").upper())
    sizes = {"Normal": 11.5, "Title": 22, "Heading 1": 14, "Subtitle": 11, "Intense Quote": 10.5, "Quote": 12}
    for name, size in sizes.items():
        style = paper.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(script), None)
        fonts.set(qn("w:cs"), _FONT)
        if name != "Normal":
            style.font.color.rgb = colour
    for name in ("Title", "Intense Quote"):
        borders = paper.styles[name].element.pPr.find(qn("w:pBdr"))
        if name == "Title" and borders is not None:
            paper.styles[name].element.pPr.remove(borders)
    paper.styles["Normal"].paragraph_format.space_after = Pt(8)
    paper.styles["Normal"].paragraph_format.line_spacing = 1.25
    spelling = OxmlElement("w:lang")
    spelling.set(qn("w:val"), "tr-TR" if language == "tr" else "en-GB")
    paper.styles["Normal"].element.get_or_add_rPr().append(spelling)


def _say_what_it_is(paper: Any, edition: Edition) -> None:
    properties = paper.core_properties
    properties.title, properties.author = edition.headline, Identity.load().name
    properties.subject = edition.bulletin.label
    properties.comments, properties.language = "", edition.language
    properties.created = properties.modified = edition.approved_at or edition.made_at


def _letterhead(paper: Any, identity: Identity) -> None:
    head = paper.sections[0].header.paragraphs[0]
    if identity.logo and Path(str(identity.logo.name)).suffix.lower() == ".png":
        with identity.logo.open("rb") as logo:
            head.add_run().add_picture(logo, height=Cm(1.4))
        head.add_run("  ")
    name = head.add_run(identity.name)
    name.bold, name.font.size = True, Pt(13)
    name.font.color.rgb = RGBColor.from_string(identity.colour_primary.lstrip("#").upper())
    head.add_run(f"\n{identity.office}").font.size = Pt(9.5)
    foot = paper.sections[0].footer.paragraphs[0]
    line = " · ".join(part for part in (identity.address.replace("\n", " "), identity.phone, identity.email) if part)
    foot.add_run(line).font.size = Pt(8.5)


def _headline(paper: Any, edition: Edition) -> None:
    content: Content = edition.content
    bulletin, language = edition.bulletin, content["language"]
    shown = bulletin.first_published_at or edition.approved_at or edition.made_at
    number = _("No. %(number)s") % {"number": bulletin.label} if bulletin.label else ""
    kind = capitals(_("Press release"), language)
    paper.add_paragraph(" · ".join(part for part in (kind, number, day(shown, language)) if part), style="Subtitle")
    if content["overline"]:
        paper.add_paragraph().add_run(content["overline"]).bold = True
    paper.add_paragraph(content["headline"], style="Title")
    if content["spot"]:
        paper.add_paragraph().add_run(content["spot"]).bold = True


def _block(paper: Any, block: Block) -> None:
    if block["kind"] == "paragraph":
        _runs(paper.add_paragraph(), block["runs"])
    elif block["kind"] == "subhead":
        paper.add_paragraph(block["text"], style="Heading 1")
    elif block["kind"] == "quote":
        _runs(paper.add_paragraph(style="Quote"), block["runs"])
        said = ", ".join(part for part in (block.get("speaker", ""), block.get("office", "")) if part)
        if said:
            paper.add_paragraph(f"– {said}")
    elif block["kind"] == "facts":
        if block.get("title"):
            paper.add_paragraph(block["title"], style="Heading 1")
        table = paper.add_table(rows=0, cols=2, style="Light List")
        table.style = paper.styles["Table Grid"]
        for fact in block["facts"]:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = fact["label"], fact["value"]
        paper.add_paragraph()
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
    for line in contact_lines(content):
        paper.add_paragraph(line).paragraph_format.space_after = Pt(0)
    if edition.bulletin.label:
        address = absolute(edition.bulletin.get_absolute_url())
        _link(paper.add_paragraph(), address, address)
