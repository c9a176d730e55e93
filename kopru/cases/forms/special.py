"""What is asked before the verbs of a journalist's request, a shoot, a visit, and the tray."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from kopru.cases import clock
from kopru.cases.forms.asking import DateInput, DeedForm, MomentInput, words_field
from kopru.cases.models import (
    Became,
    CaseRules,
    GroupVisit,
    LineToTake,
    MediaForm,
    MediaRequest,
    Question,
    ShootRequest,
)
from kopru.cases.special import questions, working_hours
from kopru.core.models import User
from kopru.core.roles import Role
from kopru.directory.models import Unit

_USUAL_SHOOT: Final = timedelta(hours=2)


class PlanMediaForm(DeedForm):
    """What the journalist wants, and until when."""

    form = forms.ChoiceField(label=_("Form"), choices=MediaForm.choices)
    deadline_at = forms.DateTimeField(label=_("The journalist's deadline"), widget=MomentInput())
    target_at = forms.DateTimeField(
        label=_("Our target"),
        required=False,
        widget=MomentInput(),
        help_text=_("Left empty: a working half-day before theirs."),
    )
    air_at = forms.DateTimeField(label=_("Printed or on air"), required=False, widget=MomentInput())
    wants_mayor = forms.BooleanField(label=_("Wants the mayor in person"), required=False)

    def prepare(self) -> None:
        """Begin with what is known."""
        known = MediaRequest.objects.filter(case=self.case).first()
        names = ("form", "deadline_at", "target_at", "air_at", "wants_mayor")
        self.begin(**{name: getattr(known, name) for name in names} if known else {"deadline_at": self.case.due_at})

    def clean(self) -> dict[str, Any]:
        """See that our target lies before their deadline; one that was not touched moves with it."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        deadline, target = given.get("deadline_at"), given.get("target_at")
        if deadline and target and "target_at" not in self.changed_data and "deadline_at" in self.changed_data:
            calendar = clock.calendar(self.today)
            given["target_at"] = working_hours.half_day_before(deadline, calendar=calendar)
        elif deadline and target and target > deadline:
            self.add_error("target_at", _("Our target lies before the journalist's deadline."))
        return given


class QuestionsForm(DeedForm):
    """Questions, a line each; a whole mail is first split into those it holds."""

    SPLIT: Final = "ayir"
    text = words_field(
        _("Questions, a line each"),
        rows=6,
        help_text=_("Paste the whole mail and press “Find the questions”; correct what was found, then add it."),
    )

    def prepare(self) -> None:
        """Begin with the questions found in the journalist's own words, as long as there is none."""
        if not self.case.questions.exists():
            self.begin(text="\n".join(questions.suggested(self.case.text)))

    def split(self) -> None:
        """Put the questions found in what was pasted in its place."""
        text = self.data.get("text", "")
        self.data = {**self.data, "text": "\n".join(questions.suggested(text)) or text}

    def lines(self) -> list[str]:
        """Return the questions, without those the case has already."""
        known = set(self.case.questions.values_list("text", flat=True))
        lines = [line.strip() for line in self.cleaned_data["text"].splitlines()]
        return [line for line in dict.fromkeys(lines) if line and line not in known]


class SettleForm(DeedForm):
    """The answer to one question, or why there is none."""

    answer = words_field(_("Answer"), rows=3, required=False)
    why_not = forms.CharField(label=_("Or: why it is not answered"), required=False, max_length=255)

    def prepare(self) -> None:
        """Begin with what is written."""
        question: Any = self.thing
        self.begin(answer=question.answer, why_not=question.why_not)

    def clean(self) -> dict[str, Any]:
        """See that one of the two is said."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("answer", "").strip() and not given.get("why_not", "").strip():
            self.add_error("answer", _("Write the answer, or why there is none."))
        return given


class AskUnitForm(DeedForm):
    """Which unit gathers the facts for a question, and until when."""

    unit_1 = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=_("Choose a unit"))
    due_on = forms.DateField(label=_("Due on"), widget=DateInput())
    asked = words_field(_("What the unit is asked"), rows=3)

    def prepare(self) -> None:
        """Begin with the question's words, and a day before our target."""
        question: Any = self.thing
        self.fields["unit_1"].queryset = Unit.objects.open(self.today)  # type: ignore[attr-defined]
        usual = clock.working_days_after(self.today, CaseRules.load().referral_days)
        wanted = self.case.due_on or usual
        text = question.text if isinstance(question, Question) else ""
        self.begin(asked=text, due_on=max(self.today, min(usual, wanted)))


class OutcomeForm(DeedForm):
    """What was printed or went on air."""

    title = forms.CharField(
        label=_("What came of it"), max_length=200, help_text=_("Headline, or name of the programme")
    )
    url = forms.URLField(label=_("Its address"), required=False, max_length=500, assume_scheme="https")
    on = forms.DateField(label=_("Published on"), required=False, widget=DateInput())

    def prepare(self) -> None:
        """Begin with what is written."""
        known = MediaRequest.objects.filter(case=self.case).first()
        if known:
            self.begin(title=known.outcome_title, url=known.outcome_url, on=known.outcome_on)


class ShootFields(forms.Form):
    """When, where and what is to be photographed."""

    starts_at = forms.DateTimeField(label=_("When"), widget=MomentInput())
    ends_at = forms.DateTimeField(label=_("Until"), required=False, widget=MomentInput())
    place = forms.CharField(label=_("Where"), max_length=200)
    brief = words_field(_("What must be in the pictures"), rows=4, required=False)
    contact = forms.CharField(
        label=_("Who waits there"), required=False, max_length=160, help_text=_("Name and telephone")
    )

    def clean(self) -> dict[str, Any]:
        """See that it ends after it begins."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("starts_at") and given.get("ends_at") and given["ends_at"] <= given["starts_at"]:
            self.add_error("ends_at", _("It ends before it begins."))
        return given


class NewShootForm(ShootFields):
    """A shoot that a unit asks for: also which unit, and what for."""

    subject = forms.CharField(label=_("What for"), max_length=200, help_text=_("E.g. Mıhlı Çayı temizliği"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=_("Choose a unit"))
    name = forms.CharField(label=_("Who asks"), max_length=160)
    field_order = ("subject", "unit", "name", "starts_at", "ends_at", "place", "brief", "contact")

    def __init__(self, *args: Any, units: Any, by: User, **kwargs: Any) -> None:
        """Offer `units`; where there is one, it is not asked."""
        kwargs.setdefault("auto_id", "cekim_%s")
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        only = list(units[:2])
        if len(only) == 1:
            self.initial.setdefault("unit", only[0].pk)
            self.fields["unit"].widget = forms.HiddenInput()
        self.initial.setdefault("name", str(by))


class PlanShootForm(ShootFields, DeedForm):
    """Change when, where and what."""

    def prepare(self) -> None:
        """Begin with what is planned."""
        known = ShootRequest.objects.filter(case=self.case).first()
        names = ("starts_at", "ends_at", "place", "brief", "contact")
        if known:
            self.begin(**{name: getattr(known, name) for name in names})


class AssignForm(DeedForm):
    """Who takes the photos."""

    photographer = forms.ModelChoiceField(User.objects.none(), label=_("Photographer"), empty_label=_("Choose"))

    def prepare(self) -> None:
        """Offer the photographers."""
        offered = User.objects.filter(is_active=True, groups__name=Role.PHOTOGRAPHER.value).order_by("first_name", "pk")
        self.fields["photographer"].queryset = offered.distinct()  # type: ignore[attr-defined]
        self.begin(photographer=self.case.shoot.photographer_id)


class DeliverForm(DeedForm):
    """Where the photos are."""

    url = forms.URLField(
        label=_("Where the photos are"),
        max_length=200,
        assume_scheme="https",
        help_text=_("The unit is written to with this link, and the request is done."),
    )


class PlanVisitForm(DeedForm):
    """Who wants to come."""

    institution = forms.CharField(label=_("School or institution"), max_length=160)
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=2000)
    ages = forms.CharField(label=_("Class or age"), required=False, max_length=80)
    wished_on = forms.DateField(label=_("Wished day"), required=False, widget=DateInput())

    def prepare(self) -> None:
        """Begin with what is known."""
        known = GroupVisit.objects.filter(case=self.case).first()
        names = ("institution", "people", "ages", "wished_on")
        self.begin(**{name: getattr(known, name) for name in names} if known else {"institution": self.case.name})


class BookForm(DeedForm):
    """Day, hour and guide."""

    starts_at = forms.DateTimeField(label=_("Agreed for"), widget=MomentInput())
    guide = forms.CharField(label=_("Guide"), max_length=160)

    def prepare(self) -> None:
        """Begin with what is agreed."""
        visit: GroupVisit | None = GroupVisit.objects.filter(case=self.case).first()
        if visit and visit.starts_at:
            self.begin(starts_at=visit.starts_at, guide=visit.guide)

    def clean_starts_at(self) -> Any:
        """Refuse a day that has passed."""
        if self.cleaned_data["starts_at"] < self.at:
            raise forms.ValidationError(_("Give a day that is still to come."))
        return self.cleaned_data["starts_at"]


class DecideForm(DeedForm):
    """What becomes of a unit's material."""

    became = forms.ChoiceField(
        label=_("Decision"),
        choices=[(each.value, each.label) for each in Became if each != Became.WAITING],
        widget=forms.RadioSelect(),
    )
    url = forms.URLField(label=_("Where it can be seen"), required=False, max_length=300, assume_scheme="https")
    reason = words_field(
        _("Why it is not used"),
        rows=2,
        required=False,
        help_text=_("The unit reads this. Needed where it is not used."),
    )


class LineForm(DeedForm):
    """Which approved wording goes into the answer to a question; only what may be used today is offered."""

    lines: Sequence[LineToTake] = ()
    line = forms.ChoiceField(label=_("Line to take"))

    def prepare(self) -> None:
        """Offer the lines."""
        self.fields["line"].choices = [(line.pk, line.title) for line in self.lines]  # type: ignore[attr-defined]

    def clean_line(self) -> LineToTake:
        """Return the line."""
        chosen = self.cleaned_data["line"]
        return next(line for line in self.lines if str(line.pk) == chosen)


def line_form(lines: Sequence[LineToTake]) -> type[LineForm]:
    """Return a form that offers these lines, read once for all questions of a page."""
    return type("LineForm", (LineForm,), {"lines": lines})
