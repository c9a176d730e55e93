"""Mails of which nobody knows whether they left: a person decides, and reads first what each decision means."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from kopru.core import clock
from kopru.delivery import actions, permissions
from kopru.delivery.actions import AddressErased, Decision, DispatchEnded, NotInDoubt
from kopru.delivery.models import Recipient, RowState
from kopru.delivery.views.entrance import frame, number_in, staff_only

PAGE: Final = 50

#: Each decision and what it means.
MEANINGS: Final = (
    (
        Decision.RESEND,
        gettext_lazy(
            "The mail goes once more with the same Message-ID; a mailbox that has it already mostly shows it once."
        ),
    ),
    (Decision.DELIVERED, gettext_lazy("You know that it arrived, for the recipient said so. Nothing is sent.")),
    (Decision.FAILED, gettext_lazy("You know that it did not arrive, and it shall not be sent again.")),
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def doubts(request: HttpRequest) -> HttpResponse:
    """Show the rows in doubt, the newest first; on POST decide those that were chosen."""
    if request.method == "POST":
        return _decide(request)
    found = Recipient.objects.visible_to(request.user, clock.now()).in_doubt()
    if before := number_in(request.GET.get("once", "")):
        found = found.filter(pk__lt=before)
    rows = list(found.select_related("dispatch").order_by("-pk")[: PAGE + 1])
    context: dict[str, Any] = {
        **frame(request, "doubts"),
        "rows": rows[:PAGE],
        "next": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "meanings": [(one.value, one.label, meaning) for one, meaning in MEANINGS],
        "may_settle": any(permissions.may_settle_unknown(request.user, row) for row in rows[:1]),
    }
    return render(request, "delivery/desk/doubts.html", context)


def _decide(request: HttpRequest) -> HttpResponse:
    decision = request.POST.get("decision", "")
    chosen = [number_in(value) for value in request.POST.getlist("row")][: PAGE * 2]
    rows = list(Recipient.objects.visible_to(request.user, clock.now()).filter(pk__in=chosen))
    if decision not in Decision.values:
        raise PermissionDenied
    if not rows:
        messages.error(request, _("Choose at least one mail."))
        return redirect("delivery_desk:doubts")
    answers = [_settle(request, row, decision) for row in rows]
    if decided := answers.count(None):
        said = ngettext("%(count)d mail was decided.", "%(count)d mails were decided.", decided)
        messages.success(request, said % {"count": decided})
    for obstacle in {answer: None for answer in answers if answer}:
        messages.warning(request, obstacle)
    return redirect("delivery_desk:doubts")


def _settle(request: HttpRequest, row: Recipient, decision: str) -> str | None:
    """Decide one row; return what stood in the way, in words, or None.

    :raises PermissionDenied: if this person may not
    """
    user = request.user
    late = _("Some of them had been decided by somebody else already.")
    if row.state != RowState.UNKNOWN:
        return late
    if not user.is_authenticated or not permissions.may_settle_unknown(user, row):
        raise PermissionDenied
    try:
        actions.settle_unknown(row, decision=decision, by=user, at=clock.now())
    except NotInDoubt:
        return late
    except DispatchEnded:
        return _("What was cancelled is not sent again: say whether it arrived.")
    except AddressErased:
        return _("The address was erased with its person's data: say whether it arrived.")
    return None
