"""What is asked before a case is taken, classified, noted, joined or ended."""

from typing import Any, Final

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kopru.cases.asks import Asker
from kopru.cases.forms.asking import DeedForm, MomentInput, words_field
from kopru.cases.models import Case, Close, Kind, LegalClass, Matter
from kopru.core.models import User
from kopru.core.roles import OFFICE

#: What has a verb of its own, or is no word of a person.
_ELSEWHERE: Final = frozenset({Close.ANSWERED, Close.FORWARDED, Close.DUPLICATE})


def _people() -> Any:
    names = [role.value for role in OFFICE]
    return User.objects.filter(Q(groups__name__in=names) | Q(is_superuser=True), is_active=True).distinct()


class TakeForm(DeedForm):
    """Who answered for it when the button was shown: two people may press it at once."""

    owner = forms.CharField(required=False, widget=forms.HiddenInput())

    def clean(self) -> dict[str, Any]:
        """Refuse once where somebody else took it meanwhile."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        owner = str(self.case.owner_id or "")
        if "owner" in self.data and given.get("owner") != owner:
            self.data = {**self.data, "owner": owner}
            self.add_error(
                None,
                _("Meanwhile %(name)s took it. Press again only if you agreed on that.")
                % {"name": self.case.owner or "–"},
            )
        return given


class OwnerForm(DeedForm):
    """Who answers for it."""

    owner = forms.ModelChoiceField(User.objects.none(), label=_("Responsible"), empty_label=None)

    def prepare(self) -> None:
        """Offer the people of the office."""
        self.fields["owner"].queryset = _people().order_by("first_name", "last_name")  # type: ignore[attr-defined]
        self.begin(owner=self.case.owner_id or self.user.pk)


class ClassifyForm(DeedForm):
    """What it is, and which law sets its clock."""

    kind = forms.ChoiceField(label=_("Type"), choices=Kind.choices)
    legal_class = forms.ChoiceField(
        label=_("Legal class"), choices=LegalClass.choices, help_text=_("It sets the clock: the date is counted anew.")
    )
    matter = forms.ModelChoiceField(Matter.objects.none(), label=_("Matter"), required=False, empty_label=_("None"))

    def prepare(self) -> None:
        """Begin with what it is now."""
        self.fields["matter"].queryset = Matter.objects.all()  # type: ignore[attr-defined]
        self.begin(kind=self.case.kind, legal_class=self.case.legal_class, matter=self.case.matter_id)


class PersonForm(DeedForm):
    """Who asks, as they gave it."""

    name = forms.CharField(label=_("Name"), required=False, max_length=160)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=60, widget=forms.TelInput())
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = words_field(_("Postal address"), rows=2, required=False)
    hides_identity = forms.BooleanField(
        label=_("Identity is hidden"),
        required=False,
        help_text=_("The name then stands in no mail, page or list that leaves the office."),
    )
    wants_answer = forms.BooleanField(label=_("Wants an answer"), required=False)

    def prepare(self) -> None:
        """Begin with what is known."""
        names = ("name", "phone", "email", "address", "hides_identity", "wants_answer")
        self.begin(**{name: getattr(self.case, name) for name in names})
        for field in self.fields.values():
            field.show_hidden_initial = True  # what was not touched stays as it is by now, above all a hidden identity

    def asker(self) -> Asker:
        """Return who asks; the directory's person stays unless address or number changed."""
        case, unknown = self.case, {name for name in self.fields if self.add_initial_prefix(name) not in self.data}
        touched = unknown | set(self.changed_data)
        given = {name: self.cleaned_data[name] if name in touched else getattr(case, name) for name in self.fields}
        same = case.email == given["email"] and case.phone == given["phone"]
        return Asker(**given, person=case.person if same else None, outlet=case.outlet, unit=case.asking_unit)


class NoteForm(DeedForm):
    """What happened beside the mails."""

    text = words_field(_("What happened, what was said"))
    is_call = forms.BooleanField(label=_("It was a telephone call"), required=False)


class OtherCaseForm(DeedForm):
    """Another case, by its number."""

    other = forms.CharField(label=_("Number of the other case"), help_text=_("As it is cited: 2026/114"), max_length=20)

    def clean_other(self) -> Case:
        """Return the case of that number.

        :raises ValidationError: if there is none, or it is this one
        """
        year, _slash, number = self.cleaned_data["other"].strip().partition("/")
        found = None
        if year.isascii() and number.isascii() and year.isdigit() and number.isdigit() and len(year + number) < 14:
            cases = Case.objects.visible_to(self.user, self.at)
            found = cases.filter(year=int(year), number=int(number)).first()
        if found is None:
            raise forms.ValidationError(_("There is no case with this number."))
        if found.pk == self.case.pk:
            raise forms.ValidationError(_("This is the case itself."))
        return found


class CloseForm(DeedForm):
    """How it ends without a letter, and why."""

    how = forms.ChoiceField(
        label=_("How it ends"), choices=[(each.value, each.label) for each in Close if each not in _ELSEWHERE]
    )
    reason = words_field(_("Reason"), help_text=_("It is kept with the case and is shown to whoever asks for it."))


class ForwardForm(DeedForm):
    """To whom it belongs."""

    institution = forms.CharField(label=_("Competent authority"), max_length=160)
    address = forms.EmailField(
        label=_("Its e-mail address"), required=False, help_text=_("Left empty, you send it on yourself.")
    )
    reason = words_field(_("Why it belongs there"), help_text=_("Both the authority and the person read this."))


class WantedByForm(DeedForm):
    """When the one who asks needs it."""

    wanted_by = forms.DateTimeField(label=_("Needed by"), widget=MomentInput())
