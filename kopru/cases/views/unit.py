"""The signed page on which a unit answers without an account; looking changes nothing, for mail scanners look too."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopru.cases import actions
from kopru.cases.forms.public import PublicForm, UnitAnswerForm, UnitReturnForm, UnitTimeForm
from kopru.cases.intake import again
from kopru.cases.letters import links, posting
from kopru.cases.models import CaseFile, Message, Referral, ReferralState, Voice
from kopru.cases.obstacles import Obstacle
from kopru.cases.public import uploads
from kopru.cases.views.public.door import page, public

#: The same answer twice within this time was sent twice.
_TWICE: Final = timedelta(hours=1)
_FORMS: Final[dict[str, type[PublicForm]]] = {"cevap": UnitAnswerForm, "iade": UnitReturnForm, "sure": UnitTimeForm}
_DONE: Final = {
    "cevap": _("Thank you: your answer has reached the office."),
    "iade": _("The office knows that it is not yours."),
    "sure": _("The office was told that you need time. Until it answers, the old date stands."),
}


@public("POST", largest=25 * uploads.MEGABYTE, language="tr")
def unit(request: HttpRequest, key: str) -> HttpResponseBase:
    """Show what the unit is asked, and take its answer."""
    row, at = _found(key), timezone.now()
    if row is None:
        return page(request, "unit_gone.html", status=HTTPStatus.NOT_FOUND, language="tr")
    if request.method != "POST" or not _is_answerable(row):
        return _shown(request, key, row, at)
    asked = request.POST.get("is", "")
    kind = _FORMS.get(asked)
    if kind is None or (asked != "cevap" and row.state != ReferralState.ASKED):
        return _shown(request, key, row, at)
    form = kind(request.POST, request.FILES, request=request, at=at, auto_id=f"{asked}_%s")
    if form.is_valid() and _carry_out(asked, row, form, at):
        return redirect(f"{request.path}?tamam={asked}")
    return _shown(request, key, row, at, refused={asked: form})


@public(language="tr")
def file(_request: HttpRequest, key: str, number: int) -> FileResponse:
    """Hand out a file that the unit's mail carried too.

    :raises Http404: for any other
    """
    row = _found(key)
    kept = next((each for each in _sendable(row) if each.pk == number), None) if row and not _is_over(row) else None
    if kept is None:
        raise Http404
    response = FileResponse((kept.redacted or kept.file).open("rb"), as_attachment=True, filename=kept.outward_name)
    response["Content-Type"] = "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _found(key: str) -> Referral | None:
    number = posting.unsign(key)
    rows = Referral.objects.filter(case__erased_at__isnull=True).select_related("case__matter", "unit")
    return rows.filter(pk=number).first() if number is not None and number < 2**63 else None


def _is_over(row: Referral) -> bool:
    return row.state == ReferralState.RECALLED or not row.case.is_open


def _is_answerable(row: Referral) -> bool:
    return not _is_over(row)


def _carry_out(asked: str, row: Referral, form: PublicForm, at: datetime) -> bool:
    given: dict[str, Any] = {
        name: form.cleaned_data[name] for name in form.fields if name not in ("ticket", "homepage")
    }
    try:
        if asked == "cevap":
            _answer(row, given, at)
        elif asked == "iade":
            actions.return_referral(row, at=at, **given)
        else:
            actions.ask_time(row, at=at, **given)
    except Obstacle as obstacle:
        form.add_error(None, str(obstacle))
        return False
    return True


@transaction.atomic
def _answer(row: Referral, given: dict[str, Any], at: datetime) -> None:
    """Take the answer down, unless it is the one just sent."""
    row = row.locked()
    said = row.messages.filter(voice=Voice.UNIT)
    if not again.is_said(said, text=given["text"], files=given["files"], since=at - _TWICE):
        actions.answer_referral(row, at=at, **given)


def _shown(
    request: HttpRequest, key: str, row: Referral, at: datetime, *, refused: dict[str, PublicForm] | None = None
) -> HttpResponse:
    is_over = _is_over(row)
    kinds = {} if is_over else _FORMS if row.state == ReferralState.ASKED else {"cevap": UnitAnswerForm}
    forms = {name: kind(request=request, at=at, auto_id=f"{name}_%s") for name, kind in kinds.items()}
    context = {
        "key": key,
        "row": row,
        "case": row.case,
        "is_over": is_over,
        "is_late": row.state == ReferralState.ASKED and row.due_on < timezone.localdate(at),
        "received_on": timezone.localdate(row.case.received_at),
        "files": [] if is_over else _sendable(row),
        "words": [] if is_over else _words(row),
        "forms": forms | (refused or {}),
        "refused": refused or {},
        "done": _DONE.get(request.GET.get("tamam", ""), ""),
        "tray": links.tray_page(row.unit),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return page(request, "unit.html", status=status, language="tr", **context)


def _words(row: Referral) -> Sequence[Message]:
    """Return what was said since the unit was asked."""
    said = row.messages.filter(voice__in=(Voice.UNIT, Voice.TO_UNIT)).exclude(voice=Voice.TO_UNIT, at=row.asked_at)
    return list(said.prefetch_related("files"))


def _sendable(row: Referral) -> list[CaseFile]:
    """Return the files of the person that may leave."""
    return [each for each in row.case.files.filter(message__voice=Voice.PERSON) if each.may_leave]
