"""Answers that wait for the head's or the mayor's office's word, made for the telephone too."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.cases import permissions
from kopru.cases.deeds import DEEDS
from kopru.cases.letters import posting
from kopru.cases.models import Answer, AnswerStage, Voice
from kopru.cases.showing import states
from kopru.cases.views.desk.doors import found, staff
from kopru.core.models import User
from kopru.core.roles import Role, holds

_SHOWN = 30


@require_safe
def approvals(request: HttpRequest) -> HttpResponse:
    """Show what waits for a decision, what is due first."""
    user, at = staff(request), timezone.now()
    rows = waiting_for(user).select_related("case", "drafted_by").order_by("case__due_at", "pk")[:_SHOWN]
    shown = [
        {"answer": row, "case": row.case, "due": states.due_of(row.case, at), "is_own": row.drafted_by_id == user.pk}
        for row in rows
    ]
    return render(request, "cases/desk/approvals.html", {"rows": shown, "is_decider": _decides(user)})


@require_safe
def decide(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show one answer beside what was asked, with yes and no."""
    user, at = staff(request), timezone.now()
    case = found(pk, user=user, at=at)
    answer = case.answers.select_related("drafted_by", "template").prefetch_related("files").filter(pk=number).first()
    if answer is None:
        raise Http404
    answer.case = case
    asked = case.messages.filter(voice=Voice.PERSON).order_by("-at").first()
    context: dict[str, Any] = {
        "case": case,
        "answer": answer,
        "asked": asked,
        "greeting": posting.greeting(case),
        "stage": states.answer_stage(answer),
        "due": states.due_of(case, at),
        "is_shut": case.hides_identity and not permissions.may_see_identity(user, case),
        "may_decide": permissions.may_decide(user, answer),
        "may_approve": permissions.may_approve_answer(user, answer),
        "units": case.referrals.select_related("unit").filter(state="answered"),
        "yes": DEEDS["onayla"].form(thing=answer, user=user, at=at),
        "no": DEEDS["geri-gonder"].form(thing=answer, user=user, at=at),
    }
    return render(request, "cases/desk/decide.html", context)


def waiting_for(user: User) -> Any:
    """Return the answers that wait for somebody of `user`'s role."""
    return Answer.objects.filter(stage__in=_stages(user))


def _stages(user: User) -> list[str]:
    wanted = {AnswerStage.WITH_HEAD: Role.HEAD, AnswerStage.WITH_MAYOR: Role.MAYORS_OFFICE}
    return [stage.value for stage, role in wanted.items() if holds(user, role)]


def _decides(user: User) -> bool:
    return bool(_stages(user))
