"""The editor of bulletins, and the small registers beside it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import StatusSidePanel
from wagtail.admin.views import generic

from kopru.core import clock
from kopru.core.models import Identity
from kopru.core.viewsets import ScopedCreateView, ScopedDeleteView, ScopedEditView, ScopedViewSet
from kopru.newsroom import closed, handed_in
from kopru.newsroom.forms import BulletinForm
from kopru.newsroom.models import Absence, Bulletin, Topic
from kopru.newsroom.panels import ABSENCE, EDITOR

_BOARD: Final = ({"url": reverse_lazy("bulletins:board"), "label": _("Bulletins")},)


class BulletinCreateView(generic.CreateEditViewOptionalFeaturesMixin, ScopedCreateView):
    """A new bulletin; saved by itself while it is written."""

    view_name = "create"
    page_title = _("New bulletin")
    submit_button_label = _("Save draft")

    def get_page_subtitle(self) -> str:
        """Add nothing to the title."""
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the board."""
        return [*_BOARD, {"url": "", "label": self.page_title}]

    def get_initial_form_instance(self) -> Bulletin:
        """Begin at the office's place, with an open paragraph."""
        given = {"place": Identity.load().place, "body": [("paragraph", "")]}
        handed = self.request.GET.get("malzeme", "")
        return Bulletin(**given | handed_in.beginning(handed, user=self.request.user, at=clock.now()))

    def get_side_panels(self) -> MediaContainer:
        """Offer the place into which the first saving by itself puts the state of the edited bulletin."""
        return MediaContainer([StatusSidePanel(self.form.instance, self.request, usage_url="")])

    def get_success_url(self) -> str:
        """Return where its state is shown."""
        return reverse("bulletins:one", args=[self.object.pk])


class BulletinEditView(generic.CreateEditViewOptionalFeaturesMixin, ScopedEditView):
    """The words of one bulletin; saved by itself while it is written."""

    view_name = "edit"
    page_title = _("Bulletin")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the board."""
        return [*_BOARD, {"url": "", "label": self.get_page_subtitle()}]

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """Say why, where it is not being written, before the object's rule sends the reader away without a word."""
        view = super().as_view(**initkwargs)

        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            pk = unquote(str(kwargs["pk"]))
            try:
                return closed.refusal(request, pk) or view(request, *args, **kwargs)
            except PermissionDenied:  # perhaps it was sent for approval while the words were on their way
                refused = closed.refusal(request, pk)
                if refused is None:
                    raise
                return refused

        return answered

    @transaction.atomic
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep the row from verbs while words are stored."""
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def save_instance(self) -> Any:
        """Store the words, unless the bulletin was sent for approval since the form was opened.

        :raises PermissionDenied: if it is no longer being written
        """
        if not Bulletin.objects.select_for_update().get(pk=self.object.pk).is_open:
            raise PermissionDenied
        return super().save_instance()

    def get_success_url(self) -> str:
        """Return where its state is shown."""
        return reverse("bulletins:one", args=[self.object.pk])


class BulletinDeleteView(ScopedDeleteView):
    """The question before a draft is thrown away."""

    def get_success_url(self) -> str:
        """Return to the list."""
        return reverse("bulletins:board")


class BulletinViewSet(ScopedViewSet):
    """The editor; the list is the board."""

    model = Bulletin
    name = "bulletin"
    # under the board, so that the menu shows where one is
    url_prefix = "bultenler/metin"
    icon = "doc-full"
    # shows whether it was saved by itself: the stock page leaves that out
    create_template_name = edit_template_name = "newsroom/editor.html"
    add_view_class = BulletinCreateView
    edit_view_class = BulletinEditView
    delete_view_class = BulletinDeleteView

    @property
    def index_view(self) -> Any:
        """Lead to the board."""
        return RedirectView.as_view(pattern_name="bulletins:board")

    index_results_view = index_view

    def get_edit_handler(self) -> Any:
        """Return the editor's panels."""
        return ObjectList(EDITOR, base_form_class=BulletinForm).bind_to_model(Bulletin)


class TopicViewSet(ScopedViewSet):
    """What bulletins are about."""

    model = Topic
    name = "topic"
    url_prefix = "konular"
    icon = "tag"
    menu_label = _("Topics")
    list_display = ["name"]
    form_fields = ["name", "slug"]


class AbsenceViewSet(ScopedViewSet):
    """Who approves in whose place."""

    model = Absence
    name = "absence"
    url_prefix = "vekalet"
    icon = "user"
    menu_label = _("Deputies")
    list_display = ["person", "deputy", "from_on", "until_on"]
    panels = ABSENCE
