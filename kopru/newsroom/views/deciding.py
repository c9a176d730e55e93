"""The approver's page: what is new, word by word, and a yes or a no."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from kopru.core import clock
from kopru.newsroom import permissions
from kopru.newsroom.comparison import compare
from kopru.newsroom.deeds import DEEDS
from kopru.newsroom.forms import CommentForm, ReasonForm
from kopru.newsroom.models import Bulletin, Edition
from kopru.newsroom.states import state_of, work_on
from kopru.newsroom.views.board import carry_out, found, staff


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the edition that waits beside the one before it; approve it or send it back."""
    user, at = staff(request), clock.now()
    bulletin = found(pk, user=user, at=at)
    edition: Edition | None = bulletin.candidate
    if edition is None or not permissions.may_decide(user, bulletin, at=at):
        raise PermissionDenied
    sends_back = "geri" in request.POST
    comment = CommentForm(None if sends_back else request.POST or None)
    reason = ReasonForm(request.POST if sends_back else None, prefix="geri")
    form = reason if sends_back else comment
    if request.method == "POST" and form.is_valid():
        if sends_back:
            return carry_out(request, DEEDS["geri-gonder"], bulletin, at=at, **form.cleaned_data)
        read = request.POST.get("edition", "")
        if not permissions.may_approve(user, bulletin, at=at):
            raise PermissionDenied
        return carry_out(request, DEEDS["onayla"], bulletin, at=at, edition=read, **form.cleaned_data)
    earlier = _earlier(bulletin, edition, request.GET.get("eski", ""))
    context = {
        "bulletin": bulletin,
        "state": state_of(bulletin, at),
        "work": work_on(bulletin),
        "edition": edition,
        "comment": comment,
        "reason": reason,
        "may_approve": permissions.may_approve(user, bulletin, at=at),
        "standing_in_for": _absent(request, bulletin),
        **_compared(edition, earlier),
    }
    return render(request, "newsroom/decide.html", context)


@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all editions of a bulletin, and what differs between two of them."""
    user, at = staff(request), clock.now()
    bulletin = found(pk, user=user, at=at)
    editions = list(bulletin.editions.select_related("made_by", "approved_by").order_by("-version"))
    if not editions or not permissions.may_write(user):
        raise PermissionDenied
    chosen = request.GET.get("yeni", "")
    is_number = chosen.isascii() and chosen.isdigit()
    edition = get_object_or_404(bulletin.editions, version=int(chosen[:4])) if is_number else editions[0]
    earlier = _earlier(bulletin, edition, request.GET.get("eski", ""))
    context = {"bulletin": bulletin, "editions": editions, "edition": edition, **_compared(edition, earlier)}
    return render(request, "newsroom/versions.html", context)


def _earlier(bulletin: Bulletin, edition: Edition, asked: str) -> Edition | None:
    """Return the edition to compare with: the one asked for, else the one in force, else the one before."""
    before = bulletin.editions.filter(version__lt=edition.version).order_by("-version")
    if asked.isascii() and asked.isdigit():
        before = before.filter(version=int(asked[:4]))
    in_force = before.filter(pk=bulletin.edition.pk).first() if bulletin.edition else None
    found: Edition | None = in_force or before.first()
    return found


def _compared(edition: Edition, earlier: Edition | None) -> dict[str, Any]:
    lines = compare(earlier.content if earlier else None, edition.content)
    return {
        "earlier": earlier,
        "lines": lines,
        "has_changes": any(line.change != "same" for line in lines),
        "figures": [
            {"caption": figure.caption, "thumbnail": figure.photo.url_for("width-320")}
            for figure in edition.figures.select_related("photo")
        ],
        "approvals": edition.approvals.select_related("by", "in_place_of"),
    }


def _absent(request: HttpRequest, bulletin: Bulletin) -> Any:
    step = permissions.STEP_OF.get(bulletin.stage)  # type: ignore[call-overload]
    return permissions.stands_in_for(request.user, step, at=clock.now()) if step else None
