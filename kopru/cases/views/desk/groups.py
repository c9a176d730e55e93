"""Groups that visit: week by week, one visit, and the paper of a day (R16)."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopru.cases import actions, permissions
from kopru.cases.forms.special import BookForm, PlanVisitForm
from kopru.cases.models import Case, GroupVisit, Kind
from kopru.cases.showing import states
from kopru.cases.views.desk.doors import found, staff
from kopru.cases.views.desk.sheet import Sheet
from kopru.core.models import User

_SHOWN: Final = 40
_WEEK: Final = timedelta(days=7)


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Show a week day by day, and above it who still has no day."""
    user, at = _host(request), timezone.now()
    today = timezone.localdate(at)
    monday = _day(request.GET.get("hafta", "")) or today
    monday -= timedelta(days=monday.weekday())
    visits = _agreed(user, at, monday, monday + _WEEK)
    days = [monday + timedelta(days=number) for number in range(7)]
    open_cases = Case.objects.visible_to(user, at).open().filter(kind=Kind.GROUP).by_due()
    waiting = open_cases.exclude(visit__starts_at__isnull=False).select_related("visit", "owner")
    context = {
        "days": [(day, [row for row in visits if timezone.localdate(row.starts_at) == day]) for day in days],
        "waiting": [{"case": case, "due": states.due_of(case, at)} for case in waiting[:_SHOWN]],
        "monday": monday,
        "sunday": days[-1],
        "before": monday - _WEEK,
        "after": monday + _WEEK,
        "today": today,
    }
    return render(request, "cases/desk/groups.html", context)


@require_safe
def paper(request: HttpRequest, day: str) -> HttpResponse:
    """Show the groups of a day for the printer and for whoever stands at the door."""
    user, at = _host(request), timezone.now()
    on = _day(day)
    if on is None:
        raise Http404
    visits = _agreed(user, at, on, on + timedelta(days=1))
    return render(request, "cases/desk/groups_day.html", {"day": on, "visits": visits})


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one visit; write down who comes, agree on day and guide."""
    user, at = _host(request), timezone.now()
    case = found(pk, user=user, at=at)
    if case.kind != Kind.GROUP:
        raise Http404
    visit = GroupVisit.objects.filter(case=case).first()
    sheet = Sheet(request, user=user, at=at)
    if case.is_open and permissions.may_work(user, case):
        _offer(sheet, case, visit)
    if sheet.is_done():
        return redirect("cases_special:visit", pk=case.pk)
    near = _agreed(user, at, visit.wished_on, visit.wished_on + timedelta(days=1)) if visit and visit.wished_on else []
    context = {
        "case": case,
        "visit": visit,
        "state": states.state_of(case),
        "forms": sheet.forms,
        "asked_form": sheet.asked,
        "near": [row for row in near if row.case_id != case.pk],
    }
    return render(request, "cases/desk/visit.html", context, status=sheet.status)


def _offer(sheet: Sheet, case: Case, visit: GroupVisit | None) -> None:
    by, at = sheet.user, sheet.at
    sheet.add(
        "grup",
        PlanVisitForm,
        case,
        lambda form: actions.plan_visit(case, by=by, at=at, **form.cleaned_data),
        press=_("Save"),
        done=_("Who comes was written down."),
    )
    if visit is not None:
        sheet.add(
            "gun",
            BookForm,
            case,
            partial(_book, visit, by, at),
            press=_("Agree, and tell the group"),
            done=_("The visit was agreed and the group was told."),
        )


@transaction.atomic
def _book(visit: GroupVisit, by: User, at: datetime, form: BookForm) -> None:
    """Agree and tell the group, unless exactly this was agreed: a second press of the button sends no second letter."""
    visit.case.locked()
    visit.refresh_from_db(fields=["starts_at", "guide"])
    given = form.cleaned_data
    if (visit.starts_at, visit.guide) != (given["starts_at"], given["guide"].strip()):
        actions.book_visit(visit, by=by, at=at, **form.cleaned_data)


def _agreed(user: User, at: datetime, since: date, until: date) -> list[Any]:
    span = [timezone.make_aware(datetime.combine(day, datetime.min.time())) for day in (since, until)]
    cases = Case.objects.visible_to(user, at).filter(kind=Kind.GROUP).values("pk")
    rows = GroupVisit.objects.filter(case__in=cases, starts_at__gte=span[0], starts_at__lt=span[1])
    return list(rows.select_related("case").order_by("starts_at", "pk"))


def _day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def _host(request: HttpRequest) -> User:
    user = staff(request)
    if not permissions.may_take_down(user):
        raise PermissionDenied
    return user
