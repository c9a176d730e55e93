"""The door of the pages for people without an account: one language, nothing kept, every refusal in words."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kopru.cases.public import uploads
from kopru.core import public_pages

View = Callable[..., HttpResponseBase]

_POLICY: Final = "geolocation=(self), camera=(), microphone=()"


def public(
    *methods: str, largest: int = uploads.LARGEST, listed: bool = False, language: str = ""
) -> Callable[[View], View]:
    """Let a view be opened by anybody with these methods.

    A session's power is used by none of them, so that a forged form gains nothing: no cookie is needed either.
    `largest` is of one file, in bytes; `listed` pages may be found by search engines.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @require_http_methods(["GET", "HEAD", *methods])
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            with override(language or public_pages.language_of(request)):
                response = _answered(view, request, args, kwargs, largest)
            return _kept_by_nobody(response, is_listed=listed and request.method != "POST")

        return opened

    return decorate


def page(request: HttpRequest, template: str, *, status: int = 200, language: str = "", **context: Any) -> HttpResponse:
    """Draw one of our public pages."""
    return public_pages.render(
        request, f"cases/public/{template}", {"at": "ask"} | context, status=status, language=language
    )


def _answered(view: View, request: HttpRequest, args: Any, kwargs: Any, largest: int) -> HttpResponseBase:
    if request.method == "POST":
        request.upload_handlers.insert(0, uploads.Quota(request, largest=largest))
        try:
            request.POST  # noqa: B018 - read here, where what is wrong with it can be said
        except SuspiciousOperation:  # more fields, files or bytes than any form of ours has
            return _too_large(request)
    return view(request, *args, **kwargs)


def _too_large(request: HttpRequest) -> HttpResponse:
    return page(request, "too_large.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _kept_by_nobody(response: HttpResponseBase, *, is_listed: bool) -> HttpResponseBase:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Permissions-Policy"] = _POLICY
    if not is_listed:
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
