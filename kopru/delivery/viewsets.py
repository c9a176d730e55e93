"""The register of those who get nothing: to read, to add to."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn

from kopru.core.viewsets import ScopedCreateView, ScopedIndexView, ScopedViewSet
from kopru.delivery import actions
from kopru.delivery.forms import SuppressionForm
from kopru.delivery.models import Suppression

_MOST_FOUND = 500


def find(words: str) -> Sequence[int]:
    """Find blocked addresses by any part of them; addresses are kept in lower case."""
    found = Suppression.objects.filter(key__contains=words.strip().lower())
    return list(found.order_by("-pk").values_list("pk", flat=True)[:_MOST_FOUND])


class SuppressionListView(ScopedIndexView):
    """The blocked addresses, the newest first."""

    def get_base_queryset(self) -> Any:
        """Bring those who blocked and lifted along."""
        return super().get_base_queryset().select_related("by", "lifted_by")

    @cached_property
    def columns(self) -> list[Any]:
        """Return address, reason, source, since when, and whether it still holds."""
        return [
            self._get_title_column("key", width="30%"),
            Column("get_reason_display", label=gettext_lazy("Reason"), width="13%"),
            Column("source", label=gettext_lazy("Where it came from"), accessor=_source),
            DateColumn("since_at", label=gettext_lazy("Blocked since"), sort_key="since_at", width="11%"),
            Column("state", label=gettext_lazy("State"), accessor=_state, width="10%"),
        ]

    def get_edit_url(self, instance: Any) -> str | None:
        """Return the page on which it can be read and lifted."""
        return reverse("delivery_desk:lift", args=[instance.pk])

    def get_list_buttons(self, _instance: Any) -> list[Any]:
        """Offer nothing beside the title: lifting asks for a reason on its own page."""
        return []


def _source(suppression: Suppression) -> str:
    by = f"{suppression.by}" if suppression.by else ""
    return " · ".join(part for part in (suppression.source, by) if part)


def _state(suppression: Suppression) -> str:
    return _("Lifted") if suppression.lifted_at else _("Blocked")


class SuppressionCreateView(ScopedCreateView):
    """Blocks an address by hand."""

    def save_instance(self) -> Suppression:
        """Let the verb do it, so that it is logged like every other."""
        given = self.form.cleaned_data
        made: Suppression = actions.suppress(
            given["key"],
            channel=given["channel"],
            reason=given["reason"],
            source=_("By hand"),
            note=given["note"],
            by=self.request.user,
            at=timezone.now(),
        )
        return made

    def get_success_buttons(self) -> list[Any]:
        """Offer no edit of what was just blocked."""
        return []


class SuppressionViewSet(ScopedViewSet):
    """The register "Engellenenler"."""

    model = Suppression
    name = "delivery_suppressions"
    url_prefix = "gonderi/engellenenler"
    url_namespace = "delivery_suppressions"
    icon = "no-view"
    menu_label = gettext_lazy("Suppressions")
    index_view_class = SuppressionListView
    add_view_class = SuppressionCreateView
    list_filter = ("reason", "channel")
    search_with = find
    ordering = ("-pk",)
    inspect_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002, ARG002  Wagtail's signature
        """Return the form that asks for an address and a reason."""
        return SuppressionForm
