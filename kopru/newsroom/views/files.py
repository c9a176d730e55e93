"""The files of a bulletin on the wire: every byte passes the visibility rule."""

import mimetypes
from pathlib import PurePosixPath
from typing import Any, Final

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.core import clock
from kopru.newsroom.models import Bulletin, Edition
from kopru.newsroom.models.editions import SLUGS

_PARTS: Final = {slug: part for part, slug in SLUGS.items()} | {part: part for part in SLUGS}
#: what a browser may show; everything else is saved
_SHOWN: Final = frozenset({"text", "pdf", "qr"})
#: parts with the photos inside
_PICTURED: Final = frozenset({"docx", "pdf", "photos"})


@require_safe
def kit(request: HttpRequest, year: int, number: int, part: str) -> HttpResponseBase:
    """Serve one part of the press kit of the edition in force."""
    return _part(_seen(request, year, number), part)


@require_safe
def file(request: HttpRequest, year: int, number: int, order: int) -> HttpResponseBase:
    """Serve a file that goes with the edition in force."""
    return _attached(_seen(request, year, number), order)


@require_safe
def private_kit(request: HttpRequest, key: str, part: str) -> HttpResponseBase:  # noqa: ARG001
    """Serve one part of the press kit to whoever has the private link."""
    return _part(_linked(key), part)


@require_safe
def private_file(request: HttpRequest, key: str, order: int) -> HttpResponseBase:  # noqa: ARG001
    """Serve a file to whoever has the private link."""
    return _attached(_linked(key), order)


@require_safe
def private_photo(request: HttpRequest, key: str, order: int) -> HttpResponseBase:  # noqa: ARG001
    """Serve a photo, no wider than 1,200 pixels, to whoever has the private link."""
    figure = _linked(key).figures.select_related("photo").filter(order=order).first()
    if figure is None or not figure.photo.is_usable(on=timezone.localdate()):
        raise Http404
    rendition: Any = figure.photo.get_rendition("max-1200x1200|format-jpeg")
    return _sent(rendition.file.name, "foto.jpg", shown=True)


def _seen(request: HttpRequest, year: int, number: int) -> Edition:
    visible = Bulletin.objects.visible_to(request.user, clock.now()).exclude(visibility="withdrawn")
    return _edition(visible.filter(year=year, number=number).select_related("edition").first())


def _linked(key: str) -> Edition:
    return _edition(Bulletin.objects.private(key).first())


def _edition(bulletin: Bulletin | None) -> Edition:
    """Return the edition in force; what is not there and what may not be seen are the same to the visitor."""
    edition: Edition | None = bulletin.edition if bulletin else None
    if edition is None:
        raise Http404
    return edition


def _part(edition: Edition, part: str) -> HttpResponseBase:
    part = _PARTS.get(part, "")
    stored = getattr(getattr(edition, "kit", None), part, None) if part else None
    if not stored or (part in _PICTURED and not _may_be_shown(edition)):
        raise Http404
    return _sent(stored.name, PurePosixPath(stored.name).name, shown=part in _SHOWN)


def _may_be_shown(edition: Edition) -> bool:
    """Tell whether every photo in the kit may still be used: its right may have ended, or somebody said no."""
    today = timezone.localdate()
    return all(figure.photo.is_usable(on=today) for figure in edition.figures.select_related("photo"))


def _attached(edition: Edition, order: int) -> HttpResponseBase:
    files = edition.content["files"]
    if not 0 < order <= len(files):
        raise Http404
    chosen = files[order - 1]
    return _sent(chosen["path"], chosen["name"], shown=False)


def _sent(path: str, name: str, *, shown: bool) -> HttpResponseBase:
    """Send a stored file; its address stays while its content may change, so caches ask each time."""
    try:
        opened = default_storage.open(path)
    except FileNotFoundError as error:
        raise Http404 from error
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(opened, as_attachment=not shown, filename=name, content_type=kind)
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response
