"""The photographer's list: large, sifted, and many can be chosen at once."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.photos.models import Photo
from kopru.photos.views.entrance import photo_desk, user_of, visible
from kopru.photos.views.sifting import NAMES, SHELVES, Sieve, choices

#: a screen of large pictures, three times over
_PAGE: Final = 48
_LAST: Final = 10_000
_COUNTED: Final = 99


@require_safe
@photo_desk
def photos(request: HttpRequest) -> HttpResponse:
    """Show the photos that fit what was asked."""
    user, on = user_of(request), timezone.localdate()
    scope = visible(request)
    sieve = Sieve.of(request.GET)
    number = _page_of(request)
    begin = (number - 1) * _PAGE
    found = list(sieve.narrow(scope, on=on, user=user).prefetch_related("depictions")[begin : begin + _PAGE + 1])
    context = {
        "sieve": sieve,
        "shelves": [_shelf(request, shelf, scope, on, user, chosen=sieve.shelf) for shelf in SHELVES.values()],
        "tiles": [_tile(photo, on) for photo in found[:_PAGE]],
        "places": choices(scope, "place"),
        "events": choices(scope, "event"),
        "tags": choices(scope, "tags__name"),
        "page": number,
        "newer": _address(request, sayfa=number - 1) if number > 1 else "",
        "older": _address(request, sayfa=number + 1) if len(found) > _PAGE else "",
        "here": request.get_full_path(),
        "delete_address": reverse("wagtail_bulk_action", args=("photos", "photo", "delete")),
        "is_empty_house": not found and sieve.shelf.name == "hepsi" and not sieve.is_narrowed,
    }
    return render(request, "photos/desk/grid.html", context)


def _tile(photo: Photo, on: Any) -> dict[str, Any]:
    """Return what a tile says; the people were fetched for all at once."""
    people = list(photo.depictions.all())
    return {
        "photo": photo,
        "obstacle": photo.obstacle(on=on),
        "people": len(people),
        "child": any(each.is_child_unasked for each in people),
        "is_wordless": not (photo.caption and photo.description),
    }


def _shelf(request: HttpRequest, shelf: Any, scope: Any, on: Any, user: Any, *, chosen: Any) -> dict[str, Any]:
    count = shelf.narrow(scope, on, user)[:_COUNTED].count() if shelf.is_counted else 0
    return {
        "label": shelf.label,
        "count": f"{_COUNTED}+" if count == _COUNTED else count,
        "address": _address(request, durum=shelf.name),
        "is_chosen": shelf is chosen,
    }


def _page_of(request: HttpRequest) -> int:
    asked = request.GET.get("sayfa", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 6
    return min(max(int(asked), 1), _LAST) if is_number else 1


def _address(request: HttpRequest, **changed: Any) -> str:
    """Return the address of the list with something changed; another shelf begins at its first page."""
    asked = request.GET.copy()
    for name in list(asked):
        if name not in NAMES or not asked[name]:
            del asked[name]
    for name, value in changed.items():
        asked[name] = str(value)
    return f"{request.path}?{asked.urlencode()}"
