"""Taken, classified, identified, noted, joined; ended and taken up again."""

from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from kopru.cases import actions, permissions
from kopru.cases.deeds.deed import MOMENT, Deed
from kopru.cases.forms.asking import DeedForm, ReasonForm
from kopru.cases.forms.triage import (
    ClassifyForm,
    CloseForm,
    ForwardForm,
    NoteForm,
    OtherCaseForm,
    OwnerForm,
    PersonForm,
    TakeForm,
)
from kopru.cases.models import Case, Outcome
from kopru.core.models import User


def _may_take_themselves(user: User, case: Case) -> bool:
    return permissions.may_take(user, case) and case.owner_id != user.pk


def _may_identify(user: User, case: Case) -> bool:
    return permissions.may_work(user, case) and permissions.may_see_identity(user, case)


def _take(case: Case, _form: DeedForm, *, by: User, at: datetime) -> None:
    actions.take(case, owner=by, by=by, at=at)


def _give(case: Case, form: OwnerForm, *, by: User, at: datetime) -> None:
    actions.take(case, by=by, at=at, **form.cleaned_data)


def _classify(case: Case, form: ClassifyForm, *, by: User, at: datetime) -> None:
    actions.classify(case, by=by, at=at, **form.cleaned_data)


def _identify(case: Case, form: PersonForm, *, by: User, at: datetime) -> None:
    actions.identify(case, asker=form.asker(), by=by, at=at)


def _note(case: Case, form: NoteForm, *, by: User, at: datetime) -> None:
    actions.note(case, by=by, at=at, **form.cleaned_data)


def _noted(case: Case, form: NoteForm, *, by: User, at: datetime) -> bool:
    text = form.cleaned_data["text"].strip()
    return case.messages.filter(by=by, text=text, at__gt=at - MOMENT).exists()


def _join(case: Case, form: OtherCaseForm, *, by: User, at: datetime) -> None:
    actions.join(case, other=form.cleaned_data["other"], by=by, at=at)


def _leave(case: Case, _form: DeedForm, *, by: User, at: datetime) -> None:
    actions.leave(case, by=by, at=at)


def _mark_duplicate(case: Case, form: OtherCaseForm, *, by: User, at: datetime) -> None:
    actions.mark_duplicate(case, of=form.cleaned_data["other"], by=by, at=at)


def _close(case: Case, form: CloseForm, *, by: User, at: datetime) -> None:
    actions.close(case, by=by, at=at, **form.cleaned_data)


def _forward(case: Case, form: ForwardForm, *, by: User, at: datetime) -> None:
    actions.forward(case, by=by, at=at, **form.cleaned_data)


def _reopen(case: Case, form: ReasonForm, *, by: User, at: datetime) -> None:
    actions.reopen(case, by=by, at=at, **form.cleaned_data)


def _mark_spam(case: Case, _form: DeedForm, *, by: User, at: datetime) -> None:
    actions.mark_spam(case, by=by, at=at)


def _not_spam(case: Case, _form: DeedForm, *, by: User, at: datetime) -> None:
    actions.not_spam(case.incoming.filter(outcome=Outcome.SPAM).order_by("pk")[0], by=by, at=at)


def _may_reopen(user: User, case: Case) -> bool:
    return permissions.may_reopen(user, case) and not permissions.may_unmark_spam(user, case)


def _may_leave(user: Any, case: Case) -> bool:
    return permissions.may_classify(user, case) and case.cluster_id is not None


TRIAGING: Final = (
    Deed(
        "ustlen",
        _("Take it"),
        _may_take_themselves,
        _take,
        _("You answer for this case now."),
        TakeForm,
        weight="main",
        icon="user",
        asks=False,
        letter="u",
    ),
    Deed("sorumlu", _("Change the owner"), permissions.may_take, _give, _("The owner was changed."), OwnerForm),
    Deed(
        "siniflandir",
        _("Classify"),
        permissions.may_classify,
        _classify,
        _("Classified; the date was counted anew."),
        ClassifyForm,
        weight="",
        icon="tag",
        letter="s",
    ),
    Deed("kisi", _("Who asks"), _may_identify, _identify, _("Who asks was written down."), PersonForm),
    Deed(
        "not",
        _("Note or call"),
        permissions.may_work,
        _note,
        _("Noted."),
        NoteForm,
        weight="",
        icon="edit",
        twin=_noted,
        letter="n",
    ),
)
ENDING: Final = (
    Deed(
        "birlestir",
        _("Put beside its like"),
        permissions.may_classify,
        _join,
        _("The two stand in one cluster now."),
        OtherCaseForm,
        explains=_("Cases that ask the same are kept together; each person still gets an answer of their own."),
    ),
    Deed("ayir", _("Take out of the cluster"), _may_leave, _leave, _("It stands alone again.")),
    Deed(
        "ayni-basvuru",
        _("The same ask exists"),
        permissions.may_close,
        _mark_duplicate,
        _("Closed; the other case goes on."),
        OtherCaseForm,
        explains=_("For the same person asking the same again: this case is closed and the other one goes on."),
    ),
    Deed(
        "baska-kuruma",
        _("Pass on to another authority"),
        permissions.may_forward,
        _forward,
        _("Passed on, and the person was told."),
        ForwardForm,
        explains=_("In one act the authority gets it and the person is told (law 3071 art. 5, law 4982 art. 7)."),
        weight="grave",
    ),
    Deed(
        "kapat",
        _("Close with a reason"),
        permissions.may_close,
        _close,
        _("Closed, with its reason."),
        CloseForm,
        explains=_("Nothing is written to the person. Where an answer is owed, write the answer instead."),
        weight="grave",
    ),
    Deed(
        "istenmeyen",
        _("Mark as unwanted"),
        permissions.may_mark_spam,
        _mark_spam,
        _("Closed as unwanted mail. “Not unwanted” takes it back."),
        explains=_("The mail and its case are put away without a word to the sender. It can be taken back."),
        weight="grave",
        icon="warning",
    ),
    Deed(
        "istenmeyen-degil",
        _("Not unwanted"),
        permissions.may_unmark_spam,
        _not_spam,
        _("It is a case again, with the same number and owner."),
        weight="main",
        icon="undo",
        asks=False,
    ),
    Deed(
        "yeniden-ac",
        _("Reopen"),
        _may_reopen,
        _reopen,
        _("It is open again, with the same owner."),
        ReasonForm,
        explains=_("The clock begins anew today."),
        weight="main",
        icon="undo",
    ),
)
