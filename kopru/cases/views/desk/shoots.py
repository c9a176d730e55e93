"""Photo shoots: the board by date, one shoot, and the request as a unit or the office writes it."""

from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopru.cases import actions, permissions
from kopru.cases.asks import Ask, Asker
from kopru.cases.forms.special import AssignForm, DeliverForm, NewShootForm, PlanShootForm
from kopru.cases.models import Case, Channel, Kind, ShootRequest
from kopru.cases.obstacles import Obstacle
from kopru.cases.showing import states
from kopru.cases.special import shooting
from kopru.cases.views.desk.doors import found, staff, unit_person
from kopru.cases.views.desk.sheet import Sheet
from kopru.core.models import User
from kopru.core.roles import Role, holds
from kopru.directory.models import Unit

_SHOWN = 20


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the shoots to come by day; a photographer sees their own and what nobody has."""
    user, at = _crew(request), timezone.now()
    rows = shooting.visible(user, at)
    only_mine = holds(user, Role.PHOTOGRAPHER) and request.GET.get("kim") != "hepsi"
    shown = [row for row in rows if not only_mine or row.photographer_id in (None, user.pk)]
    listed = [_row(row, rows, at) for row in shown]
    days = [(day, list(each)) for day, each in groupby(listed, key=lambda row: row["day"])]
    planned = ShootRequest.objects.values("case")
    unplanned = Case.objects.visible_to(user, at).open().filter(kind=Kind.SHOOT).exclude(pk__in=planned).by_due()
    context = {
        "days": days,
        "unplanned": unplanned[:_SHOWN],
        "only_mine": only_mine,
        "is_photographer": holds(user, Role.PHOTOGRAPHER),
        "may_plan": permissions.may_plan_shoots(user),
        "today": timezone.localdate(at),
    }
    return render(request, "cases/desk/shoots.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one shoot: when, where, who waits there; send a photographer, hand over the photos."""
    user, at = _crew(request), timezone.now()
    case = found(pk, user=user, at=at)
    if case.kind != Kind.SHOOT:
        raise Http404
    shoot = ShootRequest.objects.filter(case=case).select_related("photographer").first()
    sheet = Sheet(request, user=user, at=at)
    _offer(sheet, case, shoot)
    if sheet.is_done():
        return redirect("cases_special:shoot", pk=case.pk)
    near = shooting.near(shoot) if shoot else []
    context = {
        "case": case,
        "shoot": shoot,
        "state": states.state_of(case),
        "forms": sheet.forms,
        "asked_form": sheet.asked,
        "ends_at": shooting.end_of(shoot) if shoot else None,
        "clashes": shooting.clashes(shoot, photographer=shoot.photographer_id, among=near) if shoot else [],
        "busy": near,
    }
    return render(request, "cases/desk/shoot.html", context, status=sheet.status)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Take down a shoot that a unit asked for by telephone or on paper."""
    user, at = staff(request), timezone.now()
    if not permissions.may_plan_shoots(user):
        raise PermissionDenied
    form = NewShootForm(request.POST or None, units=Unit.objects.open(timezone.localdate(at)), by=user)
    if request.method == "POST" and form.is_valid() and (case := _take_down(form, by=user, at=at)) is not None:
        messages.success(request, _("The shoot was taken down."))
        return redirect("cases_special:shoot", pk=case.pk)
    return render(request, "cases/desk/shoot_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def of_unit(request: HttpRequest) -> HttpResponse:
    """Let the people of a unit ask for a photographer, and see how their requests stand."""
    user, at = unit_person(request), timezone.now()
    units = Unit.objects.visible_to(user, at)
    form = NewShootForm(request.POST or None, units=units, by=user)
    if request.method == "POST" and form.is_valid() and _take_down(form, by=user, at=at) is not None:
        messages.success(request, _("The press office has your request; you see here how it stands."))
        return redirect("cases_units:shoots")
    rows = ShootRequest.objects.filter(case__asking_unit__in=units, case__erased_at__isnull=True)
    rows = rows.select_related("case", "photographer").order_by("-starts_at", "-pk")[:_SHOWN]
    context = {"form": form, "rows": [_told(row) for row in rows]}
    return render(request, "cases/desk/unit_shoots.html", context, status=422 if form.errors else 200)


def _offer(sheet: Sheet, case: Case, shoot: ShootRequest | None) -> None:
    by, at = sheet.user, sheet.at
    if not case.is_open:
        return
    if permissions.may_work(by, case):
        sheet.add(
            "plan",
            PlanShootForm,
            case,
            lambda form: actions.plan_shoot(case, by=by, at=at, **form.cleaned_data),
            press=_("Save"),
            done=_("Time and place were written down."),
        )
    if shoot is None:
        return
    if permissions.may_work(by, case):
        sheet.add(
            "ata",
            AssignForm,
            case,
            partial(_assign, shoot, by, at),
            press=_("Send"),
            done=_("The photographer has it."),
        )
    if permissions.may_deliver_shoot(by, case):
        sheet.add(
            "teslim",
            DeliverForm,
            case,
            partial(_deliver, shoot, by, at),
            press=_("The photos are ready"),
            done=_("The unit was told where its photos are."),
        )


def _assign(shoot: ShootRequest, by: User, at: datetime, form: AssignForm) -> None:
    actions.assign_shoot(shoot, by=by, at=at, **form.cleaned_data)


def _deliver(shoot: ShootRequest, by: User, at: datetime, form: DeliverForm) -> None:
    actions.deliver_shoot(shoot, by=by, at=at, **form.cleaned_data)


def _take_down(form: NewShootForm, *, by: User, at: datetime) -> Case | None:
    """Open the case and plan the shoot, once; None where something stands in the way, said in the form."""
    given = dict(form.cleaned_data)
    subject, unit, name = given.pop("subject").strip(), given.pop("unit"), given.pop("name")
    before = ShootRequest.objects.filter(case__asking_unit=unit, starts_at=given["starts_at"], place=given["place"])
    try:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=by.pk)  # a second press waits here, and then finds the first
            twin = before.filter(case__subject=subject, case__opened_by=by).select_related("case").first()
            if twin is not None:
                return twin.case
            text = given["brief"].strip() or subject
            asker = Asker(name=name, unit=unit, phone="")
            ask = Ask(
                subject=subject, text=text, received_at=at, kind=Kind.SHOOT, channel=Channel.UNIT, asker=asker,
                place=given["place"], sends_receipt=False,
            )  # fmt: skip
            case = actions.open_case(ask, by=by, at=at)
            actions.plan_shoot(case, by=by, at=at, **given)
            return case
    except Obstacle as obstacle:
        form.add_error(None, str(obstacle))
        return None


def _row(row: ShootRequest, among: list[ShootRequest], at: datetime) -> dict[str, Any]:
    return {
        "shoot": row,
        "case": row.case,
        "day": timezone.localdate(row.starts_at),
        "ends_at": shooting.end_of(row),
        "is_awaited": shooting.is_past(row, at),
        "clashes": shooting.clashes(row, photographer=row.photographer_id, among=among),
    }


def _told(row: ShootRequest) -> dict[str, Any]:
    if row.delivered_url:
        says = _("The photos are ready.")
    elif not row.case.is_open:
        says = row.case.closing_reason or str(row.case.get_state_display())
    elif row.photographer:
        says = _("%(name)s will come.") % {"name": row.photographer}
    else:
        says = _("Waiting for a photographer.")
    return {"shoot": row, "case": row.case, "says": says}


def _crew(request: HttpRequest) -> User:
    user = staff(request)
    if not permissions.may_plan_shoots(user) and not holds(user, Role.PHOTOGRAPHER):
        raise PermissionDenied
    return user
