"""The list of dispatches: what waits for a person first seen, then the newest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kopru.delivery import kinds, permissions, showing
from kopru.delivery.models import CLOSED, UNDER_WAY, Dispatch, DispatchState
from kopru.delivery.sending import installation
from kopru.delivery.showing import Seal, Segment
from kopru.delivery.views.entrance import frame, number_in, staff_only
from kopru.turkish import folding

PAGE: Final = 20
#: How many of the newest a search looks through.
_SEARCHED: Final = 5000

_FOR_DECISION = (DispatchState.AWAITING, DispatchState.STOPPED, DispatchState.LATE)
#: name: (label, states, what an empty one says)
SHELVES: Final[dict[str, tuple[str | Promise, Sequence[str], str | Promise]]] = {
    "": (gettext_lazy("All"), (), gettext_lazy("Nothing has been sent from here yet.")),
    "bekleyen": (
        gettext_lazy("Wait for a person"),
        (*_FOR_DECISION, DispatchState.FROZEN),
        gettext_lazy("Nothing waits for a person."),
    ),
    "gonderilen": (gettext_lazy("Being sent"), tuple(UNDER_WAY), gettext_lazy("Nothing is being sent at the moment.")),
    "biten": (gettext_lazy("Ended"), tuple(CLOSED), gettext_lazy("Nothing has ended yet.")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One dispatch in the list."""

    dispatch: Dispatch
    kind: str | Promise
    seal: Seal
    bar: Sequence[Segment]


@require_safe
@staff_only
def dispatches(request: HttpRequest) -> HttpResponse:
    """Show a page of dispatches, the newest first; tests to oneself only when asked for."""
    asked = {name: request.GET.get(name, "").strip()[:200] for name in ("durum", "tur", "ara", "deneme", "once")}
    shelf = asked["durum"] if asked["durum"] in SHELVES else ""
    found = Dispatch.objects.visible_to(request.user, timezone.now())
    if not asked["deneme"]:
        found = found.real()
    if SHELVES[shelf][1]:
        found = found.filter(state__in=SHELVES[shelf][1])
    if asked["tur"]:
        found = found.filter(kind=asked["tur"])
    if asked["ara"]:
        found = found.filter(pk__in=_with_subject(asked["ara"]))
    if before := number_in(asked["once"]):
        found = found.filter(pk__lt=before)
    page = list(found.select_related("drafted_by", "released_by").order_by("-pk")[: PAGE + 1])
    lines = _lines(page[:PAGE])
    context: dict[str, Any] = {
        **frame(request, "dispatches"),
        **asked,
        "lines": lines,
        "next": page[PAGE - 1].pk if len(page) > PAGE else None,
        "shelf": shelf,
        "shelves": [(name, label) for name, (label, _states, _empty) in SHELVES.items()],
        "empty": SHELVES[shelf][2],
        "kinds": kinds.known(),
        "filtered": bool(asked["ara"] or asked["tur"] or shelf),
        "query": _query(asked),
    }
    return render(request, "delivery/desk/dispatches.html", context)


def _lines(page: Sequence[Dispatch]) -> list[Line]:
    counts = showing.counts_of(page)
    return [Line(one, kinds.label_of(one.kind), showing.seal(one), showing.bar(counts.get(one.pk, {}))) for one in page]


def _with_subject(words: str) -> list[int]:
    """Return those whose subject holds all words, folded as Turkish is; among the newest, for subjects are short."""
    wanted = folding.fold(words).split()
    newest = Dispatch.objects.order_by("-pk").values_list("pk", "subject")[:_SEARCHED]
    return [pk for pk, subject in newest if all(word in folding.fold(subject) for word in wanted)]


def _query(asked: dict[str, str]) -> str:
    """Return the filters as they stand in the address of the next page."""
    from_filters = {name: value for name, value in asked.items() if value and name != "once"}
    return "&".join(f"{name}={_quoted(value)}" for name, value in from_filters.items())


def _quoted(value: str) -> str:
    return quote(value, safe="")


@require_POST
@staff_only
def release_installation(request: HttpRequest) -> HttpResponse:
    """Let a copied or restored system send; only who answers for it."""
    if not permissions.may_release_installation(request.user):
        raise PermissionDenied
    if not request.user.is_authenticated or not installation.why_held():
        return redirect("delivery_desk:dispatches")
    installation.release(by=request.user, at=timezone.now())
    messages.success(request, _("This system may send now. What was waiting leaves within a minute."))
    return redirect("delivery_desk:dispatches")
