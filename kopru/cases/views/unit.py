"""The signed page on which a unit answers without an account."""

from django.http import Http404, HttpRequest, HttpResponse


def unit(request: HttpRequest, key: str) -> HttpResponse:
    """Show what the unit is asked, and take its answer."""
    raise Http404(key or request.path)
