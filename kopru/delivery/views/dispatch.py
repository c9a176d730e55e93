"""One dispatch: what it is, in what state, who did what, who got it, and what can be done."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from wagtail.log_actions import registry

from kopru.core import clock
from kopru.delivery import deeds, kinds, showing
from kopru.delivery.models import IN_HAND, UNDER_WAY, Attachment, Dispatch, Recipient, RowState
from kopru.delivery.views.entrance import download, frame, number_in, shown_mail, staff_only
from kopru.turkish import folding, numbers

PAGE: Final = 50
#: Up to so many rows a search also reads the names; beyond, it finds addresses by their beginning.
NAMES_SEARCHED: Final = 5000
_LOGGED: Final = 20


def _dispatch(request: HttpRequest, pk: int) -> Dispatch:
    visible = Dispatch.objects.visible_to(request.user, clock.now())
    people = ("drafted_by", "released_by", "countersigned_by", "test_of")
    return get_object_or_404(visible.select_related(*people), pk=pk)


@require_safe
@staff_only
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the dispatch."""
    return _shown(request, _dispatch(request, pk))


def _shown(
    request: HttpRequest, dispatch: Dispatch, *, failed: str = "", form: forms.Form | None = None
) -> HttpResponse:
    """Show the dispatch, with the form of the verb that `failed` as it was filled in."""
    counts = dispatch.counts()
    rows, rest = _rows(request, dispatch, counts)
    reader = _reader(request, dispatch, counts)
    offered = deeds.offered_to(request.user, dispatch) if request.user.is_authenticated else []
    context: dict[str, Any] = {
        **frame(request, "dispatches"),
        "dispatch": dispatch,
        "kind": kinds.label_of(dispatch.kind),
        "subject_page": kinds.subject_page(dispatch),
        "seal": showing.seal(dispatch),
        "bar": showing.bar(counts),
        "counts": counts,
        "left": counts["queued"] + counts["claimed"] + counts["handed"],
        "moving": dispatch.state in UNDER_WAY,
        "deeds": [(deed, form if deed.name == failed and form else deed.form(prefix=deed.name)) for deed in offered],
        "failed": failed,
        "rows": rows,
        "rest": rest,
        "state": request.GET.get("durum", ""),
        "words": request.GET.get("ara", "")[:200],
        "by_prefix": dispatch.count > NAMES_SEARCHED,
        "reader": reader,
        "read": showing.as_read_by(dispatch, reader),
        "attachments": list(dispatch.attachments.all()),
        "history": list(_history(dispatch)[:_LOGGED]),
        "tests": list(dispatch.tests.order_by("-pk")[:3]),
    }
    return render(request, "delivery/desk/dispatch.html", context, status=422 if failed else 200)


def _history(dispatch: Dispatch) -> Any:
    """Return who did what, the newest first; what came back stands beside each recipient."""
    entries = registry.get_logs_for_instance(dispatch).exclude(action="delivery.bounce")
    return entries.select_related("user").order_by("-timestamp", "-pk")


def _rows(
    request: HttpRequest, dispatch: Dispatch, counts: dict[str, int]
) -> tuple[Sequence[tuple[Recipient, str]], int]:
    """Return a page of recipients, each with its state's mark, and the number after which the next page begins."""
    state, words = request.GET.get("durum", ""), request.GET.get("ara", "").strip()[:200]
    states = [state] if state in RowState.values else []
    after = number_in(request.GET.get("sonra", ""))
    if words:
        found = _search(dispatch, words, states)
        rest = 0
    else:
        found = showing.page_of_rows(dispatch, counts, states=states, after=after, limit=PAGE + 1)
        rest = found[PAGE - 1].pk if len(found) > PAGE else 0
    return [(row, showing.MARKS[row.state]) for row in found[:PAGE]], rest


def _search(dispatch: Dispatch, words: str, states: Sequence[str]) -> list[Recipient]:
    """Find recipients by name or address in a short list, by the beginning of the address in a long one."""
    rows = Recipient.objects.filter(dispatch=dispatch)
    if states:
        rows = rows.filter(state__in=states)
    if dispatch.count > NAMES_SEARCHED:
        start = words.lower()
        # The sum keeps the database from going through all rows of the dispatch instead of the few with these letters.
        near = Recipient.objects.annotate(of_dispatch=F("dispatch_id") + 0).filter(of_dispatch=dispatch.pk)
        near = near.filter(key__gte=start, key__lt=f"{start}\U0010ffff").order_by("key")
        return [row for row in near[:PAGE] if not states or row.state in states]
    wanted = folding.fold(words).split()
    texts = rows.values_list("pk", "name", "address")
    found = [pk for pk, name, address in texts if all(word in folding.fold(f"{name} {address}") for word in wanted)]
    return list(Recipient.objects.filter(pk__in=found[:PAGE]).order_by("pk"))


def _reader(request: HttpRequest, dispatch: Dispatch, counts: dict[str, int]) -> Recipient | None:
    """Return the recipient with whose eyes the text is read: the chosen one, else the first."""
    chosen = number_in(request.GET.get("alici", ""))
    row = Recipient.objects.filter(dispatch=dispatch, pk=chosen).first() if chosen else None
    return row or showing.first_row(dispatch, counts)


@require_safe
@staff_only
def layout(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the mail's layout as one recipient reads it, for a frame in which nothing runs."""
    dispatch = _dispatch(request, pk)
    row = _reader(request, dispatch, dispatch.counts())
    return shown_mail(showing.as_read_by(dispatch, row).html)


@require_safe
@staff_only
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how far it is; asked every two seconds while it is being sent."""
    dispatch = _dispatch(request, pk)
    counts = dispatch.counts()
    left = counts["queued"] + sum(counts[state] for state in IN_HAND)
    bar = [
        {"state": segment.state, "count": numbers.number(segment.count), "share": segment.share}
        for segment in showing.bar(counts)
    ]
    answer = {"state": dispatch.state, "reason": dispatch.state_reason, "left": left, "bar": bar}
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


@require_safe
@staff_only
def attachment(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Hand over one file of the dispatch."""
    file = get_object_or_404(Attachment, pk=attachment, dispatch=_dispatch(request, pk))
    with file.file.open("rb") as stored:
        return download(stored.read(), file.name)


@require_POST
@staff_only
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do what was asked for, or show the page again with the obstacle beside its field.

    :raises PermissionDenied: if the verb is not offered to this person now
    """
    dispatch, user = _dispatch(request, pk), request.user
    if not user.is_authenticated or name not in deeds.DEEDS:
        raise PermissionDenied
    deed = deeds.DEEDS[name]
    if deed not in deeds.offered_to(user, dispatch):
        if request.POST.get("seen", dispatch.state) == dispatch.state:
            raise PermissionDenied
        messages.error(request, str(deeds.TOO_LATE))
        return redirect(dispatch)
    form = deed.form(request.POST, prefix=deed.name)
    if not form.is_valid():
        return _shown(request, dispatch, failed=name, form=form)
    obstacle = deeds.do(deed, dispatch, form, by=user, at=clock.now())
    if form.errors:
        return _shown(request, dispatch, failed=name, form=form)
    if obstacle:
        messages.error(request, obstacle)
    else:
        messages.success(request, str(deed.done))
    return redirect(dispatch)
