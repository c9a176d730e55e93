"""The registers beside the queue: matters, other authorities, administrative leave, answer templates."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList

from kopru.cases.forms.registers import MatterForm
from kopru.cases.models import Authority, Leave, Matter, Template
from kopru.cases.panels import AUTHORITY, LEAVE, MATTER, TEMPLATE
from kopru.core.viewsets import ScopedViewSet


class MatterViewSet(ScopedViewSet):
    """What cases are about."""

    model = Matter
    name = "case_matters"
    url_prefix = "basvuru-konulari"
    icon = "tag"
    menu_label = _("Matters")
    list_display = ["name", "unit", "days", "is_public"]
    search_fields = ["name"]

    def get_edit_handler(self) -> Any:
        """Return the panels over a form that reads questions as lines."""
        return ObjectList(MATTER, base_form_class=MatterForm).bind_to_model(Matter)


class AuthorityViewSet(ScopedViewSet):
    """Other bodies that are competent, and their Open311 servers."""

    model = Authority
    name = "case_authorities"
    url_prefix = "yetkili-kurumlar"
    icon = "site"
    menu_label = _("Competent authorities")
    list_display = ["name", "endpoint", "may_have_persons"]
    search_fields = ["name"]
    panels = AUTHORITY


class LeaveViewSet(ScopedViewSet):
    """Days that were made free by decree."""

    model = Leave
    name = "case_leave"
    url_prefix = "idari-izinler"
    icon = "calendar"
    menu_label = _("Administrative leave")
    list_display = ["from_on", "until_on", "is_half", "source"]
    panels = LEAVE


class TemplateViewSet(ScopedViewSet):
    """Words that answers begin with."""

    model = Template
    name = "case_templates"
    url_prefix = "cevap-sablonlari"
    icon = "doc-full-inverse"
    menu_label = _("Answer templates")
    list_display = ["title", "case_kind", "kind", "outcome", "language"]
    search_fields = ["title", "text"]
    panels = TEMPLATE
