"""Was it solved? asked some weeks after the answer."""

from django.http import Http404, HttpRequest, HttpResponse


def survey(request: HttpRequest, key: str) -> HttpResponse:
    """Take the person's own word."""
    raise Http404(key or request.path)
