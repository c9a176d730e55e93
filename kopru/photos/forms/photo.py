"""The form behind every upload of Wagtail's screens: single, many at once, and in a chooser."""

from typing import Any

from django.forms import FileField, Textarea
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from kopru.photos import darkroom, intake
from kopru.photos.forms import rights
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
        for name in ("caption", "caption_en", "description"):
            if name in self.fields:
                self.fields[name].widget = Textarea(attrs={"rows": 2})
        for name in ("taken_on", "rights_from", "rights_until"):
            if name in self.fields:
                self.fields[name].widget = AdminDateInput()
        if "rights" in self.fields:  # many at once are sent without; a field that fails keeps the raw file aside
            self.fields["rights"].required = False
        if "description" in self.fields:
            self.fields["description"].label = _("Alternative text")
            self.fields["description"].help_text = _(
                "What is seen in it, for those who cannot see it. Read aloud by screen readers."
            )

    def _develop_uploads(self) -> None:
        stock = self.fields.get("file")
        if stock is None:
            return
        field = DarkroomField(label=stock.label, required=stock.required, widget=stock.widget)
        field.widget.is_required = stock.required
        self.fields["file"] = field

    def groups(self) -> list[tuple[str, list[Any]]]:
        """Return the fields of the photo's own page, under headings; what is hidden or unknown to them is not among."""
        return [(str(name), [self[field] for field in fields if field in self.fields]) for name, fields in _GROUPS]

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
        for name, message in rights.objections(cleaned):
            if name in self.fields:
                self.add_error(name, message)
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        given = self.cleaned_data.get("file")
        if isinstance(given, darkroom.Developed):
            intake.fill_in(self.instance, given.said)


_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif")
_GROUPS = (
    (_("Words of the photo"), ("title", "caption", "caption_en", "description")),
    (_("Where it comes from"), ("event", "place", "taken_on", "photographer", "credit", "tags")),
    (_("Rights"), ("rights", "rights_note", "rights_from", "rights_until")),
)
