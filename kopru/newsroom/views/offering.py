"""To whom a bulletin goes, how the mail will look, the last look before it leaves, and what became of each copy."""

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopru.core import clock
from kopru.delivery import actions as delivery
from kopru.delivery import merging, showing
from kopru.delivery import permissions as may_deliver
from kopru.delivery.models import Dispatch, DispatchState, Recipient, RowState
from kopru.directory import audiences
from kopru.directory.models import Audience
from kopru.newsroom import actions, mails, permissions
from kopru.newsroom.actions.obstacles import Obstacle
from kopru.newsroom.actions.offering import holders_of
from kopru.newsroom.forms import OfferForm, ReleaseForm
from kopru.newsroom.models import Edition, Offer
from kopru.newsroom.states import state_of
from kopru.newsroom.views.board import found, staff

_NAMED: Final = 12
_PAGE: Final = 50
#: what stands in the preview where each recipient's own words come
_EXAMPLE: Final = {"greeting": "Sayın Ayşe YILMAZ", "name": "Ayşe Yılmaz"}


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the audience: how many, who, why; and see the mail."""
    user, at = staff(request), clock.now()
    bulletin = found(pk, user=user, at=at)
    edition: Edition | None = bulletin.edition
    if edition is None or not permissions.may_offer(user, bulletin, at=at):
        raise PermissionDenied
    form = OfferForm(request.POST or None, initial={"audience": request.GET.get("kitle")})
    if request.method == "POST" and form.is_valid():
        try:
            actions.offer(bulletin, audience=form.cleaned_data["audience"], by=user, at=at)
        except (Obstacle, delivery.RowsRefused, audiences.RuleInvalid) as obstacle:
            messages.error(request, str(obstacle))
        else:
            made = Offer.objects.filter(edition=edition).latest("pk")
            return redirect("bulletins:offered", pk=pk, offer=made.pk)
    context = {
        "bulletin": bulletin,
        "state": state_of(bulletin, at),
        "form": form,
        "audiences": Audience.objects.visible_to(user, at),
        **_counted(request.GET.get("kitle", ""), edition, at=at),
        **_preview(mails.offering(edition)),
    }
    template = "newsroom/audience.html" if "parca" in request.GET else "newsroom/offer.html"
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def offered(request: HttpRequest, pk: int, offer: int) -> HttpResponse:
    """Show one dispatch of a bulletin: before it leaves the last look, afterwards what became of each copy."""
    user, at = staff(request), clock.now()
    bulletin = found(pk, user=user, at=at)
    if not permissions.may_follow(user):
        raise PermissionDenied
    chosen = get_object_or_404(
        Offer.objects.select_related("dispatch", "edition", "audience", "correction"),
        pk=offer,
        edition__bulletin=bulletin,
    )
    dispatch: Dispatch = chosen.dispatch
    form = ReleaseForm(request.POST if "gonder" in request.POST and dispatch.needs_two else None)
    if request.method == "POST" and not form.errors:
        try:
            _handle(request, chosen, form, at=at)
        except (delivery.DispatchClosed, delivery.NotFrozen, delivery.WindowOver):
            messages.error(request, _("It was sent or cancelled meanwhile."))
        if not form.errors:
            return redirect("bulletins:offered", pk=pk, offer=offer)
    state = request.GET.get("durum", "")
    rows = _rows(dispatch, state, request.GET.get("sonra", "0"))
    counts = dispatch.counts()
    context = {
        "bulletin": bulletin,
        "offer": chosen,
        "dispatch": dispatch,
        "form": form,
        "counts": [{"state": row, "label": row.label, "count": counts[row]} for row in RowState if counts[row]],
        "rows": rows[:_PAGE],
        "next": rows[_PAGE - 1].pk if len(rows) > _PAGE else None,
        "row_state": state,
        "is_before": dispatch.state == DispatchState.FROZEN,
        "may_release": may_deliver.may_release(user, dispatch),
        "may_cancel": may_deliver.may_cancel(user, dispatch),
        "may_test": may_deliver.may_send_test(user, dispatch),
        **_read_by_the_first(dispatch),
    }
    return render(request, "newsroom/offered.html", context)


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all dispatches of a bulletin: which edition went to how many, and what became of them."""
    user, at = staff(request), clock.now()
    bulletin = found(pk, user=user, at=at)
    if not permissions.may_follow(user):
        raise PermissionDenied
    offers = Offer.objects.filter(edition__bulletin=bulletin).select_related("dispatch", "edition", "audience", "by")
    context = {
        "bulletin": bulletin,
        "state": state_of(bulletin, at),
        "offers": [{"offer": row, "counts": row.dispatch.counts()} for row in offers.order_by("-at", "-pk")],
        "corrections": bulletin.corrections.select_related("by", "faulty", "mended").order_by("-at"),
    }
    return render(request, "newsroom/report.html", context)


@require_POST
def notify(request: HttpRequest, pk: int, correction: int) -> HttpResponse:
    """Freeze a correction for exactly those who received the faulty edition; then the last look."""
    user, at = staff(request), clock.now()
    bulletin = found(pk, user=user, at=at)
    if not permissions.may_notify(user, bulletin):
        raise PermissionDenied
    chosen = get_object_or_404(bulletin.corrections, pk=correction)
    try:
        dispatch = actions.notify_recipients(chosen, by=user, at=at)
    except (Obstacle, delivery.RowsRefused) as obstacle:
        messages.error(request, str(obstacle))
        return redirect("bulletins:one", pk=pk)
    return redirect("bulletins:offered", pk=pk, offer=Offer.objects.get(dispatch=dispatch).pk)


def _rows(dispatch: Dispatch, state: str, after: str) -> list[Recipient]:
    """Return a page of the ledger, and one row more if there is a next page."""
    rows = Recipient.objects.filter(dispatch=dispatch).order_by("pk")
    if state in RowState.values:
        rows = rows.filter(state=state)
    return list(rows.filter(pk__gt=int(after) if after.isascii() and after.isdigit() else 0)[: _PAGE + 1])


def _handle(request: HttpRequest, chosen: Offer, form: ReleaseForm, *, at: datetime) -> None:
    user, dispatch = staff(request), chosen.dispatch
    if "dene" in request.POST and may_deliver.may_send_test(user, dispatch):
        delivery.send_test(dispatch, to=user.email, by=user, at=at)
        messages.success(request, _("A test is on its way to %(address)s.") % {"address": user.email})
    elif "vazgec" in request.POST and may_deliver.may_cancel(user, dispatch):
        delivery.cancel(dispatch, by=user, at=at)
        messages.success(request, _("It was cancelled; nothing more leaves."))
    elif "gonder" in request.POST and may_deliver.may_release(user, dispatch):
        _release(request, chosen, form, at=at)
    else:
        raise PermissionDenied


def _release(request: HttpRequest, chosen: Offer, form: ReleaseForm, *, at: datetime) -> None:
    dispatch, typed = chosen.dispatch, form.cleaned_data["typed_count"] if form.is_bound else None
    try:
        delivery.release(dispatch, by=staff(request), at=at, typed_count=typed)
    except delivery.CountMismatch as mismatch:
        words = _("Type the number of recipients to confirm: there are %(count)s.")
        form.add_error("typed_count", words % {"count": mismatch.count})
    else:
        second = dispatch.state == DispatchState.AWAITING
        messages.success(request, _("It awaits a second person.") if second else _("It is on its way."))


def _counted(asked: str, edition: Edition, *, at: datetime) -> dict[str, Any]:
    """Return how many of an audience would get it, the first of them, and why they are in it."""
    chosen = Audience.objects.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() else None
    if chosen is None:
        return {"audience": None}
    try:
        points = audiences.contact_points(chosen, kind="email", at=at)
    except audiences.RuleInvalid as fault:
        return {"audience": chosen, "fault": str(fault)}
    left = points.exclude(key__in=holders_of(edition))
    named = list(left[:_NAMED])
    why = audiences.reasons_for_all(chosen, named, at)
    return {
        "audience": chosen,
        "count": left.count(),
        "in_all": points.count(),
        "named": [{"point": point, "why": why[point.pk]} for point in named],
    }


def _preview(mail: mails.Mail) -> dict[str, str]:
    return {
        "mail_subject": mail.subject,
        "mail_text": merging.merge(mail.text, _EXAMPLE),
        "mail_html": merging.merge(mail.html, _EXAMPLE),
    }


def _read_by_the_first(dispatch: Dispatch) -> dict[str, str]:
    words = showing.as_read_by(dispatch, Recipient.objects.filter(dispatch=dispatch).order_by("pk").first())
    return {"mail_subject": words.subject, "mail_text": words.text, "mail_html": words.html}
