"""From the bytes of a CSV or Excel file to rows of text; what the file really is decides, not its name."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import PurePath
from typing import Any, Final

import python_calamine
from django.utils.translation import gettext as _

from kopru.turkish import charset
from kopru.turkish.numbers import file_size

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_ROWS: Final = 200_000
#: An .xlsx of a few megabytes may hold gigabytes of XML (a decompression bomb).
_MOST_UNPACKED: Final = 400 * 1024 * 1024
#: The reader keeps every cell between the first and the last, empty or not, at some 30 bytes each.
_MOST_CELLS: Final = 40_000_000
_PLACE: Final = re.compile(rb"""r=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_EXCEL_ENDINGS: Final = {".xlsx", ".xlsm", ".xls", ".ods"}
_TEXT_ENDINGS: Final = {".csv", ".txt", ".tsv"}
#: PDF, PNG, JPEG, GIF, RTF, web page: first bytes that are valid text all the same.
_SOMETHING_ELSE: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"<!DOCTYPE", b"<html")
_MOJIBAKE: Final = re.compile("Ã[¼§¶–‡œ]|Ä[±Ÿž°]|Å[Ÿž]")


class SheetUnreadable(ValueError):
    """The file cannot be read as a list of contacts; the message says why, for the person who sent it."""


class FileTooLarge(SheetUnreadable):
    """The file is larger than any list of contacts."""


@dataclass(slots=True)
class Sheet:
    """The rows of one sheet, the heading row included; a row is (line number from 1, cells as text)."""

    rows: list[tuple[int, list[str]]]
    encoding: str = ""
    notes: list[str] = field(default_factory=list)


def refuse_size(size: int) -> None:
    """Refuse a file of `size` bytes before anything of it is read.

    :raises FileTooLarge: if it is above 20 MiB
    """
    if size > MOST_BYTES:
        raise FileTooLarge(
            _("The file is {size}; at most {most} can be imported. Split the list into parts.").format(
                size=file_size(size), most=file_size(MOST_BYTES)
            )
        )


def read(raw: bytes, name: str) -> Sheet:
    """Read the first sheet of an Excel or OpenDocument file, or a CSV.

    :raises SheetUnreadable: if it is neither, is not what its name says, is empty, protected or too large
    """
    refuse_size(len(raw))
    ending = PurePath(name).suffix.lower()
    if ending not in _EXCEL_ENDINGS | _TEXT_ENDINGS:
        raise SheetUnreadable(
            _("Files named “{ending}” cannot be imported. Save the list as .xlsx or .csv.").format(
                ending=ending or name
            )
        )
    is_excel = raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    if is_excel != (ending in _EXCEL_ENDINGS) or raw.startswith(_SOMETHING_ELSE):
        raise SheetUnreadable(
            _("The file is named “{ending}”, but its content is something else. Open it and save it anew.").format(
                ending=ending
            )
        )
    sheet = _excel(raw) if is_excel else _text(raw)
    if not sheet.rows:
        raise SheetUnreadable(_("The file is empty."))
    if len(sheet.rows) > MOST_ROWS:
        raise SheetUnreadable(_("The list has more than {0} rows. Split it into parts.").format(MOST_ROWS))
    return sheet


def _excel(raw: bytes) -> Sheet:
    has_formulas = _look_inside(raw) if raw.startswith(b"PK") else False
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
            if not book.sheet_names:
                raise SheetUnreadable(_("The file is empty."))
            sheet = book.get_sheet_by_index(0)
            first = sheet.start[0] if sheet.start else 0
            rows = [(first + n, [_cell(cell) for cell in row]) for n, row in enumerate(_limited(sheet), start=1)]
            others = book.sheet_names[1:]
    except python_calamine.PasswordError as error:
        raise SheetUnreadable(_("The file is protected by a password. Save it without one.")) from error
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        if isinstance(error, SheetUnreadable):
            raise
        raise SheetUnreadable(
            _("The file is damaged or not an Excel file. Open it in Excel and save it anew.")
        ) from error
    notes = []
    if others:
        notes.append(_("Only the first sheet is read; left out: {0}.").format(", ".join(others)))
    if has_formulas:
        notes.append(_("The file holds formulas; their last stored results are taken."))
    return Sheet(rows, notes=notes)


def _limited(sheet: Any) -> Iterator[list[Any]]:
    for number, row in enumerate(sheet.to_python(skip_empty_area=True)):
        if number > MOST_ROWS:
            break
        yield row


def _look_inside(raw: bytes) -> bool:
    """Refuse what unpacks to too much, by what the archive declares; tell whether cells hold formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
                raise FileTooLarge(_("The file unpacks to more than can be imported. Split the list into parts."))
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and _area(archive, name) > _MOST_CELLS:
                    raise FileTooLarge(_("The file unpacks to more than can be imported. Split the list into parts."))
            return bool(sheets) and _has_formula(archive, sheets[0])
    except (zipfile.BadZipFile, OSError) as error:
        raise SheetUnreadable(
            _("The file is damaged or not an Excel file. Open it in Excel and save it anew.")
        ) from error


def _area(archive: zipfile.ZipFile, name: str) -> int:
    """Return how many cells the table spans: two far apart would take the reader all memory for what is between."""
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    with archive.open(name) as xml:
        tail = b""
        while piece := xml.read(1 << 20):
            for column, row in _PLACE.findall(tail + piece):
                columns.add(column)
                rows.add(row)
            tail = piece[-16:]
    width = max(map(_column, columns), default=0)
    return width * max(map(int, rows), default=0)


def _column(letters: bytes) -> int:
    """Return the number of a column, "A" is 1 and "AA" is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _has_formula(archive: zipfile.ZipFile, name: str) -> bool:
    with archive.open(name) as xml:
        tail = b""
        while piece := xml.read(1 << 20):
            if b"<f>" in tail + piece or b"<f " in tail + piece:
                return True
            tail = piece[-3:]
    return False


def _cell(value: Any) -> str:
    """Return a cell as somebody would type it: 5321234567.0 is a telephone number, not a fraction."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else str(value)
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value)


def _text(raw: bytes) -> Sheet:
    try:
        text, encoding = _decode(raw)
    except charset.NotText as error:
        raise SheetUnreadable(
            _("The file is not text; a CSV was expected. Open it in Excel and save it anew.")
        ) from error
    csv.field_size_limit(1 << 20)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: list[tuple[int, list[str]]] = []
    try:
        before = 0
        for cells in reader:
            rows.append((before + 1, [_unguarded(cell) for cell in cells]))
            before = reader.line_num
            if len(rows) > MOST_ROWS:
                break
    except csv.Error as error:
        problem = _("Line {0} cannot be read; is a quotation mark left open?").format(reader.line_num)
        raise SheetUnreadable(problem) from error
    return Sheet(rows, encoding)


def _decode(raw: bytes) -> tuple[str, str]:
    """Read with one encoding; a file glued together of two is read line by line."""
    text, encoding = charset.decode(raw)
    if encoding in ("cp1254", "iso8859-9") and _MOJIBAKE.search(text):
        return "".join(_line(line, encoding) for line in raw.splitlines(keepends=True)), f"utf-8 + {encoding}"
    return text, encoding


def _line(line: bytes, encoding: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(encoding, errors="replace")


def _delimiter(text: str) -> str:
    """Return what parts the cells: Turkish Excel writes semicolons, others commas or tabs."""
    head = re.sub(r'"[^"]*"', "", "\n".join(text.splitlines()[:5]))
    return max(";\t,|", key=lambda mark: (head.count(mark), mark == ";"))


#: What a spreadsheet program takes for a formula when it stands first in a CSV cell (OWASP "CSV injection").
FORMULA_MARKS: Final = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: str) -> str:
    """Return a CSV cell that no spreadsheet program runs: an apostrophe goes before what looks like a formula."""
    is_number = re.fullmatch(r"[+\-]?[\d\s()/.,]*", cell) is not None
    needs = cell.startswith(FORMULA_MARKS) and not is_number
    return f"'{cell}" if needs or cell.startswith("'") else cell


def _unguarded(cell: str) -> str:
    is_guarded = cell.startswith("'") and cell[1:].startswith((*FORMULA_MARKS, "'"))
    return cell[1:] if is_guarded else cell


def blank(cells: Iterable[str]) -> bool:
    """Tell whether a row holds nothing."""
    return not any(cell.strip() for cell in cells)
