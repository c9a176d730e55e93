"""Public pages as responses: in which language they speak, and how long a cache may keep them."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path

from kopru.core import clock, public_pages
from kopru.core.models import Identity
from kopru.core.public_pages import LANGUAGES, language_of
from kopru.web import archive, colours
from kopru.web.cache import page_parts

__all__ = ["LANGUAGES", "frame", "identity_of", "language_of", "private", "public", "render"]

#: a browser asks each time and is told "not modified": what is withdrawn is gone from its next visit
_PUBLIC: Final = "public, max-age=0, must-revalidate"
_PRIVATE: Final = "private, no-store"


def render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    language: str = "",
    status: int = 200,
) -> HttpResponse:
    """Draw a page of ours, whose chrome speaks `language`, as those of the apps below are drawn."""
    return public_pages.render(request, f"web/{template}", context, language=language, status=status)


def frame(request: HttpRequest, language: str) -> dict[str, Any]:
    """Return what the chrome around a page needs; the apps below draw their public pages inside it too."""
    identity = identity_of(request)
    return {
        "frame": "web/base.html",
        "identity": identity,
        "colours": colours.palette(identity.colour_primary, identity.colour_accent),
        "language": language,
        "base_url": settings.BASE_URL,
        "canonical": f"{settings.BASE_URL}{escape_uri_path(request.path)}",
    }


def identity_of(request: HttpRequest) -> Identity:
    """Return the office's identity."""
    found: Identity = page_parts.kept(("identity",), clock.now(), lambda: Identity.load(request_or_site=request))
    return found


def public(response: HttpResponse, *, seconds: int = archive.SHELF_LIFE) -> HttpResponse:
    """Let everybody's caches keep the response, ours for `seconds`; it must be the same for every visitor."""
    response.headers["Cache-Control"] = _PUBLIC
    response.shelf_life = seconds  # type: ignore[attr-defined]
    return response


def private(response: HttpResponse) -> HttpResponse:
    """Let nobody keep the response, and no search engine list it."""
    response.headers["Cache-Control"] = _PRIVATE
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
