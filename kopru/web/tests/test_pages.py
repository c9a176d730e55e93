"""The pages as visitors see them: empty and full, in Turkish and in English, for the public and for the office."""

import errno
from datetime import timedelta

import pytest
from django.core.handlers.exception import convert_exception_to_response
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kopru.core.models import Identity
from kopru.core.roles import Role
from kopru.newsroom import actions, tasks
from kopru.newsroom.tests import factories as newsroom
from kopru.web import errors
from kopru.web.cache import whole_pages
from tests.pages import check_page

pytestmark = pytest.mark.django_db
FIXED = ["/", "/bultenler/", "/fotograflar/", "/ara/", "/iletisim/", "/kunye/"]
DAY = timedelta(days=1)
LONG = "Çekoslovakyalılaştıramadıklarımızdanmışsınızcasına muvaffakiyetsizleştiricileştiriveremeyebileceklerimiz"


def seen(path, *, status=200, client=None):
    """Fetch a page that has not been kept, check it, and return it parsed.

    What pages share is at hand, as it is on a running site; one query beside the six tells when the page ends.
    """
    client = client or Client()
    client.get(path)
    whole_pages.clear()
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    assert response.status_code == status, path
    return check_page(response.content, queries=len(asked), max_queries=7)


def loaded(client, path):
    """Fetch a file to its last byte."""
    response = client.get(path)
    assert response.status_code == 200, path
    return b"".join(response.streaming_content)


def full(**fields):
    return newsroom.published(at=timezone.now() - DAY, figures=2, topics=("Su", "Çevre"), **fields)


@pytest.mark.parametrize("path", FIXED)
def test_an_empty_site_says_what_will_stand_there(path):
    seen(path)


@pytest.mark.parametrize("path", [*FIXED, "/bultenler/?yil=2026&ay=5", "/konu/konu-su/", "/bultenler/?konu=konu-su"])
def test_a_full_site_is_well_formed_and_asks_the_database_little(path):
    for _number in range(3):
        full(headline=LONG, spot=LONG)
    seen(path)


def test_the_bulletin_says_all_that_was_approved():
    made = full()
    page = seen(made.get_absolute_url())
    text = page.get_text(" ", strip=True)
    for words in (
        "Mıhlı Çayı",
        "Yürüyüş yolu salı günü açılıyor",
        "KÜÇÜKKUYU – Mıhlı Çayı boyunca",
        "“Bu yol herkesin.”",
        "Ayşe Örnek",
        "2,4 km",
        "Deniz Örnek",
        f"Sayı {made.label}",
        "İlk yayım",
        "0286 752 50 54 / 115",
    ):
        assert words in text
    assert "Son güncelleme" not in text
    assert {link["href"] for link in page.select(".chips a")} == {"/konu/konu-su/", "/konu/konu-%C3%A7evre/"}


def test_the_first_publication_never_changes_and_every_change_is_told():
    made = full()
    first = seen(made.get_absolute_url()).select_one(".dates time")["datetime"]
    newsroom.rewritten(made, at=timezone.now() - DAY / 2, headline="Yürüyüş yolu çarşamba günü açılıyor")
    assert "çarşamba" not in seen(made.get_absolute_url()).text
    actions.correct(made, note="Gün yanlıştı.", by=newsroom.user(Role.HEAD), at=timezone.now() - DAY / 3)
    Client().get("/")
    page = seen(made.get_absolute_url() + "?dil=tr")
    assert page.select_one(".dates time")["datetime"] == first
    assert "Düzeltme" in page.select_one(".changes").text
    assert "Gün yanlıştı." in page.select_one(".changes").text
    assert "çarşamba" in page.h1.text


def test_the_press_kit_is_offered_with_its_sizes(django_capture_on_commit_callbacks):
    made = full()
    tasks.build_kit.func(made.edition.kit.pk)
    page = seen(made.get_absolute_url())
    offered = {link["href"].rstrip("/").rpartition("/")[2] for link in page.select(".kit .parts a")}
    assert offered == {"text", "docx", "pdf", "photos"}
    assert page.select_one(".kit details img")["src"].endswith("/dosya/qr/")
    for link in page.select(".kit .parts a"):
        assert loaded(Client(), link["href"])


def test_a_kit_that_is_being_made_is_announced():
    assert "hazırlanıyor" in seen(full().get_absolute_url()).select_one(".kit").text


def test_an_english_bulletin_speaks_english_all_around():
    made = newsroom.published(at=timezone.now() - DAY, language="en", headline="The path opens on Tuesday")
    response = Client().get(made.get_absolute_url())
    assert 'lang="en"' in response.text[:60]
    assert "First published" in response.text
    assert "The path opens" not in Client().get("/").text
    for path in ("/?dil=en", "/bultenler/?dil=en"):
        assert "The path opens on Tuesday" in Client().get(path).text


def test_the_language_of_the_browser_changes_nothing():
    english = Client(headers={"Accept-Language": "en"})
    assert english.get("/").content == Client().get("/").content


def test_what_was_withdrawn_says_so_and_shows_nothing_of_it():
    made = full(headline="Yanlış haber", spot="Yanlış özet")
    actions.withdraw(made, reason="Tarih yanlıştı.", by=newsroom.user(Role.HEAD), at=timezone.now())
    page = seen(made.get_absolute_url(), status=410)
    assert "Bu bülten geri çekildi" in page.h1.text
    assert "Tarih yanlıştı." in page.text
    assert "Yanlış" not in page.text.replace("Tarih yanlıştı", "")
    for path in ("/", "/bultenler/", "/fotograflar/", "/akis/rss.xml", "/sitemap-2026.xml"):
        assert "Yanlış" not in Client().get(path).text


def test_what_was_changed_is_told_to_whoever_has_the_private_link():
    made = newsroom.approved(at=timezone.now() - DAY)
    key = actions.share_by_link(made, by=newsroom.user(Role.HEAD), at=timezone.now() - DAY / 2)
    newsroom.rewritten(made, at=timezone.now() - DAY / 3, headline="Yol çarşamba günü açılıyor")
    actions.correct(made, note="Gün yanlıştı.", by=newsroom.user(Role.HEAD), at=timezone.now() - DAY / 4)
    assert "Gün yanlıştı." in seen(f"/bulten/gizli/{key}/").select_one(".changes").text


def test_a_private_link_shows_the_bulletin_and_is_kept_by_nobody():
    made = newsroom.approved(figures=1)
    key = actions.share_by_link(made, by=newsroom.user(Role.HEAD), at=timezone.now())
    client = Client()
    page = seen(f"/bulten/gizli/{key}/", client=client)
    response = client.get(f"/bulten/gizli/{key}/")
    assert "yayımdan önce paylaşıldı" in page.text
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert loaded(client, page.select_one(".lead-figure img")["src"])
    assert made.get_absolute_url() not in str(page)
    seen(f"/bulten/gizli/{key[:-1]}/", status=404)


def test_the_office_sees_what_is_not_public_yet_as_it_will_look():
    made = newsroom.published(at=timezone.now() - DAY, release_at=timezone.now() + DAY)
    client = Client()
    client.force_login(newsroom.user(Role.WRITER))
    response = client.get(made.get_absolute_url())
    assert "Yayımda değil" in response.text
    assert response.headers["Cache-Control"] == "private, no-store"
    seen(made.get_absolute_url(), status=404)


def test_the_imprint_names_what_is_missing_to_the_office_alone():
    Identity.objects.update_or_create(pk=1, defaults={"responsible_manager": "Ece Örnek", "publisher": ""})
    assert "Ece Örnek" in seen("/kunye/").text
    assert "İmtiyaz sahibi" not in seen("/kunye/?dil=tr").text
    client = Client()
    client.force_login(newsroom.user(Role.CLERK))
    assert "İmtiyaz sahibi" in client.get("/kunye/").text


def test_the_contact_page_dials_with_the_extension():
    page = seen("/iletisim/")
    assert page.select_one("a[href^='tel:']")["href"] == "tel:+902867525054;ext=115"


@pytest.mark.parametrize(
    "path",
    [
        "/yok/",
        "/bulten/2026/9999/",
        "/bulten/99999999999999999999/99999999999999999999/",
        "/bultenler/1/",
        "/bultenler/99999999/",
        "/bultenler/2026/13/",
        "/bultenler/?yil=iki",
        "/bultenler/?sayfa=0",
        "/bultenler/?sayfa=99999999999999999999",
        "/bultenler/?sayfa=00000100099999999",
        "/bultenler/?sayfa=²",
        "/konu/yok/",
        "/akis/yok.xml",
        "/akis/xx/rss.xml",
        "/akis/konu/yok/rss.xml",
        "/sitemap-1999.xml",
        "/oembed/?url=http%3A%2F%2Ftestserver%2Fbulten%2F2026%2F1%2F",
        "/oembed/?url=http%3A%2F%2F%5B",
    ],
)
def test_nonsense_in_an_address_is_a_page_that_helps(path):
    page = seen(path, status=404)
    assert page.select_one("main form[role=search]")


def test_a_page_that_could_not_be_made_asks_nobody_for_anything():
    with CaptureQueriesContext(connection) as asked:
        response = errors.broken(RequestFactory().get("/"))
    assert response.status_code == 500
    check_page(response.content, queries=len(asked), max_queries=0)


def test_a_full_disk_is_named_and_what_was_written_is_not_lost():
    def save(_request):
        raise OperationalError from OSError(errno.ENOSPC, "no room")

    response = convert_exception_to_response(save)(RequestFactory().get("/"))
    assert response.status_code == 507
    assert "Sunucunun diski dolu" in check_page(response.content).get_text(" ")


def test_words_of_a_bulletin_can_not_become_markup():
    made = full(headline='</script><script>alert("x")</script>', spot="<b onclick=x>&amp;")
    for path in (made.get_absolute_url(), "/", "/akis/rss.xml", "/akis/atom.xml"):
        assert "<script>alert" not in Client().get(path).text
        assert "<b onclick" not in Client().get(path).text


def test_pages_of_the_archive_are_turned_without_losing_the_choice():
    for _number in range(21):
        newsroom.published(at=timezone.now() - DAY, topics=("Su",))
    first = seen("/konu/konu-su/?dil=tr")
    older = first.select_one(".turn a[rel=next]")["href"]
    assert older == "/konu/konu-su/?dil=tr&sayfa=2"
    assert len(first.select(".cards > li")) == 20
    second = seen(older)
    assert len(second.select(".cards > li")) == 1
    assert second.select_one(".turn a[rel=prev]")["href"] == "/konu/konu-su/?dil=tr"
