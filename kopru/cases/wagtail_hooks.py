"""What the cases add to the desk: registrations only."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from kopru.cases import menu as special_menu
from kopru.cases.showing import logbook
from kopru.cases.viewsets.matters import AuthorityViewSet, LeaveViewSet, MatterViewSet, TemplateViewSet
from kopru.cases.viewsets.wording import LineViewSet, PackViewSet
from kopru.core.roles import STAFF, holds


class _ForStaff(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the one who asks works in the office's rooms."""
        return holds(request.user, *STAFF)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name the verbs in the history."""
    for code, (label, message) in logbook.ENTRIES.items():
        actions.register_action(code, label, message)


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    """Place the cases' pages inside the admin, behind its door."""
    rooms = ("kopru.cases.special_urls", "kopru.cases.desk_urls")
    return [path("basvurular/", include(each)) for each in rooms]


@hooks.register("register_admin_menu_item")
def cases_item() -> MenuItem:
    """Put the cases next to today."""
    return _ForStaff(_("Cases"), reverse("cases_desk:board"), name="cases", icon_name="mail", order=5)


@hooks.register("register_admin_menu_item")
def special_item() -> MenuItem:
    """Put media requests, shoots, visits and the tray below the cases."""
    return special_menu.item()


@hooks.register("register_admin_viewset")
def registers() -> list[Any]:
    """Add the registers."""
    return [MatterViewSet(), AuthorityViewSet(), LeaveViewSet(), TemplateViewSet(), LineViewSet(), PackViewSet()]


@hooks.register("register_settings_menu_item")
def matters_item() -> MenuItem:
    """Put the matters among the settings."""
    return _ForStaff(
        _("Matters of cases"), reverse("case_matters:index"), name="case-matters", icon_name="tag", order=50
    )


@hooks.register("register_settings_menu_item")
def authorities_item() -> MenuItem:
    """Put the other authorities among the settings."""
    label = _("Competent authorities")
    return _ForStaff(label, reverse("case_authorities:index"), name="case-authorities", icon_name="site", order=53)


@hooks.register("register_settings_menu_item")
def leave_item() -> MenuItem:
    """Put the administrative leave among the settings."""
    label = _("Administrative leave")
    return _ForStaff(label, reverse("case_leave:index"), name="case-leave", icon_name="calendar", order=51)


@hooks.register("register_settings_menu_item")
def templates_item() -> MenuItem:
    """Put the answer templates among the settings."""
    label = _("Answer templates")
    return _ForStaff(label, reverse("case_templates:index"), name="case-templates", icon_name="doc-full", order=52)
