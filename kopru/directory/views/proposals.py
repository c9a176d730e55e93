"""What people say of their own data: before and after, line by line, for a clerk to take over or decline."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopru.directory import actions as directory
from kopru.directory import own_data, permissions
from kopru.directory.models import Person, Proposal
from kopru.directory.views.door import signed_in

_DECIDED_SHOWN: Final = 20
_WAITING_SHOWN: Final = 100


def _breadcrumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("directory:proposals"), "label": _("Reported changes")},
        *more,
    ]


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits for a decision, the oldest first, and what was decided lately."""
    if not permissions.may_keep(request.user):
        raise PermissionDenied
    seen = Proposal.objects.visible_to(request.user, timezone.now()).select_related(
        "enquiry__person__merged_into", "enquiry__outlet__merged_into", "decided_by"
    )
    context = {
        "waiting": list(seen.waiting().order_by("made_at")[:_WAITING_SHOWN]),
        "decided": seen.exclude(state=Proposal.State.WAITING).order_by("-decided_at")[:_DECIDED_SHOWN],
        "breadcrumbs_items": _breadcrumbs(),
        "header_title": _("Reported changes"),
        "header_icon": "comment",
    }
    return render(request, "directory/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one proposal beside what we hold; on POST take it over, in part or whole, or decline it."""
    proposal = get_object_or_404(Proposal.objects.visible_to(request.user, timezone.now()), pk=pk)
    if not permissions.may_keep(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _decided(request, proposal)
    return _shown(request, proposal)


def _shown(request: HttpRequest, proposal: Proposal, *, error: str = "") -> HttpResponse:
    owner = proposal.enquiry.owner
    context = {
        "proposal": proposal,
        "owner": owner,
        "owner_url": _page_of(owner),
        "changes": _compared(proposal),
        "error": error,
        "may_decide": permissions.may_decide(request.user, proposal),
        "may_erase": isinstance(owner, Person) and permissions.may_erase(request.user, owner),
        "breadcrumbs_items": _breadcrumbs({"url": "", "label": str(owner)}),
        "header_title": str(owner),
        "header_icon": "comment",
    }
    return render(request, "directory/proposal.html", context, status=422 if error else 200)


def _page_of(owner: Any) -> str:
    name = "directory_people:inspect" if isinstance(owner, Person) else "directory_outlets:inspect"
    return reverse(name, args=[owner.pk])


def _compared(proposal: Proposal) -> list[dict[str, Any]]:
    """Return each change with its name and what we hold now, which may differ from what was shown."""
    lines = {line.key: line for line in own_data.lines(proposal.enquiry.owner, on=timezone.localdate())}
    found = []
    for change in proposal.changes:
        line = lines.get(change["key"])
        now = line.value if line else ""
        found.append(
            {
                **change,
                "label": own_data.label_of(line) if line else _("No longer held"),
                "now": now,
                "has_moved": proposal.state == Proposal.State.WAITING and now != change["before"],
            }
        )
    return found


def _decided(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    by, at = signed_in(request), timezone.now()
    try:
        if request.POST.get("decision") == "decline":
            directory.decline(proposal, reason=request.POST.get("reason", "").strip(), by=by, at=at)
            messages.success(request, _("Declined; everything stays as it was."))
        else:
            directory.accept(proposal, keys=request.POST.getlist("key"), by=by, at=at)
            messages.success(request, _("Done."))
    except directory.AlreadyDecided:
        messages.warning(request, _("Somebody else has decided this already."))
    except ValidationError as obstacle:
        return _shown(request, proposal, error=" ".join(obstacle.messages))
    return redirect("directory:proposals")
