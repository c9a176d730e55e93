"""Every contact with an outlet or a person on one page (M6)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.cases.special import contacts
from kopru.cases.views.desk.media import reader
from kopru.directory.models import Outlet, Person


@require_safe
def outlet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the contacts with an outlet."""
    user, at = reader(request), timezone.now()
    return _shown(request, get_object_or_404(Outlet.objects.visible_to(user, at), pk=pk))


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the contacts with a person."""
    user, at = reader(request), timezone.now()
    return _shown(request, get_object_or_404(Person.objects.visible_to(user, at), pk=pk))


def _shown(request: HttpRequest, owner: Outlet | Person) -> HttpResponse:
    user, at = reader(request), timezone.now()
    register = "directory_outlets" if isinstance(owner, Outlet) else "directory_people"
    context = {
        "owner": owner,
        "back": reverse(f"{register}:inspect", args=[owner.pk]),
        "rows": contacts.timeline(owner, user=user, at=at),
    }
    return render(request, "cases/desk/contacts.html", context)
