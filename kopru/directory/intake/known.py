"""Who a row is about: the same folded name together with an address, number or outlet in common.

A row is compared with what the directory holds and with the rows before it in the same file, so that the preview says
what taking over will do, and the same file twice changes nothing.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import QuerySet

from kopru.directory.intake.rows import Row
from kopru.directory.models import ImportRow, Outlet, Person
from kopru.directory.reading import Reading
from kopru.turkish.folding import fold

Outcome = ImportRow.Outcome
_PERSON: Final = (
    *("title", "first_name", "last_name", "gender", "salutation", "circle", "language", "city", "note"),
    "deceased_on",
)
#: column of the row: field of the outlet
_OUTLET: Final = {"outlet_kind": "kind", "reach": "reach", "website": "website"}
_OUTLET_ALONE: Final = {**_OUTLET, "language": "language", "city": "city", "note": "note"}


@dataclass(slots=True)
class Known:
    """A person or outlet, in the directory (`pk`) or named by an earlier row."""

    folded: str
    pk: int | None = None
    fields: dict[str, str] = field(default_factory=dict)
    contacts: set[tuple[str, str]] = field(default_factory=set)
    posts: set[tuple[str, str, str, str]] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)

    @property
    def outlets(self) -> set[str]:
        """Return the folded names of the outlets it is tied to."""
        return {post[0] for post in self.posts}


@dataclass(slots=True)
class Additions:
    """What a row adds to somebody."""

    known: Known
    is_new: bool
    fields: dict[str, str] = field(default_factory=dict)
    contacts: list[Reading] = field(default_factory=list)
    invalid: list[Reading] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    #: (duty, wording, starts_on, ends_on)
    post: tuple[str, str, str, str] | None = None

    @property
    def is_something(self) -> bool:
        """Tell whether anything is added."""
        return self.is_new or bool(self.fields or self.contacts or self.invalid or self.tags or self.post)


@dataclass(slots=True)
class Plan:
    """What taking a row over will do."""

    outcome: str
    person: Additions | None = None
    outlet: Additions | None = None


class Register:
    """The people and outlets that the rows of one file are about."""

    def __init__(self) -> None:
        """Begin with nobody known."""
        self._people: dict[str, list[Known]] = defaultdict(list)
        self._outlets: dict[str, Known] = {}
        self._asked: set[tuple[str, str]] = set()

    def load(self, rows: list[Row]) -> None:
        """Look up in the directory whoever `rows` name, with a fixed number of queries."""
        people = {fold(_full_name(row)) for row in rows if row.is_person}
        outlets = {fold(row.values["outlet"]) for row in rows if row.values.get("outlet")}
        people = {name[:200] for name in people if ("person", name) not in self._asked}
        outlets = {name[:200] for name in outlets if ("outlet", name) not in self._asked}
        self._asked |= {("person", name) for name in people} | {("outlet", name) for name in outlets}
        for person in _with_all(Person.objects.filter(folded__in=people)).prefetch_related("posts__outlet"):
            self._people[person.folded].append(_known_person(person))
        for outlet in _with_all(Outlet.objects.filter(folded__in=outlets)):
            current = outlet.current
            if current.folded not in self._outlets:
                self._outlets[current.folded] = _known_outlet(current)
            self._outlets.setdefault(outlet.folded, self._outlets[current.folded])

    def plan(self, row: Row) -> Plan:
        """Say what `row` adds, and remember it for the rows that follow."""
        outlet = self._plan_outlet(row) if row.values.get("outlet") else None
        person = self._plan_person(row, outlet) if row.is_person else None
        main = person or outlet
        if main is None:
            raise ValueError("a row without problems names somebody")
        if main.is_new:
            outcome = Outcome.NEW
        elif main.is_something or (outlet and outlet.is_something):
            outcome = Outcome.CHANGED
        else:
            outcome = Outcome.SAME if main.known.pk else Outcome.REPEATED
        return Plan(outcome, person, outlet)

    def _plan_outlet(self, row: Row) -> Additions:
        name = fold(row.values["outlet"])[:200]
        found = self._outlets.get(name)
        known = found or self._outlets.setdefault(name, Known(name))
        adds = Additions(known, is_new=found is None)
        columns = _OUTLET if row.is_person and found else _OUTLET_ALONE
        given = {ours: row.values[theirs] for theirs, ours in columns.items() if theirs in row.values}
        if row.is_person:
            given.pop("note", None)
        _add_fields(adds, {"name": row.values["outlet"], **given} if found is None else given, row)
        if not row.is_person:
            _add_all(adds, row)
        return adds

    def _plan_person(self, row: Row, outlet: Additions | None) -> Additions:
        name = fold(_full_name(row))[:200]
        place = outlet.known.folded if outlet else ""
        found = self._find(name, row, place)
        known = found or Known(name)
        if found is None:
            self._people[name].append(known)
        adds = Additions(known, is_new=found is None)
        _add_fields(adds, {key: row.values[key] for key in _PERSON if key in row.values}, row)
        _add_all(adds, row)
        if outlet:
            self._add_post(adds, row, place)
        return adds

    def _find(self, name: str, row: Row, place: str) -> Known | None:
        """Return whom the row is about; one name alone is enough only where the row says nothing else."""
        same_name = self._people.get(name, [])
        keys = {(reading.kind, reading.key) for reading in (*row.contacts, *row.invalid)}
        for known in same_name:
            if known.contacts & keys:
                return known
        for known in same_name:
            if place and place in known.outlets:
                return known
        if not keys and not place and same_name:
            return same_name[0]
        return None

    def _add_post(self, adds: Additions, row: Row, place: str) -> None:
        values = row.values
        post = (
            str(values.get("duty", "")),
            str(values.get("wording", "")),
            str(values.get("starts_on", "")),
            str(values.get("ends_on", "")),
        )
        has = {known[1:] for known in adds.known.posts if known[0] == place}
        says_nothing = not any(post)
        key = (place, post[0] or "reporter", post[2], post[3])
        if (says_nothing and has) or key in adds.known.posts:
            return
        adds.post = post
        adds.known.posts.add(key)


def _full_name(row: Row) -> str:
    return f"{row.values.get('first_name', '')} {row.values.get('last_name', '')}".strip()


def _with_all(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("merged_into").prefetch_related("contact_points", "tags").order_by("pk")


def _known_person(person: Person) -> Known:
    """Describe a person; one merged away stands for the row it was merged into."""
    current = person.current
    fields = {name: str(getattr(current, name) or "") for name in _PERSON}
    known = Known(person.folded, current.pk, fields)
    for one in {person, current}:
        known.contacts |= {(point.kind, point.key) for point in one.contact_points.all()}
        known.tags |= {tag.folded for tag in one.tags.all()}
        known.posts |= {
            (post.outlet.current.folded, post.duty, _day(post.starts_on), _day(post.ends_on))
            for post in one.posts.all()
        }
    return known


def _known_outlet(outlet: Outlet) -> Known:
    fields = {name: str(getattr(outlet, name) or "") for name in ("name", *_OUTLET_ALONE.values())}
    known = Known(outlet.folded, outlet.pk, fields)
    known.contacts = {(point.kind, point.key) for point in outlet.contact_points.all()}
    known.tags = {tag.folded for tag in outlet.tags.all()}
    return known


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _add_fields(adds: Additions, given: dict[str, str], row: Row) -> None:
    """Fill what is empty; what says something else stays as it is, and the reader is told."""
    for name, value in given.items():
        has = adds.known.fields.get(name, "")
        if not has:
            adds.fields[name] = adds.known.fields[name] = value
        elif has != value and fold(has) != fold(value):
            row.differ(name, value, has)


def _add_all(adds: Additions, row: Row) -> None:
    has = adds.known.contacts
    adds.contacts = [reading for reading in row.contacts if (reading.kind, reading.key) not in has]
    adds.invalid = [reading for reading in row.invalid if (reading.kind, reading.key) not in has]
    has |= {(reading.kind, reading.key) for reading in (*row.contacts, *row.invalid)}
    adds.tags = [tag for tag in row.tags if fold(tag) not in adds.known.tags]
    adds.known.tags |= {fold(tag) for tag in row.tags}
