"""What leaves the screen: the list as a table without persons, a case on paper, and its files."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopru.cases import permissions
from kopru.cases.letters import posting
from kopru.cases.models import Case
from kopru.cases.showing import shelves
from kopru.cases.views.desk import one
from kopru.cases.views.desk.doors import found, staff
from kopru.cases.views.desk.queue import Wanted, kept
from kopru.core.roles import OFFICE, holds
from kopru.turkish.dates import short_date

#: Pictures a browser shows by itself, and which run nothing.
_PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
_LOCKED: Final = "default-src 'none'; sandbox"


class _Line:
    """Hands each line on as it is written."""

    def write(self, line: str) -> bytes:
        """Return the line as it stands in the file."""
        return line.encode()


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Hand over the list that is shown, without anything that tells of a person (R19)."""
    user, at = staff(request), timezone.now()
    if not holds(user, *OFFICE):
        raise PermissionDenied
    wanted = Wanted.read(request.GET)
    rows = shelves.in_order(kept(wanted, user=user, at=at), is_closed=wanted.shelf.is_closed and not wanted.words)
    writer = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")
    response = StreamingHttpResponse(_written(writer, rows), content_type="text/csv; charset=utf-8")
    name = f"basvurular-{timezone.localdate(at):%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _written(writer: Any, rows: Any) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"  # so that Turkish Excel reads it
    yield writer.writerow(_headings())
    cases = rows.select_related("matter", "owner").prefetch_related("referrals__unit")
    for case in cases.iterator(chunk_size=500):
        yield writer.writerow([guarded(cell) for cell in _cells(case)])


def _headings() -> list[str]:
    return [
        _("Number"),
        _("Type"),
        _("Legal class"),
        _("Came by"),
        _("Matter"),
        _("Units"),
        _("State"),
        _("Responsible"),
        _("Received on"),
        _("Due on"),
        _("Closed on"),
        _("How it ended"),
        _("Reopened, times"),
        _("Solved, in the person's own word"),
    ]


def _cells(case: Case) -> list[str]:
    return [
        case.label,
        case.get_kind_display(),
        case.get_legal_class_display(),
        case.get_channel_display(),
        str(case.matter or ""),
        ", ".join(sorted({referral.unit.name for referral in case.referrals.all()})),
        case.get_state_display(),
        str(case.owner or ""),
        _day(case.received_at),
        short_date(case.due_on) if case.due_on else "",
        _day(case.closed_at),
        case.get_closed_how_display() if case.closed_how else "",
        str(case.reopened),
        {"yes": _("Yes"), "no": _("No"), "partly": _("In part")}.get(case.solved, ""),
    ]


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def _day(moment: datetime | None) -> str:
    day: date | None = timezone.localdate(moment) if moment else None
    return short_date(day) if day else ""


@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a case as it goes on paper: all of its words, unfolded."""
    user, at = staff(request), timezone.now()
    case = found(pk, user=user, at=at)
    context = one.shown(case, user=user, at=at)
    sees = permissions.may_see_identity(user, case)
    words = one.conversation(case, sees_identity=sees) if permissions.may_read_words(user, case) else []
    return render(request, "cases/desk/printed.html", context | {"all_words": words, "by": user})


@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the receipt that whoever brought a letter or came by takes along (circular 2004/12)."""
    user, at = staff(request), timezone.now()
    case = found(pk, user=user, at=at)
    if not permissions.may_take_down(user):
        raise PermissionDenied
    shows_name = permissions.may_see_identity(user, case) and not case.hides_identity
    context = {"case": case, "by": user, "at": at, "status_page": posting.status_page(), "shows_name": shows_name}
    return render(request, "cases/desk/receipt.html", context)


@require_safe
def file(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """Hand over a file of the case as it came; only a harmless picture is shown, everything else is saved."""
    user, at = staff(request), timezone.now()
    case = found(pk, user=user, at=at)
    if not permissions.may_read_words(user, case):
        raise PermissionDenied
    kept_file = case.files.filter(pk=number).first()
    if kept_file is None or case.erased_at is not None:
        raise Http404
    sees = permissions.may_see_identity(user, case)
    is_shut = not sees and not permissions.may_work(user, case) and kept_file.is_theirs
    if is_shut and not kept_file.redacted:
        raise PermissionDenied
    is_copy = "karartilmis" in request.GET and bool(kept_file.redacted)
    is_picture = kept_file.content_type in _PICTURES and not kept_file.warning and "goster" in request.GET
    kind = kept_file.content_type if is_picture else "application/octet-stream"
    try:
        opened = (kept_file.redacted if is_shut or is_copy else kept_file.file).open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    name = kept_file.name if sees else kept_file.outward_name
    response = FileResponse(opened, as_attachment=not is_picture, filename=name, content_type=kind)
    response["Content-Security-Policy"] = _LOCKED
    response["X-Content-Type-Options"] = "nosniff"
    return response
