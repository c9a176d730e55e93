"""Many photos at once: what they have in common, and the words of each."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagField
from wagtail.admin.widgets import AdminDateInput

from kopru.photos.forms.rights import objections
from kopru.photos.models import Photo

#: What is the same for all photos of one day's work.
COMMON: Final = ("event", "place", "taken_on", "photographer", "credit", "rights_note", "rights_from", "rights_until")
WORDS: Final = ("title", "caption", "caption_en", "description")


def _text(name: str) -> forms.CharField:
    field: Any = Photo._meta.get_field(name)  # noqa: SLF001 — Django's documented API of models
    return forms.CharField(label=field.verbose_name, max_length=field.max_length, required=False)


def _day(name: str) -> forms.DateField:
    field: Any = Photo._meta.get_field(name)  # noqa: SLF001
    return forms.DateField(label=field.verbose_name, required=False, widget=AdminDateInput())


class CommonForm(forms.Form):
    """What is written here is written beside every photo; what is left empty changes nothing."""

    event = _text("event")
    place = _text("place")
    taken_on = _day("taken_on")
    photographer = _text("photographer")
    credit = _text("credit")
    tags = TagField(label=_("Tags"), required=False, help_text=_("Separated by commas; added to those it has."))
    rights = forms.ChoiceField(label=_("Rights"), required=False, choices=[("", "–"), *Photo.Rights.choices])
    rights_note = _text("rights_note")
    rights_from = _day("rights_from")
    rights_until = _day("rights_until")

    def clean(self) -> dict[str, Any]:
        """Check what must hold between the fields of a right."""
        said: dict[str, Any] = super().clean() or {}
        for name, message in objections(said):
            self.add_error(name, message)
        return said

    @property
    def words(self) -> dict[str, Any]:
        """What was written: field → value, without tags and without what was left empty."""
        names = (*COMMON, "rights")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}

    @property
    def tags_given(self) -> tuple[str, ...]:
        """The tags to add."""
        return tuple(self.cleaned_data.get("tags") or ())


class CaptionForm(forms.ModelForm[Photo]):
    """The words of one photo in a row of many."""

    class Meta:
        model = Photo
        fields = WORDS
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in WORDS[1:]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the alternative text as the photo's own page does."""
        super().__init__(*args, **kwargs)
        self.fields["description"].label = _("Alternative text")
        for name in WORDS[1:]:
            self.fields[name].help_text = ""


def captions_of(photos: Sequence[Photo], data: Any = None) -> list[CaptionForm]:
    """Return a form for each photo, in their order."""
    return [CaptionForm(data, instance=photo, prefix=f"f{photo.pk}") for photo in photos]
