"""What the cases hold about a person, handed out whole (KVKK 6698 art. 11)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.cases import erasure, permissions
from kopru.cases.views.desk.doors import staff
from kopru.directory.models import Person


@require_safe
def personal_data(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over a ZIP with the data as JSON and every file of the person's cases."""
    user, at = staff(request), timezone.now()
    if not permissions.may_hand_out_data(user):
        raise PermissionDenied
    person = get_object_or_404(Person.objects.visible_to(user, at), pk=pk)
    response = HttpResponse(erasure.archive(person), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="kisisel-veri-basvurular-{person.pk}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response
