"""What the person who asked may read of their case: its state in plain words, its dates, what was said between us."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopru.cases.models import AnswerStage, Case, CaseFile, Close, Handover, HandoverState, Message, State, Voice
from kopru.cases.showing.states import Words

_STATES: Final = {
    State.NEW: _("We have your application. A colleague will take it up."),
    State.OPEN: _("A colleague is working on it."),
    State.REFERRED: _("We have asked the unit that can answer, and wait for it."),
    State.ASKED: _("We asked you something and wait for your answer."),
    State.APPROVAL: _("The answer is written and is being checked."),
    State.LEAVING: _("The answer is on its way to you."),
}
_ENDS: Final = {
    Close.ANSWERED: _("Your application was answered."),
    Close.FORWARDED: _("Your application was passed on to the authority it belongs to."),
    Close.DUPLICATE: _("The same matter is dealt with under another number."),
    Close.WITHDRAWN: _("You withdrew your application."),
    Close.UNPAID: _("The cost was not paid in time: the application counts as withdrawn."),
    Close.UNREACHABLE: _("We could not reach you."),
    Close.NOT_EXAMINED: _("By law the application could not be examined."),
}
_CLOSED: Final = _("Your application is closed.")
_STEPS: Final = (_("Received"), _("Being worked on"), _("Answered"))
#: What passed between the person and the office: nothing of units, notes or other authorities.
_HEARD: Final = (Voice.PERSON, Voice.OFFICE, Voice.RECEIPT)


@dataclass(frozen=True, slots=True)
class Told:
    """The state, and the conversation from the oldest word on."""

    says: Words
    received_on: date
    answer_by: date | None
    closed_on: date | None
    is_late: bool
    steps: tuple[Words, ...]
    step: int
    words: list[Message] = field(default_factory=list)
    files: list[CaseFile] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)


def to_the_person(case: Case, at: datetime) -> Told:
    """Return what the person may read at `at`."""
    says = _STATES[State(case.state)] if case.is_open else _ENDS.get(Close(case.closed_how), _CLOSED)
    step = 2 if not case.is_open else 0 if case.state == State.NEW else 1
    answered = (AnswerStage.SENT, AnswerStage.DELIVERED)
    return Told(
        says=says,
        received_on=timezone.localdate(case.received_at),
        answer_by=case.due_on if case.is_open else None,
        closed_on=timezone.localdate(case.closed_at) if case.closed_at else None,
        is_late=case.is_overdue(at),
        steps=_STEPS,
        step=step,
        words=list(case.messages.filter(voice__in=_HEARD).prefetch_related("files")),
        files=list(CaseFile.objects.filter(case=case, answers__stage__in=answered, warning="").distinct()),
        handovers=list(case.handovers.filter(state=HandoverState.TAKEN).select_related("authority")),
    )
