"""Journalists' requests: the board by their deadline, one request question by question, and what was answered when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopru.cases import actions, permissions
from kopru.cases.forms.asking import DeedForm
from kopru.cases.forms.special import (
    AskUnitForm,
    LineForm,
    OutcomeForm,
    PlanMediaForm,
    QuestionsForm,
    SettleForm,
    line_form,
)
from kopru.cases.models import OPEN_STATES, Answer, AnswerStage, Case, LineToTake, MediaRequest, Question
from kopru.cases.showing import states
from kopru.cases.special.moments import clock_to
from kopru.cases.views.desk.doors import found, staff
from kopru.cases.views.desk.sheet import Sheet
from kopru.core.models import User

_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line to take as the page offers it: an expired one is named with its owner, but cannot be put in."""

    line: LineToTake
    is_valid: bool
    may_insert: bool


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the requests of journalists, the nearest deadline first."""
    user, at = reader(request), timezone.now()
    closed = request.GET.get("raf") == "kapanan"
    rows = MediaRequest.objects.filter(case__in=Case.objects.visible_to(user, at).values("pk"))
    rows = rows.filter(case__closed_at__isnull=not closed).select_related("case__outlet", "case__person", "case__owner")
    settled = ~Q(case__questions__answer="") | ~Q(case__questions__why_not="")
    rows = rows.annotate(asked=Count("case__questions"), settled=Count("case__questions", filter=settled))
    rows = rows.order_by("-case__closed_at", "-pk") if closed else rows.order_by("deadline_at", "pk")
    shown = [_row(row, at) for row in rows[:_SHOWN]]
    unplanned = Case.objects.visible_to(user, at).open().filter(kind="media", media__isnull=True).by_due()[:_SHOWN]
    context = {"rows": shown, "closed": closed, "unplanned": [] if closed else list(unplanned)}
    return render(request, "cases/desk/media.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one request question by question, and do what is asked for it."""
    user, at = reader(request), timezone.now()
    case = found(pk, user=user, at=at)
    questions = list(case.questions.prefetch_related("referrals__unit"))
    for each in questions:
        each.case = case
    sheet = Sheet(request, user=user, at=at)
    if permissions.may_work(user, case):
        _offer(sheet, case, questions)
    if QuestionsForm.SPLIT in request.POST and isinstance(form := sheet.forms.get("sorular"), QuestionsForm):
        form.split()
        form.is_bound = True
    elif sheet.is_done():
        return redirect(f"{reverse('cases_special:media_one', args=[case.pk])}{_anchor(sheet.asked)}")
    context = {**_shown(case, questions, sheet, user=user, at=at), "split": QuestionsForm.SPLIT}
    return render(request, "cases/desk/media_one.html", context, status=sheet.status)


def _offer(sheet: Sheet, case: Case, questions: list[Question]) -> None:
    by, at = sheet.user, sheet.at
    sheet.add("sonuc", OutcomeForm, case, partial(_outcome, case, by, at), press=_("Save"), done=_("Written down."))
    if not case.is_open:
        return
    sheet.add(
        "plan",
        PlanMediaForm,
        case,
        lambda form: actions.plan_media(case, by=by, at=at, **form.cleaned_data),
        press=_("Save"),
        done=_("Form and deadlines were written down."),
    )
    sheet.add(
        "sorular",
        QuestionsForm,
        case,
        partial(_add, case, by, at),
        press=_("Add the questions"),
        done=_("The questions were added."),
    )
    lines = list(LineToTake.objects.visible_to(by, at).valid(timezone.localdate(at)))
    if case.matter_id:
        lines.sort(key=lambda line: line.matter_id != case.matter_id)
    for each in questions:
        _offer_on(each, lines, sheet)
    if _may_assemble(case, questions):
        sheet.add(
            "topla",
            DeedForm,
            case,
            lambda _form: actions.assemble_answer(case, by=by, at=at),
            press=_("Make one answer of them"),
            done=_("The whole answer lies in the case; read it, then send it for approval."),
        )
    if (draft := _draft(case)) is not None:
        for line in lines:
            sheet.add(
                f"soylem-{line.pk}",
                DeedForm,
                case,
                partial(_use, draft, line, by, at),
                press=_("Put into the answer"),
                done=_("The wording stands at the end of the answer."),
            )


def _offer_on(question: Question, lines: list[LineToTake], sheet: Sheet) -> None:
    by, at = sheet.user, sheet.at
    sheet.add(
        f"soru-{question.pk}",
        SettleForm,
        question,
        partial(_settle, question, by, at),
        press=_("Save"),
        done=_("Written down beside the question."),
    )
    if lines:
        sheet.add(
            f"sozkoy-{question.pk}",
            line_form(lines),
            question,
            partial(_put_line, question, by, at),
            press=_("Put into this answer"),
            done=_("The wording stands in the answer to this question."),
        )
    sheet.add(
        f"birim-{question.pk}",
        AskUnitForm,
        question,
        partial(_ask, question, by, at),
        press=_("Ask the unit"),
        done=_("The unit was written to."),
    )


@transaction.atomic
def _add(case: Case, by: User, at: datetime, form: QuestionsForm) -> None:
    case.locked()  # a second press of the button waits here, and then finds what the first one added
    for text in form.lines():
        actions.add_question(case, text=text, by=by, at=at)


def _settle(question: Question, by: User, at: datetime, form: SettleForm) -> None:
    actions.settle_question(question, by=by, at=at, **form.cleaned_data)


def _ask(question: Question, by: User, at: datetime, form: AskUnitForm) -> None:
    given = form.cleaned_data
    actions.refer(
        question.case,
        unit=given["unit_1"],
        asked=given["asked"],
        due_on=given["due_on"],
        question=question,
        by=by,
        at=at,
    )


def _outcome(case: Case, by: User, at: datetime, form: OutcomeForm) -> None:
    request = MediaRequest.objects.filter(case=case).first()
    if request is None:
        request = MediaRequest.objects.create(case=case, deadline_at=case.due_at or at)
    actions.record_outcome(request, by=by, at=at, **form.cleaned_data)


def _use(draft: Answer, line: LineToTake, by: User, at: datetime, _form: DeedForm) -> None:
    actions.use_line(draft, line=line, by=by, at=at)


def _put_line(question: Question, by: User, at: datetime, form: LineForm) -> None:
    actions.use_line(question, line=form.cleaned_data["line"], by=by, at=at)


def _draft(case: Case) -> Answer | None:
    return case.answers.filter(stage=AnswerStage.DRAFT).order_by("-pk").first()


def _may_assemble(case: Case, questions: list[Question]) -> bool:
    """Tell whether every question is settled, and no answer is written or under way."""
    if not questions or not all(each.is_settled for each in questions):
        return False
    return not case.answers.exclude(stage=AnswerStage.FAILED).exists()


def _shown(case: Case, questions: list[Question], sheet: Sheet, *, user: User, at: datetime) -> dict[str, Any]:
    media = MediaRequest.objects.filter(case=case).select_related("signed_off_by").first()
    settled = sum(each.is_settled for each in questions)
    return {
        "case": case,
        "media": media,
        "state": states.state_of(case),
        "theirs": clock_to(media.deadline_at, at) if media and case.is_open else None,
        "ours": clock_to(media.target_at, at) if media and media.target_at and case.is_open else None,
        "questions": [_question(each, sheet, at) for each in questions],
        "settled": settled,
        "forms": sheet.forms,
        "asked_form": sheet.asked,
        "lines": _lines(case, sheet, user=user, at=at),
        "answers": [{"answer": each, "stage": states.answer_stage(each)} for each in case.answers.order_by("-pk")],
        "draft": _draft(case),
        "sees_identity": permissions.may_see_identity(user, case),
    }


def _question(question: Question, sheet: Sheet, at: datetime) -> dict[str, Any]:
    return {
        "question": question,
        "settle": sheet.forms.get(f"soru-{question.pk}"),
        "ask": sheet.forms.get(f"birim-{question.pk}"),
        "line": sheet.forms.get(f"sozkoy-{question.pk}"),
        "is_asking": sheet.asked == f"birim-{question.pk}",
        "units": [
            {"referral": each, "state": states.referral_state(each), "due": states.referral_due(each, at)}
            for each in question.referrals.all()
        ],
    }


def _lines(case: Case, sheet: Sheet, *, user: User, at: datetime) -> list[Line]:
    today = timezone.localdate(at)
    known = LineToTake.objects.visible_to(user, at).select_related("owner", "matter")
    rows: Iterable[LineToTake] = known.annotate(used=Count("uses"))
    if case.matter_id:
        rows = sorted(rows, key=lambda each: each.matter_id != case.matter_id)
    return [Line(each, each.is_valid(today), f"soylem-{each.pk}" in sheet.forms) for each in rows]


def _row(row: Any, at: datetime) -> dict[str, Any]:
    is_open = row.case.state in OPEN_STATES
    return {
        "media": row,
        "case": row.case,
        "state": states.state_of(row.case),
        "theirs": clock_to(row.deadline_at, at) if is_open else None,
        "ours": clock_to(row.target_at, at) if is_open and row.target_at else None,
        "is_complete": row.asked and row.asked == row.settled,
    }


def _anchor(name: str) -> str:
    kind, _dash, number = name.partition("-")
    return f"#soru-{number}" if kind in ("soru", "birim", "sozkoy") else ""


def reader(request: HttpRequest) -> User:
    """Return who asks.

    :raises PermissionDenied: to those whom journalists' requests do not concern
    """
    user = staff(request)
    if not permissions.may_see_media(user):
        raise PermissionDenied
    return user
