"""Feeds as RSS 2.0, Atom 1.0 and JSON Feed 1.1, each with the whole text."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils import feedgenerator, timezone
from django.utils.html import escape
from django.utils.translation import override

from kopru.core import clock
from kopru.core.models import Identity
from kopru.newsroom.content import one_line
from kopru.newsroom.models import Bulletin
from kopru.newsroom.wording import absolute, with_dateline
from kopru.web import articles
from kopru.web.cache import page_parts

_TITLE: Final = re.compile(rb"<title>[^<]*</title>")


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself; `link` is the page it belongs to, `self_link` its own address."""

    title: str
    description: str
    language: str
    link: str
    self_link: str
    identity: Identity


def rss(channel: Channel, bulletins: list[Bulletin]) -> bytes:
    """Write RSS 2.0 with `content:encoded` and the picture as enclosure-free `media:content`.

    A title's "&" and "<" are written as hexadecimal references: so a reader knows text from HTML
    (RSS Advisory Board, RSS Best Practices Profile, "Character Data").
    """
    return _TITLE.sub(_as_text, _xml(_Rss, channel, bulletins))


def atom(channel: Channel, bulletins: list[Bulletin]) -> bytes:
    """Write Atom 1.0 (RFC 4287)."""
    return _xml(_Atom, channel, bulletins)


def json_feed(channel: Channel, bulletins: list[Bulletin]) -> bytes:
    """Write JSON Feed 1.1."""
    office = {"name": f"{channel.identity.name} {channel.identity.office}", "url": absolute("/")}
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": channel.link,
        "feed_url": channel.self_link,
        "icon": absolute("/kimlik/logo/"),
        "authors": [office],
        "language": channel.language,
        "items": [_item(bulletin) for bulletin in bulletins],
    }
    return json.dumps(feed, ensure_ascii=False).encode()


#: ending of the address → how it is written, and what it is called on the wire
FORMATS: Final[dict[str, tuple[Callable[[Channel, list[Bulletin]], bytes], str]]] = {
    "rss.xml": (rss, "application/rss+xml; charset=utf-8"),
    "atom.xml": (atom, "application/atom+xml; charset=utf-8"),
    "feed.json": (json_feed, "application/feed+json; charset=utf-8"),
}


def _item(bulletin: Bulletin) -> dict[str, Any]:
    edition = articles.edition_of(bulletin)
    link = absolute(bulletin.get_absolute_url())
    item: dict[str, Any] = {
        "id": link,
        "url": link,
        "title": edition.headline,
        "content_html": _html(bulletin),
        "date_published": _moment(bulletin.first_published_at).isoformat(timespec="seconds"),
        "date_modified": _moment(bulletin.last_updated_at).isoformat(timespec="seconds"),
        "language": edition.language,
    }
    if edition.spot:
        item["summary"] = edition.spot
    if edition.content["topics"]:
        item["tags"] = edition.content["topics"]
    if image := articles.picture(edition):
        item["image"] = image
    return item


def _xml(kind: Any, channel: Channel, bulletins: list[Bulletin]) -> bytes:
    feed = kind(
        title=one_line(channel.title),
        link=channel.link,
        description=escape(one_line(channel.description)),
        language=channel.language,
        author_name=one_line(channel.identity.name),
        author_email=channel.identity.email,
        author_link=absolute("/"),
        feed_url=channel.self_link,
        feed_guid=channel.self_link,  # two feeds of one page are two feeds (RFC 4287 §4.2.6)
        ttl="15",
    )
    for bulletin in bulletins:
        edition = articles.edition_of(bulletin)
        link = absolute(bulletin.get_absolute_url())
        feed.add_item(
            title=edition.headline,
            link=link,
            description=escape(edition.spot),  # both formats take it for HTML
            unique_id=link,
            unique_id_is_permalink=True,
            pubdate=_moment(bulletin.first_published_at),
            updateddate=_moment(bulletin.last_updated_at),
            categories=[one_line(topic) for topic in edition.content["topics"]],
            content=_html(bulletin),
            picture=articles.picture(edition),
            spoken=edition.language,
        )
    written: str = feed.writeString("utf-8")
    return written.encode()


def _html(bulletin: Bulletin) -> str:
    """Return the text as HTML that stands by itself in a reader."""
    return page_parts.kept(("feed", bulletin.pk), clock.now(), lambda: _drawn(bulletin))


def _drawn(bulletin: Bulletin) -> str:
    edition = articles.edition_of(bulletin)
    with override(edition.language):
        return render_to_string(
            "web/feed_item.html",
            {"edition": edition, "picture": articles.picture(edition), "blocks": with_dateline(edition.content)},
        ).strip()


def _as_text(title: re.Match[bytes]) -> bytes:
    return title[0].replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;")


def _moment(moment: datetime | None) -> datetime:
    return timezone.localtime(moment) if moment else timezone.localtime()


class _Rss(feedgenerator.Rss201rev2Feed):
    """RSS with the whole text and a picture."""

    def rss_attributes(self) -> dict[str, str]:
        names: dict[str, str] = super().rss_attributes()
        return names | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])
        if item["picture"]:
            handler.addQuickElement("media:content", "", {"url": item["picture"], "medium": "image"})


class _Atom(feedgenerator.Atom1Feed):
    """Atom with the whole text."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        # an empty summary says nothing; RSS keeps its description, which must stand before `content:encoded`
        super().add_item_elements(handler, item | {"description": item["description"] or None})
        handler.addQuickElement("content", item["content"], {"type": "html", "xml:lang": item["spoken"]})
