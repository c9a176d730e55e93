"""People in a photo: named, asked, and heard when they say no."""

import mimetypes
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopru.core.viewsets import policy_of
from kopru.directory.models import Person
from kopru.photos import actions, permissions
from kopru.photos.forms import NameForm, StatementForm, WithdrawalForm
from kopru.photos.models import Depiction, Photo
from kopru.photos.views.entrance import depiction_or_404, photo_desk, photo_or_404, user_of

_ASKING = ["GET", "HEAD", "POST"]


@require_http_methods(_ASKING)
@photo_desk
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who can be recognised."""
    photo = photo_or_404(request, pk)
    if not permissions.may_name_person(request.user, photo):
        raise PermissionDenied
    people = policy_of(Person).instances_user_has_permission_for(request.user, "choose")
    form = NameForm(*_given(request), people=people)
    if request.method == "POST" and form.is_valid():
        actions.name_person(photo, **form.cleaned_data, by=user_of(request), at=timezone.now())
        return _back(request, photo, _("Written down."))
    return _asked(request, photo, form, title=_("Name somebody in this photo"), deed=_("Write down"))


@require_http_methods(_ASKING)
@photo_desk
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what somebody says now."""
    depiction = depiction_or_404(request, pk)
    if not permissions.may_record_consent(request.user, depiction):
        raise PermissionDenied
    begin = {"consent": depiction.consent, "note": depiction.note}
    form = StatementForm(*_given(request), initial=begin, has_form=bool(depiction.form))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_consent(depiction, **form.cleaned_data, by=user_of(request), at=timezone.now())
        except actions.ConsentRefused as obstacle:
            form.add_error("consent", str(obstacle))
        else:
            return _back(request, depiction.photo, _("Written down."))
    title = _("What does %(who)s say?") % {"who": depiction.who}
    return _asked(request, depiction.photo, form, title=title, deed=_("Write down"), depiction=depiction)


@require_http_methods(_ASKING)
@photo_desk
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take down that somebody no longer agrees."""
    depiction = depiction_or_404(request, pk)
    if not permissions.may_withdraw_consent(request.user, depiction):
        raise PermissionDenied
    form = WithdrawalForm(*_given(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.withdraw_consent(
                depiction, on=said["on"], note=said["note"], by=user_of(request), at=timezone.now()
            )
        except actions.AlreadyWithdrawn as obstacle:
            messages.warning(request, str(obstacle))
            return redirect(depiction.photo.get_absolute_url())
        return _back(request, depiction.photo, _("The photo is no longer shown to the public."))
    title = _("%(who)s withdraws the consent") % {"who": depiction.who}
    return _asked(request, depiction.photo, form, title=title, deed=_("Withdraw the consent"), depiction=depiction)


@require_POST
@photo_desk
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a wrong name back."""
    depiction = depiction_or_404(request, pk)
    if not permissions.may_remove_name(request.user, depiction):
        raise PermissionDenied
    try:
        actions.remove_name(depiction, by=user_of(request), at=timezone.now())
    except actions.ConsentRefused as obstacle:
        messages.error(request, str(obstacle))
        return redirect(depiction.photo.get_absolute_url())
    return _back(request, depiction.photo, _("The name was taken back."))


@require_safe
@photo_desk
def form(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out the signed form, to be saved: what was uploaded is not shown as a page of ours."""
    depiction = depiction_or_404(request, pk)
    if not depiction.form:
        raise Http404
    try:
        opened = depiction.form.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    ending = str(depiction.form.name).rpartition(".")[2]
    kind = mimetypes.guess_type(f"a.{ending}")[0] or "application/octet-stream"
    response = FileResponse(opened, as_attachment=True, filename=f"izin-{depiction.pk}.{ending}", content_type=kind)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _given(request: HttpRequest) -> tuple[Any, Any]:
    """Return what a form is bound to: nothing before it was sent."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _asked(
    request: HttpRequest, photo: Photo, form: Any, *, title: str, deed: str, depiction: Depiction | None = None
) -> HttpResponse:
    context = {"photo": photo, "form": form, "title": title, "deed": deed, "depiction": depiction}
    return render(request, "photos/desk/person.html", context, status=422 if form.errors else 200)


def _back(request: HttpRequest, photo: Photo, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(photo.get_absolute_url())
