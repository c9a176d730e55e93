"""What the desk asks before something leaves, stops or is blocked, and what the public may correct of its own data."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from kopru.delivery.models import Suppression, SuppressionReason
from kopru.directory import reading
from kopru.directory.models.naming import one_line
from kopru.directory.own_data import Line, label_of
from kopru.turkish import emails


class DeedForm(forms.Form):
    """What is asked before a verb; its cleaned data are the verb's arguments."""


class CountForm(DeedForm):
    """The number of recipients, typed by the person who lets it go."""

    typed_count = forms.CharField(
        label=_("Number of recipients"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Type how many people will get it; that is your confirmation."),
        error_messages={"required": _("Type the number of recipients.")},
    )

    def clean_typed_count(self) -> int:
        """Read 1250 and 1.250 alike."""
        written = "".join(self.cleaned_data["typed_count"].split()).replace(".", "")
        if not (written.isascii() and written.isdigit()):
            raise forms.ValidationError(_("Type a number."))
        return int(written)


class ReasonForm(DeedForm):
    """Why, in a few words; may stay empty."""

    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)


class UntilForm(DeedForm):
    """Until when it may still be sent."""

    until = forms.DateTimeField(
        label=_("Send until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M"],
        help_text=_("Left empty, it is sent whenever it can be."),
    )

    def clean_until(self) -> datetime | None:
        """Return the moment, or None."""
        until: datetime | None = self.cleaned_data["until"]
        return until


class LiftForm(forms.Form):
    """Why an address may be written to again."""

    reason = forms.CharField(
        label=_("Why may it be written to again?"),
        max_length=200,
        error_messages={"required": _("Write why, so that others can follow it.")},
    )


class SuppressionForm(WagtailAdminModelForm):
    """An address that the office blocks by hand."""

    key = forms.CharField(label=_("E-mail address"), max_length=254)
    note = forms.CharField(
        label=_("Explanation"),
        max_length=255,
        help_text=_("For example: “Asked by telephone on 3 March not to be written to.”"),
    )

    class Meta:
        model = Suppression
        fields = ("key", "channel", "reason", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer only the reasons that a person can give; the rest comes from mails."""
        super().__init__(*args, **kwargs)
        given = (SuppressionReason.STAFF, SuppressionReason.OPT_OUT, SuppressionReason.DECEASED)
        self.fields["reason"] = forms.ChoiceField(label=_("Reason"), choices=[(one.value, one.label) for one in given])

    def clean_key(self) -> str:
        """Return the address as addresses are compared."""
        try:
            key = emails.parse(self.cleaned_data["key"]).key
        except emails.EmailInvalid as fault:
            raise forms.ValidationError(_("This is not an e-mail address.")) from fault
        return key

    def clean(self) -> dict[str, Any]:
        """Refuse what stands in the register already; another reason is worth its own line."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        same = Suppression.objects.in_force().filter(key=given.get("key"), reason=given.get("reason"))
        if same.exists():
            self.add_error("key", _("This address is blocked already."))
        return given


#: What a browser may fill in by itself (WCAG 1.3.5).
_FILLED_IN: Final = {
    "first_name": "given-name",
    "last_name": "family-name",
    "title": "honorific-prefix",
    "name": "organization",
    "city": "address-level2",
    "website": "url",
    "email": "email",
    "mobile": "tel",
    "phone": "tel",
    "address": "street-address",
}


class OwnDataForm(forms.Form):
    """What we hold of somebody, to be corrected by themselves; a field for each line."""

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        """Make the fields."""
        super().__init__(*args, **kwargs)
        self._lines = {line.key: line for line in lines}
        for line in lines:
            kind = line.kind if line.key.startswith(("point:", "new:")) else line.key
            attrs = {"autocomplete": _FILLED_IN.get(kind, "off")}
            self.fields[line.key] = forms.CharField(
                label=label_of(line),
                required=line.is_required,
                max_length=line.longest,
                initial=line.value,
                widget=forms.Textarea({**attrs, "rows": 3}) if kind == "address" else forms.TextInput(attrs),
                error_messages={"required": _("This cannot be empty.")},
            )
        self.fields["remark"] = forms.CharField(
            label=_("What else we should know"),
            required=False,
            max_length=2000,
            widget=forms.Textarea({"rows": 3}),
            help_text=_("For instance, where you work now."),
        )

    def clean(self) -> dict[str, Any]:
        """Read every address, so that a wrong one is said beside its field."""
        given: dict[str, Any] = super().clean() or {}
        for key, line in self._lines.items():
            value = given.get(key)
            if not value:
                continue
            try:
                given[key] = _read(line, value)
            except forms.ValidationError as obstacle:
                self.add_error(key, obstacle)
        return given

    def changes(self) -> list[dict[str, str]]:
        """Return what differs from what we hold."""
        pairs = [(line, self.cleaned_data.get(key, "")) for key, line in self._lines.items()]
        return [{"key": line.key, "before": line.value, "after": new} for line, new in pairs if new != line.value]


def _read(line: Line, value: str) -> str:
    """Return a datum as it would be kept.

    :raises ValidationError: with the reason in words
    """
    if line.key.startswith(("point:", "new:")):
        if value.split() == line.value.split():
            return line.value
        return reading.read(line.kind, value).shown
    if line.key == "website" and value != line.value:
        URLValidator(schemes=["http", "https"])(value)
    shown = " ".join(value.split())
    one_line(shown)
    return shown
