"""What came in by mail: every message with its outcome, what was read of it, and what a person decides about it."""

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopru.cases import actions, permissions
from kopru.cases.intake import asking, checking, cleaning, findings, keeping, mailboxes
from kopru.cases.intake.mail import reading
from kopru.cases.models import Incoming, Mailbox, Outcome
from kopru.cases.obstacles import Obstacle
from kopru.cases.showing import mail as found_mail
from kopru.cases.views.desk.doors import staff, whole
from kopru.core.models import User

ROWS: Final = 25
_COUNTED: Final = 99
#: So much of a mail's source is shown; the rest stays where it is kept.
_SOURCE: Final = 20_000
_TEXT: Final = 20_000
_LOCKED: Final = "default-src 'none'; sandbox"
_TABS: Final = (
    Outcome.QUARANTINE,
    Outcome.CASE,
    Outcome.REPLY,
    Outcome.DELIVERY_REPLY,
    Outcome.SPAM,
    Outcome.BOUNCE,
    Outcome.AUTOMATIC,
    Outcome.DUPLICATE,
)


@require_safe
def room(request: HttpRequest) -> HttpResponse:
    """Show what came in, by what became of it; what is in quarantine first."""
    user, at = _reader(request), timezone.now()
    tab = request.GET.get("sonuc", "")
    tab = tab if tab in Outcome.values else Outcome.QUARANTINE.value
    words, before = request.GET.get("q", "").strip()[:200], whole(request.GET.get("once", ""))
    rows = found_mail.found(words) if words else _of(tab)
    rows = rows.filter(pk__lt=before) if before else rows
    page = list(rows.select_related("case").order_by("-pk")[: ROWS + 1])
    said = {"q": words} if words else {"sonuc": tab}
    more = "?" + urlencode(said | {"once": page[ROWS - 1].pk}) if len(page) > ROWS else ""
    context = {
        "rows": [
            {"mail": row, "why": found_mail.why(row), "is_open": permissions.may_open_mail(user, row)}
            for row in page[:ROWS]
        ],
        "next": more,
        "first": "?" + urlencode(said) if before else "",
        "words": words,
        "tabs": [_tab(each, chosen="" if words else tab) for each in _TABS],
        "boxes": [_box(name) | {"finding": findings.finding_of(name, at)} for name in mailboxes.names()],
    }
    return render(request, "cases/desk/incoming.html", context)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was read of one mail; nothing of it runs, its source is plain text."""
    user = _reader(request)
    mail = _found(user, pk)
    context: dict[str, Any] = {
        "mail": mail,
        "why": found_mail.why(mail),
        "is_quarantined": mail.outcome == Outcome.QUARANTINE and mail.settled_at is None,
        "is_case": mail.outcome in (Outcome.CASE, Outcome.DELIVERY_REPLY) and mail.case and mail.case.is_open,
        "is_spam": mail.outcome == Outcome.SPAM,
    }
    try:
        raw = keeping.bytes_of(mail)
    except OSError:
        return render(request, "cases/desk/incoming_one.html", context | {"is_gone": True})
    message = cleaning.cleaned(reading.read(raw))
    source = cleaning.text(raw[:_SOURCE].decode("utf-8", errors="replace"))
    headers = source.replace("\r\n", "\n").partition("\n\n")[0]
    context |= {
        "message": message,
        "text": (message.text or message.quoted)[:_TEXT],
        "headers": headers,
        "source": source,
        "is_cut": len(raw) > _SOURCE,
        "files": [{"file": each, "warning": asking.warning_of(each.name)} for each in message.attachments],
    }
    return render(request, "cases/desk/incoming_one.html", context)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what a person decides about a mail."""
    user, at = _reader(request), timezone.now()
    mail = _found(user, pk)
    how = request.POST.get("karar", "")
    try:
        if how == "not_spam":
            actions.not_spam(mail, by=user, at=at)
        elif how == "mark_spam" and mail.case is not None:
            actions.mark_spam(mail.case, by=user, at=at)
        else:
            actions.settle_incoming(mail, how=how, by=user, at=at)
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
    else:
        mail.refresh_from_db()
        messages.success(request, _("Settled: %(outcome)s.") % {"outcome": mail.get_outcome_display()})
        if how == actions.How.TAKEN and mail.case_id:  # what could not be read names nobody: who asks comes first
            return redirect("cases_desk:do", mail.case_id, "kisi")
    return redirect("cases_desk:incoming_one", pk)


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Let the worker compare the mailboxes with what came in, now."""
    _reader(request)
    checking.reconcile.enqueue()
    messages.success(request, _("The check has begun. Its result stands here in a moment."))
    return redirect("cases_desk:incoming")


@require_safe
def attachment(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Hand over a file of a mail to be saved, never to be shown or run."""
    mail = _found(_reader(request), pk)
    try:
        files = reading.read(keeping.bytes_of(mail)).attachments
    except OSError as gone:
        raise Http404 from gone
    if not 1 <= number <= len(files):
        raise Http404
    file = files[number - 1]
    response = HttpResponse(file.content(), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = _saved_as(cleaning.text(file.name))
    response.headers["Content-Security-Policy"] = _LOCKED
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _saved_as(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name or "ek.bin") or "attachment"


def _reader(request: HttpRequest) -> User:
    user = staff(request)
    if not permissions.may_settle_mail(user):
        raise PermissionDenied
    return user


def _found(user: User, pk: int) -> Incoming:
    mail = get_object_or_404(Incoming.objects.select_related("case"), pk=pk)
    if not permissions.may_open_mail(user, mail):
        raise PermissionDenied
    return mail


def _of(outcome: str) -> QuerySet[Incoming]:
    rows = Incoming.objects.filter(outcome=outcome)
    return rows.filter(settled_at__isnull=True) if outcome == Outcome.QUARANTINE else rows


def _tab(outcome: Outcome, *, chosen: str) -> dict[str, Any]:
    count = _of(outcome.value).order_by()[: _COUNTED + 1].count()
    said = f"{_COUNTED}+" if count > _COUNTED else count
    return {"name": outcome.value, "label": outcome.label, "count": said, "is_chosen": outcome.value == chosen}


def _box(name: str) -> dict[str, Any]:
    return {"name": name, "box": Mailbox.objects.filter(name=name).first()}
