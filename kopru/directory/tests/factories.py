"""People, outlets and units for tests, each distinct unless told otherwise."""

from datetime import date
from itertools import count
from typing import Any

from django.contrib.auth.models import Group

from kopru.core.models import User
from kopru.core.roles import Role, sync
from kopru.directory.models import Audience, ContactPoint, Office, Outlet, Person, Post, Tenure, Unit, UnitMember

_number = count(1)


def unit(name: str = "", **fields: Any) -> Unit:
    return Unit.objects.create(name=name or f"Fen İşleri Müdürlüğü {next(_number)}", **fields)


def person(name: str = "", **fields: Any) -> Person:
    first, _, last = (name or f"Ayşe Yılmaz{next(_number)}").rpartition(" ")
    return Person.objects.create(first_name=first or last, last_name=last if first else "", **fields)


def outlet(name: str = "", **fields: Any) -> Outlet:
    return Outlet.objects.create(name=name or f"Körfez Postası {next(_number)}", **fields)


def post(person_: Person | None = None, outlet_: Outlet | None = None, **fields: Any) -> Post:
    return Post.objects.create(person=person_ or person(), outlet=outlet_ or outlet(), **fields)


def contact_point(owner: Person | Outlet | Unit | None = None, value: str = "", **fields: Any) -> ContactPoint:
    owner = owner or person()
    role = type(owner).__name__.lower()
    kwargs = {role: owner, "value": value or f"kisi{next(_number)}@example.org", **fields}
    return ContactPoint.objects.create(**kwargs)


def office(name: str = "", **fields: Any) -> Office:
    return Office.objects.create(name=name or f"Belediye Başkan Yardımcısı {next(_number)}", **fields)


def tenure(office_: Office, person_: Person, starts_on: date | None = None, **fields: Any) -> Tenure:
    return Tenure.objects.create(office=office_, person=person_, starts_on=starts_on, **fields)


def audience(rule: dict[str, Any] | None = None, name: str = "") -> Audience:
    """Return an audience; without a rule it holds everybody who can be written to."""
    return Audience.objects.create(name=name or f"Basın {next(_number)}", rule=rule or {"all": []})


def user(*roles: Role, units: tuple[Unit, ...] = ()) -> User:
    sync()
    number = next(_number)
    made = User.objects.create_user(f"kullanici{number}", f"kullanici{number}@example.org", first_name="Elif")
    made.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))
    for one in units:
        UnitMember.objects.create(unit=one, user=made)
    return made
