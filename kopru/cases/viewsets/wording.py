"""The registers of approved wording and of ready packs."""

from datetime import date
from typing import Any, Final

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BooleanColumn, Column

from kopru.cases.models import LineToTake, Pack
from kopru.core.viewsets import ScopedIndexView, ScopedViewSet

#: A pack that nobody looked at for so long is doubtful.
_OLD: Final = 180
_SOON: Final = 14


def freshness(checked_on: date, today: date) -> str:
    """Return how long ago a pack was checked, in words; "!" marks an old one."""
    days = (today - checked_on).days
    if days <= 0:
        return _("Checked today")
    if days < 60:
        return ngettext("Checked %(n)d day ago", "Checked %(n)d days ago", days) % {"n": days}
    months = round(days / 30.4)
    words = ngettext("Checked %(n)d month ago", "Checked %(n)d months ago", months) % {"n": months}
    return f"! {words}" if days > _OLD else words


def _checked(pack: Pack) -> str:
    return freshness(pack.checked_on, timezone.localdate())


def validity(line: LineToTake, today: date) -> str:
    """Return whether a line may be used today, in words."""
    if line.is_valid(today):
        if line.valid_until is None:
            return _("Valid")
        left = (line.valid_until - today).days
        if left > _SOON:
            return _("Valid")
        return ngettext("! Expires in %(n)d day", "! Expires in %(n)d days", left) % {"n": left}
    return _("Not valid yet") if line.valid_from > today else _("✕ Expired")


class LineListView(ScopedIndexView):
    """Lines with how often each was used."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Count the uses in the same query."""
        lines: QuerySet[Any] = super().get_base_queryset()
        counted: QuerySet[Any] = lines.select_related("owner", "matter").annotate(used=Count("uses"))
        return counted


class LineViewSet(ScopedViewSet):
    """Approved wording with owner, validity and sources (M3)."""

    model = LineToTake
    name = "case_lines"
    url_prefix = "soylemler"
    icon = "openquote"
    menu_label = gettext_lazy("Lines to take")
    index_view_class = LineListView
    list_display = [
        "title",
        Column("state", label=gettext_lazy("Validity"), accessor=lambda row: validity(row, timezone.localdate())),
        "owner",
        "valid_until",
        Column("used", label=gettext_lazy("Used")),
    ]
    search_fields = ["title", "text"]
    inspect_view_enabled = True
    inspect_template_name = "cases/desk/line.html"
    panels = [
        FieldPanel("title"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("matter"), FieldPanel("owner")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldPanel("sources"),
    ]


class PackViewSet(ScopedViewSet):
    """Ready answers for tourists and groups, with when each was last checked (R16)."""

    model = Pack
    name = "case_packs"
    url_prefix = "hazir-paketler"
    icon = "doc-full-inverse"
    menu_label = gettext_lazy("Ready packs")
    list_display = [
        "title",
        Column("language", label=gettext_lazy("Language"), accessor="get_language_display"),
        Column(
            "checked",
            label=gettext_lazy("Checked"),
            accessor=_checked,
        ),
        "matter",
        BooleanColumn("is_public", label=gettext_lazy("On the web")),
    ]
    search_fields = ["title", "text"]
    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("language")]),
        FieldPanel("text"),
        FieldPanel("file"),
        FieldRowPanel([FieldPanel("matter"), FieldPanel("checked_on")]),
        FieldPanel("is_public"),
    ]
