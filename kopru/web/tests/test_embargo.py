"""An embargoed bulletin is nowhere before its time, and everywhere after it, also where pages are kept."""

import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopru.core import freshness
from kopru.newsroom import tasks
from kopru.newsroom.models import Bulletin, Topic
from kopru.newsroom.models.editions import PARTS
from kopru.newsroom.tests import factories as newsroom
from kopru.web.cache import whole_pages

pytestmark = pytest.mark.django_db
SECRET = "Gizlikelime"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def lists(topic):
    """Every address under which a bulletin could be found without knowing its number."""
    year = timezone.localtime().year
    feeds = ("rss.xml", "atom.xml", "feed.json")
    return [
        *("/", "/?dil=en", "/bultenler/", "/bultenler/?dil=en", f"/bultenler/{year}/", f"/bultenler/{year + 1}/"),
        *(f"/bultenler/{year}/{month}/" for month in range(1, 13)),
        *(f"/konu/{topic}/", f"/konu/{topic}/?dil=en", f"/bultenler/?konu={topic}", f"/bultenler/?yil={year}"),
        *("/fotograflar/", "/sitemap.xml", "/sitemap-sayfalar.xml", "/sitemap-haberler.xml", "/robots.txt"),
        *(f"/sitemap-{year}.xml", f"/sitemap-{year + 1}.xml", "/iletisim/", "/kunye/"),
        *(f"/akis/{feed}" for feed in feeds),
        *(f"/akis/{language}/{feed}" for feed in feeds for language in ("tr", "en")),
        *(f"/akis/konu/{topic}/{feed}" for feed in feeds),
    ]


def addresses(made):
    """Every address that belongs to the bulletin alone."""
    page = made.get_absolute_url()
    photos = [figure.photo for figure in made.edition.figures.all()]
    specs = ("original", "width-640|format-webp", "fill-1200x630|format-jpeg", "max-1200x1200|format-jpeg")
    return [
        page,
        *(f"/oembed/?format={kind}&url=http%3A%2F%2Ftestserver{page.replace('/', '%2F')}" for kind in ("json", "xml")),
        *(f"{page}dosya/{part}/" for part in PARTS),
        *(f"{page}ek/1/", f"/bulten/gizli/{made.private_key or 'x'}/", "/bulten/gizli/%20/"),
        *(photo.url_for(spec) for photo in photos for spec in specs),
        *(f"/files/{photo.file.name}" for photo in photos),
    ]


def fetched(path):
    response = Client().get(path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, body


def found_in(made, path):
    """Tell whether what is at `path` names the bulletin in any way."""
    _status, body = fetched(path)
    text = body.decode("utf-8", "replace")
    return SECRET in text or made.get_absolute_url() in text or "gizli-konu" in text.replace(path, "")


def begin_anew():
    """Forget what was kept; examples are rolled back, so that none of them says by itself that something changed."""
    whole_pages.clear()
    freshness._write()


def scene(*, language, figures, days, has_public):
    """An embargoed bulletin under a topic of its own, perhaps beside a public one."""
    begin_anew()
    at = timezone.now() - DAY
    if has_public:
        newsroom.published(at=at, figures=1)
    made = newsroom.approved(at=at, headline=f"{SECRET} açılıyor", language=language, figures=figures)
    topic = Topic.objects.create(name=SECRET, slug="gizli-konu")
    made.edition.topics.add(topic)
    newsroom.actions.publish(made, by=newsroom.user(), at=at, release_at=timezone.now() + days * DAY + HOUR)
    tasks.build_kit.func(made.edition.kit.pk)
    return made


@given(
    language=st.sampled_from(["tr", "en"]),
    figures=st.integers(0, 2),
    days=st.integers(0, 400),
    has_public=st.booleans(),
)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_before_its_time_it_is_nowhere_and_after_it_everywhere(language, figures, days, has_public):
    with transaction.atomic():
        look_everywhere(scene(language=language, figures=figures, days=days, has_public=has_public), language, figures)
        transaction.set_rollback(True)


def look_everywhere(made, language, figures):
    nothing = {path: fetched(path.replace(made.get_absolute_url(), "/bulten/2026/999/")) for path in addresses(made)}
    for path in lists("gizli-konu"):
        assert not found_in(made, path), path
    for path in addresses(made):
        status, body = fetched(path)
        assert status == 404, path
        if path.startswith("/bulten/"):
            assert (status, body) == nothing[path], path
    # The hours pass for the bulletin; the pages that are kept have a test of their own.
    Bulletin.objects.filter(pk=made.pk).update(release_at=timezone.now() - HOUR, first_published_at=timezone.now())
    begin_anew()
    year = timezone.localtime(timezone.now() - HOUR).year
    dil = f"?dil={language}"
    everywhere = [
        f"/{dil}",
        f"/bultenler/{dil}",
        f"/konu/gizli-konu/{dil}",
        "/akis/rss.xml",
        f"/akis/{language}/feed.json",
    ]
    everywhere += ["/akis/konu/gizli-konu/atom.xml", f"/sitemap-{year}.xml", "/sitemap-haberler.xml"]
    for path in everywhere:
        assert found_in(made, path), path
    for path in addresses(made):
        if "/gizli/" not in path and "/ek/" not in path and not (path.endswith("/photos/") and not figures):
            assert fetched(path)[0] == 200, path


@pytest.mark.django_db(transaction=True)
def test_kept_pages_end_when_the_embargo_lifts_by_the_real_clock():
    made = newsroom.approved(headline=f"{SECRET} açılıyor")
    release_at = timezone.now() + timedelta(seconds=2.5)
    newsroom.actions.publish(made, by=newsroom.user(), at=timezone.now(), release_at=release_at)
    paths = ["/", "/bultenler/", "/akis/rss.xml", "/sitemap-haberler.xml"]
    for _twice in range(2):
        assert not any(found_in(made, path) for path in paths)
        assert fetched(made.get_absolute_url())[0] == 404
    assert timezone.now() < release_at
    time.sleep((release_at - timezone.now()).total_seconds())
    assert all(found_in(made, path) for path in paths)
    assert fetched(made.get_absolute_url())[0] == 200
