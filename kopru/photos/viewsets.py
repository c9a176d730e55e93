"""The window in which a photo is chosen: searched with the product's own index; what may not be used says why."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.images.views import chooser

from kopru.core.viewsets import policy_of
from kopru.photos.models import Photo
from kopru.search import query


class _Search(BaseFilterForm):
    """What is looked for."""

    q = forms.CharField(
        label=_("Search term"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Search")})
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """Keep what is found."""
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        return objects.filter(pk__in=query.ids("photo", self.search_query)) if self.search_query else objects


class _Uploading:
    """Asks for days with the browser's own field: a script that comes with a window is refused by the strict policy."""

    def get_creation_form_class(self) -> type[Any]:
        """Return the form of an upload without scripts of its own."""
        stock: type[Any] = super().get_creation_form_class()  # type: ignore[misc]
        days = [name for name, field in stock.base_fields.items() if isinstance(field, forms.DateField)]

        class WindowForm(stock):
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                for name in days:
                    self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

        return WindowForm


class _Choosing(_Uploading):
    """Offers the newest usable photos, and shows the others with their reason instead of a link."""

    request: Any
    per_page = 24

    def get_object_list(self) -> QuerySet[Any]:
        return policy_of(Photo).instances_user_has_permission_for(self.request.user, "choose")

    def get_filter_form(self) -> forms.Form:
        return _Search(self.request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        today = timezone.localdate()
        for photo in context["results"]:
            photo.refusal = photo.obstacle(on=today)
        return context


class PhotoChooseView(_Choosing, chooser.ImageChooseView):
    """The window in which one is chosen."""


class PhotoChooseResultsView(_Choosing, chooser.ImageChooseResultsView):
    """What that window finds."""


class PhotoUploadView(_Uploading, chooser.ImageUploadView):
    """Takes one in from that window."""


class PhotoChosenView(chooser.ImageChosenView):
    """The one that was chosen."""

    def get_object(self, pk: str) -> Photo:
        """Return it.

        :raises Http404: if it is no number, or not for this person
        """
        scope = policy_of(Photo).instances_user_has_permission_for(self.request.user, "choose")
        found = scope.filter(pk=pk).first() if _is_id(pk) else None
        if found is None:
            raise Http404
        chosen: Photo = found
        return chosen


class PhotoChosenMultipleView(chooser.ImageChosenMultipleView):
    """Those that were chosen."""

    def get_objects(self, pks: Sequence[str]) -> QuerySet[Any]:
        """Return them; what is no number is nobody's photo."""
        chosen: QuerySet[Any] = super().get_objects([pk for pk in pks if _is_id(pk)])
        return chosen


class PhotoChooserViewSet(chooser.ImageChooserViewSet):
    """The framework's chooser of images, with our search and our rule of use."""

    choose_view_class = PhotoChooseView
    choose_results_view_class = PhotoChooseResultsView
    create_view_class = PhotoUploadView
    chosen_view_class = PhotoChosenView
    chosen_multiple_view_class = PhotoChosenMultipleView
    icon: ClassVar[str] = "image"
    page_title = _("Choose a photo")
    choose_one_text = _("Choose a photo")
    choose_another_text = _("Choose another photo")
    edit_item_text = _("Edit this photo")


def _is_id(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) < 19


#: at the framework's own addresses and name: its widgets lead here
photo_chooser = PhotoChooserViewSet("wagtailimages_chooser", model=Photo, url_prefix="images/chooser")
