"""The tray on the desk: what units handed in, and what the office makes of it (N11)."""

from datetime import datetime
from functools import partial
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopru.cases import permissions
from kopru.cases.actions import use_material
from kopru.cases.forms.special import DecideForm
from kopru.cases.models import Case, Material
from kopru.cases.showing import states
from kopru.cases.special import tray
from kopru.cases.views.desk.doors import found, staff
from kopru.cases.views.desk.sheet import Sheet
from kopru.core.models import User

_SHOWN: Final = 40


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show what lies on the tray, the nearest wished day first; or what was decided."""
    user, at = _writer(request), timezone.now()
    decided = request.GET.get("raf") == "karar"
    cases = Case.objects.visible_to(user, at)
    rows = Material.objects.filter(case__in=cases.closed() if decided else cases.open())
    rows = rows.select_related("case", "unit").prefetch_related("case__files")
    rows = rows.order_by("-case__closed_at", "-pk") if decided else rows.order_by("wished_on", "pk")
    return render(request, "cases/desk/tray.html", {"rows": rows[:_SHOWN], "decided": decided})


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was handed in with its files, and say what becomes of it."""
    user, at = _writer(request), timezone.now()
    case = found(pk, user=user, at=at)
    material = get_object_or_404(Material.objects.select_related("unit"), case=case)
    material.case = case
    sheet = Sheet(request, user=user, at=at)
    if case.is_open and permissions.may_work(user, case):
        sheet.add(
            "karar",
            DecideForm,
            case,
            partial(_decide, material, user, at),
            press=_("Decide, and tell the unit"),
            done=_("The unit was told what became of it."),
        )
    if sheet.is_done():
        return redirect("cases_special:tray")
    context = {
        "case": case,
        "material": material,
        "files": case.files.order_by("pk"),
        "state": states.state_of(case),
        "forms": sheet.forms,
        "offers": tray.offers(material, user=user) if case.is_open else [],
    }
    return render(request, "cases/desk/material.html", context, status=sheet.status)


def _decide(material: Material, by: User, at: datetime, form: DecideForm) -> None:
    use_material(material, by=by, at=at, **form.cleaned_data)


def _writer(request: HttpRequest) -> User:
    user = staff(request)
    if not permissions.may_take_down(user):
        raise PermissionDenied
    return user
