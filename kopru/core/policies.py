"""Permission by role and by object, in the form Wagtail's views ask for it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from kopru.core import clock
from kopru.core.models import AnyUser, User
from kopru.core.roles import Role, holds

Rule = Callable[[Any, Any], bool]


class ScopedPolicy(BasePermissionPolicy):
    """Asks a role for the model and a `may_…` sentence for the object; what is not visible cannot be touched.

    The model's default manager must offer `visible_to(user, at)`: the one visibility rule behind
    list, search, chooser, export and bulk action.
    """

    def __init__(
        self,
        model: type[Model],
        *,
        view: Iterable[Role],
        add: Iterable[Role] = (),
        change: Iterable[Role] = (),
        delete: Iterable[Role] = (),
        rules: dict[str, Rule] | None = None,
    ) -> None:
        """Hold the roles of each action, and for some actions a rule `(user, instance) -> bool`."""
        super().__init__(model)
        self.roles: dict[str, frozenset[Role]] = {
            "view": frozenset(view),
            "choose": frozenset(view),
            "add": frozenset(add),
            "change": frozenset(change),
            "publish": frozenset(change),
            "delete": frozenset(delete),
        }
        self.rules: dict[str, Rule] = rules or {}

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        """Tell whether `user` may do `action` to some object of the model."""
        return holds(user, *self.roles.get(action, frozenset()))

    def user_has_any_permission(self, user: AnyUser, actions: Iterable[str]) -> bool:
        """Tell whether one of `actions` is permitted."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: AnyUser, action: str, instance: Model) -> bool:
        """Tell whether `user` may do `action` to `instance`, which must be visible to them."""
        if not self.allows(user, action, instance):
            return False
        return not instance.pk or self._visible_to(user).filter(pk=instance.pk).exists()

    def allows(self, user: AnyUser, action: str, instance: Model) -> bool:
        """Tell whether role and rule let `user` do `action` to `instance`, which is known to be visible to them."""
        rule = self.rules.get(action)
        return self.user_has_permission(user, action) and (rule is None or rule(user, instance))

    def user_has_any_permission_for_instance(self, user: AnyUser, actions: Iterable[str], instance: Model) -> bool:
        """Tell whether one of `actions` is permitted for `instance`."""
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: AnyUser, actions: Iterable[str]) -> QuerySet[Any]:
        """Return what `user` may see, if one of `actions` is permitted at all."""
        if not self.user_has_any_permission(user, actions):
            nothing: QuerySet[Any] = self._manager.none()
            return nothing
        return self._visible_to(user)

    def instances_user_has_permission_for(self, user: AnyUser, action: str) -> QuerySet[Any]:
        """Return what `user` may do `action` to, before rules of single objects."""
        return self.instances_user_has_any_permission_for(user, [action])

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        """Return the people who hold a role that permits one of `actions`."""
        names = {role.value for action in actions for role in self.roles.get(action, ())}
        return User.objects.filter(is_active=True, groups__name__in=names).distinct()

    def _visible_to(self, user: AnyUser) -> QuerySet[Any]:
        visible: QuerySet[Any] = self._manager.visible_to(user, clock.now())
        return visible

    @property
    def _manager(self) -> Any:
        return self.model._default_manager  # noqa: SLF001
