"""How journalists were answered: asked, in time, late, not answered with the reason; by outlet and by month (M5)."""

from typing import Any, Final

from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.cases.models import Case, Close, MediaRequest
from kopru.cases.views.desk.doors import whole
from kopru.cases.views.desk.media import reader

_ANSWERED: Final = Q(case__closed_how=Close.ANSWERED)
_IN_TIME: Final = _ANSWERED & Q(case__closing_answer__sent_at__lte=F("deadline_at"))
_SHOWN: Final = 40


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show a year in figures, and by name what was not answered."""
    user, at = reader(request), timezone.now()
    year = whole(request.GET.get("yil", "")) or timezone.localdate(at).year
    visible = Case.objects.visible_to(user, at).values("pk")
    rows = MediaRequest.objects.filter(case__in=visible, case__year=year)
    unanswered = rows.filter(case__closed_at__isnull=False).exclude(_ANSWERED).select_related("case__outlet")
    open_late = rows.filter(case__closed_at__isnull=True, deadline_at__lt=at).select_related("case__outlet")
    context = {
        "year": year,
        "before": year - 1,
        "after": year + 1 if year < timezone.localdate(at).year else None,
        "whole": rows.aggregate(**_counts(at)),
        "by_outlet": _by_outlet(rows, at),
        "by_month": _by_month(rows, at),
        "unanswered": unanswered.order_by("-deadline_at")[:_SHOWN],
        "open_late": open_late.order_by("deadline_at")[:_SHOWN],
    }
    return render(request, "cases/desk/media_figures.html", context)


def _counts(at: Any) -> dict[str, Count]:
    is_closed = Q(case__closed_at__isnull=False)
    late = _ANSWERED & Q(case__closing_answer__sent_at__gt=F("deadline_at"))
    return {
        "asked": Count("pk"),
        "in_time": Count("pk", filter=_IN_TIME),
        "late": Count("pk", filter=late),
        "not_answered": Count("pk", filter=is_closed & ~_ANSWERED),
        "open_late": Count("pk", filter=~is_closed & Q(deadline_at__lt=at)),
        "printed": Count("pk", filter=~Q(outcome_title="")),
    }


def _by_outlet(rows: Any, at: Any) -> Any:
    return rows.values(name=F("case__outlet__name")).annotate(**_counts(at)).order_by("-asked", "name")


def _by_month(rows: Any, at: Any) -> Any:
    return (
        rows.annotate(month=TruncMonth("case__received_at")).values("month").annotate(**_counts(at)).order_by("month")
    )
