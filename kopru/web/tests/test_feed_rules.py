"""What outside validators found in feeds, sitemaps and embeddings, held as rules (docs/feeds.md)."""

import io
import json
from datetime import timedelta

import feedparser
import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from lxml import etree
from PIL import Image

from kopru.core.models import Identity
from kopru.core.roles import Role
from kopru.newsroom import actions
from kopru.newsroom.models import Topic
from kopru.newsroom.tests import factories as newsroom
from tests.pages import check_page

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
ODD = "Kum & <b>çakıl</b> &copy; \"ocağı\" 'açık' mı? 🎉 ]]>"
PLACES = ["", "tr/", "en/", "konu/konu-su/"]


def released(**fields):
    return newsroom.published(at=timezone.now() - DAY, **fields)


def with_photo(width, height):
    made = newsroom.bulletin(headline=ODD)
    made.figures.add(made.figures.model(photo=newsroom.photo("Ocak", width=width, height=height), sort_order=0))
    made.save()
    newsroom.approve(made, at=timezone.now() - DAY)
    actions.publish(made, by=newsroom.user(Role.HEAD), at=timezone.now() - DAY)
    return made


def fetched(path):
    """Return the document at `path`, which must be well-formed XML."""
    return etree.fromstring(Client().get(path).content)


def embedded(made, **asked):
    return Client().get("/oembed/", {"url": f"http://testserver{made.get_absolute_url()}", **asked})


def picture_at(address):
    """Fetch a picture to its last byte and open it."""
    response = Client().get(address.removeprefix("http://testserver"))
    return Image.open(io.BytesIO(b"".join(response) if response.streaming else response.content))


def metas_of(made):
    page = check_page(Client().get(made.get_absolute_url()).content)
    article = json.loads(page.select_one("script[type='application/ld+json']").string)
    return {tag["property"]: tag["content"] for tag in page.select("meta[property]")}, article


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("ending", ["rss.xml", "atom.xml"])
def test_a_reader_reads_whatever_stands_in_the_feed(place, ending):
    expected = {
        "long": released(headline="Uzun başlık " * 16, spot="Uzun özet. " * 20, figures=20, topics=("Su",)),
        "odd": released(headline=ODD, spot=ODD, topics=("Su",)),
        "english": released(headline="The path opens", language="en", topics=("Su",)),
        "bare": released(headline="Özetsiz", spot="", overline="", place="", topics=("Su",)),
    }
    changed = released(headline="Düzeltilen", topics=("Su",))
    newsroom.rewritten(changed, at=timezone.now() - DAY / 2, spot="Yeni özet.")
    actions.correct(changed, note=ODD, by=newsroom.user(Role.HEAD), at=timezone.now() - DAY / 3)
    gone = released(headline="Geri alınan", topics=("Su",))
    actions.withdraw(gone, reason="Yanlış gün", by=newsroom.user(Role.HEAD), at=timezone.now() - DAY / 4)
    response = Client().get(f"/akis/{place}{ending}")
    feed = feedparser.parse(response.content, response_headers={"content-type": response.headers["Content-Type"]})
    assert not feed.bozo
    every = {f"http://testserver{made.get_absolute_url()}" for made in [*expected.values(), changed]}
    english = f"http://testserver{expected['english'].get_absolute_url()}"
    wanted = {"en/": {english}, "tr/": every - {english}}.get(place, every)
    assert {entry.id for entry in feed.entries} == wanted


@pytest.mark.parametrize("path", [f"/akis/{place}{name}" for place in PLACES[:3] for name in ("rss.xml", "atom.xml")])
def test_a_reader_reads_an_empty_feed(path):
    feed = feedparser.parse(Client().get(path).content)
    assert not feed.bozo
    assert feed.entries == []
    assert feed.feed.title.startswith("Küçükkuyu Belediyesi")


def test_a_summary_that_is_taken_for_html_is_html():
    released(headline=ODD, spot=ODD)
    entry = fetched("/akis/atom.xml").find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == ODD
    assert entry.find(f"{ATOM}title").get("type", "text") == "text"
    assert entry.find(f"{ATOM}summary").get("type") == "html"
    assert entry.find(f"{ATOM}summary").text == escape(ODD)
    item = fetched("/akis/rss.xml").find("channel/item")
    assert item.findtext("title") == ODD
    assert item.findtext("description") == escape(ODD)


def test_a_title_of_rss_says_that_it_is_text():
    released(headline=ODD)
    assert "<title>Kum &#x26; &#x3C;b&gt;çakıl&#x3C;/b&gt; &#x26;copy;" in Client().get("/akis/rss.xml").text


def test_an_empty_summary_is_left_out():
    made = released(headline="Özetsiz", spot="")
    assert fetched("/akis/atom.xml").find(f"{ATOM}entry/{ATOM}summary") is None
    assert "summary" not in Client().get("/akis/feed.json").json()["items"][0]
    names = [child.tag for child in fetched("/akis/rss.xml").find("channel/item")]
    assert names.index("description") < names.index(CONTENT)
    metas, article = metas_of(made)
    assert "og:description" not in metas
    assert "description" not in article


def test_no_two_feeds_have_one_name():
    released(headline="Su kesintisi", topics=("Su",))
    found = {place: fetched(f"/akis/{place}atom.xml").findtext(f"{ATOM}id") for place in PLACES}
    assert found == {place: f"http://testserver/akis/{place}atom.xml" for place in PLACES}


def test_a_character_that_xml_does_not_know_breaks_nothing():
    identity = Identity.load()
    identity.name, identity.office = "Küçükkuyu\x0b Belediyesi", "Basın \x01& Yayın"
    identity.save()
    made = newsroom.bulletin(headline="Kum\x0bocağı", spot="Kapan\x1fdı")
    made.topics = [Topic.objects.create(name="Taş\x02ocağı", slug="tas")]
    made.save()
    newsroom.approve(made, at=timezone.now() - DAY)
    actions.publish(made, by=newsroom.user(Role.HEAD), at=timezone.now() - DAY)
    for path in ("/akis/rss.xml", "/akis/atom.xml", "/akis/konu/tas/rss.xml", "/akis/konu/tas/atom.xml"):
        assert "Kum ocağı" in "".join(fetched(path).itertext()), path
    assert fetched("/akis/atom.xml").find(f"{ATOM}entry/{ATOM}category").get("term") == "Taş ocağı"
    assert [name.text for name in fetched("/sitemap-haberler.xml").iter(f"{NEWS}name")] == ["Küçükkuyu Belediyesi"]
    assert etree.fromstring(embedded(made, format="xml").content).findtext("provider_name") == "Küçükkuyu Belediyesi"


@pytest.mark.parametrize("is_there_an_old_one", [False, True])
def test_the_news_sitemap_is_never_empty(is_there_an_old_one):
    if is_there_an_old_one:
        newsroom.published(at=timezone.now() - 3 * DAY, headline="Eski haber")
    urls = fetched("/sitemap-haberler.xml")
    assert [place.text for place in urls.iterfind("{*}url/{*}loc")] == ["http://testserver/bultenler/"]
    assert urls.find(f".//{NEWS}news") is None


@pytest.mark.parametrize("figures", [0, 1])
def test_open_graph_has_the_four_that_every_page_needs(figures):
    made = released(headline="Su kesintisi", figures=figures)
    metas, article = metas_of(made)
    assert metas["og:title"] == "Su kesintisi"
    assert metas["og:type"] == "article"
    assert metas["og:url"] == f"http://testserver{made.get_absolute_url()}"
    assert picture_at(metas["og:image"]).format == ("JPEG" if figures else "PNG")
    assert metas["og:image:alt"]
    assert ("image" in article) == bool(figures), "a sign is no picture of the news"


def test_the_article_says_nothing_empty():
    identity = Identity.load()
    identity.phone = ""
    identity.save()
    _metas, article = metas_of(released(headline="Kısa", spot="", place=""))
    assert {"headline", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage"} <= set(article)
    assert all(article.values())
    assert all(article["publisher"].values())
    assert article["author"]["url"] == "http://testserver/"


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize(
    ("asked", "size", "thumbnail"),
    [
        ({}, (600, 220), (1200, 630)),
        ({"maxwidth": "0", "maxheight": "çok"}, (600, 220), (1200, 630)),
        ({"maxwidth": "700"}, (600, 220), (600, 315)),
        ({"maxheight": "400"}, (600, 220), (600, 315)),
        ({"maxwidth": "150", "maxheight": "100"}, (150, 100), None),
    ],
)
def test_an_embedding_keeps_to_the_room_it_is_given(form, asked, size, thumbnail):
    made = with_photo(1600, 1200)
    response = embedded(made, format=form, **asked)
    data = response.json() if form == "json" else {tag.tag: tag.text for tag in etree.fromstring(response.content)}
    assert (int(data["width"]), int(data["height"])) == size
    if thumbnail is None:
        assert not [name for name in data if name.startswith("thumbnail")]
    else:
        assert (int(data["thumbnail_width"]), int(data["thumbnail_height"])) == thumbnail
        assert f"fill-{thumbnail[0]}x{thumbnail[1]}" in data["thumbnail_url"]
        assert picture_at(data["thumbnail_url"]).size == thumbnail


@pytest.mark.parametrize(
    ("photo", "card", "thumbnail"),
    [((1201, 631), (1200, 630), (1200, 630)), ((640, 480), None, (600, 315)), ((200, 300), None, None)],
)
def test_a_size_is_told_only_where_the_picture_has_it(photo, card, thumbnail):
    made = with_photo(*photo)
    metas, _article = metas_of(made)
    width, height = metas.get("og:image:width"), metas.get("og:image:height")
    assert (width and (int(width), int(height))) == card
    if card:
        assert picture_at(metas["og:image"]).size == card
    data = embedded(made).json()
    assert ("thumbnail_url" in data) == bool(thumbnail)
    if thumbnail:
        assert picture_at(data["thumbnail_url"]).size == thumbnail


def test_what_was_withdrawn_is_not_embedded():
    made = released(headline="Geri alınan")
    actions.withdraw(made, reason="Yanlış gün", by=newsroom.user(Role.HEAD), at=timezone.now() - DAY / 4)
    assert embedded(made).status_code == 404
