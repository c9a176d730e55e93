"""What staff fill in: an audience's rule without a line of JSON, a list to import and what its columns mean."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from kopru.directory import audiences
from kopru.directory.audiences import form_rules
from kopru.directory.intake import sheets
from kopru.directory.intake.columns import COLUMNS
from kopru.directory.models import (
    Audience,
    Circle,
    Duty,
    ImportFile,
    Language,
    Office,
    Outlet,
    OutletKind,
    Person,
    Reach,
    Tag,
    Unit,
)
from kopru.turkish import casing, emails
from kopru.turkish.folding import fold


class _Several(forms.MultipleChoiceField):
    """Some of a fixed set, as check boxes."""

    def __init__(self, label: Any, choices: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            choices=[(value, text) for value, text in choices.choices if value],
            widget=forms.CheckboxSelectMultiple,
        )


class _Rows(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some rows of the directory, as check boxes in a box that scrolls."""

    def __init__(self, label: Any, queryset: Any, help_text: Any = "") -> None:
        widget = forms.CheckboxSelectMultiple(attrs={"class": "audience-rows"})
        super().__init__(queryset, label=label, required=False, widget=widget, help_text=help_text)


class _People(forms.CharField):
    """People, one a line, by name or e-mail; cleaned to their ids."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("One a line: the full name or the e-mail address."),
        )

    def clean(self, value: Any) -> list[int]:
        """Return the ids of the people named.

        :raises ValidationError: for each line that names nobody, or more than one
        """
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        found, errors = [], []
        for line in lines:
            ids = self._named(line)
            if len(ids) == 1:
                found += ids
            elif ids:
                errors.append(gettext("More than one person is called “{0}”; write the e-mail address.").format(line))
            else:
                errors.append(gettext("Nobody is known as “{0}”.").format(line))
        if errors:
            raise ValidationError(errors)
        return list(dict.fromkeys(found))

    def _named(self, line: str) -> list[int]:
        people = Person.objects.present()
        if "@" in line:
            try:
                key = emails.parse(line).key
            except emails.EmailInvalid:
                return []
            people = people.filter(contact_points__kind="email", contact_points__key=key)
        else:
            people = people.filter(folded=fold(line))
        return list(people.order_by("pk").values_list("pk", flat=True).distinct()[:2])


class _Cities(forms.CharField):
    """Cities, parted by commas."""

    def clean(self, value: Any) -> list[str]:
        """Return the cities as the directory writes them."""
        return [casing.title(" ".join(part.split())) for part in str(value or "").split(",") if part.strip()]


class AudienceForm(WagtailAdminModelForm):
    """An audience: its name, who belongs to it and who is left out."""

    press_outlet_kind = _Several(_("Kind of outlet"), OutletKind)
    press_reach = _Several(_("Reach"), Reach)
    press_duty = _Several(_("Duty"), Duty)
    press_city = _Cities(label=_("City of the outlet"), required=False, help_text=_("Several are parted by commas."))
    press_outlet = _Rows(_("Only these outlets"), Outlet.objects.present())
    circle_circle = _Several(_("Group"), Circle)
    circle_tag = _Rows(_("Tags"), Tag.objects.all())
    circle_language = _Several(_("Language"), Language)
    office_office = _Rows(_("Holders of these offices"), Office.objects.select_related("unit"))
    unit_unit = _Rows(_("Units and their heads"), Unit.objects.all())
    person_person = _People(_("People by name"))
    out_person = _People(_("People left out"))
    out_outlet = _Rows(_("Outlets left out"), Outlet.objects.present())
    out_tag = _Rows(_("Tags left out"), Tag.objects.all())

    class Meta:
        model = Audience
        fields = ("name", "description")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the rule of the audience in the form's own fields."""
        super().__init__(*args, **kwargs)
        self.is_by_hand = False
        try:
            chosen, left_out = form_rules.from_rule(self.instance.rule)
        except form_rules.NotForForm:
            self.is_by_hand = True
            for name in [name for name in self.fields if name not in ("name", "description")]:
                del self.fields[name]
            return
        for block, fields in {**chosen, "out": left_out}.items():
            for name, values in fields.items():
                self.initial[f"{block}_{name}"] = _shown(name, values)

    def rule(self) -> dict[str, Any]:
        """Return the rule that the filled form says."""
        said = {name: _plain(self.cleaned_data.get(name)) for name in self.fields}
        chosen = {
            block: {name: said.get(f"{block}_{name}", []) for name in fields}
            for block, fields in form_rules.BLOCKS.items()
        }
        return form_rules.to_rule(chosen, {name: said.get(f"out_{name}", []) for name in form_rules.LEFT_OUT})

    def save(self, commit: bool = True) -> Audience:  # noqa: FBT001, FBT002 – Django's signature
        """Store the audience with its rule."""
        if not self.is_by_hand:
            self.instance.rule = self.rule()
        saved: Audience = super().save(commit=commit)
        return saved


def _plain(value: Any) -> list[Any]:
    """Return chosen rows as ids, and everything else as it is."""
    return [getattr(one, "pk", one) for one in value] if value is not None and not isinstance(value, str) else []


def _shown(name: str, values: list[Any]) -> Any:
    if name == "city":
        return ", ".join(values)
    today = audiences.current(name, values)
    if name != "person":
        return today
    people = Person.objects.filter(pk__in=today).prefetch_related("contact_points")
    return "\n".join(_line(person) for person in people)


def _line(person: Person) -> str:
    """Name a person so that the line is understood again: the address where the name is not theirs alone."""
    if Person.objects.present().filter(folded=person.folded).count() == 1:
        return person.full_name
    emails_ = [point.value for point in person.contact_points.all() if point.kind == "email"]
    return emails_[0] if emails_ else person.full_name


class UploadForm(forms.Form):
    """A list to import."""

    file = forms.FileField(
        label=_("List of contacts"),
        help_text=_("Excel (.xlsx, .xls), OpenDocument (.ods) or CSV; at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt", "data-most": str(sheets.MOST_BYTES)}),
        error_messages={"empty": _("The file is empty."), "required": _("Choose a file.")},
    )


class ColumnsForm(forms.Form):
    """What each heading of a list means."""

    def __init__(self, *args: Any, import_file: ImportFile, **kwargs: Any) -> None:
        """Make a field for each column."""
        super().__init__(*args, **kwargs)
        choices = [("", _("Not used")), *((column.field, column.label) for column in COLUMNS)]
        for number, column in enumerate(import_file.columns):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=column["heading"] or _("(no heading)"), choices=choices, required=False, initial=column["field"]
            )
        self._headings = [column["heading"] for column in import_file.columns]

    def chosen(self) -> dict[str, str]:
        """Return the field of each heading."""
        return {heading: self.cleaned_data[f"column_{n}"] for n, heading in enumerate(self._headings)}
