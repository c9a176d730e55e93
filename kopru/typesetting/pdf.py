"""Reads a PDF back: its text, its pages as pictures, what it says of itself."""

import io
from collections import Counter
from typing import Any

import pikepdf
import pypdfium2

_POINTS_OF_AN_INCH = 72


def text_of(pdf: bytes) -> str:
    """Return the text in the order of the pages' content, a form feed between pages, lines without trailing blanks."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return "\f".join("\n".join(line.rstrip() for line in page.splitlines()) for page in pages)


def pages_as_png(pdf: bytes, *, dpi: int = 96) -> list[bytes]:
    """Return every page as a PNG of so many dots per inch."""
    document = pypdfium2.PdfDocument(pdf)
    pictures = []
    try:
        for page in document:
            written = io.BytesIO()
            page.render(scale=dpi / _POINTS_OF_AN_INCH).to_pil().save(written, "PNG")
            pictures.append(written.getvalue())
    finally:
        document.close()
    return pictures


def set_metadata(pdf: bytes, **fields: str) -> bytes:
    """Return the PDF with Dublin Core fields set in its XMP packet: `title="…"`, `rights="…"`, `source="…"`."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
            for name, value in fields.items():
                metadata[f"dc:{name}"] = value
        written = io.BytesIO()
        document.save(written, deterministic_id=True)
    return written.getvalue()


def claims_of(pdf: bytes) -> dict[str, Any]:
    """Return what the PDF says of itself: title, language, tagged or not, PDF/UA part, PDF/A level, pages."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = document.open_metadata()
        return {
            "title": metadata.get("dc:title"),
            "language": str(document.Root.get("/Lang", "")),
            "tagged": bool("/MarkInfo" in document.Root and document.Root.MarkInfo.get("/Marked", False)),
            "ua_part": metadata.get("pdfuaid:part"),
            "a_level": metadata.pdfa_status,
            "pages": len(document.pages),
        }


def tags_of(pdf: bytes) -> Counter[str]:
    """Count the structure elements (PDF 1.7, §14.8.4): headings, figures, lists, links."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        elements = (item for item in document.objects if isinstance(item, pikepdf.Dictionary))
        return Counter(
            str(item.S)[1:]
            for item in elements
            if item.get("/Type") == "/StructElem" or ("/P" in item and "/S" in item)
        )
