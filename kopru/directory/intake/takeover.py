"""Reads a stored file into rows with their problems, and takes rows over; both go on where a killed worker stopped."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from kopru.directory.intake import sheets
from kopru.directory.intake.columns import meanings
from kopru.directory.intake.known import Plan, Register
from kopru.directory.intake.rows import Row, understand
from kopru.directory.intake.writer import Writer
from kopru.directory.models import ImportFile, ImportRow
from kopru.directory.reading import read

#: Rows for each transaction: long enough to be quick, short enough that others can write between.
BATCH: Final = 100
Outcome = ImportRow.Outcome


def preview(import_file: ImportFile) -> None:
    """Read the raw file and store what each row says and would do; state becomes previewed or refused.

    Where another worker was quicker, or other columns were chosen meanwhile, nothing of this reading is kept.
    """
    asked = import_file.columns
    try:
        sheet = sheets.read(_raw(import_file), import_file.name)
        head = _head(sheet, import_file)
    except sheets.SheetUnreadable as obstacle:
        with transaction.atomic():
            if _still_asked(import_file, asked):
                import_file.state, import_file.obstacle = ImportFile.State.REFUSED, str(obstacle)[:500]
                import_file.save(update_fields=["state", "obstacle"])
        return
    body = sheet.rows[head + 1 :]
    rows = [(line, cells) for line, cells in body if not sheets.blank(cells)]
    register, made = Register(), []
    for batch in _batches(rows):
        understood = [(line, understand(cells, import_file.columns)) for line, cells in batch]
        register.load([row for _number, row in understood if not row.problems])
        made += [_stored(import_file, line, row, register) for line, row in understood]
    with transaction.atomic():
        if not _still_asked(import_file, asked):
            return
        import_file.rows.all().delete()
        ImportRow.objects.bulk_create(made, batch_size=500)
        import_file.encoding, import_file.notes = sheet.encoding, sheet.notes
        import_file.row_count, import_file.blank_count = len(made), len(body) - len(rows)
        import_file.done_count, import_file.state = 0, ImportFile.State.PREVIEWED
        import_file.save()


def _still_asked(import_file: ImportFile, columns: list[dict[str, str]]) -> bool:
    """Tell whether the file still waits to be read with these columns; it does so until the transaction ends."""
    now = ImportFile.objects.select_for_update().get(pk=import_file.pk)
    return now.state == ImportFile.State.STORED and now.columns == columns


def _raw(import_file: ImportFile) -> bytes:
    with import_file.file.open("rb") as stored:
        return bytes(stored.read())


def _head(sheet: sheets.Sheet, import_file: ImportFile) -> int:
    """Find the row of headings, above which a title may stand, and say what each means."""
    known = [sum(map(bool, meanings(cells))) for _number, cells in sheet.rows[:10]]
    head = known.index(max(known))
    if not known[head]:
        raise sheets.SheetUnreadable(
            _("No heading is known. The first row must name the columns, e.g. “Ad”, “Soyad”, “E-posta”.")
        )
    headings = sheet.rows[head][1]
    while headings and not headings[-1].strip():
        headings = headings[:-1]
    chosen = {column["heading"]: column["field"] for column in import_file.columns}
    found = meanings(headings)
    import_file.columns = [
        {"heading": heading.strip(), "field": chosen.get(heading.strip(), meaning)}
        for heading, meaning in zip(headings, found, strict=True)
    ]
    return head


def _batches(rows: list[Any]) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _stored(import_file: ImportFile, line: int, row: Row, register: Register) -> ImportRow:
    plan = Plan(Outcome.BAD) if row.problems else register.plan(row)
    return ImportRow(
        import_file=import_file,
        line=line,
        outcome=plan.outcome,
        values=_as_json(row),
        problems=row.problems,
        notes=row.notes,
    )


def _as_json(row: Row) -> dict[str, Any]:
    readings = {"contacts": row.contacts, "invalid": row.invalid}
    return {
        **row.values,
        "tags": row.tags,
        **{name: [[one.kind, one.shown] for one in found] for name, found in readings.items()},
    }


def apply(import_file: ImportFile) -> None:
    """Take over every row that is not bad, in batches that each commit; state becomes applied."""
    while _take_batch(import_file.pk):
        pass
    import_file.refresh_from_db()


@transaction.atomic
def _take_batch(import_id: int) -> bool:
    """Take over the next rows; return whether more may wait. One worker at a time, each sees what the last one did."""
    import_file = ImportFile.objects.select_for_update().get(pk=import_id)
    if import_file.state != ImportFile.State.APPLYING:
        return False
    batch = list(import_file.rows.filter(is_applied=False).exclude(outcome=Outcome.BAD)[:BATCH])
    if not batch:
        import_file.state = ImportFile.State.APPLIED
        import_file.save(update_fields=["state"])
        return False
    rows = [(stored, _from_json(stored.values)) for stored in batch]
    register, writer = Register(), Writer(source=import_file.name)
    register.load([row for _kept, row in rows])
    for stored, row in rows:
        _take_over(stored, register.plan(row), writer)
    writer.finish()
    ImportRow.objects.bulk_update(batch, ["is_applied", "person", "outlet"])
    import_file.done_count = import_file.rows.filter(is_applied=True).count()
    import_file.save(update_fields=["done_count"])
    return True


def _from_json(values: dict[str, Any]) -> Row:
    row = Row({name: value for name, value in values.items() if name not in ("tags", "contacts", "invalid")})
    row.tags = values["tags"]
    row.contacts = [read(kind, shown) for kind, shown in values["contacts"]]
    row.invalid = [read(kind, shown) for kind, shown in values["invalid"]]
    return row


def _take_over(stored: ImportRow, plan: Plan, writer: Writer) -> None:
    outlet_id = writer.outlet(plan.outlet) if plan.outlet else None
    if plan.person:
        stored.person_id = writer.person(plan.person, outlet_id=outlet_id)
    stored.outlet_id = outlet_id
    stored.is_applied = True
