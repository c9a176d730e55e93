"""What the people of a unit see of the cases: what was sent to their unit, and nothing else."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kopru.cases import actions, permissions
from kopru.cases.asks import Attached
from kopru.cases.forms.asking import DeedForm
from kopru.cases.forms.referrals import UnitAnswerForm, UnitReturnForm, UnitTimeForm
from kopru.cases.intake import again
from kopru.cases.letters import links
from kopru.cases.models import CaseFile, Referral, ReferralState, Voice
from kopru.cases.obstacles import Obstacle
from kopru.cases.showing import states
from kopru.cases.views.desk.doors import unit_person
from kopru.core.models import User
from kopru.directory.models import Unit

_SHOWN: Final = 50
_LATELY: Final = 20
#: The same answer twice within this time was sent twice.
_TWICE: Final = timedelta(minutes=2)


@require_safe
@login_required
def referrals(request: HttpRequest) -> HttpResponse:
    """Show what waits for the unit, what is due first, and what it answered lately."""
    user, at = unit_person(request), timezone.now()
    visible = Referral.objects.visible_to(user, at).select_related("case", "unit")
    waiting = visible.waiting().order_by("due_on", "pk")[:_SHOWN]
    lately = visible.exclude(state=ReferralState.ASKED).order_by("-answered_at", "-pk")[:_LATELY]
    units = Unit.objects.visible_to(user, at)
    context = {
        "waiting": [_row(row, at) for row in waiting],
        "lately": [_row(row, at) for row in lately],
        "trays": [{"unit": unit, "url": links.tray_page(unit)} for unit in units],
    }
    return render(request, "cases/desk/unit_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one referral, and take its answer, its return, or the wish for time."""
    user, at = unit_person(request), timezone.now()
    row = _found(pk, user=user, at=at)
    forms = _forms(request, row, user=user, at=at)
    asked = request.POST.get("is", "")
    if request.method == "POST" and asked in forms:
        if not permissions.may_answer_referral(user, row):
            messages.warning(
                request, _("Nothing was changed: this has been done already, or is not possible any more.")
            )
            return redirect("cases_units:one", pk=row.pk)
        form = forms[asked]
        if form.is_valid() and _carry_out(asked, row, form, by=user, at=at):
            messages.success(request, str(_DONE[asked]))
            return redirect("cases_units:one", pk=row.pk)
    files = _sendable(row)
    context = {
        **_row(row, at),
        "case": row.case,
        "words": row.messages.filter(voice__in=[Voice.TO_UNIT, Voice.UNIT]).prefetch_related("files"),
        "files": files,
        "forms": forms,
        "asked_form": asked,
        "may_answer": permissions.may_answer_referral(user, row),
    }
    return render(request, "cases/desk/unit_one.html", context, status=422 if asked else 200)


@require_safe
@login_required
def file(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """Hand a file of the case to the unit that was asked."""
    user, at = unit_person(request), timezone.now()
    row = _found(pk, user=user, at=at)
    kept = next((each for each in _sendable(row) if each.pk == number), None)
    if kept is None:
        raise Http404
    opened = (kept.redacted or kept.file).open("rb")
    response = FileResponse(
        opened, as_attachment=True, filename=kept.outward_name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


_DONE: Final = {
    "cevap": gettext_lazy("Thank you: your answer has reached the office."),
    "iade": gettext_lazy("The office knows that it is not yours."),
    "sure": gettext_lazy("The office was told; until it answers, the old date stands."),
}


def _carry_out(asked: str, row: Referral, form: DeedForm, *, by: User, at: datetime) -> bool:
    given = dict(form.cleaned_data)
    try:
        if asked == "cevap":
            _answer(row, given["text"], given["uploads"] or (), by=by, at=at)
        elif asked == "iade":
            actions.return_referral(row, by=by, author=str(by), at=at, **given)
        else:
            actions.ask_time(row, by=by, author=str(by), at=at, **given)
    except Obstacle as obstacle:
        form.refuse(obstacle)
        return False
    return True


@transaction.atomic
def _answer(row: Referral, text: str, files: Sequence[Attached], *, by: User, at: datetime) -> None:
    """Take the answer down, unless it is the one just sent: the second press waits here and finds the first."""
    row = row.locked()
    if not again.is_said(row.messages.filter(voice=Voice.UNIT), text=text, files=files, since=at - _TWICE):
        actions.answer_referral(row, text=text, files=files, author=str(by), by=by, at=at)


def _forms(request: HttpRequest, row: Referral, *, user: User, at: datetime) -> dict[str, DeedForm]:
    kinds: dict[str, type[DeedForm]] = {"cevap": UnitAnswerForm, "iade": UnitReturnForm, "sure": UnitTimeForm}
    if row.state != ReferralState.ASKED:
        kinds = {"cevap": UnitAnswerForm}
    asked = request.POST.get("is", "")
    forms = {}
    for name, kind in kinds.items():
        given: dict[str, Any] = {"thing": row, "user": user, "at": at}
        form = kind(request.POST, request.FILES, **given) if asked == name else kind(**given)
        form.auto_id = f"{name}_%s"
        form.fields.pop("author", None)  # who is signed in says it
        if name == "cevap":
            form.fields["text"].label = _("Your answer")
        forms[name] = form
    return forms


def _found(pk: int, *, user: User, at: datetime) -> Referral:
    visible = Referral.objects.visible_to(user, at).select_related("case__matter", "unit")
    row: Referral = get_object_or_404(visible, pk=pk)
    return row


def _sendable(row: Referral) -> list[CaseFile]:
    """Return the files that the unit’s mail carried too."""
    return [each for each in row.case.files.filter(message__voice=Voice.PERSON) if each.may_leave]


def _row(row: Referral, at: datetime) -> dict[str, Any]:
    return {"referral": row, "state": states.referral_state(row), "due": states.referral_due(row, at)}
