"""To the Open311 server of another body, and what becomes of it there (R19; told as in R7)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import override
from wagtail.log_actions import log

from kopru.cases import letters
from kopru.cases.actions.ending import end_as_forwarded
from kopru.cases.models import Authority, Case, Channel, Handover, HandoverState, Message, Voice
from kopru.cases.obstacles import (
    AlreadyClosed,
    HandoverUnderWay,
    NoServer,
    NotInDoubt,
    NumberMissing,
    PlaceMissing,
    ReasonMissing,
    ReferralsOpen,
    WordsNotJudged,
)
from kopru.cases.privacy import outward
from kopru.cases.public import georeport
from kopru.core.models import User

#: What a person says after having looked in a case of doubt.
ARRIVED: Final = "arrived"
SEND_AGAIN: Final = "again"
NOT_TAKEN: Final = "not"
DECISIONS: Final = (ARRIVED, SEND_AGAIN, NOT_TAKEN)
#: Until when a server that cannot be reached is tried again, the pause growing from minutes to hours.
_PATIENCE: Final = timedelta(days=2)
_PAUSES: Final = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))
#: How long a worker may be busy with one; later its answer counts as lost.
LEASE: Final = timedelta(minutes=10)
#: How often it is asked how a report stands, at first and after some weeks; and when the asking ends.
_SOON: Final = timedelta(hours=6)
_DAILY: Final = timedelta(days=1)
_FRESH: Final = timedelta(days=14)
_ENOUGH: Final = timedelta(days=400)


@transaction.atomic
def hand_over(case: Case, *, authority: Authority, service_code: str, reason: str, by: User, at: datetime) -> Handover:
    """Hand the case to the Open311 server of the body it belongs to; a worker sends it, and the person is then told.

    :raises AlreadyClosed: if it has ended
    :raises HandoverUnderWay: if it is on its way to a body already
    :raises ReasonMissing: if no reason or service code is given
    :raises ReferralsOpen: if units are still asked
    :raises NoServer: if the body has no server that may be sent to, or its key is not set
    :raises PlaceMissing: if nothing says where it is
    :raises WordsNotJudged: if a hidden person's words may tell who they are
    """
    case = case.locked()
    if not case.is_open:
        raise AlreadyClosed
    if case.handovers.under_way().exists():
        raise HandoverUnderWay
    if not reason.strip() or not service_code.strip():
        raise ReasonMissing
    if case.referrals.waiting().exists():
        raise ReferralsOpen
    if not _may_be_sent_to(authority):
        raise NoServer
    if case.latitude is None and not case.place:
        raise PlaceMissing
    if outward.unjudged(case):
        raise WordsNotJudged
    handover = Handover.objects.create(
        case=case,
        authority=authority,
        service_code=service_code.strip(),
        reason=reason.strip(),
        fields=_fields(case, authority, service_code.strip()),
        made_at=at,
        made_by=by,
        next_at=at,
    )
    case.owner = case.owner or by
    case.save()
    log(instance=case, action="cases.hand_over", user=by, data={"name": str(authority), "reason": reason.strip()})
    return handover


@transaction.atomic
def begin_handover(handover: Handover, *, at: datetime) -> bool:
    """Write down that it is being sent, before it is; return whether it may be. One begun long ago is in doubt."""
    handover = handover.locked()
    if handover.next_at is None or handover.next_at > at:
        return False
    if handover.state == HandoverState.SENDING:
        _doubt(handover, "")
        return False
    if handover.state != HandoverState.WAITING:
        return False
    handover.state, handover.sent_at, handover.next_at = HandoverState.SENDING, at, at + LEASE
    handover.attempts += 1
    handover.save()
    log(instance=handover.case, action="cases.begin_handover", data={"attempts": handover.attempts})
    return True


@transaction.atomic
def settle_handover(
    handover: Handover,
    *,
    at: datetime,
    receipt: georeport.Receipt | None = None,
    failure: georeport.Failure | None = None,
) -> None:
    """Write down how the sending ended: taken, refused, to be tried again, or in doubt until a person looks."""
    handover = handover.locked()
    if handover.state != HandoverState.SENDING:
        return
    if receipt is not None:
        _taken(handover, receipt, by=None, at=at)
    elif isinstance(failure, georeport.NotSent):
        _wait(handover, str(failure), at=at)
    elif isinstance(failure, georeport.Refused):
        _refused(handover, str(failure))
    else:
        _doubt(handover, str(failure or ""))
    log(instance=handover.case, action="cases.settle_handover", data={"state": handover.state})


@transaction.atomic
def judge_handover(handover: Handover, *, decision: str, number: str, by: User, at: datetime) -> None:
    """Settle a doubt after having asked the other body: it arrived under a number, is to be sent again, or is not.

    :raises NotInDoubt: if nobody doubts
    :raises NumberMissing: if it arrived and its number there is not said
    """
    handover = handover.locked()
    if handover.state != HandoverState.DOUBT or decision not in DECISIONS:
        raise NotInDoubt
    if decision == ARRIVED:
        if not number.strip():
            raise NumberMissing
        _taken(handover, georeport.Receipt(number.strip()[:100]), by=by, at=at)
    elif decision == SEND_AGAIN:
        handover.state, handover.next_at, handover.fault = HandoverState.WAITING, at, ""
        handover.save()
    else:
        _refused(handover, handover.fault)
    log(instance=handover.case, action="cases.judge_handover", user=by, data={"decision": decision})


@transaction.atomic
def follow_handover(
    handover: Handover, *, at: datetime, number: str = "", status: georeport.Status | None = None, fault: str = ""
) -> None:
    """Write down what the other body says now; when it closed the report, the person is told, once."""
    handover = handover.locked()
    if handover.state != HandoverState.TAKEN or handover.closed_at is not None:
        return
    handover.asked_at, handover.fault = at, fault[:255]
    handover.request_id = handover.request_id or number[:100]
    since = at - (handover.taken_at or at)
    handover.next_at = None if since > _ENOUGH else at + (_SOON if since < _FRESH else _DAILY)
    changed = status is not None and (status.status, status.notes) != (handover.status, handover.status_notes)
    if status is not None and changed:
        handover.status, handover.status_notes = status.status[:10], status.notes
        if status.status == "closed":
            handover.closed_at, handover.next_at = at, None
            letters.tell_followed(handover, at=at)
    handover.save()
    if changed:
        log(instance=handover.case, action="cases.follow_handover", data={"state": handover.status})


def _fields(case: Case, authority: Authority, service_code: str) -> dict[str, str]:
    """Return the form of POST Service Request: who asks only where the office said that this body may know."""
    knows = authority.may_have_persons and not case.hides_identity
    shown = outward.words if knows else outward.without_person
    with override("tr"):
        said = _said(case, shown)
    fields = {
        "service_code": service_code,
        "description": said[:4000],
        "address_string": shown(case, case.place),
        "lat": str(case.latitude) if case.latitude is not None else "",
        "long": str(case.longitude) if case.longitude is not None else "",
    }
    if knows:
        first, _space, last = case.name.rpartition(" ")
        fields |= {"first_name": first or last, "last_name": last if first else ""}
        fields |= {"email": case.email if case.email_key else "", "phone": case.phone}
    return {name: value for name, value in fields.items() if value}


def _said(case: Case, shown: Callable[[Case, str], str]) -> str:
    details = [f"{name}: {shown(case, str(value))}" for name, value in case.details.items()]
    return "\n\n".join([shown(case, case.text or case.subject), *details, letters.our_number(case)])


def _may_be_sent_to(authority: Authority) -> bool:
    if not authority.endpoint or not georeport.is_safe(authority.endpoint):
        return False
    return not authority.key_name or bool(georeport.key_named(authority.key_name))


def _taken(handover: Handover, receipt: georeport.Receipt, *, by: User | None, at: datetime) -> None:
    """Write down its number there, tell the person, and end the case as passed on: one act (3071 art. 5)."""
    case = handover.case.locked()
    handover.state, handover.taken_at, handover.fault = HandoverState.TAKEN, at, ""
    handover.request_id, handover.token = receipt.request_id[:100], receipt.token[:100]
    handover.status, handover.status_notes = "open", receipt.notice
    handover.next_at = at + _SOON
    handover.save()
    Message.objects.create(
        case=case,
        voice=Voice.ELSEWHERE,
        channel=Channel.OPEN311,
        at=at,
        by=by or handover.made_by,
        author=str(by or handover.made_by or ""),
        subject=str(handover.authority)[:255],
        text=handover.fields.get("description", ""),
    )
    letters.tell_handed_over(handover, at=at)
    if case.is_open:
        who = by or handover.made_by
        end_as_forwarded(case, institution=str(handover.authority), reason=handover.reason, by=who, at=at)


def _wait(handover: Handover, fault: str, *, at: datetime) -> None:
    handover.fault = fault[:255]
    if at - handover.made_at > _PATIENCE:
        _refused(handover, fault)
        return
    pause = _PAUSES[min(handover.attempts, len(_PAUSES)) - 1]
    handover.state, handover.next_at = HandoverState.WAITING, at + pause
    handover.save()


def _refused(handover: Handover, fault: str) -> None:
    handover.state, handover.next_at, handover.fault = HandoverState.REFUSED, None, fault[:255]
    handover.save()


def _doubt(handover: Handover, fault: str) -> None:
    handover.state, handover.next_at, handover.fault = HandoverState.DOUBT, None, fault[:255]
    handover.save()
