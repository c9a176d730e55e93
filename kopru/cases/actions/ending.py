"""How a case ends, and how it begins again."""

from datetime import datetime, timedelta

from django.db import transaction
from wagtail.log_actions import log

from kopru.cases import clock, letters
from kopru.cases.models import Answer, AnswerKind, AnswerStage, Case, CaseRules, ClockEvent, ClockKind, Close, State
from kopru.cases.obstacles import (
    AlreadyClosed,
    AnswerUnderWay,
    FileHeld,
    HandoverUnderWay,
    NoAddress,
    NoWordToThePerson,
    ReasonMissing,
    ReferralsOpen,
    StillOpen,
    WordsNotJudged,
)
from kopru.cases.privacy import outward
from kopru.core.models import User
from kopru.turkish import emails


@transaction.atomic
def close(case: Case, *, how: str, reason: str, by: User | None, at: datetime) -> None:
    """End the case without a letter, with the reason that is kept; an answered one is ended by its answer (`conclude`).

    An answer that lies ready to be given by hand is not given any more, and says why.

    :raises AlreadyClosed: if it has ended
    :raises NoWordToThePerson: if it is called answered or passed on, of which the person must have word
    :raises ReasonMissing: if no reason is given
    :raises AnswerUnderWay: if an answer is on its way
    :raises ReferralsOpen: if units are still asked
    :raises HandoverUnderWay: if it is on its way to another body
    """
    case = case.locked()
    if not case.is_open:
        raise AlreadyClosed
    if how in (Close.ANSWERED, Close.FORWARDED):
        raise NoWordToThePerson
    if not reason.strip():
        raise ReasonMissing
    _must_be_free(case)
    case.answers.under_way().update(stage=AnswerStage.FAILED, failure=reason.strip()[:255])
    case.closed_how, case.closing_reason, case.closing_answer = Close(how).value, reason.strip(), None
    _end(case, by=by, at=at)
    log(instance=case, action="cases.close", user=by, data={"how": case.closed_how, "reason": case.closing_reason})


@transaction.atomic
def conclude(answer: Answer, *, at: datetime, by: User | None = None) -> None:
    """Write down that an answer arrived; the final one ends its case, an interim one keeps it open (law 3071 art. 7).

    :raises NoWordToThePerson: if it has not arrived
    """
    case = answer.case.locked()
    answer = answer.locked()
    if answer.stage != AnswerStage.DELIVERED:
        raise NoWordToThePerson
    crossed = case.state != State.LEAVING  # the person wrote while the answer was on its way
    if case.is_open and answer.kind == AnswerKind.FINAL:
        case.closed_how, case.closing_answer, case.closing_reason = Close.ANSWERED, answer, ""
        survey = CaseRules.load().survey_after_days
        case.survey_at = at + timedelta(days=survey) if survey and case.email_key else None
        _end(case, by=by, at=at)
        if crossed:
            reopen(case, reason=letters.said_again(), by=None, at=at)
    elif case.state == State.LEAVING:
        case.state = State.ASKED if answer.kind == AnswerKind.QUESTION else State.OPEN
        if case.referrals.waiting().exists():
            case.state = State.REFERRED
        case.save()
    log(instance=case, action="cases.conclude", user=by, data={"answer": answer.pk, "kind": answer.kind})


@transaction.atomic
def reopen(case: Case, *, reason: str, by: User | None, at: datetime) -> None:
    """Take a closed case up again; it stays with its owner, and its owner sees why.

    :raises StillOpen: if it has not ended
    :raises ReasonMissing: if no reason is given
    """
    case = case.locked()
    if case.is_open:
        raise StillOpen
    if not reason.strip():
        raise ReasonMissing
    case.state = State.OPEN
    case.closed_at, case.closed_by, case.closed_how, case.closing_answer, case.closing_reason = None, None, "", None, ""
    case.survey_at = None
    case.reopened += 1
    ClockEvent.objects.create(case=case, kind=ClockKind.REOPENED, at=at, by=by, note=reason)
    clock.recount(case)
    case.save()
    log(instance=case, action="cases.reopen", user=by, data={"reason": reason})


@transaction.atomic
def forward(case: Case, *, institution: str, address: str, reason: str, by: User, at: datetime) -> None:
    """Pass it on to the authority it belongs to and tell the person, in one act (3071 art. 5, 4982 art. 7).

    :raises AlreadyClosed: if it has ended
    :raises ReasonMissing: if neither institution nor reason is said
    :raises AnswerUnderWay: if an answer is on its way
    :raises ReferralsOpen: if units are still asked
    :raises FileHeld: if a file is being made black
    :raises NoAddress: if the authority's address is none
    :raises HandoverUnderWay: if it is on its way to another body
    :raises WordsNotJudged: if a hidden person's words may tell who they are
    """
    case = case.locked()
    if not case.is_open:
        raise AlreadyClosed
    if not institution.strip() or not reason.strip():
        raise ReasonMissing
    _must_be_free(case)
    if outward.unjudged(case):
        raise WordsNotJudged
    if case.files.held().exists():
        raise FileHeld
    address = _checked(address)
    letters.send_elsewhere(case, institution=institution, address=address, reason=reason, by=by, at=at)
    letters.tell_forwarded(case, institution=institution, reason=reason, by=by, at=at)
    end_as_forwarded(case, institution=institution, reason=reason, by=by, at=at)
    log(instance=case, action="cases.forward", user=by, data={"institution": institution, "reason": reason})


def end_as_forwarded(case: Case, *, institution: str, reason: str, by: User | None, at: datetime) -> None:
    """End a locked case whose person was just told to whom it went."""
    ClockEvent.objects.create(case=case, kind=ClockKind.FORWARDED, at=at, by=by, note=institution)
    case.answers.under_way().update(stage=AnswerStage.FAILED, failure=reason.strip()[:255])
    case.closed_how, case.closing_reason, case.closing_answer = Close.FORWARDED, f"{institution}: {reason}", None
    _end(case, by=by, at=at)


def _must_be_free(case: Case) -> None:
    """See that no mail is on its way to the person, no unit is asked, and no other body is being handed it."""
    if case.answers.under_way().filter(dispatch__isnull=False).exists():
        raise AnswerUnderWay
    if case.referrals.waiting().exists():
        raise ReferralsOpen
    if case.handovers.under_way().exists():
        raise HandoverUnderWay


def _checked(address: str) -> str:
    try:
        return emails.parse(address).transport if address.strip() else ""
    except emails.EmailInvalid:
        raise NoAddress from None


def _end(case: Case, *, by: User | None, at: datetime) -> None:
    case.answers.waiting().update(stage=AnswerStage.DRAFT)  # nobody need decide on them any more
    case.state, case.closed_at, case.closed_by = State.CLOSED, at, by
    case.owner = case.owner or by
    case.save()
