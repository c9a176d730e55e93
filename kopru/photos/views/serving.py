"""Photos on the wire: every byte passes the visibility rule."""

from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.http import require_safe
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from kopru.core import clock
from kopru.photos import addresses, visibility
from kopru.photos.models import Photo, Rendition

_TYPES: Final = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif"}
# A browser keeps a public photo for a week without asking; a shared cache asks again after five minutes, so that
# what is withdrawn is gone from it soon.
_PUBLIC: Final = "public, max-age=604800, s-maxage=300, immutable"
_PRIVATE: Final = "private, no-cache"


@require_safe
def rendition(request: HttpRequest, key: str, signature: str, spec: str, suffix: str) -> HttpResponseBase:
    """Serve a photo at one size, made now if nobody asked before."""
    spec = spec.replace(",", "|")
    if not addresses.is_signed(key, spec, signature):
        return _absent()
    photo = Photo.objects.filter(key=key).first()
    if photo is None:
        return _absent()
    caching = _caching(request, photo)
    if caching is None:
        return _absent()
    if spec == addresses.ORIGINAL:
        return _served(request, photo, suffix, caching)
    try:
        return _served(request, photo.get_rendition(spec), suffix, caching)
    except (SourceImageIOError, InvalidFilterSpecError) as error:
        raise Http404 from error


@require_safe
def stored_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve a file by its name in the storage, as Wagtail's screens link to it; only photos have such an address."""
    photo = Photo.objects.filter(file=name).first()
    stored: Photo | Rendition | None = photo
    if photo is None:
        stored = Rendition.objects.select_related("image").filter(file=name).first()
        photo = stored.image if stored else None
    if photo is None or stored is None:
        return _absent()
    caching = _caching(request, photo)
    return _absent() if caching is None else _served(request, stored, name.rpartition(".")[2], caching)


def _caching(request: HttpRequest, photo: Photo) -> str | None:
    """Return how the photo may be cached, None if this visitor may not see it; the public is asked about first,
    because their answer needs no session.
    """
    at = clock.now()
    if photo.is_usable(on=timezone.localdate(at)) and visibility.seen([photo.pk], AnonymousUser(), at):
        return _PUBLIC
    visible = Photo.objects.filter(pk=photo.pk).visible_to(request.user, at).exists()
    return _PRIVATE if visible else None


def _served(request: HttpRequest, stored: Any, suffix: str, caching: str) -> HttpResponseBase:
    etag = quote_etag(stored.file.name.rpartition("/")[2])
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        try:
            file = stored.file.storage.open(stored.file.name)
        except FileNotFoundError as error:
            raise Http404 from error
        response = FileResponse(file, content_type=_TYPES.get(suffix, "application/octet-stream"))
    response["ETag"] = etag
    response["Cache-Control"] = caching
    return response


def _absent() -> HttpResponse:
    """Say the same about what is not there and what may not be seen, and let nobody keep the answer."""
    return HttpResponse(status=404, headers={"Cache-Control": "no-store"})
