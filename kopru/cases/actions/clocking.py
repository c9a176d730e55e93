"""What moves the legal clock: an extension that is told, a cost, a payment."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from kopru.cases import clock, letters
from kopru.cases.models import Case, ClockEvent, ClockKind, ExtensionGround, LegalClass
from kopru.cases.obstacles import (
    AlreadyClosed,
    CostOwed,
    GroundMissing,
    NoCostHere,
    NoExtensionHere,
    NothingOwed,
    NotPaidThen,
    ReasonMissing,
    TooLateToExtend,
)
from kopru.core.models import User


@transaction.atomic
def extend(case: Case, *, ground: str, reason: str, by: User, at: datetime) -> None:
    """Tell the person, in time and with the reason, that the answer takes thirty working days (4982 art. 11).

    :raises AlreadyClosed: if it has ended
    :raises NoExtensionHere: if the law of the case knows none, or it was extended before
    :raises TooLateToExtend: if the fifteen working days have ended
    :raises GroundMissing: if it is none of the three grounds of the law
    :raises ReasonMissing: if no reason is given
    """
    case = _open(case)
    told = case.clock_events.filter(kind=ClockKind.EXTENSION_TOLD)
    if case.legal_class != LegalClass.INFORMATION or told.exists():
        raise NoExtensionHere
    if not clock.may_still_extend(case, at=at):
        raise TooLateToExtend
    if ground not in ExtensionGround.values:
        raise GroundMissing
    if not reason.strip():
        raise ReasonMissing
    ClockEvent.objects.create(
        case=case, kind=ClockKind.EXTENSION_TOLD, at=at, by=by, ground=ground, note=reason.strip()
    )
    clock.recount(case)
    case.save()
    letters.tell_extension(case, ground=ExtensionGround(ground), reason=reason, by=by, at=at)
    log(instance=case, action="cases.extend", user=by, data={"ground": ground, "due_on": _iso(case)})


@transaction.atomic
def tell_cost(case: Case, *, amount: int, reason: str, by: User, at: datetime) -> None:
    """Tell the person what access costs (`amount` in kuruş); the clock stands until it is paid (4982 art. 10, 11).

    :raises AlreadyClosed: if it has ended
    :raises NoCostHere: if it is no information request
    :raises CostOwed: if one was told and is not paid
    :raises ReasonMissing: if neither amount nor what it is for is said
    """
    case = _open(case)
    if case.legal_class != LegalClass.INFORMATION:
        raise NoCostHere
    if _owed(case) is not None:
        raise CostOwed
    if amount <= 0 or not reason.strip():
        raise ReasonMissing
    ClockEvent.objects.create(case=case, kind=ClockKind.COST_TOLD, at=at, by=by, amount=amount, note=reason.strip())
    clock.recount(case)
    case.save()
    letters.tell_cost(case, amount=amount, reason=reason, by=by, at=at)
    log(instance=case, action="cases.tell_cost", user=by, data={"amount": amount})


@transaction.atomic
def record_payment(case: Case, *, paid_at: datetime, by: User, at: datetime) -> None:
    """Write down that the cost was paid at `paid_at`; the clock runs again.

    :raises AlreadyClosed: if it has ended
    :raises NothingOwed: if no cost was told, or it is paid
    :raises NotPaidThen: if it is said to be paid on a day before it was told, or on a day to come
    """
    case = _open(case)
    told = _owed(case)
    if told is None:
        raise NothingOwed
    if not timezone.localdate(told.at) <= timezone.localdate(paid_at) <= timezone.localdate(at):
        raise NotPaidThen
    ClockEvent.objects.create(case=case, kind=ClockKind.COST_PAID, at=max(paid_at, told.at), by=by)
    clock.recount(case)
    case.save()
    log(instance=case, action="cases.record_payment", user=by, data={"at": at.isoformat()})


@transaction.atomic
def set_deadline(case: Case, *, wanted_by: datetime, by: User, at: datetime) -> None:
    """Write down until when the one who asks needs it: the journalist's deadline.

    :raises AlreadyClosed: if it has ended
    """
    case = _open(case)
    ClockEvent.objects.create(case=case, kind=ClockKind.DEADLINE_SET, at=wanted_by, by=by)
    clock.recount(case)
    case.save()
    log(instance=case, action="cases.set_deadline", user=by, data={"by": wanted_by.isoformat(), "at": at.isoformat()})


def _owed(case: Case) -> ClockEvent | None:
    """Return when the cost was told that is not paid yet; None where none is owed."""
    last = case.clock_events.filter(kind__in=[ClockKind.COST_TOLD, ClockKind.COST_PAID]).last()
    return last if last is not None and last.kind == ClockKind.COST_TOLD else None


def _open(case: Case) -> Case:
    case = case.locked()
    if not case.is_open:
        raise AlreadyClosed
    return case


def _iso(case: Case) -> str:
    return case.due_on.isoformat() if case.due_on else ""
