"""Words go back to the person: drafted, approved where the type asks for it, sent, and known to have arrived."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from kopru.cases import clock, letters
from kopru.cases.actions.ending import conclude, reopen
from kopru.cases.intake import cleaning
from kopru.cases.kinds import TYPES
from kopru.cases.letters import reaching
from kopru.cases.models import (
    Answer,
    AnswerKind,
    AnswerOutcome,
    AnswerStage,
    Case,
    CaseFile,
    CaseRules,
    Channel,
    ClockEvent,
    ClockKind,
    Kind,
    MediaRequest,
    Message,
    State,
    Template,
    Voice,
)
from kopru.cases.obstacles import (
    AlreadyClosed,
    AnswerUnderWay,
    ApprovalNeeded,
    FileHeld,
    Incomplete,
    NamesThePerson,
    NoAddress,
    NotADraft,
    NothingWritten,
    NotWaiting,
    OwnWords,
    ReasonMissing,
    ReferralsOpen,
)
from kopru.cases.privacy import outward
from kopru.core.models import User
from kopru.delivery.models import OPEN_ROWS, Recipient, RowState

#: By these nothing is mailed: somebody gives the answer, and says how that is known.
BY_HAND = frozenset({Channel.PHONE, Channel.DESK, Channel.LETTER, Channel.CIMER, Channel.MUHTAR, Channel.PRESS})
_CLOCK = {AnswerKind.FINAL: ClockKind.FINAL_ANSWER, AnswerKind.INTERIM: ClockKind.INTERIM_ANSWER}


@transaction.atomic
def draft_answer(
    case: Case,
    *,
    subject: str,
    text: str,
    by: User | None,
    at: datetime,
    kind: str = AnswerKind.FINAL,
    outcome: str = AnswerOutcome.GRANTED,
    channel: str = Channel.EMAIL,
    template: Template | None = None,
    files: Sequence[CaseFile] = (),
    is_for_cluster: bool = False,
) -> Answer:
    """Begin an answer, for all of the cluster if so wished (R12); `by` is nobody where a ready pack answers.

    :raises AlreadyClosed: if the case has ended
    :raises NothingWritten: if there are no words
    """
    case = case.locked()
    if not case.is_open:
        raise AlreadyClosed
    _need_words(subject, text)
    if case.owner is None and by is not None:  # who writes the answer answers for the case
        case.owner = by
        case.save()
    answer = Answer.objects.create(
        case=case,
        kind=kind,
        outcome=outcome,
        channel=channel,
        subject=cleaning.line(subject),
        text=text.strip(),
        template=template,
        is_for_cluster=is_for_cluster and case.cluster_id is not None,
        drafted_at=at,
        drafted_by=by,
    )
    answer.files.set(files)
    log(instance=case, action="cases.draft_answer", user=by, data={"answer": answer.pk, "kind": answer.kind})
    return answer


@transaction.atomic
def revise_answer(
    answer: Answer, *, subject: str, text: str, channel: str, outcome: str, by: User, at: datetime
) -> None:
    """Change the words while it is a draft; whoever changes them last is their writer.

    :raises NotADraft: if it waits for approval, or has left
    :raises NothingWritten: if there are no words
    """
    answer = answer.locked()
    if answer.stage != AnswerStage.DRAFT:
        raise NotADraft
    _need_words(subject, text)
    answer.subject, answer.text = cleaning.line(subject), text.strip()
    answer.channel, answer.outcome = channel, outcome
    answer.drafted_at, answer.drafted_by = at, by
    answer.save()
    log(instance=answer.case, action="cases.revise_answer", user=by, data={"answer": answer.pk})


@transaction.atomic
def submit_answer(answer: Answer, *, by: User | None, at: datetime) -> None:
    """Lay it before whoever must approve it; where nobody must, it leaves.

    :raises NotADraft: if it waits already, or has left
    :raises AlreadyClosed: if its case has ended
    :raises AnswerUnderWay: if another answer is on its way
    :raises Incomplete: if questions of a media request are not settled
    :raises NamesThePerson: if it goes to all of a cluster and names one of them
    :raises ReferralsOpen: if it is the final one and units are still asked
    :raises NoAddress: if it cannot reach the person that way
    """
    case, answer = answer.case.locked(), answer.locked()
    if answer.stage != AnswerStage.DRAFT:
        raise NotADraft
    _may_leave(case, answer)
    steps = approvals_of(answer)
    _said(answer, "submitted", by=by, at=at)
    if not steps:
        _send(case, answer, by=by, at=at)
    else:
        answer.stage = steps[0]
        answer.save()
        case.state = State.APPROVAL
        case.save()
    log(instance=case, action="cases.submit_answer", user=by, data={"answer": answer.pk})


@transaction.atomic
def send_back_answer(answer: Answer, *, reason: str, by: User, at: datetime) -> None:
    """Give it back to its writer, with the reason.

    :raises NotWaiting: if it waits for nobody
    :raises ReasonMissing: if no reason is given
    """
    case, answer = answer.case.locked(), _waiting(answer)
    if not reason.strip():
        raise ReasonMissing
    _said(answer, "returned", by=by, at=at, comment=reason)
    answer.stage = AnswerStage.DRAFT
    answer.save()
    _resume(case)
    log(instance=case, action="cases.send_back_answer", user=by, data={"answer": answer.pk, "reason": reason})


@transaction.atomic
def approve_answer(answer: Answer, *, by: User, at: datetime, comment: str = "") -> None:
    """Say yes; after the last yes it leaves.

    :raises NotWaiting: if it waits for nobody
    :raises OwnWords: if the words are the approver's own
    :raises AlreadyClosed: if its case has ended
    :raises AnswerUnderWay: if another answer is on its way
    """
    case, answer = answer.case.locked(), _waiting(answer)
    if answer.drafted_by_id == by.pk:
        raise OwnWords
    _may_leave(case, answer)
    _said(answer, "approved", by=by, at=at, comment=comment)
    steps = approvals_of(answer)
    left = steps[steps.index(AnswerStage(answer.stage)) + 1 :] if answer.stage in steps else ()
    if left:
        answer.stage = left[0]
        answer.save()
    else:
        answer.approved_at, answer.approved_by = at, by
        MediaRequest.objects.filter(case=case).update(signed_off_at=at, signed_off_by=by)
        _send(case, answer, by=by, at=at)
    log(instance=case, action="cases.approve_answer", user=by, data={"answer": answer.pk})


@transaction.atomic
def give_answer(answer: Answer, *, proof: str, by: User, at: datetime) -> None:
    """Write down that an answer that goes by hand or voice was given, and how that is known.

    :raises NotWaiting: if it is not ready to be given
    :raises ReasonMissing: if nothing is said of how that is known
    """
    case, answer = answer.case.locked(), answer.locked()
    if answer.stage != AnswerStage.SENT or answer.dispatch_id is not None:
        raise NotWaiting
    if not proof.strip():
        raise ReasonMissing
    answer.proof = proof.strip()[:255]
    _arrived(case, answer, by=by, at=at)
    log(instance=case, action="cases.give_answer", user=by, data={"answer": answer.pk, "proof": answer.proof})


@transaction.atomic
def settle_answer(answer: Answer, *, at: datetime) -> bool:
    """Read in the ledger what became of an answer that was mailed; return whether that is known.

    Delivered ends the case, not delivered gives it back to the office; in doubt it stays on its way until a person
    settles the doubt.
    """
    case, answer = answer.case.locked(), answer.locked()
    if answer.stage != AnswerStage.SENT or answer.dispatch_id is None:
        return False
    row = Recipient.objects.filter(dispatch_id=answer.dispatch_id).first()
    if row is None or row.state in OPEN_ROWS | {RowState.UNKNOWN}:
        return False
    if row.state == RowState.DELIVERED:
        _arrived(case, answer, by=None, at=row.settled_at or at)
    else:
        answer.stage, answer.failure = AnswerStage.FAILED, _why(case, row.reason or str(RowState(row.state).label))
        answer.save()
        _resume(case)
    log(instance=case, action="cases.settle_answer", data={"answer": answer.pk, "state": row.state})
    return True


@transaction.atomic
def lose_answer(answer: Answer, *, reason: str, at: datetime) -> None:
    """Take back that an answer arrived: it came back later; the case that it closed opens again.

    :raises NotWaiting: if it was not held for delivered
    """
    case, answer = answer.case.locked(), answer.locked()
    if answer.stage != AnswerStage.DELIVERED:
        raise NotWaiting
    reason = _why(case, reason)
    if not case.is_open and case.closing_answer_id == answer.pk:
        reopen(case, reason=reason, by=None, at=at)
    answer.stage, answer.failure = AnswerStage.FAILED, reason
    answer.save()
    log(instance=case, action="cases.lose_answer", data={"answer": answer.pk, "reason": reason})


def approvals_of(answer: Answer) -> tuple[AnswerStage, ...]:
    """Return who must approve it: by type for a final answer, nobody for words that only tell how things go."""
    if answer.kind not in (AnswerKind.FINAL, AnswerKind.COST, AnswerKind.EXTENSION):
        return ()
    steps = TYPES[Kind(answer.case.kind)].approvals
    if not steps and CaseRules.load().approve_always:
        return (AnswerStage.WITH_HEAD,)
    return steps


def _need_words(subject: str, text: str) -> None:
    if not cleaning.line(subject) or not text.strip():
        raise NothingWritten


def _may_leave(case: Case, answer: Answer) -> None:
    if not case.is_open:
        raise AlreadyClosed
    if answer.files.held().exists():
        raise FileHeld
    if case.answers.under_way().exclude(pk=answer.pk).exists():
        raise AnswerUnderWay
    if answer.kind == AnswerKind.FINAL and case.referrals.waiting().exists():
        raise ReferralsOpen
    if answer.channel not in BY_HAND and not case.email_key:
        raise NoAddress
    if answer.is_for_cluster and outward.names(case, f"{answer.subject}\n{answer.text}"):
        raise NamesThePerson
    if answer.kind == AnswerKind.FINAL and not all(question.is_settled for question in case.questions.all()):
        raise Incomplete


def _waiting(answer: Answer) -> Answer:
    answer = answer.locked()
    if answer.stage not in (AnswerStage.WITH_HEAD, AnswerStage.WITH_MAYOR):
        raise NotWaiting
    return answer


def _send(case: Case, answer: Answer, *, by: User | None, at: datetime) -> None:
    """Hand it to delivery, or lay it ready for whoever gives it by hand."""
    if approvals_of(answer) and answer.approved_at is None:
        raise ApprovalNeeded
    answer.stage, answer.sent_at = AnswerStage.SENT, at
    if answer.channel in BY_HAND:
        Message.objects.create(
            case=case,
            voice=Voice.OFFICE,
            channel=answer.channel,
            at=at,
            by=by,
            author=str(by or ""),
            subject=answer.subject,
            text=answer.text,
        )
    else:
        answer.dispatch = letters.send_answer(answer, by=by, at=at)
    answer.save()
    case.state = State.LEAVING
    case.save()
    if answer.is_for_cluster:
        _answer_the_others(case, answer, by=by, at=at)


def _answer_the_others(case: Case, answer: Answer, *, by: User | None, at: datetime) -> None:
    """Give the same words to every open case of the cluster, each by its own way; what its type asks for it gets.

    An approval given for the words counts for all whose type asks for no more; the others wait for theirs. A case
    with another answer on its way, or with units still asked, is left to a person.
    """
    passed = approvals_of(answer)
    others = Case.objects.open().filter(cluster=case.cluster_id).exclude(pk=case.pk).order_by("pk")
    for other in others.select_for_update(of=("self",)):
        if other.answers.under_way().exists() or other.referrals.waiting().exists():
            continue
        twin = Answer.objects.create(
            case=other,
            kind=answer.kind,
            outcome=answer.outcome,
            channel=reaching.usual_way(other),
            subject=answer.subject,
            text=answer.text,
            template=answer.template,
            twin_of=answer,
            drafted_at=at,
            drafted_by=answer.drafted_by,
            decisions=answer.decisions,
        )
        twin.files.set(answer.files.filter(message__isnull=True))  # the office's own; a person's file is theirs
        if set(approvals_of(twin)) <= set(passed):
            twin.approved_at, twin.approved_by = answer.approved_at, answer.approved_by
            _send(other, twin, by=by, at=at)
            log(instance=other, action="cases.submit_answer", user=by, data={"answer": twin.pk, "with": case.label})
        else:
            submit_answer(twin, by=by, at=at)


def _arrived(case: Case, answer: Answer, *, by: User | None, at: datetime) -> None:
    answer.stage, answer.delivered_at, answer.failure = AnswerStage.DELIVERED, at, ""
    answer.save()
    moved = _CLOCK.get(AnswerKind(answer.kind))
    if moved:
        left = answer.sent_at if answer.dispatch_id else None  # what is given by hand is given now
        ClockEvent.objects.create(case=case, kind=moved, at=left or at, by=by)
    case.first_answered_at = case.first_answered_at or at
    clock.recount(case)
    case.save()
    conclude(answer, by=by or answer.approved_by or answer.drafted_by, at=at)


def _why(case: Case, reason: str) -> str:
    """Return why it did not arrive; of somebody who hides not in the mail server's words, which name the address."""
    return str(AnswerStage.FAILED.label) if case.hides_identity else reason[:255]


def _resume(case: Case) -> None:
    """Give the case back to the office, or to the units it waits for; one that has ended stays ended."""
    if not case.is_open:
        return
    case.state = State.REFERRED if case.referrals.waiting().exists() else State.OPEN
    case.save()


def _said(answer: Answer, decision: str, *, by: User | None, at: datetime, comment: str = "") -> None:
    entry: dict[str, Any] = {
        "stage": answer.stage,
        "decision": decision,
        "by": by.pk if by else None,
        "name": str(by or ""),
        "at": at.isoformat(),
        "comment": comment.strip(),
    }
    answer.decisions = [*answer.decisions, entry]
