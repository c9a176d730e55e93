"""To the unit that can answer (havale), and what comes back from it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from kopru.cases import letters
from kopru.cases.actions.opening import keep_files
from kopru.cases.asks import Attached
from kopru.cases.models import (
    AnswerKind,
    Case,
    Channel,
    Incoming,
    Message,
    Question,
    Referral,
    ReferralState,
    State,
    Voice,
)
from kopru.cases.obstacles import (
    AlreadyClosed,
    AlreadyWithUnit,
    AnswerUnderWay,
    DateInThePast,
    FileHeld,
    NothingWritten,
    NotWithUnit,
    ReasonMissing,
    UnitUnreachable,
    WordsNotJudged,
)
from kopru.cases.privacy import outward
from kopru.core.models import User
from kopru.directory.models import Unit


@transaction.atomic
def refer(
    case: Case, *, unit: Unit, asked: str, due_on: date, by: User, at: datetime, question: Question | None = None
) -> Referral:
    """Hand the case to the unit that can answer it; the unit is written to.

    :raises AlreadyClosed: if the case has ended
    :raises AnswerUnderWay: if the answer that ends it is on its way
    :raises AlreadyWithUnit: if the unit has it and has not answered
    :raises DateInThePast: if `due_on` has passed
    :raises FileHeld: if a file is being made black
    :raises UnitUnreachable: if nobody there can be told
    :raises WordsNotJudged: if a hidden person's words may tell who they are
    """
    case = case.locked()
    if not case.is_open:
        raise AlreadyClosed
    if due_on < timezone.localdate(at):
        raise DateInThePast
    if case.files.held().exists():
        raise FileHeld
    if case.answers.under_way().filter(kind=AnswerKind.FINAL).exists():
        raise AnswerUnderWay
    if case.referrals.waiting().filter(unit=unit, question=question).exists():
        raise AlreadyWithUnit
    if not letters.address_of(unit) and not unit.members.filter(user__is_active=True).exists():
        raise UnitUnreachable
    if outward.unjudged(case, asked):
        raise WordsNotJudged
    referral = Referral.objects.create(
        case=case,
        unit=unit,
        asked=asked.strip() or case.text,
        due_on=due_on,
        asked_at=at,
        asked_by=by,
        question=question,
    )
    case.state = State.REFERRED
    case.owner = case.owner or by
    case.save()
    letters.send_referral(referral, by=by, at=at)
    log(instance=case, action="cases.refer", user=by, data={"unit": str(unit), "due_on": due_on.isoformat()})
    return referral


@transaction.atomic
def answer_referral(
    referral: Referral,
    *,
    text: str,
    at: datetime,
    by: User | None = None,
    author: str = "",
    channel: str = Channel.UNIT,
    files: Sequence[Attached] = (),
    incoming: Incoming | None = None,
    message_id: str = "",
) -> Message:
    """Take down the unit's answer; when the last of them has answered, the case is with the office again.

    :raises NothingWritten: if there is neither a word nor a file
    """
    if not text.strip() and not files:
        raise NothingWritten
    referral = referral.locked()
    message = _unit_said(referral, text, by=by, author=author, channel=channel, incoming=incoming, at=at)
    message.message_id = message_id
    message.save(update_fields=["message_id"])
    keep_files(referral.case, message, files)
    if referral.state in (ReferralState.ASKED, ReferralState.RETURNED):
        referral.state = ReferralState.ANSWERED
        referral.answered_at = at
        referral.answer = text.strip() or letters.see_files()
        referral.answered_by = (author or str(by or ""))[:160]
        referral.time_asked_on = None
        referral.save()
    _back_to_office(referral.case)
    log(instance=referral.case, action="cases.answer_referral", user=by, data={"unit": str(referral.unit)})
    return message


@transaction.atomic
def return_referral(
    referral: Referral, *, reason: str, at: datetime, by: User | None = None, author: str = "", suggestion: str = ""
) -> None:
    """Take down that the unit says "not ours", with its reason and whom it suggests.

    :raises NotWithUnit: if it is not asked any more
    :raises ReasonMissing: if no reason is given
    """
    referral = _asked(referral)
    if not reason.strip():
        raise ReasonMissing
    _unit_said(referral, "\n\n".join(part for part in (reason, suggestion) if part), by=by, author=author, at=at)
    referral.state = ReferralState.RETURNED
    referral.answered_at = at
    referral.save()
    _back_to_office(referral.case)
    log(instance=referral.case, action="cases.return_referral", user=by, data={"unit": str(referral.unit)})


@transaction.atomic
def ask_time(
    referral: Referral, *, until: date, reason: str, at: datetime, by: User | None = None, author: str = ""
) -> None:
    """Take down that the unit asks for time; its date stays until the office grants it.

    :raises NotWithUnit: if it is not asked any more
    :raises DateInThePast: if `until` has passed
    :raises ReasonMissing: if no reason is given
    """
    referral = _asked(referral)
    if until <= timezone.localdate(at):
        raise DateInThePast
    if not reason.strip():
        raise ReasonMissing
    _unit_said(referral, reason, by=by, author=author, at=at)
    referral.time_asked_on, referral.time_reason = until, reason.strip()
    referral.save()
    log(instance=referral.case, action="cases.ask_time", user=by, data={"until": until.isoformat()})


@transaction.atomic
def grant_time(referral: Referral, *, due_on: date, by: User, at: datetime) -> None:
    """Give the unit a later date, and tell it.

    :raises NotWithUnit: if it is not asked any more
    :raises DateInThePast: if `due_on` has passed
    """
    referral = _asked(referral)
    if due_on < timezone.localdate(at):
        raise DateInThePast
    referral.due_on, referral.time_asked_on = due_on, None
    referral.save()
    letters.send_new_date(referral, by=by, at=at)
    log(instance=referral.case, action="cases.grant_time", user=by, data={"due_on": due_on.isoformat()})


@transaction.atomic
def recall(referral: Referral, *, reason: str, by: User, at: datetime) -> None:
    """Call the case back from the unit, and tell it why.

    :raises NotWithUnit: if it is not asked any more
    :raises ReasonMissing: if no reason is given
    """
    referral = _asked(referral)
    if not reason.strip():
        raise ReasonMissing
    referral.state, referral.recalled_at = ReferralState.RECALLED, at
    referral.save()
    letters.send_recall(referral, reason=reason, by=by, at=at)
    _back_to_office(referral.case)
    log(instance=referral.case, action="cases.recall", user=by, data={"unit": str(referral.unit), "reason": reason})


def _asked(referral: Referral) -> Referral:
    referral = referral.locked()
    if referral.state != ReferralState.ASKED:
        raise NotWithUnit
    return referral


def _unit_said(
    referral: Referral,
    text: str,
    *,
    by: User | None,
    author: str,
    at: datetime,
    channel: str = Channel.UNIT,
    incoming: Incoming | None = None,
) -> Message:
    return Message.objects.create(
        case=referral.case,
        referral=referral,
        voice=Voice.UNIT,
        channel=channel,
        at=at,
        by=by,
        author=(author or str(by or referral.unit))[:160],
        text=text.strip(),
        incoming=incoming,
    )


def _back_to_office(case: Case) -> None:
    """Give the case back to the office once its last unit has spoken."""
    case = case.locked()
    if case.state == State.REFERRED and not case.referrals.waiting().exists():
        case.state = State.OPEN
        case.save()
