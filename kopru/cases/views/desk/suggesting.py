"""What may help with a case, fetched after its page stands: the page itself does not wait for it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.cases import permissions
from kopru.cases.suggesting.gathering import suggestions
from kopru.cases.views.desk.doors import found, is_part, staff


@require_safe
def suggest(request: HttpRequest, pk: int) -> HttpResponse:
    """Show units, duplicates and published answers, each with its reason; a part of the page, or one of its own."""
    user, at = staff(request), timezone.now()
    case = found(pk, user=user, at=at)
    if not permissions.may_work(user, case):
        raise PermissionDenied
    context = {"case": case, "suggestions": suggestions(case, at=at)}
    return render(request, "cases/suggestions.html" if is_part(request) else "cases/suggestions_page.html", context)
