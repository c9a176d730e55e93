"""A bulletin as machines want it: schema.org, Open Graph, oEmbed."""

from typing import Any

from django.utils import timezone
from django.utils.html import format_html

from kopru.core.models import Identity
from kopru.newsroom.models import Bulletin, Correction, Edition
from kopru.newsroom.wording import absolute
from kopru.photos.models import Photo

#: the size that every preview card takes
_CARD = "fill-1200x630|format-jpeg"
CARD_SIZE = (1200, 630)


def edition_of(bulletin: Bulletin) -> Edition:
    """Return the edition in force of a bulletin that has one.

    :raises LookupError: if none is in force
    """
    edition: Edition | None = bulletin.edition
    if edition is None:
        raise LookupError(bulletin.pk)
    return edition


def picture(edition: Edition) -> str:
    """Return the address of the edition's preview picture; empty without one."""
    photo: Photo | None = edition.lead_photo
    may_be_shown = photo is not None and photo.is_usable(on=timezone.localdate())
    return absolute(photo.url_for(_CARD)) if photo and may_be_shown else ""


def news_article(bulletin: Bulletin, identity: Identity, corrections: list[Correction]) -> dict[str, Any]:
    """Return schema.org/NewsArticle."""
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
    return article


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
    return found


def oembed(bulletin: Bulletin, identity: Identity, *, width: int) -> dict[str, Any]:
    """Return the oEmbed 1.0 answer of type "rich" (oembed.com §2.3), `width` pixels wide."""
    edition = edition_of(bulletin)
    link = absolute(bulletin.get_absolute_url())
    found: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": edition.headline,
        "author_name": f"{identity.name} {identity.office}",
        "author_url": absolute("/"),
        "provider_name": identity.name,
        "provider_url": absolute("/"),
        "cache_age": 300,
        "width": width,
        "height": 220,
        "html": format_html(
            '<blockquote cite="{0}" lang="{1}"><p><a href="{0}">{2}</a></p><p>{3}</p><footer>{4}</footer></blockquote>',
            link,
            edition.language,
            edition.headline,
            edition.spot,
            identity.name,
        ),
    }
    if image := picture(edition):
        found |= {"thumbnail_url": image, "thumbnail_width": CARD_SIZE[0], "thumbnail_height": CARD_SIZE[1]}
    return found


def _iso(moment: Any) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""
