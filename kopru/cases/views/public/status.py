"""The state of an ask, for whoever holds its number and secret: both are posted, neither stands in an address."""

import re
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from kopru.cases import actions
from kopru.cases.forms.public import MoreForm, StatusForm
from kopru.cases.intake import again
from kopru.cases.models import AnswerStage, Case, CaseFile, Channel, Voice
from kopru.cases.public import guard, told
from kopru.cases.views.public.door import page, public

#: Wrong guesses, and messages, from one place within an hour.
_GUESSES: Final = 20
_MESSAGES: Final = 20
_NUMBER: Final = re.compile(r"\s*(20\d{2})\s*[/.\-\s]\s*(\d{1,9})\s*")
#: The same words twice within this time are one message that was sent twice.
_TWICE: Final = timedelta(hours=1)


@public("POST", listed=True)
def status(request: HttpRequest) -> HttpResponseBase:
    """Ask for number and secret; show what they open, take a message, hand out a file of an answer."""
    at = timezone.now()
    form = StatusForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        code = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return page(request, "status.html", form=form, status=code)
    if guard.is_too_often("status", request, most=_GUESSES, at=at, adds=False):
        form.add_error(None, _("Too many tries from your connection. Try again in an hour, or telephone us."))
        return page(request, "status.html", form=form, status=HTTPStatus.TOO_MANY_REQUESTS)
    case = _opened(form.cleaned_data["number"], form.cleaned_data["secret"])
    if case is None:
        guard.is_too_often("status", request, most=_GUESSES, at=at)
        form.add_error(None, _("Number and secret do not belong together. Look at your receipt once more."))
        return page(request, "status.html", form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _served(request, case, at)


def _served(request: HttpRequest, case: Case, at: datetime) -> HttpResponseBase:
    """Do what whoever has opened the case asks for."""
    if "dosya" in request.POST:
        return _file(case, request.POST["dosya"])
    return _added(request, case, at) if "text" in request.POST else _shown(request, case, at)


def _opened(number: str, secret: str) -> Case | None:
    """Return the case that number and secret open; the time it takes tells nothing."""
    written = _NUMBER.fullmatch(number)
    found = None
    if written:
        same = Case.objects.filter(year=int(written[1]), number=int(written[2]), erased_at__isnull=True)
        found = same.select_related("matter").first()
    given = re.sub(r"[^A-Z0-9]", "", secret.upper().replace("İ", "I"))
    right = (found.secret if found else "AAAAA-AAAAA").replace("-", "")
    return found if constant_time_compare(given, right) and found else None


def _shown(
    request: HttpRequest, case: Case, at: datetime, *, form: MoreForm | None = None, is_added: bool = False
) -> HttpResponse:
    context: dict[str, Any] = {
        "case": case,
        "told": told.to_the_person(case, at),
        "form": form or MoreForm(request=request, at=at),
        "is_added": is_added,
    }
    wrong = form is not None and bool(form.errors)
    return page(request, "state.html", status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK, **context)


def _added(request: HttpRequest, case: Case, at: datetime) -> HttpResponse:
    form = MoreForm(request.POST, request.FILES, request=request, at=at)
    if form.is_valid() and guard.is_too_often("more", request, most=_MESSAGES, at=at):
        form.add_error(None, _("Many messages came within the hour. Try again later, or telephone us."))
    if form.errors:
        return _shown(request, case, at, form=form)
    _hear(case, form, at)
    case.refresh_from_db()
    return _shown(request, case, at, is_added=True)


@transaction.atomic
def _hear(case: Case, form: MoreForm, at: datetime) -> None:
    """Add the message, unless it is the one just sent."""
    case, text = case.locked(), form.cleaned_data["text"].strip()
    said, files = case.messages.filter(voice=Voice.PERSON), form.cleaned_data["files"]
    if not again.is_said(said, text=text, files=files, since=at - _TWICE):
        actions.hear(case, text=text, at=at, channel=Channel.FORM, files=files)


def _file(case: Case, number: str) -> FileResponse:
    """Hand out a file of an answer that left.

    :raises Http404: for any other
    """
    given = CaseFile.objects.filter(
        case=case, answers__stage__in=(AnswerStage.SENT, AnswerStage.DELIVERED), warning=""
    ).distinct()
    kept = given.filter(pk=int(number)).first() if number.isascii() and number.isdigit() and len(number) < 19 else None
    if kept is None or kept.is_held:
        raise Http404
    response = FileResponse((kept.redacted or kept.file).open("rb"), as_attachment=True, filename=kept.name)
    response["Content-Type"] = "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    return response
