"""Rows that may be one and the same: equal folded name, e-mail, mobile number, or telephone with extension."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, count, islice
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from kopru.directory.models import ContactPoint, Distinct, Kind, Outlet, Person

#: Groups read at once; where all of them are settled, the next are.
WINDOW: Final = 40
#: Pairs of one group on one screen; a common name has hundreds.
_OF_ONE_GROUP: Final = 15

Pairs = dict[tuple[int, int], list[str]]
Group = tuple[list[int], str]


@dataclass(slots=True)
class Suggestion:
    """Two rows and what speaks for their being one; `kept` is the older."""

    kept: Person | Outlet
    gone: Person | Outlet
    reasons: list[str] = field(default_factory=list)


def people(limit: int = 25) -> list[Suggestion]:
    """Return pairs of people, those with the most in common first."""
    apart = set(Distinct.objects.values_list("first_person", "second_person"))
    present = Person.objects.present().filter(erased_at__isnull=True)
    points = ContactPoint.objects.filter(person__merged_into__isnull=True)
    pairs = _paired(_named_alike(present), _shared(points, "person"), apart, limit)
    return _ordered(pairs, present.in_bulk({pk for pair in pairs for pk in pair}), limit)


def outlets(limit: int = 25) -> list[Suggestion]:
    """Return pairs of outlets, those with the most in common first."""
    apart = set(Distinct.objects.values_list("first_outlet", "second_outlet"))
    present = Outlet.objects.present()
    points = ContactPoint.objects.filter(outlet__merged_into__isnull=True)
    pairs = _paired(_named_alike(present), _shared(points, "outlet"), apart, limit)
    return _ordered(pairs, present.in_bulk({pk for pair in pairs for pk in pair}), limit)


def _paired(alike: Iterator[Group], shared: Iterator[Group], apart: set[tuple[int, int]], limit: int) -> Pairs:
    """Return the pairs that nobody judged yet, of each reason as many as a screen holds."""
    pairs: Pairs = defaultdict(list)
    for groups, words in ((alike, _("Same name: {0}")), (shared, _("Same address: {0}"))):
        enough = 0
        for ids, value in groups:
            undecided = (pair for pair in combinations(sorted(ids), 2) if pair not in apart)
            for pair in islice(undecided, _OF_ONE_GROUP):
                pairs[pair].append(words.format(value))
                enough += 1
            if enough >= 2 * limit:
                break
    return pairs


def _named_alike(rows: QuerySet[Any]) -> Iterator[Group]:
    repeated = rows.order_by().exclude(folded="").values("folded").annotate(n=Count("pk")).filter(n__gt=1)
    for names in _windows(repeated.order_by("folded").values_list("folded", flat=True)):
        found: dict[str, list[Any]] = defaultdict(list)
        for row in rows.filter(folded__in=names).order_by("folded", "pk"):
            found[row.folded].append(row)
        yield from (([row.pk for row in alike], str(alike[0])) for alike in found.values())


def _shared(points: QuerySet[ContactPoint], role: str) -> Iterator[Group]:
    """Group rows by an address of their own; a telephone without extension is shared by a whole news desk."""
    own = Q(kind__in=(Kind.EMAIL, Kind.MOBILE)) | Q(kind=Kind.PHONE) & ~Q(extension="")
    points = points.filter(own).exclude(**{role: None}).order_by()
    repeated = points.values("kind", "key").annotate(n=Count(role, distinct=True)).filter(n__gt=1)
    for keys in _windows(repeated.order_by("key").values_list("key", flat=True)):
        found: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
        for point in points.filter(key__in=keys).order_by("key", "pk"):
            found[point.kind, point.key][getattr(point, f"{role}_id")] = point.value
        yield from ((list(owners), next(iter(owners.values()))) for owners in found.values() if len(owners) > 1)


def _windows(values: Any) -> Iterator[list[str]]:
    for start in count(0, WINDOW):
        found = list(values[start : start + WINDOW])
        if found:
            yield found
        if len(found) < WINDOW:
            return


def _ordered(pairs: Pairs, rows: dict[int, Any], limit: int) -> list[Suggestion]:
    found = [
        Suggestion(rows[first], rows[second], reasons)
        for (first, second), reasons in pairs.items()
        if first in rows and second in rows
    ]
    return sorted(found, key=lambda pair: (-len(pair.reasons), pair.kept.sort_key))[:limit]
