"""OpenDocument lists: read as they come from LibreOffice; a few bytes that unfold to a billion cells are refused."""

import io
import zipfile

import pytest

from kopru.directory.intake import sheets

_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
_EMPTY_REST = (
    '<table:table-row table:number-rows-repeated="{}"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)


def ods_of(*rows: str) -> bytes:
    """Return an .ods whose one table holds `rows`, as XML."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="A">{"".join(rows)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>'
    )
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return raw.getvalue()


def row_of(*cells: str, repeated: int = 1) -> str:
    words = "".join(_CELL.format(cell) for cell in cells)
    return f'<table:table-row table:number-rows-repeated="{repeated}">{words}</table:table-row>'


def test_the_empty_rest_that_libreoffice_writes_costs_nothing():
    raw = ods_of(row_of("Ad", "E-posta"), row_of("Can", "can@example.org"), _EMPTY_REST.format(1_048_574))
    assert sheets.read(raw, "liste.ods").rows == [(1, ["Ad", "E-posta"]), (2, ["Can", "can@example.org"])]


@pytest.mark.parametrize(
    "rows",
    [
        [row_of("Ad"), _EMPTY_REST.format(1_048_574), row_of(*([""] * 1000), "x")],
        [row_of("Ad", repeated=300_000)],
        [row_of(*(["Ad"] * 200), repeated=1_048_576)],
    ],
)
def test_a_few_bytes_that_unfold_to_a_billion_cells_are_refused(rows):
    with pytest.raises(sheets.SheetUnreadable):
        sheets.read(ods_of(*rows), "liste.ods")
