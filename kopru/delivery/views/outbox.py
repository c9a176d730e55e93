"""The outbox read as a mailbox: what would have left, exactly as it would have left."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.delivery.channels import outbox
from kopru.delivery.channels.outbox import letters
from kopru.delivery.channels.outbox.letters import Letter
from kopru.delivery.models import Recipient, RowState
from kopru.delivery.views.entrance import download, frame, number_in, shown_mail, staff_only

PAGE: Final = 30
#: Of a long mail so much is shown as source; the whole is there to download.
_SHOWN_RAW: Final = 60_000


@require_safe
@staff_only
def mails(request: HttpRequest) -> HttpResponse:
    """Show the mails that lie in the outbox, the newest first."""
    context = _listed(request)
    newest = next(iter(context["rows"]), None)
    return render(request, "delivery/desk/outbox.html", context | (_opened(newest) if newest else {}))


@require_safe
@staff_only
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one mail beside the list."""
    context = {**_listed(request), **_opened(_row(request, pk)), "chosen": True}
    return render(request, "delivery/desk/outbox.html", context)


def _opened(row: Recipient) -> dict[str, Any]:
    letter = _letter(row)
    return {
        "open": row,
        "letter": letter,
        "raw": letter.raw[:_SHOWN_RAW].decode("utf-8", "replace"),
        "raw_is_cut": len(letter.raw) > _SHOWN_RAW,
    }


def _listed(request: HttpRequest) -> dict[str, Any]:
    before, only = number_in(request.GET.get("once", "")), number_in(request.GET.get("gonderi", ""))
    rows = _rows(request, before=before, only=only)
    return {
        **frame(request, "outbox"),
        "rows": rows[:PAGE],
        "next": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "once": before or "",
        "only": only or "",
    }


def _rows(request: HttpRequest, *, before: int, only: int) -> list[Recipient]:
    """Return rows whose mail lies here, dispatch by dispatch through the ledger: a folder may hold a million files."""
    visible = Recipient.objects.visible_to(request.user, timezone.now()).select_related("dispatch")
    found: list[Recipient] = []
    for dispatch_id in [only] if only else _dispatches():
        left = (RowState.DELIVERED, RowState.FAILED)
        for state in left:
            rows = visible.filter(dispatch=dispatch_id, state=state)
            rows = rows.filter(pk__lt=before) if before else rows
            found += [row for row in rows.order_by("-pk")[: PAGE + 1] if outbox.path_of(dispatch_id, row.pk).exists()]
        if len(found) > PAGE:
            break
    return sorted(found, key=lambda row: -row.pk)[: PAGE + 1]


def _dispatches() -> list[int]:
    folder = outbox.folder()
    names = (entry.name for entry in folder.iterdir()) if folder.is_dir() else ()
    return sorted((int(name) for name in names if name.isdigit()), reverse=True)


def _row(request: HttpRequest, pk: int) -> Recipient:
    visible = Recipient.objects.visible_to(request.user, timezone.now())
    return get_object_or_404(visible.select_related("dispatch"), pk=pk)


def _letter(row: Recipient) -> Letter:
    try:
        return letters.read(outbox.path_of(row.dispatch_id, row.pk).read_bytes())
    except FileNotFoundError as missing:
        raise Http404 from missing


@require_safe
@staff_only
def layout(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the mail's layout for a frame in which nothing runs."""
    return shown_mail(_letter(_row(request, pk)).html)


@require_safe
@staff_only
def raw(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over the mail as the .eml file it is."""
    return download(_letter(_row(request, pk)).raw, f"{pk}.eml")


@require_safe
@staff_only
def attachment(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Hand over one file that hangs on the mail."""
    files = _letter(_row(request, pk)).files
    if number >= len(files):
        raise Http404
    return download(files[number].content, files[number].name)
