"""The directory as one table, in the columns that an import reads back."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from django.utils import translation

from kopru.core.models import AnyUser
from kopru.directory.intake.columns import COLUMNS
from kopru.directory.intake.sheets import guarded
from kopru.directory.models import Outlet, Person, Post, Standing
from kopru.turkish.dates import short_date

_CHUNK: Final = 500


def table(user: AnyUser, at: datetime) -> Iterator[list[str]]:
    """Yield the headings and then a row for each outlet and for each post of each person that `user` may see."""
    yield [column.heading for column in COLUMNS if column.field != "full_name"]
    with translation.override("tr"):  # headings and words of the file are Turkish, so that it can be read back
        for cells in (*_outlets(user, at), *_people(user, at)):
            yield [cells.get(column.field, "") for column in COLUMNS if column.field != "full_name"]


def as_csv(rows: Iterable[list[str]]) -> bytes:
    """Return the table as CSV: UTF-8 with its mark and semicolons, as Turkish Excel opens it; no cell is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[list[str]]) -> bytes:
    """Return the table as Excel; every cell is text, also one that begins with "="."""
    import xlsxwriter  # noqa: PLC0415  20 ms of every start

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet, bold = book.add_worksheet("Rehber"), book.add_format({"bold": True})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, place, cell, bold if number == 0 else None)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return file.getvalue()


def _outlets(user: AnyUser, at: datetime) -> Iterator[dict[str, str]]:
    outlets = Outlet.objects.visible_to(user, at).prefetch_related("contact_points", "tags")
    for outlet in outlets.iterator(chunk_size=_CHUNK):
        yield {
            "outlet": outlet.name,
            "outlet_kind": outlet.get_kind_display(),
            "reach": outlet.get_reach_display(),
            "website": outlet.website,
            **_shared(outlet),
        }


def _people(user: AnyUser, at: datetime) -> Iterator[dict[str, str]]:
    people = Person.objects.visible_to(user, at).filter(erased_at__isnull=True)
    people = people.prefetch_related("contact_points", "tags", "posts__outlet")
    for person in people.iterator(chunk_size=_CHUNK):
        cells = {
            **{name: getattr(person, name) for name in ("title", "first_name", "last_name", "salutation")},
            "gender": person.get_gender_display() if person.gender else "",
            "circle": person.get_circle_display(),
            "deceased_on": short_date(person.deceased_on) if person.deceased_on else "",
            **_shared(person),
        }
        posts = [_post(post) for post in sorted(person.posts.all(), key=lambda post: post.pk)]
        for post in posts or [{}]:
            yield cells | post


def _post(post: Post) -> dict[str, str]:
    return {
        "outlet": post.outlet.name,
        "duty": str(post.get_duty_display()),
        "wording": post.wording,
        "starts_on": short_date(post.starts_on) if post.starts_on else "",
        "ends_on": short_date(post.ends_on) if post.ends_on else "",
    }


def _shared(thing: Person | Outlet) -> dict[str, Any]:
    points = sorted(thing.contact_points.all(), key=lambda point: point.pk)
    cells = {
        kind: "; ".join(p.value for p in points if p.kind == kind and p.standing != Standing.BAD)
        for kind in ("email", "mobile", "phone", "address")
    }
    return {
        **cells,
        "invalid": "; ".join(point.value for point in points if point.standing == Standing.BAD),
        "language": thing.get_language_display(),
        "city": thing.city,
        "tags": "; ".join(tag.name for tag in thing.tags.all()),
        "note": thing.note,
    }
