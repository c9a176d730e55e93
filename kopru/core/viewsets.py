"""The base of every register in the desk: Wagtail's list, form and history behind one scope."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from kopru.core.policies import ScopedPolicy


class _ScopedObject:
    """Refuses an object that the scope does not hold, whatever the view."""

    scoped_actions: tuple[str, ...] = ("view", "change", "delete")

    def get_object(self, *args: Any, **kwargs: Any) -> Model:
        found: Model = super().get_object(*args, **kwargs)  # type: ignore[misc]
        policy: ScopedPolicy = self.permission_policy  # type: ignore[attr-defined]
        if not policy.user_has_any_permission_for_instance(
            self.request.user,  # type: ignore[attr-defined]
            self.scoped_actions,
            found,
        ):
            raise PermissionDenied
        return found


class ScopedIndexView(generic.IndexView):
    """A list of what the user may see, searched with the product's own index."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return only what the scope holds."""
        visible: QuerySet[Any] = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        return visible


class ScopedEditView(_ScopedObject, generic.EditView):
    """The form of one visible object."""

    scoped_actions = ("change",)


class ScopedDeleteView(_ScopedObject, generic.DeleteView):
    """The question before one visible object is deleted."""

    scoped_actions = ("delete",)


class ScopedInspectView(_ScopedObject, generic.InspectView):
    """One visible object to read."""


class ScopedViewSet(ModelViewSet):
    """A register whose every view asks the model's `ScopedPolicy`.

    Set `model`, `icon`, `list_display`, `list_filter`, `panels` as for `ModelViewSet`, and register the
    policy with `wagtail.permissions.register_permission_policy(Model, ScopedPolicy(...))` in `apps.ready()`.
    """

    index_view_class = ScopedIndexView
    edit_view_class = ScopedEditView
    delete_view_class = ScopedDeleteView
    inspect_view_class = ScopedInspectView
    copy_view_enabled = False
    add_to_admin_menu = False
    list_per_page = 25
