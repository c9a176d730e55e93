"""The public page on which somebody sees what we hold of them, and confirms, corrects or ends it: no account."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kopru.delivery import actions as delivery
from kopru.delivery import question, signs
from kopru.delivery.forms import OwnDataForm
from kopru.directory import actions as directory
from kopru.directory import own_data
from kopru.directory.models import Enquiry, Proposal

_PAGE = "delivery/still_right.html"


# A mail program's browser may refuse cookies: the signed link is the proof, and no session's power is used.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def still_right(request: HttpRequest, signed: str) -> HttpResponse:
    """Show what we hold; change something on POST alone, for mail scanners open every link."""
    at, number = timezone.now(), signs.number_of(question.KIND, signed)
    known = Enquiry.objects.select_related("person__merged_into", "outlet__merged_into")
    found = known.filter(pk=number).first() if number is not None else None
    if found is None:
        return _page(request, "forged", status=404)
    with translation.override(found.owner.language):
        if not found.is_open(at):
            return _page(request, "gone" if found.is_gone else "over", status=410)
        if found.left_at is not None:
            return _page(request, "left")
        if request.method == "POST":
            try:
                return _answered(request, found, at)
            except (directory.EnquiryOver, Enquiry.DoesNotExist):  # it ended, or was erased, between look and answer
                return _page(request, "over", status=410)
        held = _held(found, at)
        return _page(request, "proposed" if held["waits"] else "confirmed" if found.confirmed_at else "ask", **held)


def _answered(request: HttpRequest, enquiry: Enquiry, at: datetime) -> HttpResponse:
    answer = request.POST.get("answer")
    if answer == "right":
        directory.confirm(enquiry, at=at)
        return redirect(request.path)
    if answer == "out":
        delivery.leave(enquiry, at=at)
        return redirect(request.path)
    lines = own_data.lines(enquiry.owner, on=timezone.localdate(at))
    form = OwnDataForm(request.POST, lines=lines)
    if answer != "changes" or not form.is_valid():
        return _page(request, "ask", status=422, **_held(enquiry, at, form))
    try:
        directory.propose(enquiry, changes=form.changes(), remark=form.cleaned_data["remark"], at=at)
    except directory.NothingProposed:
        form.add_error(None, _("Nothing was changed. If everything is right, press “Everything is right”."))
        return _page(request, "ask", status=422, **_held(enquiry, at, form))
    return redirect(request.path)


def _held(enquiry: Enquiry, at: datetime, form: OwnDataForm | None = None) -> dict[str, Any]:
    lines = own_data.lines(enquiry.owner, on=timezone.localdate(at))
    return {
        "owner": enquiry.owner,
        "enquiry": enquiry,
        "held": [(own_data.label_of(line), line.value) for line in lines if line.value],
        "form": form or OwnDataForm(lines=lines),
        "waits": Proposal.objects.waiting().filter(enquiry=enquiry, wants_out=False).first(),
    }


def _page(request: HttpRequest, state: str, *, status: int = 200, **context: Any) -> HttpResponse:
    response = render(request, _PAGE, {**context, "state": state}, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
