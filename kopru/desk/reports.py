"""Who did what, over the whole office: for the head and the administrator alone."""

from typing import Any

import django_filters
from django.db.models import IntegerField, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.history import HistoryFilterSet
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from kopru.core.models import User


class EverythingDone(HistoryFilterSet):
    """What the list of deeds is narrowed by: the thing's name, the deed, the person, the day."""

    label = django_filters.CharFilter(label=_("Name"), lookup_expr="icontains")

    def get_action_choices(self) -> list[tuple[str, Any]]:
        """Return the deeds that were ever done."""
        done = ModelLogEntry.objects.all().get_actions()
        return [choice for choice in registry.get_choices() if choice[0] in done]

    def get_users_queryset(self) -> QuerySet[User]:
        """Return those who ever did anything."""
        return User.objects.filter(pk__in=ModelLogEntry.objects.values("user_id"))

    class Meta:
        model = ModelLogEntry
        fields: list[str] = []


class HistoryView(LogEntriesView):
    """Every verb done to anything, the newest first.

    The framework's own report asks the permission of pages, of which the office has none.
    """

    filterset_class = EverythingDone
    index_url_name = "desk_history"
    index_results_url_name = "desk_history_results"
    page_title = _("History of everything")

    def get_filtered_queryset(self) -> QuerySet[Any]:
        """Return all entries, in the shape the report pages through."""
        self.log_models = [ModelLogEntry]
        entries = ModelLogEntry.objects.values("pk", "timestamp").annotate(
            log_model_index=Value(0, output_field=IntegerField())
        )
        return self.filter_queryset(entries).order_by("-timestamp", "-pk")  # type: ignore[no-any-return]
