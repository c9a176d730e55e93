"""What is asked before a case goes to units, and before the office moves a referral."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopru.cases import clock
from kopru.cases.asks import Attached
from kopru.cases.forms.asking import DateInput, DeedForm, words_field
from kopru.cases.intake.asking import warning_of
from kopru.cases.intake.mail.attachments import safe_name, sniffed
from kopru.cases.models import CaseRules, Referral
from kopru.directory.models import Unit

ROWS: Final = 4
_LARGEST: Final = 25 * 1024 * 1024


class ReferForm(DeedForm):
    """To which units, what each is asked, and until when."""

    asked = words_field(
        _("What the unit is asked"), rows=3, required=False, help_text=_("Left empty, the words of the person.")
    )

    def prepare(self) -> None:
        """Offer a few units, the first with the one that usually answers; each has a date of its own."""
        units = [("", _("Choose a unit")), *Unit.objects.open(self.today).values_list("pk", "name")]
        due_on = clock.working_days_after(self.today, CaseRules.load().referral_days)
        for number in range(1, ROWS + 1):
            self.fields[f"unit_{number}"] = forms.TypedChoiceField(
                label=_("Unit"), choices=units, required=number == 1, coerce=int, empty_value=None
            )
            self.fields[f"due_{number}"] = forms.DateField(label=_("Due on"), required=False, widget=DateInput())
            self.begin(**{f"due_{number}": due_on})
        usual = self.case.matter.unit_id if self.case.matter else None
        waiting = {row.unit_id for row in self.case.referrals.all() if row.state == "asked"}
        if usual and usual not in waiting:
            self.begin(unit_1=usual)
            self.fields["unit_1"].help_text = _("It usually answers this matter.")

    def rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField, bool]]:
        """Yield the fields of each unit with whether they were filled in."""
        for number in range(1, ROWS + 1):
            unit, due = self[f"unit_{number}"], self[f"due_{number}"]
            yield unit, due, number == 1 or bool(unit.value()) or bool(unit.errors or due.errors)

    def clean(self) -> dict[str, Any]:
        """See that each unit has a date to come and stands once."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[int] = set()
        for number in range(1, ROWS + 1):
            unit, due = given.get(f"unit_{number}"), given.get(f"due_{number}")
            if unit is None:
                continue
            if unit in seen:
                self.add_error(f"unit_{number}", _("This unit stands here twice."))
            seen.add(unit)
            if due is None and f"due_{number}" not in self.errors:
                self.add_error(f"due_{number}", _("Until when must it answer?"))
            elif due is not None and due < self.today:
                self.add_error(f"due_{number}", _("Give a day that is still to come."))
        return given

    def asked_units(self) -> list[tuple[Unit, date]]:
        """Return the units, each with its date."""
        given = self.cleaned_data
        chosen = {
            given[f"unit_{number}"]: given[f"due_{number}"] for number in range(1, ROWS + 1) if given[f"unit_{number}"]
        }
        units = Unit.objects.in_bulk(list(chosen))
        return [(units[pk], due) for pk, due in chosen.items()]


class _ReferralForm(DeedForm):
    thing: Referral


class GrantTimeForm(_ReferralForm):
    """The later date."""

    due_on = forms.DateField(label=_("New date"), widget=DateInput())

    def prepare(self) -> None:
        """Begin with the day the unit asked for."""
        later = clock.working_days_after(max(self.thing.due_on, self.today), CaseRules.load().referral_days)
        self.begin(due_on=self.thing.time_asked_on or later)


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each becomes an `Attached`."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Read them, and refuse what is too large to keep."""
        files = [super(FilesField, self).clean(each, initial) for each in data or [] if each]
        if any(each.size > _LARGEST for each in files):
            raise forms.ValidationError(_("A file may be 25 MB at most."))
        return [_attached(each) for each in files]


def _attached(file: UploadedFile[Any]) -> Attached:
    raw = file.read()
    kind = sniffed(raw, file.content_type or "")
    name = safe_name(file.name or "", kind)
    return Attached(name, kind, raw, warning_of(name))


class UnitAnswerForm(_ReferralForm):
    """What the unit says."""

    text = words_field(_("The unit's answer"), rows=6, required=False)
    author = forms.CharField(label=_("Who of the unit said it"), required=False, max_length=160)
    uploads = FilesField(label=_("Files"), required=False)


class UnitReturnForm(_ReferralForm):
    """Why it is not the unit's, and whose it may be."""

    reason = words_field(_("Why it is not yours"))
    suggestion = forms.CharField(label=_("Whose is it?"), required=False, max_length=200)


class UnitTimeForm(_ReferralForm):
    """Until when, and why."""

    until = forms.DateField(label=_("Until which day"), widget=DateInput())
    reason = words_field(_("Reason"), rows=3)

    def prepare(self) -> None:
        """Begin a working week later."""
        later = max(self.thing.due_on, timezone.localdate(self.at))
        self.begin(until=clock.working_days_after(later, CaseRules.load().referral_days))
