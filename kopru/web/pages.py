"""Public pages as responses: in which language they speak, and how long a cache may keep them."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path
from django.utils.translation import override

from kopru.core import clock
from kopru.core.models import Identity
from kopru.web import archive, colours
from kopru.web.cache import page_parts

#: a browser asks each time and is told "not modified": what is withdrawn is gone from its next visit
_PUBLIC: Final = "public, max-age=0, must-revalidate"
_PRIVATE: Final = "private, no-store"
LANGUAGES: Final = tuple(code for code, _name in settings.LANGUAGES)


def language_of(request: HttpRequest) -> str:
    """Return the language that `?dil=` asks for; the first of the settings is the office's own.

    Never that of the browser: an address shows the same to everybody, and is cached once.
    """
    asked = request.GET.get("dil", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    language: str = "",
    status: int = 200,
) -> HttpResponse:
    """Draw a page whose chrome speaks `language`."""
    language = language or language_of(request)
    with override(language):
        body = render_to_string(f"web/{template}", frame(request, language) | (context or {}), request)
    return HttpResponse(body, status=status, headers={"Content-Language": language})


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
