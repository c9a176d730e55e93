"""What is done with one person or address, and the count of an audience while it is written."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.utils import get_valid_next_url_from_request

from kopru.directory import actions as directory
from kopru.directory import audiences, erasure, permissions
from kopru.directory.forms import AudienceForm
from kopru.directory.models import Audience, ContactPoint, Kind, Person
from kopru.directory.views.door import signed_in


@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm an address, or give it up."""
    at = timezone.now()
    point = get_object_or_404(ContactPoint.objects.visible_to(request.user, at), pk=pk)
    if not permissions.may_keep(request.user):
        raise PermissionDenied
    if request.POST.get("standing") == "good":
        directory.verify(point, by=signed_in(request), at=at)
        messages.success(request, _("“{0}” was verified.").format(point))
    else:
        directory.mark_bad(point, reason=_("Given up by hand."), by=signed_in(request), at=at)
        messages.success(request, _("Nothing is sent to “{0}” any more.").format(point))
    return redirect(get_valid_next_url_from_request(request) or reverse("directory_people:index"))


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is held about a person, and forget them when asked twice."""
    person = get_object_or_404(Person.objects.visible_to(request.user, timezone.now()), pk=pk)
    if not permissions.may_erase(request.user, person):
        raise PermissionDenied
    if request.method == "POST":
        erasure.erase(person, by=signed_in(request), at=timezone.now())
        messages.success(request, _("The personal data were erased."))
        return redirect("directory_people:index")
    context = {
        "person": person,
        "held": erasure.describe(person),
        "header_title": _("Erase personal data"),
        "header_icon": "bin",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("directory_people:index"), "label": _("People")},
            {"url": reverse("directory_people:inspect", args=[person.pk]), "label": str(person)},
        ],
    }
    return render(request, "directory/erase.html", context)


@require_safe
def personal_data(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out what is held about a person (KVKK art. 11)."""
    person = get_object_or_404(Person.objects.visible_to(request.user, timezone.now()), pk=pk)
    if not permissions.may_erase(request.user, person):
        raise PermissionDenied
    held = erasure.export(person)
    headers = {"Content-Disposition": f'attachment; filename="kisisel-veri-{person.pk}.json"'}
    return JsonResponse(held, json_dumps_params={"ensure_ascii": False, "indent": 2}, headers=headers)


@require_POST
def count(request: HttpRequest) -> JsonResponse:
    """Count whom the rule in a form that is not saved yet would reach, by kind of address."""
    if not permissions.may_keep(request.user):
        raise PermissionDenied
    form = AudienceForm(request.POST, instance=Audience(), for_user=request.user)
    form.is_valid()  # an empty name does not hinder counting
    at, rule = timezone.now(), form.rule()
    counts = {kind.value: audiences.members(rule, kind=kind.value, at=at).count() for kind in (Kind.EMAIL, Kind.MOBILE)}
    return JsonResponse(counts)
