"""What is said when a page is not there, not for the visitor, or could not be made; in the office's own look."""

import sys
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import override

from kopru.core import disk
from kopru.web import pages

_INSUFFICIENT_STORAGE: Final = 507  # RFC 4918, 11.5


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 — never shown: it tells
    """Say the same about what never was and what may not be seen yet."""
    response = pages.render(request, "not_found.html", status=404)
    response.headers["Cache-Control"] = "no-store"
    return response


def refused(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001
    """Say that the page is for others."""
    return pages.private(pages.render(request, "refused.html", status=403))


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 — Django hands it over
    """Say that we failed, and how where the disk is full; asks neither database nor identity: these may have failed."""
    template, status = (
        ("web/disk_full.html", _INSUFFICIENT_STORAGE) if disk.is_full(sys.exception()) else ("web/broken.html", 500)
    )
    with override(pages.LANGUAGES[0]):
        return HttpResponse(render_to_string(template), status=status, headers={"Cache-Control": "no-store"})
