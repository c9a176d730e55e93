"""What photos add to the desk."""

from typing import Any, Final

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from kopru.photos import desk_urls
from kopru.photos.permissions import may_accept
from kopru.photos.views.grid import photos
from kopru.photos.views.many import upload
from kopru.photos.views.one import PhotoView
from kopru.photos.viewsets import photo_chooser

_VERBS: Final = {
    "photos.accept": (_("Photo received"), _("The photo was taken into the archive.")),
    "photos.caption": (_("Photo captioned"), _("Words beside the photo were changed.")),
    "photos.name_person": (_("Person named"), _("Somebody was named in the photo.")),
    "photos.record_consent": (_("Consent recorded"), _("What somebody in the photo says to its use was written down.")),
    "photos.withdraw_consent": (_("Consent withdrawn"), _("Somebody in the photo withdrew the consent.")),
    "photos.remove_name": (_("Name taken back"), _("A name that was set by mistake was taken back.")),
    "photos.erase": (_("Name erased"), _("A name was erased at the person's request.")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name the verbs of the photo archive in histories and reports."""
    for code, (label, message) in _VERBS.items():
        actions.register_action(code, label, message)


class _ForPhotoDesk(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_accept(request.user)


@hooks.register("register_admin_menu_item")
def photos_item() -> MenuItem:
    """Put the photos next to the bulletins, in place of the framework's "Images"."""
    return _ForPhotoDesk(_("Photos"), reverse("wagtailimages:index"), name="photos", icon_name="image", order=15)


@hooks.register("insert_global_admin_css")
def chooser_style() -> SafeString:
    """Dress the window in which a photo is chosen: it opens on pages of others."""
    return format_html('<link rel="stylesheet" href="{}">', static("photos/chooser.css"))


@hooks.register("register_admin_urls", order=-1)
def register_pages() -> list[URLPattern | URLResolver]:
    """Put our list, page, upload and chooser before the framework's at the same addresses; then what it has not."""
    return [
        path("images/", photos),
        path("images/results/", photos),
        path("images/<int:image_id>/", PhotoView.as_view()),
        path("images/multiple/add/", upload),
        path("images/add/", RedirectView.as_view(pattern_name="wagtailimages:add_multiple")),
        path("images/chooser/", include((photo_chooser.get_urlpatterns(), "photo_chooser"))),
        path("images/", include(desk_urls)),
    ]
