"""What is asked before the clock of a case moves, and what one may suppose about it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kopru.cases.forms.asking import DateInput, DeedForm, MomentInput, words_field
from kopru.cases.models import ExtensionGround
from kopru.turkish.deadlines.events import Event, EventKind, ExtensionReason


class ExtendForm(DeedForm):
    """The ground of the law and the reason; the person is told both."""

    ground = forms.ChoiceField(label=_("Ground"), choices=ExtensionGround.choices, widget=forms.RadioSelect())
    reason = words_field(_("Reason"), help_text=_("The person reads this."))


class CostForm(DeedForm):
    """What access costs."""

    amount = forms.DecimalField(
        label=_("Amount in lira"), min_value=Decimal("0.01"), max_digits=9, decimal_places=2, localize=True
    )
    reason = forms.CharField(label=_("What it is for"), max_length=200, help_text=_("E.g. 250 sayfa fotokopi"))

    def kurus(self) -> int:
        """Return the amount in kuruş."""
        return int(self.cleaned_data["amount"] * 100)


class PaymentForm(DeedForm):
    """When it was paid."""

    paid_at = forms.DateTimeField(label=_("Paid at"), widget=MomentInput())

    def prepare(self) -> None:
        """Begin with now."""
        self.begin(paid_at=self.at)


class SupposeForm(forms.Form):
    """What might happen, and on which day."""

    KINDS = (
        (EventKind.EXTENSION_TOLD.value, _("Extension told to the person")),
        (EventKind.COST_TOLD.value, _("Cost told")),
        (EventKind.COST_PAID.value, _("Cost paid")),
        (EventKind.INTERIM_ANSWER.value, _("Interim answer")),
        (EventKind.FINAL_ANSWER.value, _("Final answer")),
        (EventKind.FORWARDED.value, _("Passed on to another authority")),
    )
    olay = forms.ChoiceField(label=_("If this happens"), choices=KINDS)
    gun = forms.DateField(label=_("on this day"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the fields names of their own on the page."""
        kwargs.setdefault("auto_id", "suppose_%s")
        super().__init__(*args, **kwargs)

    def event(self) -> Event:
        """Return what is supposed."""
        kind = EventKind(self.cleaned_data["olay"])
        ground = ExtensionReason.OTHER_UNIT if kind is EventKind.EXTENSION_TOLD else None
        return Event(kind, self.cleaned_data["gun"], ground)
