"""The list of those who may sign in, with what each of them is here for."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.views import users

from kopru.core.models import User


class AccountsView(users.IndexView):
    """The framework's list, with roles in the place of "Access level"."""

    def get_base_queryset(self) -> QuerySet[User]:
        """Read the roles of all in one go."""
        found: QuerySet[User] = super().get_base_queryset().prefetch_related("groups")
        return found

    @cached_property
    def columns(self) -> list[Any]:
        """Name everybody's roles."""
        roles = Column("roles", accessor=_roles, label=_("Roles"), classname="roles", width="25%")
        return [roles if column.name == "is_superuser" else column for column in super().columns]


class AccountsViewSet(users.UserViewSet):
    """The framework's register of accounts, with our list."""

    index_view_class = AccountsView


def _roles(user: User) -> str:
    names = sorted(group.name for group in user.groups.all())
    return ", ".join(names) or (str(_("Superuser")) if user.is_superuser else "–")
