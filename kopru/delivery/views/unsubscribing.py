"""The public page on which a recipient leaves the list: no account, one click (RFC 8058)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kopru.delivery import actions as delivery
from kopru.delivery import signs
from kopru.delivery.models import Recipient, Suppression, SuppressionReason


# A mail program posts without a cookie: the signed link is the proof (RFC 8058 §3.1).
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, signed: str) -> HttpResponse:
    """Ask first on GET, for mail scanners open every link; write it down at once on POST."""
    number = signs.number_of("unsubscribe", signed)
    row = Recipient.objects.select_related("dispatch").filter(pk=number).first() if number is not None else None
    if row is None:
        raise Http404
    channel = row.dispatch.channel
    if request.method == "POST":
        source = _("The mail “%(subject)s”") % {"subject": row.dispatch.subject[:90]}
        delivery.suppress(row.key, channel=channel, reason=SuppressionReason.OPT_OUT, source=source, at=timezone.now())
    left = Suppression.objects.in_force().on(channel).filter(key=row.key, reason=SuppressionReason.OPT_OUT)
    done = left.exists()  # whatever else the office blocks it for is no word of theirs
    response = render(request, "delivery/unsubscribe.html", {"address": _hinted(row.address), "done": done})
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


def _hinted(address: str) -> str:
    """Return an address so that its owner knows it and a stranger with the link does not: `a•••e@example.org`."""
    local, _at, domain = address.rpartition("@")
    shown = f"{local[0]}•••{local[-1]}" if len(local) > 2 else "•••"
    return f"{shown}@{domain}"
