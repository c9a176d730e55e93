"""The seven roles of the office (U11) and the one question asked of them."""

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from kopru.core.models import AnyUser


class Role(models.TextChoices):
    """A role is a group; its name in the database is what clerks read."""

    WRITER = "Yazar", _("Writer")
    HEAD = "Servis sorumlusu", _("Head of the office")
    PHOTOGRAPHER = "Fotoğrafçı", _("Photographer")
    CLERK = "Büro görevlisi", _("Clerk")
    UNIT = "Birim", _("Unit")
    MAYORS_OFFICE = "Başkanlık", _("Mayor's office")
    ADMINISTRATOR = "Sistem yöneticisi", _("Administrator")


#: Everybody who works inside the admin; unit people get pages of their own.
STAFF: Final = frozenset(Role) - {Role.UNIT}
#: Those who write and send words.
OFFICE: Final = frozenset({Role.WRITER, Role.HEAD, Role.CLERK, Role.ADMINISTRATOR})

_granted: dict[Role, set[str]] = defaultdict(set)


def grant(permission: str, *roles: Role) -> None:
    """Give `roles` Django's `permission` ("app.codename") at the next `sync`; called from `apps.ready()`."""
    for role in roles:
        _granted[role].add(permission)


def roles_of(user: "AnyUser") -> frozenset[Role]:
    """Return the roles of `user`; nobody signed in, or no longer active, has none."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    return user.roles


def holds(user: "AnyUser", *roles: Role) -> bool:
    """Tell whether `user` has one of `roles`; a superuser has them all."""
    if not user.is_authenticated or not user.is_active:
        return False
    return bool(user.is_superuser) or not roles_of(user).isdisjoint(roles)


def sync() -> None:
    """Make the seven groups and give each exactly the permissions that the apps granted it."""
    for role in Role:
        group, _created = Group.objects.get_or_create(name=role.value)
        wanted = models.Q(pk__in=[])
        for label in _granted[role]:
            app, codename = label.split(".")
            wanted |= models.Q(content_type__app_label=app, codename=codename)
        group.permissions.set(Permission.objects.filter(wanted))
