"""The base of every register in the desk: Wagtail's list, form, history and chooser behind one scope."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.admin.views import generic
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.generic import chooser, history, usage
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from kopru.core.policies import ScopedPolicy

#: What is typed into a list's search field, to the ids of what it finds, newest first.
Search = Callable[[str], Sequence[int]]


def policy_of(model: type[Model]) -> ScopedPolicy:
    """Return the model's policy.

    :raises TypeError: if the model was never given a `ScopedPolicy`: then nobody may see any of it
    """
    policy = policy_registry.get_by_type(model)
    if not isinstance(policy, ScopedPolicy):
        raise TypeError(f"{model.__name__} has no ScopedPolicy")
    return policy


class _ScopedObject:
    """Refuses an object that the scope does not hold, whatever the view."""

    scoped_actions: tuple[str, ...] = ("view", "change", "delete")

    def get_object(self, *args: Any, **kwargs: Any) -> Model:
        found: Model = super().get_object(*args, **kwargs)  # type: ignore[misc]
        user = self.request.user  # type: ignore[attr-defined]
        if not policy_of(type(found)).user_has_any_permission_for_instance(user, self.scoped_actions, found):
            raise PermissionDenied
        return found


class ScopedIndexView(generic.IndexView):
    """A list of what the user may see, searched with the product's own index; its export and pages alike."""

    any_permission_required = ("add", "change", "delete", "view")
    template_name = "core/list.html"
    search_with: Any = None  # a `Search`; an instance attribute, set by the register

    @cached_property
    def is_searchable(self) -> bool:
        """Tell whether the list has a search field."""
        return self.search_with is not None or bool(self.search_fields)

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return only what the scope holds."""
        visible: QuerySet[Any] = policy_of(self.model).instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        return visible

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep what our own index finds; Wagtail's answers 500 on SQLite and folds no Turkish."""
        if not self.is_searching:
            return queryset
        if self.search_with is not None:
            return queryset.filter(pk__in=list(self.search_with(self.search_query)))
        found: QuerySet[Any] = self._plainly(queryset)
        return found

    def _plainly(self, queryset: QuerySet[Any]) -> Any:
        self.search_backend_name = None
        return super().search_queryset(queryset)

    @cached_property
    def columns(self) -> list[Any]:
        """Return the columns, with a check box first where something can be done with many."""
        columns = list(super().columns)
        meta = self.model._meta  # noqa: SLF001
        if bulk_action_registry.get_bulk_actions_for_model(meta.app_label, meta.model_name):
            columns.insert(0, BulkActionsCheckboxColumn("bulk_actions", obj_type=meta.model_name))
        return columns

    def get_edit_url(self, instance: Model) -> str | None:
        """Return the address of the form, where the object's own rule lets it change."""
        return self._if_allowed("change", instance, super().get_edit_url(instance))

    def get_delete_url(self, instance: Model) -> str | None:
        """Return the address of the question before deletion, where the object's own rule lets it."""
        return self._if_allowed("delete", instance, super().get_delete_url(instance))

    def _if_allowed(self, action: str, instance: Model, url: str | None) -> str | None:
        return url if policy_of(self.model).allows(self.request.user, action, instance) else None


class ScopedCreateView(generic.CreateView):
    """The form of a new object."""


class ScopedEditView(_ScopedObject, generic.EditView):
    """The form of one visible object."""

    scoped_actions = ("change",)


class ScopedDeleteView(_ScopedObject, generic.DeleteView):
    """The question before one visible object is deleted."""

    scoped_actions = ("delete",)


class ScopedInspectView(_ScopedObject, generic.InspectView):
    """One visible object to read."""

    any_permission_required = ("add", "change", "delete", "view")


class ScopedHistoryView(_ScopedObject, history.HistoryView):
    """Who did what with one visible object."""

    any_permission_required = ("view", "add", "change", "delete")


class ScopedUsageView(_ScopedObject, usage.UsageView):
    """Where one object is used; for those who may change it, for it names other objects."""

    scoped_actions = ("change",)


class ScopedCopyView(_ScopedObject, generic.CopyView):
    """A new object that starts as a visible one."""


class ScopedViewSet(ModelViewSet):
    """A register whose every view asks the model's `ScopedPolicy`.

    Set `model`, `icon`, `list_display`, `list_filter`, `panels` as for `ModelViewSet`, and register the
    policy with `wagtail.permissions.register_permission_policy(Model, ScopedPolicy(...))` in `registrations.py`.
    A view of your own extends the `Scoped…View` of the same kind.
    """

    index_view_class = ScopedIndexView
    add_view_class = ScopedCreateView
    edit_view_class = ScopedEditView
    delete_view_class = ScopedDeleteView
    inspect_view_class = ScopedInspectView
    history_view_class = ScopedHistoryView
    usage_view_class = ScopedUsageView
    copy_view_class = ScopedCopyView
    copy_view_enabled = False
    add_to_admin_menu = False
    list_per_page = 25
    #: query -> ids, e.g. `partial(kopru.search.query.ids, "person")`
    search_with: ClassVar[Search | None] = None

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Hand the list its search."""
        mine = {"template_name": self._template("index", "core/list.html"), "search_with": type(self).search_with}
        options: dict[str, Any] = super().get_index_view_kwargs(**{**mine, **kwargs})
        return options

    def _template(self, name: str, fallback: str) -> Any:
        return self.get_templates(name, fallback=fallback)


class ScopedBulkAction:
    """Something done with many objects of a register: only visible ones, only where permitted.

    Mix it in before `wagtail.admin.views.bulk_action.BulkAction`; set `viewset` (the registered instance) and `action`
    (of the policy). "All" means what the list showed with its filters and search, not every row of the table.
    """

    viewset: ClassVar[Any]
    action: ClassVar[str] = "change"
    request: HttpRequest
    model: type[Model]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let in only those who may do it with some object at all."""
        if not policy_of(self.model).user_has_permission(request.user, self.action):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def get_all_objects_in_listing_query(self, _parent_id: object) -> Sequence[int]:
        """Return the ids the list holds with the same filters and search."""
        listing = self.viewset.index_view
        view = listing.view_class(**listing.view_initkwargs)
        view.setup(self.request)
        return list(view.get_queryset().values_list("pk", flat=True))

    def get_actionable_objects(self) -> tuple[list[Model], dict[str, list[Model]]]:
        """Split what was chosen into what may be done and what may not; what is not visible is neither."""
        chosen: Sequence[Any] = self.request.GET.getlist("id")
        if "all" in chosen:
            chosen = self.get_all_objects_in_listing_query(None)
        else:
            chosen = [value for value in chosen if _is_id(value)]
        policy, user = policy_of(self.model), self.request.user
        found = policy.instances_user_has_any_permission_for(user, ("view", self.action)).filter(pk__in=chosen)
        allowed: list[Model] = []
        refused: list[Model] = []
        for thing in found:
            (allowed if policy.allows(user, self.action, thing) else refused).append(thing)
        if not allowed and not refused:
            raise Http404
        return allowed, {"items_with_no_access": refused}


def _is_id(written: object) -> bool:
    """Tell whether it is a number that a database holds; "²" is a digit to Python alone."""
    text = str(written)
    return text.isascii() and text.isdigit() and len(text) < 19


class _ScopedChoice:
    """Offers and accepts only what the user may choose."""

    search_with: Any = None
    request: HttpRequest
    model_class: type[Model]

    def get_object_list(self) -> QuerySet[Any]:
        return policy_of(self.model_class).instances_user_has_permission_for(self.request.user, "choose")

    def get_filter_form_class(self) -> type[forms.Form]:
        """Search with our own index where there is one."""
        search = self.search_with
        if search is None:
            plain: type[forms.Form] = super().get_filter_form_class()  # type: ignore[misc]
            return plain

        class _Searched(BaseFilterForm):
            q = forms.CharField(
                label=_("Search term"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Search")})
            )

            def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
                """Keep what is found."""
                self.search_query = self.cleaned_data.get("q")
                self.is_searching = bool(self.search_query)
                return objects.filter(pk__in=list(search(self.search_query))) if self.search_query else objects

        return _Searched

    def get_object(self, pk: str) -> Model:
        """Return the chosen object.

        :raises Http404: if the user may not choose it
        """
        found = self.get_object_list().filter(pk=unquote(str(pk))).first() if _is_id(pk) else None
        if found is None:
            raise Http404
        chosen: Model = found
        return chosen

    def get_objects(self, pks: Sequence[str]) -> QuerySet[Any]:
        return self.get_object_list().filter(pk__in=[pk for pk in pks if _is_id(pk)])


class ScopedChooseView(_ScopedChoice, chooser.ChooseView):
    """The window in which one is chosen."""


class ScopedChooseResultsView(_ScopedChoice, chooser.ChooseResultsView):
    """What that window finds."""


class ScopedChosenView(_ScopedChoice, chooser.ChosenView):
    """The one that was chosen."""


class ScopedChosenMultipleView(_ScopedChoice, chooser.ChosenMultipleView):
    """Those that were chosen."""


class ScopedChooserViewSet(ChooserViewSet):
    """A chooser of what the user may see."""

    choose_view_class = ScopedChooseView
    choose_results_view_class = ScopedChooseResultsView
    chosen_view_class = ScopedChosenView
    chosen_multiple_view_class = ScopedChosenMultipleView
    search_with: ClassVar[Search | None] = None

    @property
    def choose_view(self) -> Any:
        """Return the window, with its search."""
        return self._searched("choose_view_class", icon=self.icon, page_title=self.page_title)

    @property
    def choose_results_view(self) -> Any:
        """Return what the window finds, with its search."""
        return self._searched("choose_results_view_class")

    def _searched(self, name: str, **kwargs: Any) -> Any:
        return self.construct_view(getattr(self, name), search_with=type(self).search_with, **kwargs)
