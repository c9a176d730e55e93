"""One blocked address: to read, and to lift with its reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopru.delivery import actions, permissions
from kopru.delivery.actions import AlreadyLifted
from kopru.delivery.forms import LiftForm
from kopru.delivery.models import Suppression
from kopru.delivery.views.entrance import frame, staff_only


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one blocked address; on POST let it be written to again, with the reason."""
    visible = Suppression.objects.visible_to(request.user, timezone.now())
    suppression = get_object_or_404(visible.select_related("by", "lifted_by"), pk=pk)
    may_lift = permissions.may_lift(request.user, suppression)
    form = LiftForm(request.POST or None)
    if request.method == "POST":
        if not request.user.is_authenticated or not may_lift:
            raise PermissionDenied
        if form.is_valid():
            return _lifted(request, suppression, form.cleaned_data["reason"])
    status = 422 if form.errors else 200
    context = {**frame(request, "suppressions"), "suppression": suppression, "form": form, "may_lift": may_lift}
    return render(request, "delivery/desk/suppression.html", context, status=status)


def _lifted(request: HttpRequest, suppression: Suppression, reason: str) -> HttpResponse:
    if not request.user.is_authenticated:
        raise PermissionDenied
    try:
        actions.lift(suppression, by=request.user, at=timezone.now(), reason=reason)
    except AlreadyLifted:
        messages.warning(request, _("Somebody else lifted it already."))
    else:
        messages.success(request, _after(suppression))
    return redirect("delivery_suppressions:index")


def _after(suppression: Suppression) -> str:
    """Say what holds for the address now."""
    other = Suppression.objects.in_force().filter(key=suppression.key).first()
    if other is None:
        return _("%(address)s may be written to again.") % {"address": suppression.key}
    words = _("Lifted; %(address)s still gets nothing for another reason: %(reason)s.")
    return words % {"address": suppression.key, "reason": other.get_reason_display()}
