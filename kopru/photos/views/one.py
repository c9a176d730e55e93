"""One photo: its words and rights, who is in it, what looks like it, and who did what."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.views.images import EditView
from wagtail.log_actions import registry as logs

from kopru.photos import intake

_LINES = 8


class PhotoView(EditView):
    """The framework's form in a page of ours: its picture large, its state beside it."""

    template_name = "photos/desk/photo.html"
    error_message = _("The photo could not be saved: look at the fields marked below.")

    def get_success_message(self) -> str:
        """Say that it was saved."""
        return str(_("“%(title)s” was saved.") % {"title": self.object.title})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what stands beside the form."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        photo = self.object
        # what is stored, not what the form would make of it
        stored = type(photo).objects.get(pk=photo.pk)
        entries = logs.get_logs_for_instance(photo).select_related("user").order_by("-timestamp")[:_LINES]
        return context | {
            "obstacle": stored.obstacle(on=timezone.localdate()),
            "people": stored.depictions.select_related("person", "recorded_by"),
            "alike": intake.lookalikes(stored),
            "happened": [(entry.timestamp, entry.user_display_name, entry.message) for entry in entries],
        }
