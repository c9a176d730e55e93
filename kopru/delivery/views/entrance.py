"""The door of these pages, and what is the same on all of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from kopru.delivery import permissions
from kopru.delivery.models import Recipient
from kopru.delivery.sending import installation

#: What a mail may do when it is shown: have colours, and pictures that lie in it. No script, no call to anybody.
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
#: Of a download: nothing at all.
FILE_POLICY = "default-src 'none'; sandbox"
_MANY = 100


def staff_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in only those who may see what was sent, and to whom."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.may_view(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def frame(request: HttpRequest, tab: str) -> dict[str, Any]:
    """Return what every page shows around its own: the tabs, how much is in doubt, whether the system is held back."""
    doubtful = len(Recipient.objects.in_doubt().values_list("pk", flat=True)[: _MANY + 1])
    held = installation.why_held()
    return {
        "tab": tab,
        "doubtful": f"{_MANY}+" if doubtful > _MANY else doubtful or "",
        "may_see_domain": permissions.may_see_domain(request.user),
        "held": held,
        "may_release_installation": bool(held) and permissions.may_release_installation(request.user),
    }


def shown_mail(html: str) -> HttpResponse:
    """Return a mail's layout for a frame in which nothing runs and nothing is fetched."""
    response = HttpResponse(html or " ")
    response["Content-Security-Policy"] = MAIL_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def download(content: bytes, name: str) -> HttpResponse:
    """Hand a file to the reader's disk; whatever it claims to be, it is never opened in the desk's own page."""
    response = HttpResponse(content, content_type="application/octet-stream")
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def number_in(text: str) -> int:
    """Return a row's number out of an address, 0 where there is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else 0
