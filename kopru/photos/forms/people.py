"""What is asked about somebody who can be recognised in a photo."""

from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from kopru.directory.models import Person
from kopru.directory.viewsets import person_chooser
from kopru.photos.models import Consent

#: of a signed form, in bytes
LARGEST: Final = 10 * 1024 * 1024
#: what a signed form comes as, by its first bytes
_FORMS: Final = {".pdf": b"%PDF-", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".png": b"\x89PNG\r\n\x1a\n"}


def _day(label: Any) -> forms.DateField:
    # not the browser's own field: it writes dates as its own language does
    return forms.DateField(label=label, widget=AdminDateInput(), initial=timezone.localdate)


def _past(day: date | None) -> date | None:
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("This day has not come yet."))
    return day


class StatementForm(forms.Form):
    """What the person says to the use of the photo."""

    consent = forms.ChoiceField(label=_("Consent"), choices=Consent.choices, widget=forms.RadioSelect)
    consent_on = _day(_("Date of the statement"))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=255,
        help_text=_("How it was said; for a child, which parent or guardian signed."),
    )
    form = forms.FileField(label=_("Signed form"), required=False, help_text=_("PDF, JPEG or PNG, up to 10 MB."))

    def __init__(self, *args: Any, has_form: bool = False, **kwargs: Any) -> None:
        """`has_form`: a signed form is kept already."""
        super().__init__(*args, **kwargs)
        self.has_form = has_form

    def clean_consent_on(self) -> date | None:
        """Refuse a day to come."""
        return _past(self.cleaned_data["consent_on"])

    def clean_form(self) -> Any:
        """Keep only a file that is what its name says."""
        given = self.cleaned_data["form"]
        if isinstance(given, UploadedFile):
            if (given.size or 0) > LARGEST:
                raise forms.ValidationError(_("The file is larger than 10 MB."))
            start = _FORMS.get(PurePosixPath(given.name or "").suffix.lower())
            if start is None or given.read(len(start)) != start:
                raise forms.ValidationError(_("This is no PDF, JPEG or PNG."))
            given.seek(0)
        return given

    def clean(self) -> dict[str, Any]:
        """Ask for the proof of a written consent."""
        said: dict[str, Any] = super().clean() or {}
        proof = said.get("form") or said.get("note") or self.has_form or "form" in self.errors
        if said.get("consent") == Consent.WRITTEN and not proof:
            self.add_error("form", _("Add the signed form, or note where it is kept."))
        return said


class NameForm(StatementForm):
    """Who it is, and what they say."""

    who = forms.CharField(
        label=_("Who"), max_length=160, help_text=_("Name, or how they are recognised: “the girl with the red cap”.")
    )
    person = forms.ModelChoiceField(
        label=_("In the directory"), queryset=Person.objects.none(), required=False, widget=person_chooser.widget_class
    )
    is_minor = forms.BooleanField(label=_("Under 18"), required=False)
    field_order = ("who", "person", "is_minor", "consent", "consent_on", "note", "form")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        """`people`: those of the directory whom the user may choose."""
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["person"]
        chosen.queryset = people

    def clean(self) -> dict[str, Any]:
        """Refuse a child as a public figure: the parents decide (Civil Code art. 16)."""
        said = super().clean()
        if said.get("is_minor") and said.get("consent") == Consent.PUBLIC_FIGURE:
            self.add_error("consent", _("For a child a parent or guardian consents in writing."))
        return said


class WithdrawalForm(forms.Form):
    """When the person said no, and how."""

    on = _day(_("Date of the statement"))
    note = forms.CharField(
        label=_("Note"),
        max_length=255,
        required=False,
        help_text=_("How they said so, e.g. “by phone, to Ayşe Yılmaz”."),
    )

    def clean_on(self) -> date | None:
        """Refuse a day to come."""
        return _past(self.cleaned_data["on"])
