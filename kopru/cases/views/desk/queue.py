"""The queue: shelves on the left, the list, and the open case beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.cases import permissions
from kopru.cases.models import Case, Channel, Kind, Referral
from kopru.cases.models.cases import CaseQuerySet
from kopru.cases.showing import shelves, states
from kopru.cases.showing.shelves import SHELVES, Shelf
from kopru.cases.views.desk import one
from kopru.cases.views.desk.doors import found, is_part, staff, whole
from kopru.core.models import User
from kopru.directory.models import Unit
from kopru.search import query

ROWS: Final = 14
_FOUND: Final = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is asked for, as its address says it."""

    shelf: Shelf
    words: str
    kind: str
    channel: str
    unit: int
    after: str

    @classmethod
    def read(cls, given: QueryDict) -> "Wanted":
        """Read an address; what it does not know counts as not said."""
        kind, channel = given.get("tur", ""), given.get("yol", "")
        return cls(
            shelf=SHELVES.get(given.get("raf", ""), SHELVES["el-bekleyen"]),
            words=given.get("q", "").strip()[:200],
            kind=kind if kind in Kind.values else "",
            channel=channel if channel in Channel.values else "",
            unit=whole(given.get("birim", "")),
            after=given.get("sonra", "")[:40],
        )

    def address(self, **other: Any) -> str:
        """Return the query of this list, changed by `other`."""
        said = {
            "raf": self.shelf.name,
            "q": self.words,
            "tur": self.kind,
            "yol": self.channel,
            "birim": self.unit or "",
            "sonra": self.after,
            **other,
        }
        return "?" + urlencode({name: value for name, value in said.items() if value})


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show a shelf of the queue, and the chosen case beside it; while words are typed, the list alone."""
    user, at = staff(request), timezone.now()
    wanted = Wanted.read(request.GET)
    context = listed(wanted, user=user, at=at)
    if is_part(request):
        return render(request, "cases/desk/list.html", context)
    asked = whole(request.GET.get("sec", ""))
    rows = context["rows"]
    chosen = found(asked or rows[0]["case"].pk, user=user, at=at) if asked or rows else None
    context |= {
        "shelves": _shelves(wanted, user=user, at=at),
        "kinds": Kind.choices,
        "channels": Channel.choices,
        "units": Unit.objects.visible_to(user, at).values_list("pk", "name"),
        "chosen": chosen,
        "is_asked_for": bool(asked),
        "may_take_down": permissions.may_take_down(user),
        **(one.shown(chosen, user=user, at=at) if chosen else {}),
    }
    return render(request, "cases/desk/board.html", context)


def listed(wanted: Wanted, *, user: User, at: datetime) -> dict[str, Any]:
    """Return what the template `list.html` reads: one page of rows, found without counting what lies before."""
    rows = kept(wanted, user=user, at=at)
    closed = wanted.shelf.is_closed and not wanted.words
    rows = shelves.after(rows, wanted.after, is_closed=closed)
    page = list(shelves.in_order(rows, is_closed=closed).select_related("owner", "matter")[: ROWS + 1])
    more = shelves.mark_of(page[ROWS - 1], is_closed=closed) if len(page) > ROWS else ""
    return {
        "wanted": wanted,
        "rows": [row(case, at) | {"address": wanted.address(sec=case.pk)} for case in page[:ROWS]],
        "next": wanted.address(sonra=more) if more else "",
        "first": wanted.address(sonra="") if wanted.after else "",
        "export": wanted.address(sonra=""),
        "is_filtered": bool(wanted.kind or wanted.channel or wanted.unit),
    }


def kept(wanted: Wanted, *, user: User, at: datetime) -> CaseQuerySet:
    """Return the cases of the list, as far as `user` may see them; what is searched for is looked for everywhere."""
    cases = Case.objects.visible_to(user, at)
    cases = _searched(cases, wanted.words) if wanted.words else wanted.shelf.keep(cases, user, at)
    if wanted.kind:
        cases = cases.filter(kind=wanted.kind)
    if wanted.channel:
        cases = cases.filter(channel=wanted.channel)
    if wanted.unit:
        cases = cases.filter(pk__in=Referral.objects.waiting().filter(unit=wanted.unit).values("case"))
    return cases


def row(case: Case, at: datetime) -> dict[str, Any]:
    """Return what one line of the list says."""
    return {"case": case, "state": states.state_of(case), "due": states.due_of(case, at)}


def _searched(cases: CaseQuerySet, words: str) -> CaseQuerySet:
    year, slash, number = words.partition("/")
    if slash and whole(year.strip()) and whole(number.strip()):
        return cases.filter(year=whole(year.strip()), number=whole(number.strip()))
    return cases.filter(pk__in=query.ids("case", words, limit=_FOUND))


def _shelves(wanted: Wanted, *, user: User, at: datetime) -> list[dict[str, Any]]:
    visible = Case.objects.visible_to(user, at)
    rows = []
    for shelf in SHELVES.values():
        count = shelf.keep(visible, user, at).order_by()[: shelves.COUNTED + 1].count() if shelf.is_counted else 0
        rows.append(
            {
                "label": shelf.label,
                "address": Wanted(shelf, "", wanted.kind, wanted.channel, wanted.unit, "").address(),
                "is_chosen": shelf is wanted.shelf and not wanted.words,
                "count": f"{shelves.COUNTED}+" if count > shelves.COUNTED else count,
                "is_late": shelf.name == "geciken" and bool(count),
            }
        )
    return rows
