"""What moves the clock of a case."""

from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from kopru.cases import actions, permissions
from kopru.cases.deeds.deed import Deed
from kopru.cases.forms.clock import CostForm, ExtendForm, PaymentForm
from kopru.cases.forms.triage import WantedByForm
from kopru.cases.models import Case, LegalClass
from kopru.cases.showing import states
from kopru.core.models import User


def _may_extend(user: Any, case: Case) -> bool:
    return permissions.may_answer(user, case) and case.legal_class == LegalClass.INFORMATION


def _may_tell_cost(user: Any, case: Case) -> bool:
    return _may_extend(user, case) and not states.is_cost_owed(case)


def _may_record_payment(user: Any, case: Case) -> bool:
    return _may_extend(user, case) and states.is_cost_owed(case)


def _may_set_deadline(user: Any, case: Case) -> bool:
    lawless = case.legal_class in (LegalClass.MEDIA, LegalClass.SERVICE)
    return permissions.may_answer(user, case) and lawless


def _extend(case: Case, form: ExtendForm, *, by: User, at: datetime) -> None:
    actions.extend(case, by=by, at=at, **form.cleaned_data)


def _tell_cost(case: Case, form: CostForm, *, by: User, at: datetime) -> None:
    actions.tell_cost(case, amount=form.kurus(), reason=form.cleaned_data["reason"], by=by, at=at)


def _record_payment(case: Case, form: PaymentForm, *, by: User, at: datetime) -> None:
    actions.record_payment(case, paid_at=form.cleaned_data["paid_at"], by=by, at=at)


def _set_deadline(case: Case, form: WantedByForm, *, by: User, at: datetime) -> None:
    actions.set_deadline(case, by=by, at=at, **form.cleaned_data)


CLOCKING: Final = (
    Deed(
        "sure-uzat",
        _("Tell an extension"),
        _may_extend,
        _extend,
        _("The person was told; the new date stands in the case."),
        ExtendForm,
        explains=_("Thirty working days in all, on one of three grounds, told before the fifteen end (4982 art. 11)."),
    ),
    Deed(
        "maliyet",
        _("Tell the cost"),
        _may_tell_cost,
        _tell_cost,
        _("The cost was told; the clock stands still until it is paid."),
        CostForm,
        explains=_("The clock stands still; what is not paid in fifteen working days counts as withdrawn."),
    ),
    Deed(
        "odeme",
        _("Record the payment"),
        _may_record_payment,
        _record_payment,
        _("Paid; the clock runs again."),
        PaymentForm,
        weight="main",
    ),
    Deed(
        "son-gun",
        _("Needed by"),
        _may_set_deadline,
        _set_deadline,
        _("The deadline was set."),
        WantedByForm,
        explains=_("For asks to which no law sets a time, such as a journalist's."),
    ),
)
