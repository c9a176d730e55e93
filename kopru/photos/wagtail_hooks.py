"""What photos add to the desk."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from kopru.photos import viewsets
from kopru.photos.permissions import may_accept


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name the verbs of the photo archive in histories and reports."""
    actions.register_action("photos.accept", _("Photo received"), _("The photo was taken into the archive."))


class _ForPhotoDesk(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_accept(request.user)


@hooks.register("register_admin_menu_item")
def photos_item() -> MenuItem:
    """Put the photos next to the bulletins, in place of the framework's "Images"."""
    return _ForPhotoDesk(_("Photos"), reverse("wagtailimages:index"), name="photos", icon_name="image", order=15)


@hooks.register("register_admin_urls", order=-1)
def register_searched_list() -> list[URLPattern]:
    """Put our list, with our search, before Wagtail's at the same address."""
    return [
        path("images/", viewsets.PhotoIndexView.as_view()),
        path("images/results/", viewsets.PhotoIndexView.as_view(results_only=True)),
    ]
