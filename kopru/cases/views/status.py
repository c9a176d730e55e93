"""The state of an ask, for whoever holds its number and secret."""

from django.http import Http404, HttpRequest, HttpResponse


def status(request: HttpRequest) -> HttpResponse:
    """Show the state of one case to whoever knows number and secret."""
    raise Http404(request.path)
