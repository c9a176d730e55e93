"""`{% load photo_tags %}`: a photo as an `<img>` in the sizes a screen may want."""

from typing import Any, Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from kopru.photos.addresses import ORIGINAL
from kopru.photos.models import Photo

register = template.Library()

#: Widths that renditions are made in; 2,000 is what a large screen shows across.
WIDTHS: Final = (320, 640, 960, 1440, 2000)
_FORMAT: Final = "format-webp"


@register.simple_tag
def photo(
    photo: Photo, sizes: str = "100vw", *, ratio: str = "", alt: str | None = None, eager: bool = False, css: str = ""
) -> SafeString:
    """Return `<img>` with srcset, sizes, width, height and alternative text; asks the database nothing.

    `ratio` ("3x2") crops to it around the focal point. `eager` is for the one picture at the top of a page.
    """
    wide, high = (int(part) for part in ratio.split("x")) if ratio else (photo.width, photo.height)
    largest = min(photo.width, photo.height * wide // high) if ratio else photo.width
    widths = [width for width in WIDTHS if width < largest] + ([largest] if largest < WIDTHS[-1] else [])
    widths = widths or [largest]
    sources = ", ".join(f"{photo.url_for(_spec(width, wide, high, ratio))} {width}w" for width in widths)
    middle = min(widths, key=lambda width: abs(width - 960))
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{}{}>',
        photo.url_for(_spec(middle, wide, high, ratio)),
        sources,
        sizes,
        middle,
        round(middle * high / wide),
        photo.default_alt_text if alt is None else alt,
        SafeString(' fetchpriority="high"' if eager else ' loading="lazy" decoding="async"'),
        format_html(' class="{}"', css) if css else "",
    )


@register.simple_tag
def photo_url(photo: Photo, spec: str) -> str:
    """Return the address of `photo` at `spec`, for what is no `<img>` (Open Graph, feeds, mails)."""
    return photo.url_for(spec)


@register.filter
def original_address(photo: Photo) -> str:
    """Return the address of the photo as large as it is kept."""
    return photo.url_for(ORIGINAL)


@register.filter
def may_be_shown(photo: Photo | None) -> bool:
    """Tell whether there is a photo and it may be used today: else a page leaves it out."""
    return photo is not None and photo.is_usable(on=localdate())


def _spec(width: int, wide: int, high: int, ratio: Any) -> str:
    size = f"fill-{width}x{round(width * high / wide)}" if ratio else f"width-{width}"
    return f"{size}|{_FORMAT}"
