"""The look of a DOCX in the office's identity: page, styles, letterhead and foot; no words of any bulletin."""

from pathlib import Path
from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from kopru.core.models import Identity

#: names of our own styles; the others are Word's, so that an editor's own take over
KICKER: Final = "Kopru Kicker"
SPOT: Final = "Kopru Spot"
NOTICE: Final = "Kopru Notice"
SPEAKER: Final = "Kopru Speaker"
SMALL: Final = "Kopru Small"

_FONT: Final = "Calibri"
_GREY: Final = RGBColor(0x55, 0x5F, 0x66)
_RULE: Final = "C9D3D8"
_TINT: Final = "F1F5F7"
#: width of the text, in centimetres
_MEASURE: Final = 16.0

#: size, space before and after in points, line spacing
_SHAPES: Final = {
    "Normal": (11, 0, 7, 1.2),
    "Subtitle": (9.5, 0, 10, 1.0),
    KICKER: (11, 0, 0, 1.0),
    "Title": (24, 0, 8, 1.05),
    SPOT: (12.5, 0, 12, 1.2),
    NOTICE: (10.5, 0, 12, 1.15),
    "Heading 1": (13, 12, 4, 1.1),
    "Quote": (12, 6, 2, 1.2),
    SPEAKER: (10, 0, 10, 1.1),
    "List Bullet": (11, 0, 3, 1.2),
    "List Number": (10, 0, 3, 1.15),
    SMALL: (10, 0, 0, 1.2),
}
_BOLD: Final = {KICKER, "Title", "Heading 1"}
_COLOURED: Final = {KICKER, "Title", "Heading 1", "Quote"}
_KEPT_WITH_NEXT: Final = {"Subtitle", KICKER, "Title", "Heading 1", "Quote"}


def lay_out(paper: Any, identity: Identity, *, language: str) -> None:
    """Give `paper` its page, styles, letterhead and foot."""
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - _MEASURE) / 2)
    section.top_margin, section.bottom_margin = Cm(3.4), Cm(2.4)
    section.header_distance, section.footer_distance = Cm(1.3), Cm(1.1)
    colour = identity.colour_primary.lstrip("#").upper()
    for name in (KICKER, SPOT, NOTICE, SPEAKER, SMALL):
        paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = paper.styles["Normal"]
    for name, shape in _SHAPES.items():
        _shape(paper.styles[name], *shape, colour=RGBColor.from_string(colour) if name in _COLOURED else None)
        paper.styles[name].font.bold = name in _BOLD
        paper.styles[name].font.italic = name == "Quote"
        paper.styles[name].paragraph_format.keep_with_next = name in _KEPT_WITH_NEXT
    for name in ("Subtitle", SPEAKER):
        paper.styles[name].font.color.rgb = _GREY
    _frame(paper.styles["Quote"], colour)
    _frame(paper.styles[SPEAKER], colour)
    _frame(paper.styles[NOTICE], colour, fill=_TINT)
    _spell(paper.styles["Normal"], language)
    _letterhead(section.header, identity, colour)
    _foot(section.footer, identity)


def tabulate(paper: Any, rows: list[tuple[str, str]]) -> None:
    """Add a table of labels and values: rules between the rows, none beside them."""
    table = paper.add_table(rows=0, cols=2)
    table.autofit = False
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_border(side, _RULE, size=4, space=0))
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx knows no borders
    properties.find(qn("w:tblLayout")).addprevious(borders)  # the schema's order (ECMA-376 17.4.59)
    margins, flush = OxmlElement("w:tblCellMar"), OxmlElement("w:left")
    flush.set(qn("w:w"), "0")
    flush.set(qn("w:type"), "dxa")
    margins.append(flush)
    properties.find(qn("w:tblLook")).addprevious(margins)
    widths = (Cm(5.5), Cm(_MEASURE - 5.5))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for label, value in rows:
        cells = table.add_row().cells
        for cell, text, width in zip(cells, (label, value), widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(text)
            run.bold = cell is cells[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
            paragraph.paragraph_format.keep_with_next = True  # a table stays whole, with a line after it
    after = paper.add_paragraph()
    after.paragraph_format.space_after, after.paragraph_format.line_spacing = Pt(0), Pt(6)


def _shape(style: Any, size: float, before: float, after: float, lines: float, *, colour: RGBColor | None) -> None:
    style.font.name, style.font.size = _FONT, Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(script), None)
    fonts.set(qn("w:cs"), _FONT)
    for extra in ("w:spacing", "w:kern"):  # Word spreads the letters of its own titles
        if (found := properties.find(qn(extra))) is not None:
            properties.remove(found)
    if (rules := style.element.get_or_add_pPr().find(qn("w:pBdr"))) is not None:
        style.element.pPr.remove(rules)
    if colour is not None:
        style.font.color.rgb = colour
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), lines


def _frame(style: Any, colour: str, *, fill: str = "") -> None:
    """Draw a bar of `colour` beside the paragraphs of `style`, on a ground of `fill`."""
    properties = style.element.get_or_add_pPr()
    style.paragraph_format.left_indent = Cm(0.5)
    bars = OxmlElement("w:pBdr")
    bars.append(_border("left", colour, size=24, space=9))
    _put(properties, bars)
    if fill:
        ground = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
            ground.set(qn(f"w:{name}"), value)
        _put(properties, ground)


def _put(properties: Any, element: Any) -> None:
    """Insert `element` where the schema wants it: before spacing, indents and what follows them (ECMA-376 17.3.1)."""
    later = ("w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
    follower = next((child for child in properties if child.tag in {qn(name) for name in later}), None)
    if follower is None:
        properties.append(element)
    else:
        follower.addprevious(element)


def _border(side: str, colour: str, *, size: int, space: int) -> Any:
    """Return one side of a frame; `size` in eighths of a point, `space` in points."""
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(size)), ("space", str(space)), ("color", colour)):
        border.set(qn(f"w:{name}"), value)
    return border


def _spell(style: Any, language: str) -> None:
    spelling = OxmlElement("w:lang")
    spelling.set(qn("w:val"), "tr-TR" if language == "tr" else "en-GB")
    style.element.get_or_add_rPr().append(spelling)


def _letterhead(header: Any, identity: Identity, colour: str) -> None:
    head = header.paragraphs[0]
    if identity.logo and Path(str(identity.logo.name)).suffix.lower() == ".png":
        with identity.logo.open("rb") as logo:
            head.add_run().add_picture(logo, height=Cm(1.4))
        head.add_run("  ")
    name = head.add_run(identity.name)
    name.bold, name.font.size, name.font.color.rgb = True, Pt(14), RGBColor.from_string(colour)
    office = head.add_run(f"\n{identity.office}")
    office.font.size, office.font.color.rgb = Pt(9.5), _GREY
    head.paragraph_format.space_after = Pt(0)
    _rule(head, "bottom", colour, size=8)


def _foot(footer: Any, identity: Identity) -> None:
    foot = footer.paragraphs[0]
    line = " · ".join(part for part in (identity.address.replace("\n", " "), identity.phone, identity.email) if part)
    foot.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(_MEASURE), WD_TAB_ALIGNMENT.RIGHT)
    foot.paragraph_format.space_after = Pt(0)
    runs = [foot.add_run(f"{line}\t"), foot.add_run()]
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    number.append(runs[1]._r)  # noqa: SLF001 - python-docx has no fields
    foot._p.append(number)  # noqa: SLF001
    for run in runs:
        run.font.size, run.font.color.rgb = Pt(8.5), _GREY
    _rule(foot, "top", _RULE, size=4)


def _rule(paragraph: Any, side: str, colour: str, *, size: int) -> None:
    rules = OxmlElement("w:pBdr")
    rules.append(_border(side, colour, size=size, space=6))
    _put(paragraph._p.get_or_add_pPr(), rules)  # noqa: SLF001
