"""The page on which boxes are drawn over a file, looked at, and saved; numbers alone do it too, without a script."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseFormSet, formset_factory
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopru.cases import actions, permissions
from kopru.cases.models import Case, CaseFile
from kopru.cases.privacy import blackening, redaction
from kopru.cases.privacy.redaction import REASONS, Box
from kopru.cases.views.desk.doors import found, staff
from kopru.core.models import User

#: Boxes that can be drawn at once; more are added by saving and opening again.
_MOST: Final = 40
_EMPTY: Final = 3


class BoxForm(forms.Form):
    """One box: page, edges in hundredths of the page, reason; left empty, it is none."""

    page = forms.IntegerField(label=gettext_lazy("Page"), min_value=1, max_value=60, required=False)
    left = forms.FloatField(label=gettext_lazy("Left %"), min_value=0, max_value=100, required=False)
    top = forms.FloatField(label=gettext_lazy("Top %"), min_value=0, max_value=100, required=False)
    right = forms.FloatField(label=gettext_lazy("Right %"), min_value=0, max_value=100, required=False)
    bottom = forms.FloatField(label=gettext_lazy("Bottom %"), min_value=0, max_value=100, required=False)
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=list(REASONS.items()), required=False)

    def clean(self) -> dict[str, Any]:
        """Turn it into a box; one that is half written says what it lacks."""
        said: dict[str, Any] = super().clean() or {}
        edges = [said.get(name) for name in ("left", "top", "right", "bottom")]
        if self.errors or all(edge is None for edge in edges):
            return said
        if None in edges:
            raise forms.ValidationError(_("Write all four edges of the box."))
        left, top, right, bottom = (float(edge or 0) / 100 for edge in edges)
        box = Box((said.get("page") or 1) - 1, left, top, right, bottom, said.get("reason") or "")
        if not box.is_one:
            raise forms.ValidationError(_("The right edge must lie right of the left one, the bottom below the top."))
        said["box"] = box
        return said


_Boxes = formset_factory(BoxForm, extra=0, max_num=_MOST, absolute_max=_MOST)


@require_http_methods(["GET", "POST"])
def redact(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show the pages with their boxes; look at the result, then save it."""
    user, at = staff(request), timezone.now()
    case, file = _file(pk, number, user, at)
    posted = request.method == "POST"
    formset = _Boxes(request.POST, prefix="kutu") if posted else _Boxes(initial=_initial(file), prefix="kutu")
    boxes = _boxes(formset) if posted and formset.is_valid() else [] if posted else _kept(file)
    fault = ""
    if posted and formset.is_valid() and request.POST.get("adim") == "kaydet":
        try:
            actions.ask_redaction(file, boxes=boxes, by=user, at=at)
        except actions.Obstacle as obstacle:
            fault = str(obstacle)
        else:
            return redirect(f"{reverse('cases_desk:redact', args=[case.pk, file.pk])}?kaydedildi=1")
    context = {
        "case": case,
        "file": file,
        "formset": formset,
        "fault": fault,
        "is_told": "kaydedildi" in request.GET,
        "is_drawn": file.is_held and not file.blackening["fault"],
        "is_looked_at": posted and formset.is_valid() and bool(boxes),
        "pages": [_page(case, file, each, boxes if posted else []) for each in range(_count(file))],
        "reasons": REASONS,
    }
    return render(
        request, "cases/redaction/page.html", context, status=422 if posted and not formset.is_valid() else 200
    )


@require_safe
def progress(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show how far the copy is, and at the end the copy itself."""
    case, file = _file(pk, number, staff(request), timezone.now())
    is_drawn = file.is_held and not file.blackening["fault"]
    return render(request, "cases/redaction/progress.html", {"case": case, "file": file, "is_drawn": is_drawn})


@require_POST
def drop(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Leave a file as it is, though it was to be made black."""
    user, at = staff(request), timezone.now()
    case, file = _file(pk, number, user, at)
    actions.drop_redaction(file, by=user, at=at)
    messages.success(request, _("The file stays as it is."))
    return redirect("cases_desk:one", case.pk)


@require_safe
def picture(request: HttpRequest, pk: int, number: int, page: int) -> HttpResponse:
    """Hand over one page as a picture, with the boxes that the address names."""
    _case, file = _file(pk, number, staff(request), timezone.now())
    boxes = [box for written in request.GET.getlist("kutu")[:_MOST] if (box := _read(written, page))]
    with file.file.open("rb") as stored:
        raw = stored.read()
    try:
        made = redaction.page_picture(raw, file.content_type, page, boxes)
    except redaction.CannotRedact as fault:
        raise Http404 from fault
    response = HttpResponse(made, content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response


def _file(pk: int, number: int, user: User, at: datetime) -> tuple[Case, CaseFile]:
    case = found(pk, user=user, at=at)
    if not permissions.may_redact(user, case):
        raise PermissionDenied
    file = case.files.filter(pk=number).first()
    if file is None or not file.file.name or not redaction.is_redactable(file.content_type):
        raise Http404
    return case, file


def _count(file: CaseFile) -> int:
    with file.file.open("rb") as stored:
        raw = stored.read()
    try:
        return redaction.page_count(raw, file.content_type)
    except redaction.CannotRedact as fault:
        raise Http404 from fault


def _kept(file: CaseFile) -> list[Box]:
    if file.is_held:
        return blackening.boxes_of(file.blackening)
    boxes = []
    for each in file.redactions:
        if "box" in each:
            left, top, right, bottom = each["box"]
            boxes.append(Box(each["page"], left, top, right, bottom, each["reason"]))
    return boxes


def _initial(file: CaseFile) -> list[dict[str, Any]]:
    """Return what was drawn before, and some empty lines."""
    rows: list[dict[str, Any]] = [
        {
            "page": box.page + 1,
            "left": round(box.left * 100, 2),
            "top": round(box.top * 100, 2),
            "right": round(box.right * 100, 2),
            "bottom": round(box.bottom * 100, 2),
            "reason": box.reason,
        }
        for box in _kept(file)
    ]
    return [*rows, *({"page": 1} for _each in range(_EMPTY))][:_MOST]


def _boxes(formset: BaseFormSet[BoxForm]) -> list[Box]:
    return [form.cleaned_data["box"] for form in formset if "box" in form.cleaned_data]


def _page(case: Case, file: CaseFile, page: int, boxes: list[Box]) -> dict[str, Any]:
    query = QueryDict(mutable=True)
    own = [box for box in boxes if box.page == page]
    query.setlist("kutu", [f"{b.left:.5f}_{b.top:.5f}_{b.right:.5f}_{b.bottom:.5f}_{b.reason}" for b in own])
    address = reverse("cases_desk:redaction_page", args=[case.pk, file.pk, page])
    return {"number": page + 1, "url": f"{address}?{query.urlencode()}" if own else address, "boxes": len(own)}


def _read(written: str, page: int) -> Box | None:
    parts = written.split("_")
    try:
        left, top, right, bottom = (float(part) for part in parts[:4])
    except ValueError:
        return None
    box = Box(page, left, top, right, bottom, parts[4] if len(parts) == 5 else "")
    return box if box.is_one else None
