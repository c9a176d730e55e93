"""A bulletin as machines want it: schema.org, Open Graph, oEmbed."""

from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from kopru.core.models import Identity
from kopru.newsroom.content import one_line
from kopru.newsroom.models import Bulletin, Correction, Edition
from kopru.newsroom.wording import absolute
from kopru.photos.models import Photo

#: the size that every preview card takes, and smaller ones for less room and for small photos
CARD_SIZE: Final = (1200, 630)
_SIZES: Final = (CARD_SIZE, (600, 315), (320, 168))
#: how large a bulletin stands in another's page
_EMBEDDED: Final = (600, 220)


def edition_of(bulletin: Bulletin) -> Edition:
    """Return the edition in force of a bulletin that has one.

    :raises LookupError: if none is in force
    """
    edition: Edition | None = bulletin.edition
    if edition is None:
        raise LookupError(bulletin.pk)
    return edition


def picture(edition: Edition, size: tuple[int, int] = CARD_SIZE) -> str:
    """Return the address of the edition's preview picture of `size` pixels; empty without one."""
    photo: Photo | None = edition.lead_photo
    may_be_shown = photo is not None and photo.is_usable(on=timezone.localdate())
    spec = f"fill-{size[0]}x{size[1]}|format-jpeg"
    return absolute(photo.url_for(spec)) if photo and may_be_shown else ""


def fills(edition: Edition, size: tuple[int, int]) -> bool:
    """Tell whether the preview picture has all pixels of `size`: a smaller photo is cut, not blown up."""
    photo: Photo | None = edition.lead_photo
    return photo is not None and photo.width >= size[0] and photo.height >= size[1]


def emblem() -> str:
    """Return the address of the office's sign as PNG: Open Graph wants a picture of every page (ogp.me, "Basic")."""
    return absolute(reverse("web:sign_file", args=("png",)))


def news_article(bulletin: Bulletin, identity: Identity, corrections: list[Correction]) -> dict[str, Any]:
    """Return schema.org/NewsArticle; what is not known is left out, as an empty value is none."""
    edition = edition_of(bulletin)
    link = absolute(bulletin.get_absolute_url())
    office = organisation(identity)
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": link},
        "url": link,
        "identifier": bulletin.label,
        "headline": edition.headline[:110],
        "description": edition.spot,
        "inLanguage": edition.language,
        "datePublished": _iso(bulletin.first_published_at),
        "dateModified": _iso(bulletin.last_updated_at),
        "author": office,
        "publisher": office,
        "isAccessibleForFree": True,
        "keywords": edition.content["topics"],
    }
    if edition.content["place"]:
        article["dateline"] = edition.content["place"]
    if image := picture(edition):
        article["image"] = [image]
    if corrections:
        article["correction"] = [
            {"@type": "CorrectionComment", "text": each.note, "datePublished": _iso(each.at)} for each in corrections
        ]
    return _known(article)


def organisation(identity: Identity) -> dict[str, Any]:
    """Return schema.org/GovernmentOrganization."""
    found: dict[str, Any] = {
        "@type": "GovernmentOrganization",
        "name": identity.name,
        "url": absolute("/"),
        "telephone": identity.phone,
        "email": identity.email,
        "address": " ".join(identity.address.split()),
    }
    if identity.logo:
        found["logo"] = absolute("/kimlik/logo/")
    return _known(found)


def oembed(bulletin: Bulletin, identity: Identity, *, room: tuple[int, int]) -> dict[str, Any]:
    """Return the oEmbed 1.0 answer of type "rich"; neither it nor its picture outgrows `room` (oembed.com §2.3)."""
    edition = edition_of(bulletin)
    name = one_line(identity.name)
    link = absolute(bulletin.get_absolute_url())
    found: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": edition.headline,
        "author_name": one_line(f"{identity.name} {identity.office}"),
        "author_url": absolute("/"),
        "provider_name": name,
        "provider_url": absolute("/"),
        "cache_age": 300,
        "width": min(_EMBEDDED[0], room[0]),
        "height": min(_EMBEDDED[1], room[1]),
        "html": format_html(
            '<blockquote cite="{0}" lang="{1}"><p><a href="{0}">{2}</a></p><p>{3}</p><footer>{4}</footer></blockquote>',
            link,
            edition.language,
            edition.headline,
            edition.spot,
            name,
        ),
    }
    fitting = (each for each in _SIZES if each[0] <= room[0] and each[1] <= room[1] and fills(edition, each))
    size = next(fitting, None)
    if size and (image := picture(edition, size)):
        found |= {"thumbnail_url": image, "thumbnail_width": size[0], "thumbnail_height": size[1]}
    return found


def _known(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value}


def _iso(moment: Any) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""
