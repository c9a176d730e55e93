"""The public's pages of the apps below the press room, which lends them its frame and its look."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import override

#: What a page's template extends, `{% extends frame %}`, and what that frame needs, for one language.
Frame = Callable[[HttpRequest, str], dict[str, Any]]

LANGUAGES: Final = tuple(code for code, _name in settings.LANGUAGES)

_frames: list[Frame] = []


def register(frame: Frame) -> None:
    """Let pages be drawn in `frame`: it returns the context of its template, whose name is under "frame"."""
    _frames[:] = [frame]


def language_of(request: HttpRequest) -> str:
    """Return the language that `?dil=` asks for, never that of the browser: an address shows the same to everybody."""
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
    """Draw a page inside the frame, in one language."""
    language = language or language_of(request)
    with override(language):
        body = render_to_string(template, _frames[0](request, language) | (context or {}), request)
    return HttpResponse(body, status=status, headers={"Content-Language": language})
