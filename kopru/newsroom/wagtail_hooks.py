"""What the newsroom adds to the desk: registrations only."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from kopru.core.roles import STAFF, holds
from kopru.newsroom import logbook
from kopru.newsroom.viewsets import AbsenceViewSet, BulletinViewSet, TopicViewSet


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
    """Place the bulletins' pages inside the admin, behind its door."""
    return [path("bultenler/", include("kopru.newsroom.desk_urls"))]


@hooks.register("register_admin_menu_item")
def bulletins_item() -> MenuItem:
    """Put the bulletins next to today."""
    return _ForStaff(_("Bulletins"), reverse("bulletins:board"), name="bulletins", icon_name="doc-full", order=10)


@hooks.register("register_admin_viewset")
def registers() -> list[Any]:
    """Add the editor and the registers beside it."""
    return [BulletinViewSet(), TopicViewSet(), AbsenceViewSet()]


@hooks.register("register_settings_menu_item")
def topics_item() -> MenuItem:
    """Put the topics among the settings."""
    return _ForStaff(_("Topics"), reverse("topic:index"), name="topics", icon_name="tag", order=60)


@hooks.register("register_settings_menu_item")
def absences_item() -> MenuItem:
    """Put the deputies among the settings."""
    return _ForStaff(_("Deputies"), reverse("absence:index"), name="absences", icon_name="user", order=61)
