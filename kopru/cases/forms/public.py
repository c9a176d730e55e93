"""What people without an account are asked: one base with the guard, and a form for each thing they may do."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kopru.cases.asks import Attached
from kopru.cases.forms.asking import DateInput
from kopru.cases.public import guard, uploads
from kopru.cases.public.spots import degrees_of

_TOO_LONG: Final = gettext_lazy("At most %(limit_value)d characters; this has %(show_value)d.")
LONGEST_TEXT: Final = 10_000


class FilesInput(forms.ClearableFileInput):
    """The browser's own chooser, for several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class UploadsField(forms.FileField):
    """Several files, each read by `reader` into an `Attached`."""

    widget = FilesInput

    def __init__(self, *, reader: Callable[[Any], Attached], most: int = uploads.MOST, **kwargs: Any) -> None:
        """Take at most `most` files."""
        super().__init__(required=False, **kwargs)
        self.reader, self.most = reader, most

    def clean(self, data: Any, _initial: Any = None) -> list[Attached]:
        """Read them.

        :raises ValidationError: if they are too many, or one is not taken
        """
        given = [each for each in data or [] if each]
        if len(given) > self.most:
            raise ValidationError(
                _("At most %(most)d files; you chose %(count)d."), params={"most": self.most, "count": len(given)}
            )
        empty = [each.name for each in given if not each.size]
        if empty:
            raise ValidationError(_("“%(name)s” is empty."), params={"name": empty[0]})
        return [self.reader(each) for each in given]


class DegreeField(forms.CharField):
    """A latitude or longitude, with a comma or a point."""

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        """Take what lies between minus and plus `limit` degrees."""
        super().__init__(
            required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs
        )
        self.limit = limit

    def clean(self, value: Any) -> Decimal | None:
        """Return degrees to six places, some ten centimetres.

        :raises ValidationError: if it is no such number
        """
        written = super().clean(value).replace(",", ".").strip()
        if not written:
            return None
        degrees = degrees_of(written, limit=self.limit)
        if degrees is None:
            raise ValidationError(_("Write a number between -%(limit)d and %(limit)d."), params={"limit": self.limit})
        return degrees


class PublicForm(forms.Form):
    """Has a ticket, a trap for robots, and files that were too large said beside their field."""

    use_required_attribute = False
    template_name_label = "cases/public/label.html"
    ticket = forms.CharField(required=False, widget=forms.HiddenInput())
    #: No person sees it; whoever fills it is asked whether they are one.
    homepage = forms.CharField(
        label=gettext_lazy("Leave this empty"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    error_css_class = "wrong"

    def __init__(self, *args: Any, request: HttpRequest, at: datetime, **kwargs: Any) -> None:
        """Ask for what `prepare` leaves."""
        self.request, self.at = request, at
        self.language = get_language() or "tr"
        super().__init__(*args, **kwargs)
        self.prepare()
        for field in self.fields.values():
            field.error_messages["required"] = _("Please fill this in.")

    def prepare(self) -> None:
        """Add or take away fields."""

    @property
    def fresh_ticket(self) -> str:
        """Return the ticket to give out: the one that came back, as long as it is good."""
        written = str(self.data.get("ticket", "")) if self.is_bound else ""
        ticket = guard.read_ticket(written)
        good = ticket is not None and ticket.age(self.at) <= guard.LONGEST
        return written if good else guard.new_ticket(self.at)

    @property
    def ticket_name(self) -> str:
        """Return under what the form was given out; "" for a forged ticket."""
        ticket = guard.read_ticket(str(self.data.get("ticket", "")))
        return ticket.name if ticket else ""

    @property
    def is_trapped(self) -> bool:
        """Tell whether the field that no person sees was filled."""
        return bool(self.is_bound and self.data.get("homepage"))

    @property
    def lost_files(self) -> bool:
        """Tell whether files were chosen that must be chosen again, because something else was wrong."""
        return bool(self.is_bound and self.errors and self.request.FILES)

    def clean(self) -> dict[str, Any]:
        """Ask what the guard asks."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        ticket = guard.read_ticket(given.get("ticket", ""))
        if ticket is None or ticket.age(self.at) > guard.LONGEST:
            self.add_error(None, _("This page lay open for too long. Nothing is lost: press the button again."))
        elif ticket.age(self.at) < guard.TOO_FAST:
            self.add_error(None, _("This came faster than a person can write. If you are one, press the button again."))
        if given.get("homepage"):
            self.add_error(
                "homepage", _("A program filled this field, perhaps your browser. Empty it and send the form again.")
            )
        for name in uploads.refused_in(self.request):
            self.add_error(
                "files" if "files" in self.fields else None,
                ValidationError(
                    _("“%(name)s” is larger than %(size)d MB and was not taken."),
                    params={"name": name, "size": uploads.LARGEST // uploads.MEGABYTE},
                ),
            )
        return given

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the visible fields under their headings."""
        return [("", [self[name] for name in self.fields if name not in ("ticket", "homepage")])]


def words_field(label: Any, *, rows: int = 6, required: bool = True, help_text: Any = "") -> forms.CharField:
    """Return a field for words of several lines."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        help_text=help_text,
        error_messages={"max_length": _TOO_LONG},
        widget=forms.Textarea(attrs={"rows": rows, "cols": 40}),
    )


def line_field(
    label: Any, *, longest: int, required: bool = False, help_text: Any = "", **attrs: str
) -> forms.CharField:
    """Return a field for one line."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        help_text=help_text,
        error_messages={"max_length": _TOO_LONG},
        widget=forms.TextInput(attrs=attrs),
    )


def photos_field() -> UploadsField:
    """Return a field for photos and PDFs of anybody."""
    return UploadsField(
        reader=uploads.public_file,
        label=gettext_lazy("Photos or PDF"),
        help_text=gettext_lazy(
            "At most 5 files of 10 MB. The place and time that a camera writes into a photo are taken out."
        ),
        widget=FilesInput(attrs={"accept": "image/*,.pdf,.heic"}),
    )


def unit_files_field() -> UploadsField:
    """Return a field for files of a unit."""
    return UploadsField(
        reader=uploads.unit_file,
        most=10,
        label=gettext_lazy("Files"),
        help_text=gettext_lazy("At most 10 files of 25 MB."),
    )


class StatusForm(forms.Form):
    """Number and secret of a receipt."""

    use_required_attribute = False
    number = line_field(
        gettext_lazy("Application number"),
        longest=20,
        required=True,
        autocomplete="off",
        help_text=gettext_lazy("E.g. 2026/114"),
    )
    secret = line_field(
        gettext_lazy("Secret"),
        longest=20,
        required=True,
        autocomplete="off",
        autocapitalize="characters",
        spellcheck="false",
        help_text=gettext_lazy("It stands beside the number on your receipt, e.g. AB3CD-EF7GH"),
    )


class MoreForm(PublicForm):
    """What the person adds to their own ask."""

    text = words_field(gettext_lazy("Your message"), rows=4)

    def prepare(self) -> None:
        """Take files too."""
        self.fields["files"] = photos_field()


class UnitAnswerForm(PublicForm):
    """What the unit says."""

    text = words_field(gettext_lazy("Your answer"), required=False)
    author = line_field(gettext_lazy("Your name and duty"), longest=160, autocomplete="name")

    def prepare(self) -> None:
        """Take files too."""
        self.fields["files"] = unit_files_field()

    def clean(self) -> dict[str, Any]:
        """Ask for a word or a file."""
        given = super().clean()
        if not given.get("text", "").strip() and not given.get("files") and not self.has_error("files"):
            self.add_error("text", _("Write your answer, or add a file."))
        return given


class UnitReturnForm(PublicForm):
    """Why it is not the unit's, and whose it may be."""

    reason = words_field(gettext_lazy("Why is it not yours?"), rows=3)
    suggestion = line_field(gettext_lazy("Which unit should answer?"), longest=160)
    author = line_field(gettext_lazy("Your name and duty"), longest=160, autocomplete="name")


class UnitTimeForm(PublicForm):
    """Until when, and why."""

    until = forms.DateField(
        label=gettext_lazy("Until which day?"),
        widget=DateInput(),
        error_messages={"invalid": gettext_lazy("Write a day, e.g. 24.11.2026.")},
    )
    reason = words_field(gettext_lazy("Why do you need time?"), rows=3)
    author = line_field(gettext_lazy("Your name and duty"), longest=160, autocomplete="name")

    def clean_until(self) -> Any:
        """Refuse a day that has passed.

        :raises ValidationError: if it is not to come
        """
        until = self.cleaned_data["until"]
        if until <= timezone.localdate(self.at):
            raise ValidationError(_("Give a day that is still to come."))
        return until


class MaterialForm(PublicForm):
    """What a unit wants the public to know."""

    title = line_field(gettext_lazy("Title"), longest=200, required=True)
    text = words_field(
        gettext_lazy("What should people know?"),
        rows=8,
        help_text=gettext_lazy("Who, what, where, when, with figures. The office writes the final words."),
    )
    wished_on = forms.DateField(
        label=gettext_lazy("Wished day"),
        required=False,
        widget=DateInput(),
        error_messages={"invalid": gettext_lazy("Write a day, e.g. 24.11.2026.")},
    )
    author = line_field(gettext_lazy("Your name and duty"), longest=160, required=True, autocomplete="name")

    def prepare(self) -> None:
        """Take photos, tables, anything."""
        self.fields["files"] = unit_files_field()

    def clean_wished_on(self) -> Any:
        """Refuse a day that has passed.

        :raises ValidationError: if it is not to come
        """
        wished = self.cleaned_data["wished_on"]
        if wished and wished < timezone.localdate(self.at):
            raise ValidationError(_("Give a day that is still to come."))
        return wished


class SurveyForm(forms.Form):
    """What the person says of the end."""

    reason = words_field(
        gettext_lazy("What is still missing? (if you like)"),
        rows=4,
        required=False,
    )
