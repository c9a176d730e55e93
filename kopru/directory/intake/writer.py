"""Writes what a batch of rows adds: each person and outlet at once, what hangs on them together at the end."""

from datetime import date
from typing import Any, Final

from kopru.directory.intake.known import Additions
from kopru.directory.models import Circle, ContactPoint, Duty, Outlet, Person, Post, Standing, Tag
from kopru.directory.reading import Reading
from kopru.search import index
from kopru.turkish.folding import fold

_SOURCE: Final = 120


class Writer:
    """One batch: row by row each save would renew the index, which cost four fifths of the time."""

    def __init__(self, *, source: str) -> None:
        """Begin a batch whose addresses come from `source`."""
        self._source = source[:_SOURCE]
        self._points: list[ContactPoint] = []
        self._posts: list[Post] = []
        self._people: set[int] = set()
        self._outlets: set[int] = set()

    def person(self, adds: Additions, *, outlet_id: int | None) -> int:
        """Write a person, with their post at the outlet, and return the id."""
        if not adds.is_something and adds.known.pk:
            return adds.known.pk
        defaults = {} if outlet_id else {"circle": Circle.GUEST}
        person = self._stored(Person, adds, defaults)
        self._hang({"person": person}, adds)
        if outlet_id and adds.post is not None:
            self._posts.append(_post(adds.post, person_id=person.pk, outlet_id=outlet_id))
        self._people.add(person.pk)
        return int(person.pk)

    def outlet(self, adds: Additions) -> int:
        """Write an outlet and return the id."""
        if not adds.is_something and adds.known.pk:
            return adds.known.pk
        outlet = self._stored(Outlet, adds, {})
        self._hang({"outlet": outlet}, adds)
        self._outlets.add(outlet.pk)
        return int(outlet.pk)

    def finish(self) -> None:
        """Write addresses and posts, and renew the index for all that was touched."""
        ContactPoint.objects.bulk_create(self._points)
        Post.objects.bulk_create(self._posts)
        people = Person.objects.filter(pk__in=self._people)
        index.put_many(people.prefetch_related("contact_points", "tags", "posts__outlet", "tenures__office__unit"))
        index.put_many(Outlet.objects.filter(pk__in=self._outlets).prefetch_related("contact_points", "tags"))

    def _stored(self, model: Any, adds: Additions, defaults: dict[str, Any]) -> Any:
        fields = {name: date.fromisoformat(v) if name.endswith("_on") else v for name, v in adds.fields.items()}
        if adds.known.pk is None:
            thing = model(**{**defaults, **fields})
            thing.derive()
            model.objects.bulk_create([thing])
            adds.known.pk = thing.pk
            return thing
        thing = model.objects.get(pk=adds.known.pk)
        for name, value in fields.items():
            setattr(thing, name, value)
        if fields:
            thing.save()
        return thing

    def _hang(self, owner: dict[str, Any], adds: Additions) -> None:
        self._points += [self._point(owner, reading, Standing.GOOD) for reading in adds.contacts]
        self._points += [self._point(owner, reading, Standing.BAD) for reading in adds.invalid]
        [thing] = owner.values()
        for name in adds.tags:
            thing.tags.add(Tag.objects.filter(folded=fold(name)).first() or Tag.objects.create(name=name))

    def _point(self, owner: dict[str, Any], reading: Reading, standing: Standing) -> ContactPoint:
        point = ContactPoint(**owner, kind=reading.kind, value=reading.shown, standing=standing, source=self._source)
        point.derive()
        return point


def _post(post: tuple[str, str, str, str], *, person_id: int, outlet_id: int) -> Post:
    duty, wording, starts_on, ends_on = post
    return Post(
        person_id=person_id,
        outlet_id=outlet_id,
        duty=duty or Duty.REPORTER,
        wording=wording,
        starts_on=date.fromisoformat(starts_on) if starts_on else None,
        ends_on=date.fromisoformat(ends_on) if ends_on else None,
    )
