"""How much may be sent to us at once: a form's words everywhere, and more only at the doors that take files.

Looked at before a byte is read, for reading a form means putting its files aside on the disk. A body of which nobody
says how long it is (chunked) is not taken: what counts is what was announced, and Django reads no byte beyond it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from kopru.core import public_pages

MEGABYTE: Final = 1024 * 1024
#: Bytes of a form without files: Django's own limit of its words, and as much again for what a browser writes around.
WORDS: Final = 2 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE


@dataclass(frozen=True, slots=True)
class Door:
    """Where files are handed in: bytes of the whole body, and whether people without an account hand in there."""

    largest: int
    is_for_anybody: bool
    #: the view looks at the announced size by itself, to say it beside its field
    says_so_itself: bool


_doors: dict[str, Door] = {}


def open_door(*names: str, megabytes: int, is_for_anybody: bool = False, says_so_itself: bool = False) -> None:
    """Let so many megabytes of files be sent at once to the addresses with these view names; from `apps.ready()`."""
    for name in names:
        _doors[name] = Door(megabytes * MEGABYTE + WORDS, is_for_anybody, says_so_itself)


def doors() -> dict[str, Door]:
    """Return every door that takes files, by the view name of its address."""
    return dict(_doors)


class Scales:
    """Refuses what is too large; stands before whatever reads a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Hold what answers next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Compare what was announced with what the address takes."""
        if "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower():
            return _refusal(request, HTTPStatus.LENGTH_REQUIRED, _("How long it is was not said."))
        announced = _announced(request)
        if announced <= WORDS or announced <= (largest := _largest(request)):
            return None
        sizes = {"found": -(-announced // MEGABYTE), "most": max(largest - WORDS, MEGABYTE) // MEGABYTE}
        if largest == WORDS:
            said = _("You sent %(found)d MB; this page takes no files.") % sizes
        else:
            said = _("You sent %(found)d MB; this page takes at most %(most)d MB at once.") % sizes
        return _refusal(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, said)


def _announced(request: HttpRequest) -> int:
    written = request.META.get("CONTENT_LENGTH") or "0"
    return int(written) if written.isascii() and written.isdigit() else 0  # Django reads nothing then


def _largest(request: HttpRequest) -> int:
    match = request.resolver_match
    door = _doors.get(match.view_name) if match else None
    if door is None or not (door.is_for_anybody or request.user.is_authenticated):
        return WORDS
    return _announced(request) if door.says_so_itself else door.largest


def _refusal(request: HttpRequest, status: HTTPStatus, said: str) -> HttpResponse:
    response: HttpResponse
    if request.headers.get("Accept", "").startswith("application/json"):
        response = JsonResponse({"success": False, "error_message": said}, status=status)
    else:
        response = public_pages.render(request, "core/too_large.html", {"said": said}, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
