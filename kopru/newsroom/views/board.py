"""The day's work on bulletins: shelves, the list, and the open one beside it; and the verbs done from there."""

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopru.core import clock
from kopru.core.models import User
from kopru.core.roles import STAFF, holds
from kopru.newsroom import permissions
from kopru.newsroom.actions.obstacles import Obstacle
from kopru.newsroom.actions.owing import owe_kit
from kopru.newsroom.deeds import DEEDS, Deed
from kopru.newsroom.models import Bulletin
from kopru.newsroom.states import SHELVES, Shelf, state_of, work_on
from kopru.newsroom.views import item, reading
from kopru.search import query

ROWS: Final = 14
_COUNTED: Final = 99
_FOUND: Final = 500


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show a shelf of bulletins, and the chosen one beside it."""
    user, at = staff(request), clock.now()
    shelf = SHELVES.get(request.GET.get("durum", ""), SHELVES["hepsi"])
    words = request.GET.get("q", "").strip()[:200]
    number = _whole(request.GET.get("sayfa", "1"), least=1)
    rows = _rows(shelf, words, user=user, at=at)
    page = list(rows[(number - 1) * ROWS : number * ROWS + 1])
    chosen = _chosen(request, page[:ROWS], user=user, at=at)
    context = {
        "shelves": _shelves(shelf, user=user, at=at),
        "shelf": shelf,
        "words": words,
        "rows": [_row(row, user=user, at=at) for row in page[:ROWS]],
        "page": number,
        "has_more": len(page) > ROWS,
        "chosen": chosen,
        "is_asked_for": "sec" in request.GET,
        "may_write": permissions.may_write(user),
        **(item.shown(chosen, user=user, at=at) if chosen else {}),
    }
    return render(request, "newsroom/board.html", context)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one bulletin: as a page of its own, or as the pane beside the list."""
    user, at = staff(request), clock.now()
    context = item.shown(found(pk, user=user, at=at), user=user, at=at)
    template = "newsroom/item.html" if "parca" in request.GET else "newsroom/one.html"
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Ask what a verb needs to know, and do it."""
    user, at = staff(request), clock.now()
    bulletin = found(pk, user=user, at=at)
    chosen = DEEDS.get(deed)
    if chosen is None:
        raise Http404
    if not chosen.may(user, bulletin, at):
        return _no_longer(request, bulletin)
    form = chosen.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if value}
        return carry_out(request, chosen, bulletin, at=at, **given)
    context = {"bulletin": bulletin, "deed": chosen, "form": form, "state": state_of(bulletin, at)}
    return render(request, "newsroom/deed.html", context)


@require_POST
def make_kit(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the press kit be made again."""
    user, at = staff(request), clock.now()
    bulletin = found(pk, user=user, at=at)
    if bulletin.edition is None or not permissions.may_offer(user, bulletin, at=at):
        raise PermissionDenied
    owe_kit(bulletin.edition)
    return redirect("bulletins:one", pk=pk)


def staff(request: HttpRequest) -> User:
    """Return who asks.

    :raises PermissionDenied: to everybody who does not work in the office's rooms
    """
    if not isinstance(request.user, User) or not holds(request.user, *STAFF):
        raise PermissionDenied
    return request.user


def found(pk: int, *, user: User, at: datetime) -> Bulletin:
    """Return the bulletin, if `user` may see it; else it is not there."""
    visible = Bulletin.objects.visible_to(user, at)
    bulletin: Bulletin = get_object_or_404(
        visible.select_related("edition", "candidate", "unit", "changed_by", "created_by"), pk=pk
    )
    return bulletin


def carry_out(request: HttpRequest, deed: Deed, bulletin: Bulletin, *, at: datetime, **given: Any) -> HttpResponse:
    """Do the verb and say so, or say what stands in the way."""
    try:
        deed.do(bulletin, by=request.user, at=at, **given)
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
    else:
        messages.success(request, str(deed.done))
    if not Bulletin.objects.visible_to(request.user, at).filter(pk=bulletin.pk).exists():
        return redirect("wagtailadmin_home")  # the mayor's office is done with it
    return redirect("bulletins:one", pk=bulletin.pk)


def _no_longer(request: HttpRequest, bulletin: Bulletin) -> HttpResponse:
    if request.method != "POST":
        raise PermissionDenied
    messages.error(request, str(Obstacle()))
    return redirect("bulletins:one", pk=bulletin.pk)


def _rows(shelf: Shelf, words: str, *, user: User, at: datetime) -> Any:
    visible = Bulletin.objects.visible_to(user, at).order_by("-changed_at", "-pk")
    if words:
        visible = visible.filter(pk__in=query.ids("bulletin", words, limit=_FOUND))
    return shelf.keep(visible, at).select_related("edition", "candidate", "changed_by", "created_by", "unit")


def _row(bulletin: Bulletin, *, user: User, at: datetime) -> dict[str, Any]:
    headline = reading.headline_for(user, bulletin, at=at)
    return {"bulletin": bulletin, "headline": headline, "state": state_of(bulletin, at), "work": work_on(bulletin)}


def _chosen(request: HttpRequest, rows: list[Bulletin], *, user: User, at: datetime) -> Bulletin | None:
    asked = _whole(request.GET.get("sec", ""), least=0)
    if asked:
        return found(asked, user=user, at=at)
    return rows[0] if rows else None


def _shelves(chosen: Shelf, *, user: User, at: datetime) -> list[dict[str, Any]]:
    visible = Bulletin.objects.visible_to(user, at)
    return [
        {
            "name": shelf.name,
            "label": shelf.label,
            "is_chosen": shelf is chosen,
            "count": shelf.keep(visible, at)[:_COUNTED].count() if shelf.is_counted else None,
        }
        for shelf in SHELVES.values()
    ]


def _whole(written: str, *, least: int) -> int:
    return max(int(written), least) if written.isascii() and written.isdigit() and len(written) < 10 else least
