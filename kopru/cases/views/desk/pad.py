"""The pad on which a call, a visit, a letter or a CİMER entry is taken down with the keyboard alone (R20, S27)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kopru.cases import actions, permissions
from kopru.cases.actions.askers import set_askers
from kopru.cases.asks import Ask
from kopru.cases.forms.pad import MOMENT, WAYS, PadForm
from kopru.cases.intake import callers
from kopru.cases.models import Case
from kopru.cases.obstacles import Obstacle
from kopru.cases.views.desk.doors import found, is_part, staff
from kopru.core.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def pad(request: HttpRequest) -> HttpResponse:
    """Show the pad; take down what was written on it."""
    user, at = _taker(request), timezone.now()
    way = request.GET.get("yol", "")
    way = way if way in WAYS else "telefon"
    number = request.GET.get("phone", "")[:60]
    known = callers.caller_of(number, user=user, at=at)
    begins = {"phone": number, "name": known.name if known else ""}
    form = PadForm(request.POST or None, channel=WAYS[way], at=at, initial=begins)
    if request.method == "POST" and form.is_valid():
        case = _take_down(form, by=user, at=at)
        if case is not None:
            return redirect("cases_desk:taken_down", pk=case.pk)
    number = form["phone"].value() or number
    context = {
        "form": form,
        "way": way,
        "ways": [(name, channel.label) for name, channel in WAYS.items()],
        "caller": callers.caller_of(number, user=user, at=at),
        "number": number,
    }
    return render(request, "cases/desk/pad.html", context, status=422 if form.errors else 200)


@require_safe
def caller(request: HttpRequest) -> HttpResponse:
    """Show who calls, while the number is typed."""
    user, at = _taker(request), timezone.now()
    number = request.GET.get("phone", "")[:60]
    context = {"caller": callers.caller_of(number, user=user, at=at), "number": number}
    return render(request, "cases/desk/caller.html", context)


@require_safe
def matter(request: HttpRequest) -> HttpResponse:
    """Suggest what is spoken of, while it is written."""
    _taker(request)
    return render(
        request, "cases/desk/matter.html", {"suggested": callers.matter_of(request.GET.get("text", "")[:2000])}
    )


@require_safe
def taken_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what to read out: number, secret and promised date."""
    user, at = _taker(request), timezone.now()
    way = next((name for name, channel in WAYS.items() if channel == (case := found(pk, user=user, at=at)).channel), "")
    return render(request, "cases/desk/taken_down.html", {"case": case, "way": way, "is_part": is_part(request)})


def _take_down(form: PadForm, *, by: User, at: datetime) -> Case | None:
    """Open the case, once; None where something stands in the way, said in the form."""
    try:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=by.pk)  # a second press waits here, and then finds the first
            ask = form.ask()
            return _just_taken(ask, by=by, at=at) or actions.open_case(ask, by=by, at=at)
    except Obstacle as obstacle:
        form.add_error("text", str(obstacle))
        return None


def _just_taken(ask: Ask, *, by: User, at: datetime) -> Case | None:
    """Return the case that the first press of the button opened; another caller may say the same words."""
    same = Case(place=ask.place, outside_number=ask.outside_number, channel=ask.channel, text=ask.text.strip())
    set_askers([(same, ask.asker)])
    names = ("channel", "text", "name", "phone", "email", "address", "place", "outside_number")
    lately = Case.objects.filter(opened_by=by, opened_at__gt=at - MOMENT)
    return lately.filter(**{name: getattr(same, name) for name in names}).order_by("-pk").first()


def _taker(request: HttpRequest) -> User:
    user = staff(request)
    if not permissions.may_take_down(user):
        raise PermissionDenied
    return user
