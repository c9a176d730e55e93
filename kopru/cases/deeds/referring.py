"""To the units, and what the office does about a case that lies with one."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kopru.cases import actions, permissions
from kopru.cases.deeds.deed import Deed
from kopru.cases.forms.asking import ReasonForm
from kopru.cases.forms.referrals import GrantTimeForm, ReferForm, UnitAnswerForm
from kopru.cases.models import Case, Referral
from kopru.core.models import User


@transaction.atomic
def _refer(case: Case, form: ReferForm, *, by: User, at: datetime) -> None:
    """Ask all of the units or none."""
    for unit, due_on in form.asked_units():
        actions.refer(case, unit=unit, asked=form.cleaned_data["asked"], due_on=due_on, by=by, at=at)


def _recall(referral: Referral, form: ReasonForm, *, by: User, at: datetime) -> None:
    actions.recall(referral, by=by, at=at, **form.cleaned_data)


def _grant(referral: Referral, form: GrantTimeForm, *, by: User, at: datetime) -> None:
    actions.grant_time(referral, by=by, at=at, **form.cleaned_data)


def _granted(referral: Referral, form: GrantTimeForm, **_given: Any) -> bool:
    """Tell whether the unit has exactly this date already."""
    return referral.due_on == form.cleaned_data["due_on"] and referral.time_asked_on is None


def _answer(referral: Referral, form: UnitAnswerForm, *, by: User, at: datetime) -> None:
    given = form.cleaned_data
    actions.answer_referral(
        referral, text=given["text"], author=given["author"], files=given["uploads"] or (), by=by, at=at
    )


def _answered(referral: Referral, form: UnitAnswerForm, **_given: Any) -> bool:
    """Tell whether the unit's answer is exactly this already."""
    return bool(referral.answer) and referral.answer == form.cleaned_data["text"].strip()


REFERRING: Final = (
    Deed(
        "havale",
        _("Refer to units"),
        permissions.may_refer,
        _refer,
        _("The units were written to."),
        ReferForm,
        explains=_("Each unit gets a mail that it can simply answer. The case waits for the last of them."),
        weight="main",
        icon="arrow-right",
        letter="h",
        template="cases/desk/refer_form.html",
    ),
)
ON_REFERRALS: Final = (
    Deed(
        "sure-ver",
        _("Give time"),
        permissions.may_recall,
        _grant,
        _("The unit was told its new date."),
        GrantTimeForm,
        Referral,
        twin=_granted,
    ),
    Deed(
        "birim-cevabi",
        _("Enter the unit's answer"),
        permissions.may_answer_referral,
        _answer,
        _("The unit's answer was written down."),
        UnitAnswerForm,
        Referral,
        explains=_("For what the unit said by telephone or on paper."),
        twin=_answered,
    ),
    Deed(
        "geri-cagir",
        _("Call back"),
        permissions.may_recall,
        _recall,
        _("Called back; the unit was told."),
        ReasonForm,
        Referral,
    ),
)
