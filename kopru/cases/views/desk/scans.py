"""Letters on paper: put in, read by the worker while the sender is named, and taken down beside the picture."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopru.cases import actions, permissions
from kopru.cases.forms.pad import WAYS
from kopru.cases.forms.scans import LetterForm, SheetsForm
from kopru.cases.models import Scan
from kopru.cases.obstacles import Obstacle, OpenedAlready
from kopru.cases.privacy import redaction
from kopru.cases.views.desk.doors import staff
from kopru.core.models import User

_SHOWN: Final = 30


@require_http_methods(["GET", "HEAD", "POST"])
def put_in(request: HttpRequest) -> HttpResponse:
    """Take in the pages of a letter; show those that are no case yet."""
    user, at = _taker(request), timezone.now()
    form = SheetsForm(request.POST, request.FILES) if request.method == "POST" else SheetsForm()
    if form.is_bound and form.is_valid():
        try:
            scan = actions.put_in_letter(form.cleaned_data["sheets"], by=user, at=at)
        except Obstacle as obstacle:
            form.refuse(obstacle)
        else:
            return redirect("cases_desk:scan", scan.pk)
    context = {
        "form": form,
        "waiting": Scan.objects.unopened().select_related("put_in_by").prefetch_related("files")[:_SHOWN],
        "ways": [(name, channel.label) for name, channel in WAYS.items()],
    }
    return render(request, "cases/desk/scans.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the pages and what was read of them; take it down as a case."""
    user, at = _taker(request), timezone.now()
    scan = _found(pk)
    if scan.case_id is not None:
        return redirect("cases_desk:taken_down", scan.case_id)
    form = LetterForm(request.POST or None, scan=scan, at=at)
    if request.method == "POST" and form.is_valid():
        try:
            case = actions.open_letter(scan, by=user, at=at, **form.letter())
        except OpenedAlready:
            return redirect("cases_desk:scan", pk)
        except Obstacle as obstacle:
            form.add_error("text", str(obstacle))
        else:
            return redirect("cases_desk:taken_down", case.pk)
    context = {"scan": scan, "form": form, "pages": range(1, scan.pages + 1), **_progress(scan)}
    return render(request, "cases/desk/scan.html", context, status=422 if form.errors else 200)


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far the reading is, and at its end what was read."""
    _taker(request)
    scan = _found(pk)
    return render(request, "cases/desk/scan_progress.html", {"scan": scan, "is_fresh": True, **_progress(scan)})


@require_safe
def page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Hand over one page as a picture, counted from 1 over all files of the letter."""
    _taker(request)
    before = 0
    for file in _found(pk).files.all():
        if number <= before + file.pages:
            return _drawn(file, number - before - 1)
        before += file.pages
    raise Http404


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a scan away."""
    user, at = _taker(request), timezone.now()
    scan = _found(pk)
    try:
        actions.discard_letter(scan, by=user, at=at)
    except OpenedAlready as obstacle:
        messages.error(request, str(obstacle))
    else:
        messages.success(request, _("The scan was thrown away."))
    return redirect("cases_desk:scans")


def _drawn(file: Any, number: int) -> HttpResponse:
    try:
        with file.file.open("rb") as stored:
            made = redaction.page_picture(stored.read(), file.content_type, number)
    except (OSError, redaction.CannotRedact) as fault:
        raise Http404 from fault
    response = HttpResponse(made, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=600"
    return response


def _progress(scan: Scan) -> dict[str, Any]:
    return {"is_read": scan.read_at is not None, "is_unread": scan.read_at is not None and not scan.text}


def _found(pk: int) -> Scan:
    scan: Scan = get_object_or_404(Scan.objects.prefetch_related("files"), pk=pk)
    return scan


def _taker(request: HttpRequest) -> User:
    user = staff(request)
    if not permissions.may_take_down(user):
        raise PermissionDenied
    return user
