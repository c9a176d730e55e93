"""The press room's registers in the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.base import ViewSetGroup

from kopru.core.viewsets import ScopedViewSet
from kopru.web import panels
from kopru.web.models import Fact, Spokesperson


class Spokespeople(ScopedViewSet):
    """Who may speak."""

    model = Spokesperson
    name = "web_spokespeople"
    url_prefix = "basin-odasi/sozculer"
    icon = "comment"
    menu_label = _("Spokespeople")
    list_display = [
        "__str__",
        Column("topics", label=_("Speaks about")),
        DateColumn("checked_on", label=_("Checked on")),
        DateColumn("ends_on", label=_("Last day")),
    ]
    search_fields = ["name", "duty", "topics"]
    panels = panels.SPOKESPERSON


class Facts(ScopedViewSet):
    """What is so."""

    model = Fact
    name = "web_facts"
    url_prefix = "basin-odasi/kisa-bilgiler"
    icon = "info-circle"
    menu_label = _("Short facts")
    list_display = [
        "label",
        Column("value", label=_("Value")),
        Column("source", label=_("Source")),
        DateColumn("as_of", label=_("True as of")),
        BooleanColumn("is_shown", label=_("Shown to the public")),
    ]
    list_filter = ["section", "is_shown"]
    search_fields = ["label", "value", "source"]
    panels = panels.FACT


class PressRoomGroup(ViewSetGroup):
    """Both under one menu."""

    menu_label = _("Press room")
    menu_name = "press-room"
    menu_icon = "globe"
    menu_order = 400
    items = (Spokespeople, Facts)
