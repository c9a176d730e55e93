"""The answer: written, revised, sent for approval, decided on, given by hand."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kopru.cases import actions, permissions
from kopru.cases.actions.opening import keep_files
from kopru.cases.deeds.deed import MOMENT, Deed
from kopru.cases.forms.answers import AnswerForm, CommentForm, ProofForm, ReviseForm
from kopru.cases.forms.asking import DeedForm, ReasonForm
from kopru.cases.models import Answer, AnswerStage, Case
from kopru.core.models import User

#: The name of the button that sends the words at once.
SEND: Final = "gonder"


@transaction.atomic
def _draft(case: Case, form: AnswerForm, *, by: User, at: datetime) -> None:
    """Keep the words, and send them on where the second button was pressed."""
    given = form.cleaned_data
    new = keep_files(case, None, given["uploads"] or ())
    answer = actions.draft_answer(
        case,
        kind=given["kind"],
        template=given["template"],
        files=[*given.get("attached", ()), *new],
        is_for_cluster=given.get("is_for_cluster", False),
        by=by,
        at=at,
        **form.written,
    )
    if SEND in form.data:
        actions.submit_answer(answer, by=by, at=at)


def _drafted(case: Case, form: AnswerForm, *, by: User, at: datetime) -> bool:
    """Tell whether these words were written by this way a moment ago; what was not delivered may be written again."""
    given = form.cleaned_data
    lately = case.answers.filter(drafted_by=by, drafted_at__gt=at - MOMENT).exclude(stage=AnswerStage.FAILED)
    return lately.filter(text=given["text"].strip(), channel=given["channel"], kind=given["kind"]).exists()


@transaction.atomic
def _revise(answer: Answer, form: ReviseForm, *, by: User, at: datetime) -> None:
    actions.revise_answer(answer, by=by, at=at, **form.cleaned_data)
    if SEND in form.data:
        actions.submit_answer(answer, by=by, at=at)


def _submit(answer: Answer, _form: DeedForm, *, by: User, at: datetime) -> None:
    actions.submit_answer(answer, by=by, at=at)


def _approve(answer: Answer, form: CommentForm, *, by: User, at: datetime) -> None:
    actions.approve_answer(answer, by=by, at=at, **form.cleaned_data)


def _send_back(answer: Answer, form: ReasonForm, *, by: User, at: datetime) -> None:
    actions.send_back_answer(answer, by=by, at=at, **form.cleaned_data)


def _give(answer: Answer, form: ProofForm, *, by: User, at: datetime) -> None:
    actions.give_answer(answer, by=by, at=at, **form.cleaned_data)


def _may_revise(user: Any, answer: Answer) -> bool:
    return permissions.may_answer(user, answer.case) and answer.stage == AnswerStage.DRAFT


def _may_give(user: Any, answer: Answer) -> bool:
    by_hand = answer.stage == AnswerStage.SENT and answer.dispatch_id is None
    return permissions.may_answer(user, answer.case) and by_hand


ANSWERING: Final = (
    Deed(
        "cevap",
        _("Write an answer"),
        permissions.may_answer,
        _draft,
        _("The answer lies in the case."),
        AnswerForm,
        weight="main",
        icon="mail",
        twin=_drafted,
        letter="c",
        template="cases/desk/answer_form.html",
    ),
)
ON_ANSWERS: Final = (
    Deed(
        "gonder",
        _("Send, or ask for approval"),
        _may_revise,
        _submit,
        _("The answer goes its way."),
        about=Answer,
        explains=_("Where its type asks for approval it waits for it, else it leaves now."),
        weight="main",
        asks=False,
    ),
    Deed(
        "degistir",
        _("Revise"),
        _may_revise,
        _revise,
        _("The words were changed."),
        ReviseForm,
        Answer,
        template="cases/desk/answer_form.html",
    ),
    Deed(
        "onayla",
        _("Approve"),
        permissions.may_approve_answer,
        _approve,
        _("Approved."),
        CommentForm,
        Answer,
        weight="main",
    ),
    Deed(
        "geri-gonder",
        _("Send back"),
        permissions.may_decide,
        _send_back,
        _("The answer went back to its writer."),
        ReasonForm,
        Answer,
    ),
    Deed(
        "ulasti",
        _("It was given"),
        _may_give,
        _give,
        _("Written down: the person has the answer."),
        ProofForm,
        Answer,
        weight="main",
    ),
)
