"""A journalist's request: every question answered or marked why not, the whole signed off (M1–M3)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.log_actions import log

from kopru.cases import clock
from kopru.cases.actions.answering import draft_answer
from kopru.cases.actions.clocking import set_deadline
from kopru.cases.models import Answer, AnswerStage, Case, Kind, LegalClass, LineToTake, LineUse, MediaRequest, Question
from kopru.cases.obstacles import AlreadyClosed, Incomplete, LineExpired, NotADraft, NothingWritten
from kopru.cases.special import working_hours
from kopru.core.models import User


@transaction.atomic
def plan_media(
    case: Case,
    *,
    form: str,
    deadline_at: datetime,
    by: User,
    at: datetime,
    air_at: datetime | None = None,
    target_at: datetime | None = None,
    wants_mayor: bool = False,
) -> MediaRequest:
    """Write down what the journalist wants and until when; our own target is a working half-day before, unless given.

    :raises AlreadyClosed: if the case has ended
    """
    case = case.locked()
    if not case.is_open:
        raise AlreadyClosed
    values = {
        "form": form,
        "deadline_at": deadline_at,
        "air_at": air_at,
        "target_at": target_at or working_hours.half_day_before(deadline_at, calendar=clock.calendar(at.date())),
        "wants_mayor": wants_mayor,
    }
    request, _made = MediaRequest.objects.update_or_create(case=case, defaults=values)
    if case.kind != Kind.MEDIA:
        case.kind, case.legal_class = Kind.MEDIA, LegalClass.MEDIA
        case.save()
    if case.due_at != deadline_at:
        set_deadline(case, wanted_by=deadline_at, by=by, at=at)
    log(instance=case, action="cases.plan_media", user=by, data={"form": form, "deadline": deadline_at.isoformat()})
    return request


@transaction.atomic
def add_question(case: Case, *, text: str, by: User, at: datetime) -> Question:
    """Write down one question, so that the answer can be checked against it.

    :raises NothingWritten: if there are no words
    :raises AlreadyClosed: if the case has ended
    """
    case = case.locked()
    if not case.is_open:
        raise AlreadyClosed
    if not text.strip():
        raise NothingWritten
    last = case.questions.aggregate(last=Max("order"))["last"] or 0
    question = Question.objects.create(case=case, text=text.strip(), order=last + 1)
    log(instance=case, action="cases.add_question", user=by, data={"question": question.pk, "at": at.isoformat()})
    return question


@transaction.atomic
def settle_question(question: Question, *, by: User, at: datetime, answer: str = "", why_not: str = "") -> None:
    """Answer one question, or mark why it is not answered.

    :raises NothingWritten: if neither is said
    """
    if not answer.strip() and not why_not.strip():
        raise NothingWritten
    question.answer, question.why_not = answer.strip(), "" if answer.strip() else why_not.strip()[:255]
    question.save()
    log(
        instance=question.case,
        action="cases.settle_question",
        user=by,
        data={"question": question.pk, "at": at.isoformat()},
    )


@transaction.atomic
def assemble_answer(case: Case, *, by: User, at: datetime) -> Answer:
    """Make the whole answer from the questions, in their order; it then goes the way of every answer.

    :raises Incomplete: if a question is neither answered nor marked why not, or there is none
    :raises AlreadyClosed: if the case has ended
    """
    questions = list(case.questions.all())
    if not questions or not all(question.is_settled for question in questions):
        raise Incomplete
    parts = [f"{number}. {each.text}\n{each.answer or each.why_not}" for number, each in enumerate(questions, start=1)]
    answer = draft_answer(case, subject=case.subject, text="\n\n".join(parts), by=by, at=at)
    log(instance=case, action="cases.assemble_answer", user=by, data={"answer": answer.pk, "questions": len(questions)})
    return answer


@transaction.atomic
def use_line(into: Answer | Question, *, line: LineToTake, by: User, at: datetime) -> None:
    """Put approved wording into a draft or into the answer to one question, and remember where it was used (M3).

    :raises LineExpired: if it may not be used today
    :raises NotADraft: if the words of the answer are fixed
    :raises AlreadyClosed: if the question's case has ended
    """
    if not LineToTake.objects.valid(timezone.localdate(at)).filter(pk=line.pk).exists():
        raise LineExpired
    if isinstance(into, Answer):
        answer = into.locked()
        if answer.stage != AnswerStage.DRAFT:
            raise NotADraft
        answer.text = _with(answer.text, line)
        answer.drafted_at, answer.drafted_by = at, by
        answer.save()
        LineUse.objects.create(line=line, answer=answer, at=at)
        told = {"line": line.pk, "answer": answer.pk}
    else:
        if not into.case.locked().is_open:
            raise AlreadyClosed
        question = Question.objects.select_for_update().get(pk=into.pk)
        question.answer, question.why_not = _with(question.answer, line), ""
        question.save()
        LineUse.objects.create(line=line, question=question, at=at)
        told = {"line": line.pk, "question": question.pk}
    log(instance=into.case, action="cases.use_line", user=by, data=told)


def _with(text: str, line: LineToTake) -> str:
    return f"{text.rstrip()}\n\n{line.text.strip()}".strip()


@transaction.atomic
def record_outcome(
    request: MediaRequest, *, title: str, by: User, at: datetime, url: str = "", on: date | None = None
) -> None:
    """Write down what was printed or went on air, also long after the case has ended (M5).

    :raises NothingWritten: if nothing is said
    """
    if not title.strip() and not url.strip():
        raise NothingWritten
    request.outcome_title, request.outcome_url = title.strip()[:200], url.strip()
    request.outcome_on = on
    request.save(update_fields=["outcome_title", "outcome_url", "outcome_on"])
    log(
        instance=request.case,
        action="cases.record_outcome",
        user=by,
        data={"title": request.outcome_title, "url": request.outcome_url, "at": at.isoformat()},
    )
