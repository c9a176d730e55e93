"""Rows that may be one and the same: equal folded name, e-mail, mobile number, or telephone with extension."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from kopru.directory.models import ContactPoint, Distinct, Kind, Outlet, Person

#: Groups looked at for one screen; when these are settled the next come up.
_GROUPS: Final = 40
_LARGEST: Final = 6


@dataclass(slots=True)
class Suggestion:
    """Two rows and what speaks for their being one; `kept` is the older."""

    kept: Person | Outlet
    gone: Person | Outlet
    reasons: list[str] = field(default_factory=list)


def people(limit: int = 25) -> list[Suggestion]:
    """Return pairs of people, those with the most in common first."""
    pairs: dict[tuple[int, int], list[str]] = defaultdict(list)
    same_name = _groups(Person.objects.present().filter(erased_at__isnull=True))
    for ids, name in same_name:
        _pair(pairs, ids, _("Same name: {0}").format(name))
    points = ContactPoint.objects.filter(person__merged_into__isnull=True)
    for ids, value in _shared(points, "person"):
        _pair(pairs, ids, _("Same address: {0}").format(value))
    apart = set(Distinct.objects.values_list("first_person", "second_person"))
    rows = Person.objects.present().in_bulk({pk for pair in pairs for pk in pair})
    return _ordered(pairs, apart, rows, limit)


def outlets(limit: int = 25) -> list[Suggestion]:
    """Return pairs of outlets, those with the most in common first."""
    pairs: dict[tuple[int, int], list[str]] = defaultdict(list)
    for ids, name in _groups(Outlet.objects.present()):
        _pair(pairs, ids, _("Same name: {0}").format(name))
    points = ContactPoint.objects.filter(outlet__merged_into__isnull=True)
    for ids, value in _shared(points, "outlet"):
        _pair(pairs, ids, _("Same address: {0}").format(value))
    apart = set(Distinct.objects.values_list("first_outlet", "second_outlet"))
    rows = Outlet.objects.present().in_bulk({pk for pair in pairs for pk in pair})
    return _ordered(pairs, apart, rows, limit)


def _groups(rows: QuerySet[Person] | QuerySet[Outlet]) -> list[tuple[list[int], str]]:
    repeated = rows.order_by().exclude(folded="").values("folded").annotate(n=Count("pk")).filter(n__gt=1)
    names = list(repeated.order_by("folded").values_list("folded", flat=True)[:_GROUPS])
    found: dict[str, list[int]] = defaultdict(list)
    shown: dict[str, str] = {}
    for row in rows.filter(folded__in=names).order_by("pk"):
        found[row.folded].append(row.pk)
        shown.setdefault(row.folded, str(row))
    return [(ids, shown[name]) for name, ids in found.items()]


def _shared(points: QuerySet[ContactPoint], role: str) -> list[tuple[list[int], str]]:
    """Group rows by an address of their own; a telephone without extension is shared by a whole news desk."""
    own = Q(kind__in=(Kind.EMAIL, Kind.MOBILE)) | Q(kind=Kind.PHONE) & ~Q(extension="")
    points = points.filter(own).exclude(**{role: None}).order_by()
    repeated = points.values("kind", "key").annotate(n=Count(role, distinct=True)).filter(n__gt=1)
    keys = list(repeated.order_by("key").values_list("key", flat=True)[:_GROUPS])
    found: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for point in points.filter(key__in=keys).order_by("pk"):
        found[point.kind, point.key][getattr(point, f"{role}_id")] = point.value
    return [(list(owners), next(iter(owners.values()))) for owners in found.values() if len(owners) > 1]


def _pair(pairs: dict[tuple[int, int], list[str]], ids: list[int], reason: str) -> None:
    for first, second in combinations(sorted(ids)[:_LARGEST], 2):
        pairs[first, second].append(reason)


def _ordered(
    pairs: dict[tuple[int, int], list[str]],
    apart: set[tuple[int, int]],
    rows: "dict[int, Person] | dict[int, Outlet]",
    limit: int,
) -> list[Suggestion]:
    found = [
        Suggestion(rows[first], rows[second], reasons)
        for (first, second), reasons in pairs.items()
        if (first, second) not in apart and first in rows and second in rows
    ]
    return sorted(found, key=lambda pair: (-len(pair.reasons), pair.kept.sort_key))[:limit]
