"""The form behind every upload of Wagtail's screens: single, many at once, and in a chooser."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import FileField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from kopru.photos import darkroom, intake
from kopru.photos.models import Photo


class DarkroomField(WagtailImageField):
    """A field whose value is a developed picture."""

    def to_python(self, data: Any) -> darkroom.Developed | None:
        """Return the picture made anew, or say what is wrong with it."""
        given = FileField.to_python(self, data)
        if given is None:
            return None
        return darkroom.develop(given, name=given.name or "", limit=self.max_upload_size)


class PhotoForm(BaseImageForm):
    """A photo's form: what is not written is read from the file; a double is refused, a likeness is told."""

    class Meta(BaseImageForm.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Put the darkroom behind the file field and name the fields as the office does."""
        super().__init__(*args, **kwargs)
        self._develop_uploads()
        if "rights" in self.fields:  # many at once are sent without; a field that fails keeps the raw file aside
            self.fields["rights"].required = False
        if "description" in self.fields:
            self.fields["description"].label = _("Alternative text")
            self.fields["description"].help_text = _(
                "What is seen in it, for those who cannot see it. Read aloud by screen readers."
            )
        if self.instance.pk and "title" in self.fields and self.instance.dhash:
            # Wagtail has bound this field already
            self["title"].help_text = self.fields["title"].help_text = self._hint()

    def _develop_uploads(self) -> None:
        stock = self.fields.get("file")
        if stock is None:
            return
        field = DarkroomField(label=stock.label, required=stock.required, widget=stock.widget)
        field.widget.is_required = stock.required
        self.fields["file"] = field

    def _hint(self) -> str:
        alike = intake.lookalikes(self.instance)
        if not alike:
            return ""
        titles = ", ".join(f"“{photo.title}”" for photo in alike)
        return ngettext(
            "Looks very much like %(titles)s. If it is the same shot, keep only one.",
            "Looks very much like %(titles)s. If they are the same shot, keep only one.",
            len(alike),
        ) % {"titles": titles}

    def clean_file(self) -> Any:
        """Refuse a file that the archive has."""
        given = self.cleaned_data.get("file")
        if isinstance(given, darkroom.Developed):
            intake.refuse_double(given, of=self.instance if self.instance.pk else None)
        return given

    def clean_title(self) -> str:
        """Make a title of a bare file name."""
        title = str(self.cleaned_data["title"])
        return intake.stem(title) if title.lower().endswith(tuple(_ENDINGS)) else title

    def clean_rights(self) -> str:
        """Take what nobody said as our own work."""
        return str(self.cleaned_data.get("rights") or Photo.Rights.OWN)

    def clean(self) -> dict[str, Any]:
        """Check that a right that ends says so, and that ours is not lent."""
        super().clean()
        cleaned: dict[str, Any] = self.cleaned_data
        if cleaned.get("rights") == "licensed" and not cleaned.get("rights_until"):
            self.add_error("rights_until", ValidationError(_("Say until when the licence runs."), code="no_end"))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        given = self.cleaned_data.get("file")
        if isinstance(given, darkroom.Developed):
            intake.fill_in(self.instance, given.said)


_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif")
