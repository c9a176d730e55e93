"""To another body's Open311 server, and what must be judged before a hidden person's words go anywhere."""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kopru.cases import actions, permissions
from kopru.cases.deeds.deed import Deed
from kopru.cases.forms.handing import DoubtForm, HandOverForm, JudgeForm
from kopru.cases.models import Case
from kopru.core.models import User


def _may_hand_over(user: Any, case: Case) -> bool:
    return bool(settings.OPEN311_SENDING) and permissions.may_hand_over(user, case)


def _hand_over(case: Case, form: HandOverForm, *, by: User, at: datetime) -> None:
    actions.hand_over(case, by=by, at=at, **form.cleaned_data)


def _judge_handover(_case: Case, form: DoubtForm, *, by: User, at: datetime) -> None:
    doubtful = form.handover
    if doubtful is not None:
        actions.judge_handover(doubtful, by=by, at=at, **form.cleaned_data)


def _judge_words(case: Case, form: JudgeForm, *, by: User, at: datetime) -> None:
    actions.judge_words(case, decisions=form.decisions(), by=by, at=at)


HANDING: Final = (
    Deed(
        "sozleri-gozden-gecir",
        _("Judge the words"),
        permissions.may_judge_words,
        _judge_words,
        _("Judged; only what is shown leaves the office."),
        JudgeForm,
        explains=_(
            "These words may tell who the hidden person is. What is hidden stands nowhere in mails and pages of units,"
            " on paper, in lists or at other authorities."
        ),
        weight="main",
        icon="no-view",
    ),
    Deed(
        "open311-devir",
        _("Hand over by Open311"),
        _may_hand_over,
        _hand_over,
        _("It is sent within a minute; the person is told as soon as it arrived there."),
        HandOverForm,
        explains=_("In one act the authority gets it and the person is told (law 3071 art. 5, law 4982 art. 7)."),
        weight="grave",
    ),
    Deed(
        "open311-suphe",
        _("Settle the doubt"),
        permissions.may_judge_handover,
        _judge_handover,
        _("Written down."),
        DoubtForm,
        explains=_(
            "The answer of the other server was lost, so nobody knows whether the report arrived. Ask there by our"
            " number; it is not sent twice by itself."
        ),
        weight="main",
        icon="warning",
    ),
)
