"""The desk's own pages: one search over everything, and what a unit sees."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kopru.core import clock
from kopru.core.roles import Role, holds
from kopru.desk import unit_desk
from kopru.search import query, registry
from kopru.search.registry import KindUnknown

PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found in everything the user may see; a query of one kind stays in that kind."""
    words = request.GET.get("q", "").strip()[:200]
    kind = _kind(request.GET.get("tur", ""))
    before = request.GET.get("once", "")
    results = query.find(
        words,
        user=request.user,
        at=clock.now(),
        kinds=[kind.name] if kind else None,
        limit=PAGE,
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 20 else None,
        typing=True,
    )
    context = {"words": words, "kind": kind, "kinds": registry.kinds(), "results": results}
    return render(request, "desk/search.html", context)


def _kind(name: str) -> registry.Kind | None:
    try:
        return registry.kind_named(name)
    except KindUnknown:
        return None


@require_safe
@login_required
def unit(request: HttpRequest) -> HttpResponse:
    """Show a unit's people what concerns their unit.

    :raises PermissionDenied: to everybody else
    """
    if not holds(request.user, Role.UNIT):
        raise PermissionDenied
    at = clock.now()
    context = {
        "desks": unit_desk.desks_of(request.user, at=at),
        "waiting": unit_desk.waiting_for(request.user, at=at),
    }
    return render(request, "desk/unit.html", context)
