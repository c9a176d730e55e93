"""The office before its first bulletin: identity, logins, units, the press and the people of the town."""

from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction

from kopru.core import roles
from kopru.core.models import Identity, User
from kopru.demo import office, press
from kopru.directory.models import (
    Audience,
    Circle,
    ContactPoint,
    Office,
    Outlet,
    Person,
    Post,
    Tenure,
    Unit,
    UnitMember,
)
from kopru.newsroom.models import Topic
from kopru.turkish.folding import slug

_SOURCE = office.EXAMPLE


@transaction.atomic
def settle(*, on: date, citizens: int) -> None:
    """Make everything that is not there yet; `citizens` is how many people of the town are known."""
    _identity()
    _units()
    _logins()
    _offices(on)
    _press(on)
    _citizens(citizens)
    _audiences()


def _identity() -> None:
    identity = Identity.load()
    if identity.name != Identity._meta.get_field("name").default:  # noqa: SLF001 — Django's documented API of models
        return  # an office has named itself
    for name, value in office.IDENTITY.items():
        setattr(identity, name, value)
    identity.save()


def _logins() -> None:
    roles.sync()
    for login in office.LOGINS:
        user = User.objects.filter(username=login.username).first()
        if user is None:
            user = User.objects.create_user(
                login.username,
                f"{login.username}@{office.DOMAIN}",
                office.PASSWORD,
                first_name=login.first_name,
                last_name=login.last_name,
                duty=login.duty,
            )
        user.groups.add(Group.objects.get(name=login.role.value))
        if login.unit:
            UnitMember.objects.get_or_create(unit=Unit.objects.get(name=login.unit), user=user)


def _units() -> None:
    for name, box, duties in office.UNITS:
        unit, made = Unit.objects.get_or_create(name=name, defaults={"duties": duties})
        if made:
            ContactPoint.objects.create(unit=unit, value=f"{box}@{office.DOMAIN}", source=_SOURCE)


def _offices(on: date) -> None:
    since = date(on.year - 1, 4, 1)
    for name, institution, precedence, address, holder, deputy in office.OFFICES:
        values = {"precedence": precedence, "form_of_address": address}
        place, made = Office.objects.get_or_create(name=name, institution=institution, defaults=values)
        if not made:
            continue
        Tenure.objects.create(office=place, person=_person(*holder, Circle.PROTOCOL), starts_on=since)
        if deputy:
            standing_in = _person(*deputy, Circle.PROTOCOL)
            Tenure.objects.create(office=place, person=standing_in, starts_on=since, is_deputy=True)


def _press(on: date) -> None:
    since = date(on.year - 2, 9, 1)
    for house in press.HOUSES:
        values = {"kind": house.kind, "reach": house.reach, "city": house.city, "note": office.EXAMPLE}
        outlet, made = Outlet.objects.get_or_create(name=house.name, defaults=values)
        if not made:
            continue
        domain = f"{house.box}.{office.DOMAIN}"
        ContactPoint.objects.create(outlet=outlet, value=f"haber@{domain}", label="Haber masası", source=_SOURCE)
        for first, last, duty in house.people:
            person = _person(first, last, Circle.PRESS, city=house.city, domain=domain)
            Post.objects.create(person=person, outlet=outlet, duty=duty, starts_on=since)


def _citizens(count: int) -> None:
    for index in range(count):
        first = press.FIRST_NAMES[index % len(press.FIRST_NAMES)]
        last = press.LAST_NAMES[(index * 7 + index // len(press.FIRST_NAMES)) % len(press.LAST_NAMES)]
        _person(first, last, Circle.CITIZEN if index % 4 else Circle.GUEST, city="Zeytinyalı")


def _person(first: str, last: str, circle: str, *, city: str = "", domain: str = office.DOMAIN) -> Person:
    found = Person.objects.filter(first_name=first, last_name=last, note=office.EXAMPLE).first()
    if found is not None:
        return found
    person = Person.objects.create(first_name=first, last_name=last, circle=circle, city=city, note=office.EXAMPLE)
    box = f"{slug(first)}.{slug(last)}"
    ContactPoint.objects.create(person=person, value=f"{box}@{domain}", source=_SOURCE)
    return person


def _audiences() -> None:
    chambers = list(Office.objects.filter(precedence__gte=20).order_by("pk").values_list("pk", flat=True))
    for name, description, rule in press.rules(chambers):
        Audience.objects.get_or_create(name=name, defaults={"description": description, "rule": rule})


def topic(name: str) -> Topic:
    """Return the topic of this name."""
    return Topic.objects.get_or_create(slug=slug(name), defaults={"name": name})[0]
