"""Two rows that are one, and apart again.

The row that goes stays in the table, hidden, with `merged_into`: whatever points to it in the apps above still can.
"""

from datetime import datetime
from typing import Final

from django.db import models, transaction
from wagtail.log_actions import log

from kopru.core.models import User
from kopru.directory.models import ContactPoint, Distinct, Merge, Outlet, Person, Post, Tenure

Mergeable = Person | Outlet


class SameRow(Exception):
    """A row cannot be merged into itself."""


class AlreadyMerged(Exception):
    """One of the two has already been merged into another row."""


class AlreadyParted(Exception):
    """The merge has been undone before."""


class Erased(Exception):
    """One of the two was erased at its own wish: nothing may hang on it any more, and nothing is left to part."""


class LaterMergeStands(Exception):
    """One of the two took part in a later merge, which must be undone first."""


#: Fields of the kept row that are filled where it has nothing.
_FILLED: Final[dict[type[Mergeable], tuple[str, ...]]] = {
    Person: ("title", "last_name", "gender", "salutation", "city", "note", "deceased_on"),
    Outlet: ("city", "website", "note"),
}


@transaction.atomic
def merge(kept: Mergeable, gone: Mergeable, *, by: User, at: datetime) -> Merge:
    """Fold `gone` into `kept`: addresses, posts and offices move, empty fields are filled, tags are joined.

    An address that `kept` already has stays with the hidden row.

    :raises SameRow: if both are one
    :raises AlreadyMerged: if one of them was merged before
    :raises Erased: if one of them was erased
    """
    _lock(kept, gone)
    if kept == gone:
        raise SameRow(str(kept))
    _refuse_erased(kept, gone)
    if kept.merged_into_id or gone.merged_into_id:
        raise AlreadyMerged(str(gone))
    moved = {"rows": _move_rows(kept, gone), "fields": _fill(kept, gone), "tags": _join_tags(kept, gone)}
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    kept.save()
    role = _role(kept)
    done = Merge.objects.create(**{f"kept_{role}": kept, f"gone_{role}": gone}, moved=moved, merged_at=at, merged_by=by)
    log(kept, "directory.merge", user=by, data={"merge": done.pk, "gone": gone.pk})
    return done


@transaction.atomic
def unmerge(done: Merge, *, by: User, at: datetime) -> Merge:
    """Part what was one row: what moved goes back, what was filled is emptied if nobody changed it since.

    :raises AlreadyParted: if it was undone before
    :raises Erased: if they were erased since
    :raises LaterMergeStands: if one of the two took part in a later merge that still stands
    """
    done.refresh_from_db(from_queryset=Merge.objects.select_for_update(of=["self"]))
    kept, gone = done.kept, done.gone
    if kept is None or gone is None or done.undone_at:
        raise AlreadyParted(str(done.pk))
    _lock(kept, gone)
    _refuse_erased(kept, gone)
    if kept.merged_into_id or _later(done, kept).exists():
        raise LaterMergeStands(str(done.pk))
    _hang(done.moved["rows"], taken_from=kept, on=gone)
    for name, filled in done.moved["fields"].items():
        if str(getattr(kept, name)) == filled:
            setattr(kept, name, None if name.endswith("_on") else "")
    kept.tags.remove(*done.moved["tags"])
    gone.merged_into = None
    gone.save()
    kept.save()
    done.undone_at, done.undone_by = at, by
    done.save(update_fields=["undone_at", "undone_by"])
    log(kept, "directory.unmerge", user=by, data={"merge": done.pk, "gone": gone.pk})
    return done


@transaction.atomic
def keep_apart(first: Mergeable, second: Mergeable, *, by: User, at: datetime) -> Distinct:
    """Note that two similar rows are two, so that they are not suggested again.

    :raises SameRow: if both are one
    """
    if first == second:
        raise SameRow(str(first))
    lower, higher = sorted((first, second), key=lambda row: row.pk)
    role = _role(first)
    apart, _made = Distinct.objects.get_or_create(
        **{f"first_{role}": lower, f"second_{role}": higher}, defaults={"said_at": at, "said_by": by}
    )
    log(lower, "directory.keep_apart", user=by, data={"other": higher.pk})
    return apart


def _role(row: Mergeable) -> str:
    return "person" if isinstance(row, Person) else "outlet"


def _lock(*rows: Mergeable) -> None:
    """Hold both rows in the order of their ids, so that two people merging at once wait for one another."""
    for row in sorted(rows, key=lambda row: row.pk):
        type(row).objects.select_for_update().get(pk=row.pk)
        row.refresh_from_db()


def _refuse_erased(*rows: Mergeable) -> None:
    for row in rows:
        if isinstance(row, Person) and row.erased_at is not None:
            raise Erased(str(row.pk))


def _later(done: Merge, kept: Mergeable) -> models.QuerySet[Merge]:
    role = _role(kept)
    return Merge.objects.standing().filter(pk__gt=done.pk, **{f"kept_{role}": kept})


def _move_rows(kept: Mergeable, gone: Mergeable) -> dict[str, list[int]]:
    """Hang on `kept` what hung on `gone`; return the ids by model."""
    role = _role(kept)
    had = set(ContactPoint.objects.filter(**{role: kept}).values_list("kind", "key"))
    points = ContactPoint.objects.filter(**{role: gone})
    ids = {"ContactPoint": [point.pk for point in points if (point.kind, point.key) not in had]}
    ids["Post"] = list(Post.objects.filter(**{role: gone}).values_list("pk", flat=True))
    if role == "person":
        ids["Tenure"] = list(Tenure.objects.filter(person=gone).values_list("pk", flat=True))
    _hang(ids, taken_from=gone, on=kept)
    return ids


def _hang(ids: dict[str, list[int]], *, taken_from: Mergeable, on: Mergeable) -> None:
    role = _role(on)
    for model in (ContactPoint, Post, Tenure):
        if model.__name__ in ids:
            model.objects.filter(pk__in=ids[model.__name__], **{role: taken_from}).update(**{role: on})


def _fill(kept: Mergeable, gone: Mergeable) -> dict[str, str]:
    """Fill what `kept` has not; return what each field was given, as text."""
    filled: dict[str, str] = {}
    for name in _FILLED[type(kept)]:
        new = getattr(gone, name)
        if new and not getattr(kept, name):
            setattr(kept, name, new)
            filled[name] = str(new)
    return filled


def _join_tags(kept: Mergeable, gone: Mergeable) -> list[int]:
    had = set(kept.tags.values_list("pk", flat=True))
    added = [tag.pk for tag in gone.tags.all() if tag.pk not in had]
    kept.tags.add(*added)
    return added
