"""Which language a person reads, and that nobody is looked at where nobody needs to be known."""

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from kopru.core.roles import Role
from kopru.directory.tests.factories import user
from kopru.newsroom.tests import factories as newsroom

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


@pytest.fixture
def english_windows():
    """A browser that asks for English, as it came."""
    return Client(headers={"Accept-Language": "en-US,en;q=0.9"})


def language_of(response) -> str:
    return response.content.decode().partition('lang="')[2][:2]


@pytest.mark.parametrize("address", ["/", "/bultenler/", "/hesap/login/", "/yok/"])
def test_the_office_speaks_turkish_to_every_browser(english_windows, address):
    response = english_windows.get(address)
    assert language_of(response) == "tr"
    assert "Accept-Language" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("address", ["/masa/", "/masa/account/", "/hesap/2fa/"])
def test_who_has_chosen_nothing_reads_turkish_and_who_chose_english_reads_english(english_windows, address):
    head = user(Role.HEAD)
    english_windows.force_login(head)
    assert language_of(english_windows.get(address)) == "tr"
    UserProfile.objects.update_or_create(user=head, defaults={"preferred_language": "en"})
    assert language_of(english_windows.get(address)) == "en"
    assert language_of(english_windows.get("/")) == "tr"


def test_what_everybody_sees_does_not_hang_on_cookies(client, settings):
    bulletin = newsroom.published(at=timezone.now(), figures=1)
    photo = bulletin.figures.get().photo
    pages = ["/", bulletin.get_absolute_url(), "/bultenler/", "/akis/atom.xml", "/robots.txt"]
    addresses = [*pages, photo.url_for("width-320"), photo.url_for("original")]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert "Cookie" not in response.headers.get("Vary", ""), address
        assert settings.SESSION_COOKIE_NAME not in response.cookies
        assert response.getvalue()
