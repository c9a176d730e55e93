"""A letter on paper: its sheets are put in, then its words are put right beside them and the sender is named."""

from datetime import date, datetime, time
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopru.cases.actions.scanning import MOST_PAGES
from kopru.cases.asks import Asker, Attached
from kopru.cases.forms.asking import DateInput, words_field
from kopru.cases.forms.public import FilesInput, UploadsField
from kopru.cases.intake.mail.attachments import safe_name, sniffed
from kopru.cases.models import Kind, Matter, Scan
from kopru.cases.obstacles import Obstacle
from kopru.cases.privacy import redaction

#: Bytes of one file: a page in colour at 600 dots per inch.
LARGEST: Final = 25 * 1024 * 1024
#: Megabytes of all files of a letter.
LARGEST_OF_LETTER: Final = 100
_TAKEN: Final = ".pdf,.jpg,.jpeg,.png,.tif,.tiff"
_KINDS: Final = (Kind.PETITION, Kind.REQUEST, Kind.COMPLAINT, Kind.SUGGESTION, Kind.INFORMATION, Kind.THANKS, Kind.DATA)


def scanned_file(file: Any) -> Attached:
    """Return a sheet as it is.

    :raises ValidationError: if it cannot be a scan
    """
    name = safe_name(file.name or "", "")
    if file.size > LARGEST:
        raise ValidationError(
            _("“%(name)s” is larger than 25 MB: scan it again in black and white."), params={"name": name}
        )
    raw = file.read()
    kind = sniffed(raw, file.content_type or "")
    if not redaction.is_redactable(kind):
        raise ValidationError(_("“%(name)s” is neither PDF, JPEG, PNG nor TIFF."), params={"name": name})
    try:
        pages = redaction.page_count(raw, kind)
    except redaction.CannotRedact:
        pages = 0
    if not pages:
        raise ValidationError(
            _("“%(name)s” cannot be opened: it is damaged or locked with a password."), params={"name": name}
        )
    return Attached(name, kind, raw)


class SheetsField(UploadsField):
    """The sheets of one letter, in the order of their names."""

    def clean(self, data: Any, initial: Any = None) -> list[Attached]:
        """Read them.

        :raises ValidationError: if there is none, or one is no scan
        """
        sheets = super().clean(data, initial)
        if not sheets:
            raise ValidationError(_("Choose the scanned pages."))
        return sheets


class SheetsForm(forms.Form):
    """The pages of one letter."""

    use_required_attribute = False
    sheets = SheetsField(
        reader=scanned_file,
        most=MOST_PAGES,
        label=gettext_lazy("Scanned pages"),
        help_text=gettext_lazy("PDF, JPEG, PNG or TIFF; the pages of one letter together, at most 20."),
        widget=FilesInput(attrs={"accept": _TAKEN, "autofocus": True}),
    )

    def refuse(self, obstacle: Obstacle) -> None:
        """Say beside the files what is wrong with them."""
        self.add_error("sheets", str(obstacle))


class LetterForm(forms.Form):
    """What stands in the letter, and who wrote it."""

    use_required_attribute = False
    text = words_field(
        gettext_lazy("What the letter says"),
        rows=16,
        required=False,
        help_text=gettext_lazy("Put right what the machine misread. Left empty, the case only points to the scan."),
    )
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Left empty, it is taken from the letter."),
    )
    name = forms.CharField(label=gettext_lazy("Sender"), max_length=160, required=True)
    address = words_field(gettext_lazy("Postal address"), rows=2, required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=60, required=False, widget=forms.TelInput())
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    received_on = forms.DateField(label=gettext_lazy("Arrived on"), widget=DateInput())
    outside_number = forms.CharField(label=gettext_lazy("Number in the registry"), max_length=60, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Type"), choices=[(each.value, each.label) for each in _KINDS])
    matter = forms.ModelChoiceField(
        Matter.objects.none(), label=gettext_lazy("Matter"), required=False, empty_label=gettext_lazy("None")
    )
    hides_identity = forms.BooleanField(label=gettext_lazy("Identity is hidden"), required=False)
    no_answer = forms.BooleanField(label=gettext_lazy("Wants no answer"), required=False)

    def __init__(self, *args: Any, scan: Scan, at: datetime, **kwargs: Any) -> None:
        """Begin with what was read."""
        self.at = at
        kwargs.setdefault("auto_id", "scan_%s")
        super().__init__(*args, **kwargs)
        self.fields["matter"].queryset = Matter.objects.all()  # type: ignore[attr-defined]
        self.initial.setdefault("text", scan.text)
        self.initial.setdefault("received_on", timezone.localdate(scan.put_in_at))
        self.fields["name"].error_messages["required"] = _("Write who sent it; “İmzasız” where nobody signed.")

    @property
    def who(self) -> list[forms.BoundField]:
        """Return what is asked of the sender."""
        return [self[name] for name in ("name", "address", "phone", "email")]

    @property
    def what(self) -> list[forms.BoundField]:
        """Return what is asked of the letter."""
        return [
            self[name] for name in ("received_on", "outside_number", "kind", "matter", "hides_identity", "no_answer")
        ]

    def clean_received_on(self) -> date:
        """Return the day it arrived.

        :raises ValidationError: for a day that is still to come
        """
        day: date = self.cleaned_data["received_on"]
        if day > timezone.localdate(self.at):
            raise ValidationError(_("It cannot have arrived on a day that is still to come."))
        return day

    def letter(self) -> dict[str, Any]:
        """Return what the verb `open_letter` needs to know."""
        given = self.cleaned_data
        asker = Asker(
            name=given["name"],
            email=given["email"],
            phone=given["phone"],
            address=given["address"],
            hides_identity=given["hides_identity"],
            wants_answer=not given["no_answer"],
        )
        day: date = given["received_on"]
        noon = timezone.make_aware(datetime.combine(day, time(12)))
        return {
            "asker": asker,
            "received_at": self.at if day == timezone.localdate(self.at) else noon,
            **{name: given[name] for name in ("text", "subject", "kind", "matter", "outside_number")},
        }
