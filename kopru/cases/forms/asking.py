"""The base of every form that comes before a verb: it knows the case, and beside which field an obstacle belongs."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopru.cases import obstacles
from kopru.cases.models import Answer, Case, Referral
from kopru.cases.obstacles import Obstacle
from kopru.core.models import User

#: Beside which of these fields, the first that the form has, an obstacle is said; else at the top.
_BESIDE: Final[dict[type[Obstacle], tuple[str, ...]]] = {
    obstacles.ReasonMissing: ("reason", "proof"),
    obstacles.DateInThePast: ("due_on", "until", "due_1"),
    obstacles.NothingWritten: ("text",),
    obstacles.NothingAsked: ("text",),
    obstacles.GroundMissing: ("ground",),
    obstacles.NotPaidThen: ("paid_at",),
    obstacles.NoAddress: ("channel",),
    obstacles.AlreadyWithUnit: ("unit_1",),
    obstacles.UnitUnreachable: ("unit_1",),
    obstacles.NoWordToThePerson: ("how",),
    obstacles.NamesThePerson: ("text",),
    obstacles.NoServer: ("authority",),
    obstacles.NumberMissing: ("number",),
}


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Write the day as the browser reads it."""
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Write the moment as the browser reads it."""
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class DeedForm(forms.Form):
    """What must be known before a verb is done; an empty one only asks."""

    case: Case
    thing: Case | Referral | Answer
    user: User
    at: datetime
    #: its name and the words of its button, on a page that holds several
    sheet_name: str = ""
    press: Any = ""

    def __init__(self, *args: Any, thing: Case | Referral | Answer, user: User, at: datetime, **kwargs: Any) -> None:
        """Begin with what the case says."""
        self.thing = thing
        self.case = thing if isinstance(thing, Case) else thing.case
        self.user, self.at = user, at
        kwargs.setdefault("auto_id", "deed_%s")
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and what the fields begin with."""

    def begin(self, **given: Any) -> None:
        """Let fields begin with `given`, where nothing was said for them."""
        for name, value in given.items():
            self.initial.setdefault(name, value)

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what stands in the way, beside the field it is about."""
        beside = next((name for name in _BESIDE.get(type(obstacle), ()) if name in self.fields), None)
        self.add_error(beside, str(obstacle))

    @property
    def today(self) -> Any:
        """Return the day in the office's time."""
        return timezone.localdate(self.at)


def words_field(label: Any, *, rows: int = 4, required: bool = True, help_text: Any = "") -> forms.CharField:
    """Return a field for words of several lines."""
    return forms.CharField(
        label=label, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


class ReasonForm(DeedForm):
    """Asks for the reason."""

    reason = words_field(_("Reason"))
