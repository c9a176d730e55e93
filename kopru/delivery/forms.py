"""What the desk asks before something leaves, stops or is blocked."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from kopru.delivery.models import Suppression, SuppressionReason
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
        if Suppression.objects.in_force().filter(key=key).exists():
            raise forms.ValidationError(_("This address is blocked already."))
        return key
