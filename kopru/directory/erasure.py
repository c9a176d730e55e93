"""What the directory, and apps above it, hold about a person: as words, as a file, and its end (KVKK art. 7 and 11)."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from kopru.core.models import User
from kopru.directory import holders
from kopru.directory.models import ContactPoint, ImportFile, ImportRow, Merge, Person, Post, Proposal, Tenure


class AlreadyErased(Exception):
    """Nothing is left to erase."""


def every_row(person: Person) -> list[int]:
    """Return the row and every row merged into it, over several steps."""
    ids, new = [person.pk], [person.pk]
    while new:
        new = list(Person.objects.filter(merged_into__in=new).values_list("pk", flat=True))
        ids += new
    return ids


def describe(person: Person) -> list[str]:
    """Say in sentences what is kept about `person`, merged rows included."""
    ids = every_row(person)
    counts = {
        _("contact points"): ContactPoint.objects.filter(person__in=ids).count(),
        _("posts at outlets"): Post.objects.filter(person__in=ids).count(),
        _("offices held"): Tenure.objects.filter(person__in=ids).count(),
        _("rows of imported lists"): _rows(ids).count(),
        _("answers to our yearly question"): Proposal.objects.filter(enquiry__person__in=ids).count(),
        _("merges"): Merge.objects.filter(_merged(ids)).count(),
    }
    said = [_("{count} {what}").format(count=count, what=what) for what, count in counts.items() if count]
    return [*said, *holders.describe(person)]


def export(person: Person) -> dict[str, Any]:
    """Return everything the directory holds about `person`, ready for JSON."""
    ids = every_row(person)
    fields = ("title", "first_name", "last_name", "gender", "salutation", "circle", "language", "city", "note")
    points = ContactPoint.objects.filter(person__in=ids)
    return {
        "person": [
            {**{name: getattr(row, name) for name in fields}, "deceased_on": row.deceased_on, "tags": _tags(row)}
            for row in Person.objects.filter(pk__in=ids)
        ],
        "contact_points": list(points.values("kind", "value", "label", "standing", "verified_on", "source")),
        "posts": list(
            Post.objects.filter(person__in=ids).values("outlet__name", "duty", "wording", "starts_on", "ends_on")
        ),
        "offices": list(
            Tenure.objects.filter(person__in=ids).values("office__name", "is_deputy", "starts_on", "ends_on")
        ),
        "proposed": list(
            Proposal.objects.filter(enquiry__person__in=ids).values(
                "changes", "remark", "wants_out", "made_at", "state"
            )
        ),
        "imported": list(_rows(ids).values("import_file__name", "line", "values")),
        **holders.export(person),
    }


@transaction.atomic
def erase(person: Person, *, by: User, at: datetime) -> None:
    """Forget `person`: contents go, the empty row stays so that what points to it still can.

    The raw files of imports that held the person go too; their SHA-256 stays.

    :raises AlreadyErased: if it was done before
    """
    if person.erased_at:
        raise AlreadyErased(str(person.pk))
    ids = every_row(person)
    holders.erase(person, by=by, at=at)
    ContactPoint.objects.filter(person__in=ids).delete()
    Post.objects.filter(person__in=ids).delete()
    Tenure.objects.filter(person__in=ids).delete()
    Proposal.objects.filter(enquiry__person__in=ids).delete()
    Merge.objects.filter(_merged(ids)).update(moved={})
    files = list(ImportFile.objects.filter(rows__in=_rows(ids)).distinct())
    _rows(ids).update(values={}, problems=[], notes=[])
    for import_file in files:
        if import_file.file.name:
            transaction.on_commit(partial(import_file.file.storage.delete, import_file.file.name))
        import_file.file = ""
        import_file.save(update_fields=["file"])
    kind = ContentType.objects.get_for_model(Person)
    ModelLogEntry.objects.filter(content_type=kind, object_id__in=[str(pk) for pk in ids]).update(label=_("erased"))
    for row in Person.objects.filter(pk__in=ids):
        _empty(row, at=at)
    person.refresh_from_db()
    log(person, "directory.erase", user=by, timestamp=at)


def _empty(row: Person, *, at: datetime) -> None:
    for name in ("title", "last_name", "gender", "salutation", "city", "note"):
        setattr(row, name, "")
    row.first_name, row.deceased_on, row.erased_at = _("erased"), None, at
    row.tags.clear()
    row.save()
    Person.objects.filter(pk=row.pk).update(folded="")


def _rows(ids: list[int]) -> Any:
    return ImportRow.objects.filter(person__in=ids)


def _merged(ids: list[int]) -> Q:
    return Q(kept_person__in=ids) | Q(gone_person__in=ids)


def _tags(person: Person) -> list[str]:
    return list(person.tags.values_list("name", flat=True))
