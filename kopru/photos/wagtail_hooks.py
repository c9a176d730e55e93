"""What photos add to the desk."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from kopru.photos import viewsets


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name the verbs of the photo archive in histories and reports."""
    actions.register_action("photos.accept", _("Photo received"), _("The photo was taken into the archive."))


@hooks.register("register_admin_urls", order=-1)
def register_searched_list() -> list[URLPattern]:
    """Put our list, with our search, before Wagtail's at the same address."""
    return [
        path("images/", viewsets.PhotoIndexView.as_view()),
        path("images/results/", viewsets.PhotoIndexView.as_view(results_only=True)),
    ]
