"""What the DNS says of the domain we send from: for the head and for who keeps the machines."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopru.delivery import actions, permissions
from kopru.delivery.domain import looking
from kopru.delivery.domain.findings import from_json
from kopru.delivery.models import DomainCheck
from kopru.delivery.views.entrance import frame

#: While an answer is awaited the page comes again by itself, but not for ever.
_EVERY: Final = 4
_PATIENCE: Final = timedelta(minutes=1)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show the last result; on POST have the DNS asked again."""
    user, at = request.user, timezone.now()
    if not user.is_authenticated or not permissions.may_see_domain(user):
        raise PermissionDenied
    if request.method == "POST":
        if not permissions.may_check_domain(user):
            raise PermissionDenied
        actions.check_domain(by=user, at=at)
        messages.success(request, _("The DNS is being asked; the answer is here in a few seconds."))
        return redirect("delivery_desk:domain")
    context = {**frame(request, "domain"), **_seen(at)}
    response = render(request, "delivery/desk/domain.html", context)
    if context["is_awaited"]:
        response["Refresh"] = str(_EVERY)
    return response


def _seen(at: datetime) -> dict[str, Any]:
    about = looking.subject()
    last = DomainCheck.objects.filter(domain=about.domain).select_related("wanted_by").first()
    findings = from_json(last.findings) if last else []
    wanted_at = last.wanted_at if last and last.is_wanted else None
    return {
        "about": about,
        "last": last,
        "findings": findings,
        "faults": sum(one.level == "fault" for one in findings),
        "is_wanted": wanted_at is not None,
        "is_awaited": wanted_at is not None and at - wanted_at < _PATIENCE,
        "is_other": bool(last and last.checked_at and last.about != str(about)),
        "is_outbox": settings.MAIL_CHANNEL == "outbox",
    }
