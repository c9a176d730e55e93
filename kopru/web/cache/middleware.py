"""Whole pages for anonymous visitors, before anything else runs; revalidation and compression with it."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

from kopru.core import clock, freshness
from kopru.web import archive
from kopru.web.cache import whole_pages

#: what an address may ask of a public page; all else (a newsletter's "utm_source") changes nothing and is not kept
PARAMETERS: Final = ("ay", "dil", "format", "konu", "maxheight", "maxwidth", "sayfa", "url", "yil")
#: what a person types is without end: such a page is made each time
_UNBOUNDED: Final = "q"
_LONGEST_KEY: Final = 500
_NEVER_KEPT: Final = frozenset({"Set-Cookie", "Content-Length", "Content-Encoding", "Date", "Vary"})


class WholePages:
    """Answers with the whole page that was made for anybody and is still true; first in the row of middlewares."""

    def __init__(
        self,
        get_response: Callable[[HttpRequest], HttpResponseBase],
        clock: Callable[[], datetime] = clock.now,
    ) -> None:
        """Stand before `get_response`; `clock` tells the time."""
        self.get_response = get_response
        self.clock = clock

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer `request`."""
        key = _key(request)
        if key is None:
            return _for_one_visitor(request, self.get_response(request))
        request.get_host()  # a host that is not ours is refused as everywhere
        # Both before the page is made: whatever changes meanwhile makes it old, never young.
        at, generation = self.clock(), freshness.generation()
        page = whole_pages.take(key, generation=generation, at=at)
        if page is None:
            made = self.get_response(request)
            seconds = getattr(made, "shelf_life", 0)
            if not seconds or made.cookies or not isinstance(made, HttpResponse):
                return made
            page = _finished(made, at=at)
            ends_at = archive.end_of(at, seconds)
            if ends_at > at:
                whole_pages.put(key, page, generation=generation, made_at=at, ends_at=ends_at)
        return _answer(request, page)


def _key(request: HttpRequest) -> str | None:
    """Return what the page is kept under; None if it is for one visitor, or may not be kept."""
    if not settings.KEEP_PAGES or request.method not in {"GET", "HEAD"}:
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES or _UNBOUNDED in request.GET:
        return None
    if request.path.startswith(settings.STATIC_URL):
        return None
    key = f"{request.path}?{urlencode([(name, request.GET[name]) for name in PARAMETERS if name in request.GET])}"
    return key if len(key) <= _LONGEST_KEY else None


def _finished(made: HttpResponse, *, at: datetime) -> whole_pages.Page:
    headers = {name: value for name, value in made.items() if name not in _NEVER_KEPT}
    headers["ETag"] = f'W/"{hashlib.blake2b(made.content, digest_size=12).hexdigest()}"'
    headers.setdefault("Last-Modified", http_date(at.timestamp()))
    headers["Vary"] = "Accept-Encoding"
    return whole_pages.Page(made.status_code, headers, made.content, whole_pages.pack(made.content))


def _answer(request: HttpRequest, page: whole_pages.Page) -> HttpResponseBase:
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(page.packed if packed else page.plain, status=page.status)
    for name, value in page.headers.items():
        response.headers[name] = value
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
    if page.status != HttpResponse.status_code:
        return response
    return _conditional(request, response)


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Say "not modified" to whoever has it (RFC 9110 §13)."""
    if not ("If-None-Match" in request.headers or "If-Modified-Since" in request.headers):
        return response
    modified = parse_http_date_safe(response.headers["Last-Modified"])
    answer = get_conditional_response(request, response.headers["ETag"], modified, response)
    if isinstance(answer, HttpResponseNotModified):
        answer.headers["Vary"] = response.headers["Vary"]
    return answer or response


def _for_one_visitor(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Let no shared cache keep a public page that was made for somebody who is signed in."""
    if getattr(response, "shelf_life", 0) and settings.SESSION_COOKIE_NAME in request.COOKIES:
        response.headers["Cache-Control"] = "private, no-cache"
    return response
