"""Feeds, sitemaps and data for machines, read by their readers."""

import json
from datetime import timedelta

import feedparser
import jsonschema
import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from kopru.core.roles import Role
from kopru.newsroom import actions
from kopru.newsroom.tests import factories as newsroom
from tests.pages import check_page

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HEADLINE = 'Yürüyüş yolu & "liman" <salı> günü açılıyor'
ADDRESS = {"type": "string", "format": "uri", "pattern": "^http://testserver/"}
#: the parts of https://www.jsonfeed.org/version/1.1/ that we use; nothing else may stand there
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string"},
        "description": {"type": "string"},
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "icon": ADDRESS,
        "language": {"enum": ["tr", "en"]},
        "authors": {
            "type": "array",
            "items": {"type": "object", "properties": {"name": {"type": "string"}, "url": ADDRESS}},
        },
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "url", "content_html", "date_published"],
                "additionalProperties": False,
                "properties": {
                    "id": ADDRESS,
                    "url": ADDRESS,
                    "title": {"type": "string"},
                    "summary": {"type": "string"},
                    "content_html": {"type": "string", "minLength": 20},
                    "image": ADDRESS,
                    "date_published": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"},
                    "date_modified": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"},
                    "language": {"enum": ["tr", "en"]},
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.fixture
def made():
    return newsroom.published(at=timezone.now() - DAY, headline=HEADLINE, figures=1, topics=("Su",))


@pytest.mark.parametrize("ending", ["rss.xml", "atom.xml"])
@pytest.mark.parametrize("place", ["", "tr/", "konu/konu-su/"])
def test_a_reader_reads_everything_in_the_feed(made, ending, place):
    response = Client().get(f"/akis/{place}{ending}")
    feed = feedparser.parse(response.content, response_headers={"content-type": response.headers["Content-Type"]})
    assert not feed.bozo
    assert feed.feed.title.startswith("Küçükkuyu Belediyesi")
    assert feed.feed.language == "tr"
    [entry] = feed.entries
    assert entry.link == entry.id == f"http://testserver{made.get_absolute_url()}"
    assert "Yürüyüş yolu" in entry.title
    assert "Ayşe Örnek" in entry.content[0].value
    assert "<img" in entry.content[0].value
    assert entry.published_parsed[:6] == made.release_at.utctimetuple()[:6]
    assert [tag.term for tag in entry.tags] == ["Su"]
    selves = [link.href for link in feed.feed.links if link.rel == "self"]
    assert selves == [f"http://testserver/akis/{place}{ending}"]


def test_the_json_feed_keeps_its_rules(made):
    feed = Client().get("/akis/feed.json").json()
    jsonschema.validate(feed, JSON_FEED)
    assert feed["items"][0]["title"] == HEADLINE
    assert feed["items"][0]["tags"] == ["Su"]
    jsonschema.validate(Client().get("/akis/en/feed.json").json(), JSON_FEED)


def test_sitemaps_lead_from_the_index_to_the_bulletin(made):
    index = etree.fromstring(Client().get("/sitemap.xml").content)
    maps = [place.text.removeprefix("http://testserver") for place in index.iter(f"{SITEMAP}loc")]
    found = set()
    for path in maps:
        urls = etree.fromstring(Client().get(path).content)
        assert urls.tag == f"{SITEMAP}urlset"
        found |= {place.text.removeprefix("http://testserver") for place in urls.iter(f"{SITEMAP}loc")}
    assert {"/", "/bultenler/", "/konu/konu-su/", made.get_absolute_url()} <= found
    for path in found:
        assert Client().get(path).status_code == 200


def test_the_news_sitemap_holds_two_days(made):
    newsroom.published(at=timezone.now() - 3 * DAY, headline="Eski haber")
    urls = etree.fromstring(Client().get("/sitemap-haberler.xml").content)
    assert [title.text for title in urls.iter(f"{NEWS}title")] == [HEADLINE]
    assert [name.text for name in urls.iter(f"{NEWS}name")] == ["Küçükkuyu Belediyesi"]
    assert [name.text for name in urls.iter(f"{NEWS}language")] == ["tr"]


def test_the_page_tells_machines_what_it_tells_people(made):
    newsroom.rewritten(made, at=timezone.now() - DAY / 2, spot="Yeni özet.")
    actions.correct(made, note="Özet eksikti.", by=newsroom.user(Role.HEAD), at=timezone.now() - DAY / 3)
    page = check_page(Client().get(made.get_absolute_url()).content)
    article = json.loads(page.select_one("script[type='application/ld+json']").string)
    made.refresh_from_db()
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == HEADLINE
    assert article["datePublished"] == timezone.localtime(made.first_published_at).isoformat(timespec="seconds")
    assert article["dateModified"] == timezone.localtime(made.last_updated_at).isoformat(timespec="seconds")
    assert article["datePublished"] < article["dateModified"]
    assert article["correction"][0]["text"] == "Özet eksikti."
    assert article["publisher"]["name"] == "Küçükkuyu Belediyesi"
    meta = {tag["property"]: tag["content"] for tag in page.select("meta[property]")}
    assert meta["og:title"] == HEADLINE
    assert meta["og:url"] == article["url"] == f"http://testserver{made.get_absolute_url()}"
    assert meta["og:image"] == article["image"][0]
    picture = Client().get(meta["og:image"].removeprefix("http://testserver"))
    assert b"".join(picture.streaming_content).startswith(b"\xff\xd8")


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_the_page_leads_a_consumer_to_its_embedding(made, kind):
    page = check_page(Client().get(made.get_absolute_url()).content)
    found = page.select_one(f"link[type$='{kind}+oembed']")["href"].removeprefix("http://testserver")
    response = Client().get(f"{found}&maxwidth=400")
    if kind == "json":
        data = response.json()
    else:
        data = {child.tag: child.text for child in etree.fromstring(response.content)}
    assert data["version"] == "1.0"
    assert data["type"] == "rich"
    assert data["title"] == HEADLINE
    assert int(data["width"]) == 400
    assert f'href="http://testserver{made.get_absolute_url()}"' in data["html"]
    assert "<salı>" not in data["html"]


def test_an_unknown_form_of_embedding_is_not_implemented(made):
    assert Client().get("/oembed/?format=yaml&url=x").status_code == 501


def test_robots_and_security_say_where_things_are():
    robots = Client().get("/robots.txt").text
    assert "Disallow: /masa/" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    security = Client().get("/.well-known/security.txt").text
    assert "Contact: mailto:" in security
    assert "Expires: 20" in security
