"""The tray in which a unit lays what the public should know, and reads what became of it: a signed page (N11)."""

from datetime import datetime
from http import HTTPStatus

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from kopru.cases import actions
from kopru.cases.asks import Ask, Asker
from kopru.cases.forms.public import MaterialForm
from kopru.cases.letters import links
from kopru.cases.models import Case, Channel, Kind, Material
from kopru.cases.public import uploads
from kopru.cases.views.public.door import page, public
from kopru.directory.models import Unit

#: Of what was handed in before, the newest.
_SHOWN = 30


@public("POST", largest=25 * uploads.MEGABYTE, language="tr")
def tray(request: HttpRequest, key: str) -> HttpResponse:
    """Show what was handed in and what became of it; take more."""
    at, number = timezone.now(), links.unit_of_tray(key)
    unit = Unit.objects.open(timezone.localdate(at)).filter(pk=number).first() if number is not None else None
    if unit is None:
        return page(request, "unit_gone.html", status=HTTPStatus.NOT_FOUND, language="tr")
    if request.method != "POST":
        return _shown(request, unit, MaterialForm(request=request, at=at))
    form = MaterialForm(request.POST, request.FILES, request=request, at=at)
    if not form.is_valid():
        return _shown(request, unit, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        _hand_in(unit, form, at)
    except IntegrityError:  # sent twice: it is there
        return redirect(f"{request.path}?tamam=1")
    return redirect(f"{request.path}?tamam=1")


@transaction.atomic
def _hand_in(unit: Unit, form: MaterialForm, at: datetime) -> None:
    given = form.cleaned_data
    if Case.objects.filter(ticket=form.ticket_name).exists():
        return
    ask = Ask(
        subject=given["title"],
        text=given["text"],
        received_at=at,
        kind=Kind.MATERIAL,
        channel=Channel.UNIT,
        asker=Asker(name=given["author"], unit=unit),
        files=given["files"],
        wished_on=given["wished_on"],
        ticket=form.ticket_name,
        sends_receipt=False,
    )
    case = actions.open_case(ask, by=None, at=at)
    material = actions.hand_in(case, unit=unit, at=at)
    material.wished_on = given["wished_on"]
    material.save(update_fields=["wished_on"])


def _shown(request: HttpRequest, unit: Unit, form: MaterialForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    handed = Material.objects.filter(unit=unit, case__erased_at__isnull=True).select_related("case")
    context = {
        "unit": unit,
        "form": form,
        "handed": handed.order_by("-pk")[:_SHOWN],
        "is_done": "tamam" in request.GET and not form.is_bound,
    }
    return page(request, "material.html", status=status, language="tr", **context)
