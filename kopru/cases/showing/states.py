"""How a case reads on the desk: where it stands and when it is due, in words that need no colour."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kopru.cases.models import Answer, AnswerStage, Case, ClockKind, Referral, ReferralState, State
from kopru.turkish import dates

Words = str | Promise

#: the mark before a state, so that it is read without colour
_MARKS: Final = {
    State.NEW: ("●", "due"),
    State.OPEN: ("○", "info"),
    State.REFERRED: ("→", "info"),
    State.ASKED: ("?", "info"),
    State.APPROVAL: ("◔", "due"),
    State.LEAVING: ("↗", "ok"),
    State.CLOSED: ("✓", "ok"),
}
_REFERRALS: Final = {
    ReferralState.ASKED: ("→", "info"),
    ReferralState.ANSWERED: ("✓", "ok"),
    ReferralState.RETURNED: ("↩", "late"),
    ReferralState.RECALLED: ("✕", "info"),
}
_ANSWERS: Final = {
    AnswerStage.DRAFT: ("○", "info"),
    AnswerStage.WITH_HEAD: ("◔", "due"),
    AnswerStage.WITH_MAYOR: ("◔", "due"),
    AnswerStage.SENT: ("↗", "info"),
    AnswerStage.DELIVERED: ("✓", "ok"),
    AnswerStage.FAILED: ("✕", "late"),
}
CLOCK_IS_CUT: Final = gettext_lazy("Stands still until the cost is paid")


@dataclass(frozen=True, slots=True)
class Shown:
    """A state: its label, its mark, and one of late, due, ok, info for how it looks."""

    label: Words
    mark: str
    tone: str


def state_of(case: Case) -> Shown:
    """Return where the case stands; a closed one says how it ended."""
    mark, tone = _MARKS[State(case.state)]
    label = case.get_closed_how_display() if not case.is_open else case.get_state_display()
    return Shown(label, mark, tone)


def due_of(case: Case, at: datetime) -> Shown | None:
    """Return until when it must be answered, seen from `at`; None for a closed one or one without a date."""
    if not case.is_open or case.due_at is None:
        return None
    if case.due_on is None:
        return Shown(CLOCK_IS_CUT, "‖", "info")
    late = case.is_overdue(at)
    return _due(timezone.localdate(case.due_at), timezone.localdate(at), is_late=late)


def referral_state(referral: Referral) -> Shown:
    """Return where a referral stands."""
    mark, tone = _REFERRALS[ReferralState(referral.state)]
    return Shown(referral.get_state_display(), mark, tone)


def referral_due(referral: Referral, at: datetime) -> Shown | None:
    """Return until when the unit must answer; None once it has."""
    if referral.state != ReferralState.ASKED:
        return None
    today = timezone.localdate(at)
    return _due(referral.due_on, today, is_late=referral.due_on < today)


def answer_stage(answer: Answer) -> Shown:
    """Return where an answer stands; what is given by hand waits for whoever gives it."""
    mark, tone = _ANSWERS[AnswerStage(answer.stage)]
    if answer.stage == AnswerStage.SENT and answer.dispatch_id is None:
        return Shown(_("Ready to be given by hand"), "◔", "due")
    return Shown(answer.get_stage_display(), mark, tone)


def is_cost_owed(case: Case) -> bool:
    """Tell whether a cost was told and is not paid yet."""
    told = [row.kind for row in case.clock_events.all() if row.kind in (ClockKind.COST_TOLD, ClockKind.COST_PAID)]
    return bool(told) and told[-1] == ClockKind.COST_TOLD


def _due(day: date, today: date, *, is_late: bool) -> Shown:
    days = (day - today).days
    if is_late:
        if days == 0:
            return Shown(_("Its time passed today"), "!", "late")
        return Shown(ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}, "!", "late")
    if days == 0:
        return Shown(_("Due today"), "◔", "due")
    if days == 1:
        return Shown(_("Due tomorrow"), "◔", "due")
    shown = dates.long_date(day, weekday=False, year=day.year != today.year)
    words = ngettext("%(days)d day left, %(day)s", "%(days)d days left, %(day)s", days)
    return Shown(words % {"days": days, "day": shown}, "○", "due" if days <= 3 else "info")
