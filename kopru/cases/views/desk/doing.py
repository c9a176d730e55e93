"""The verbs done from the desk: ask what must be known, do it, say so; or say what stands in the way."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopru.cases.deeds import DEEDS, Deed
from kopru.cases.deeds.answering import SEND
from kopru.cases.forms.answers import AnswerForm
from kopru.cases.forms.asking import DeedForm
from kopru.cases.models import Answer, Case, Referral
from kopru.cases.obstacles import Obstacle
from kopru.cases.showing import states
from kopru.cases.views.desk import one, queue
from kopru.cases.views.desk.doors import found, is_part, part_of, staff
from kopru.core.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, pk: int, deed: str, number: int = 0) -> HttpResponse:
    """Ask what a verb needs to know, and do it."""
    user, at = staff(request), timezone.now()
    case = found(pk, user=user, at=at)
    chosen = DEEDS.get(deed)
    if chosen is None:
        raise Http404
    thing = part_of(case, chosen.about, number)
    if not chosen.may(user, thing):
        return _no_longer(request, case)
    form = _form(request, chosen, thing, at)
    if request.method == "POST" and form.is_valid():
        refused = carry_out(chosen, thing, form, by=user, at=at)
        if refused is None:
            return _done(request, case, chosen, at)
    status = 422 if request.method == "POST" else 200
    return _asked(request, case, chosen, thing, form, status=200 if is_part(request) else status)


def carry_out(
    deed: Deed, thing: Case | Referral | Answer, form: DeedForm, *, by: User, at: datetime
) -> Obstacle | None:
    """Do the verb, once; return what stands in the way, said in the form too."""
    if deed.twin is not None and deed.twin(thing, form, by=by, at=at):
        return None
    try:
        deed.do(thing, form, by=by, at=at)
    except Obstacle as obstacle:
        form.refuse(obstacle)
        return obstacle
    return None


def _form(request: HttpRequest, deed: Deed, thing: Case | Referral | Answer, at: datetime) -> DeedForm:
    given: dict[str, Any] = {"thing": thing, "user": request.user, "at": at}
    if issubclass(deed.form, AnswerForm):
        given["template_id"] = request.GET.get("sablon", "")
    if request.method == "POST":
        return deed.form(request.POST, request.FILES, **given)
    return deed.form(**given)


def _asked(
    request: HttpRequest, case: Case, deed: Deed, thing: Case | Referral | Answer, form: DeedForm, *, status: int
) -> HttpResponse:
    address = request.path
    context = {
        "case": case,
        "deed": deed,
        "thing": thing,
        "form": form,
        "state": states.state_of(case),
        "due": states.due_of(case, form.at),
        "address": address,
        "send": SEND,
    }
    template = deed.template if is_part(request) else "cases/desk/deed.html"
    return render(request, template, context, status=status)


def _done(request: HttpRequest, case: Case, deed: Deed, at: datetime) -> HttpResponse:
    user = staff(request)
    still = Case.objects.visible_to(user, at).filter(pk=case.pk).exists()
    if not is_part(request):
        messages.success(request, str(deed.done))
        return redirect(_after(request, case) if still else reverse("cases_desk:approvals"))
    if not still:
        messages.success(request, str(deed.done))
        return HttpResponse(headers={"HX-Redirect": reverse("cases_desk:approvals")})
    return _fresh(request, case.pk, user=user, at=at, told=deed.done)


def _fresh(request: HttpRequest, pk: int, *, user: User, at: datetime, **said: Any) -> HttpResponse:
    """Return the case as it is now, in the place of the old one, and its line in the list where there is one."""
    case = found(pk, user=user, at=at)
    stands_in = urlsplit(request.headers.get("HX-Current-URL", ""))
    context = one.shown(case, user=user, at=at) | {"row": queue.row(case, at), **said}
    context["has_row"] = stands_in.path == reverse("cases_desk:board")
    response = render(request, "cases/desk/done.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = "#cs-item", "outerHTML"
    return response


def _after(request: HttpRequest, case: Case) -> str:
    if request.POST.get("sonra") == "onaylar":
        return reverse("cases_desk:approvals")
    return reverse("cases_desk:one", args=[case.pk])


def _no_longer(request: HttpRequest, case: Case) -> HttpResponse:
    """Say that it was done already, or by somebody else: a second press of the button does no harm."""
    if request.method != "POST":
        raise PermissionDenied
    words = _("Nothing was changed: this has been done already, or is not possible any more.")
    if is_part(request):
        user, at = staff(request), timezone.now()
        return _fresh(request, case.pk, user=user, at=at, warned=words)
    messages.warning(request, words)
    return redirect("cases_desk:one", pk=case.pk)
