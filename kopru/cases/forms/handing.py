"""What is asked before a case goes to another body's server, before a doubt is settled, and of each doubtful word."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kopru.cases import actions
from kopru.cases.forms.asking import DeedForm, words_field
from kopru.cases.models import Authority, Handover
from kopru.cases.privacy import outward
from kopru.cases.privacy.concealing import Found, Sort

_DECISIONS = {
    "arrived": _("It arrived; it has a number there"),
    "again": _("It did not arrive: send it again"),
    "not": _("They do not take it: it stays with us"),
}
_SORTS = {
    Sort.NAME: _("may be the name"),
    Sort.MAIL: _("an e-mail address"),
    Sort.PHONE: _("a telephone number"),
    Sort.ADDRESS: _("may be the address"),
    Sort.IDENTITY: _("an identity number"),
    Sort.IBAN: _("a bank account"),
}
_JUDGEMENTS = ((outward.HIDE, _("Hide")), (outward.SHOW, _("Show")))


class HandOverForm(DeedForm):
    """To which body's server, as which service, and why it belongs there."""

    authority = forms.ModelChoiceField(Authority.objects.none(), label=_("Competent authority"), empty_label=None)
    service_code = forms.CharField(
        label=_("Service code there"), max_length=100, help_text=_("What its Open311 server calls this matter.")
    )
    reason = words_field(_("Why it belongs there"), help_text=_("The person reads this."))

    def prepare(self) -> None:
        """Offer the bodies that have a server, first the one of the matter."""
        self.fields["authority"].queryset = Authority.objects.reachable()  # type: ignore[attr-defined]
        if self.case.matter and self.case.matter.authority_id:
            self.begin(authority=self.case.matter.authority_id, service_code=self.case.matter.authority_code)


class DoubtForm(DeedForm):
    """What the other body says when it is asked."""

    decision = forms.ChoiceField(
        label=_("What does the other authority say?"), choices=[(each, _DECISIONS[each]) for each in actions.DECISIONS]
    )
    number = forms.CharField(label=_("Its number there"), max_length=100, required=False)

    @property
    def handover(self) -> Handover | None:
        """Return what is in doubt."""
        return self.case.handovers.filter(state="doubt").first()


class JudgeForm(DeedForm):
    """Each word that may tell who hides: hidden or shown in what leaves the office."""

    def prepare(self) -> None:
        """Ask of each word once, beginning with what was said before; what nobody judged is hidden."""
        self.found: list[Found] = outward.found_in(self.case)
        for number, each in enumerate(self.found):
            self.fields[f"word_{number}"] = forms.ChoiceField(
                label=f"“{each.text}”",
                help_text=_SORTS[each.sort],
                choices=_JUDGEMENTS,
                widget=forms.RadioSelect(),
                initial=self.case.judged.get(each.key, outward.HIDE),
            )

    def decisions(self) -> dict[str, str]:
        """Return what was said of each word, by its key."""
        given: dict[str, Any] = self.cleaned_data
        return {each.key: given[f"word_{number}"] for number, each in enumerate(self.found)}
