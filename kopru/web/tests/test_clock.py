"""A clock that jumps by days: nothing is public early, nothing leaves late, and what was public stays so.

The note of the worker is moved, so that the machine's own clock is the one that jumped.
"""

from datetime import timedelta

import pytest
from django.urls import reverse

from kopru.core import clock, sweep
from kopru.core.roles import Role
from kopru.delivery import actions as delivery
from kopru.delivery import tasks
from kopru.delivery.models import DispatchState
from kopru.directory.tests import factories as directory
from kopru.newsroom import actions
from kopru.newsroom.tests import factories as newsroom

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
SECRET = "Açılışakadargizli"
LISTS = (
    "/",
    "/bultenler/",
    "/ara/?q=gizli",
    "/akis/rss.xml",
    "/akis/atom.xml",
    "/akis/feed.json",
    "/sitemap-haberler.xml",
)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / "static").mkdir()


def jump(by: timedelta) -> None:
    """Let the clock have jumped by so much since the last note."""
    real = clock.Reading.now()
    clock.trust(clock.Reading(real.shown - by, real.ran, real.boot))


def telling(client, *addresses: str) -> list[str]:
    return [address for address in addresses if SECRET in client.get(address).content.decode()]


def test_an_embargo_does_not_end_because_the_clock_jumped(client):
    jump(3 * DAY)
    at = clock.now()
    made = newsroom.published(headline=f"{SECRET} tören", at=at, release_at=at + DAY, figures=1)
    assert telling(client, *LISTS, made.get_absolute_url()) == []
    assert client.get(made.get_absolute_url()).status_code == 404
    photo = made.edition.figures.get().photo
    assert client.get(photo.url_for("width-640")).status_code == 404
    clock.trust(clock.Reading.now())
    assert client.get(made.get_absolute_url()).status_code == 200
    made.refresh_from_db()
    assert made.first_published_at == at + DAY


def test_a_page_made_while_the_clock_was_believed_wrongly_is_gone_with_it(client):
    at = clock.now()
    made = newsroom.published(headline=f"{SECRET} tören", at=at, release_at=at + DAY)
    jump(-3 * DAY)  # nobody saw the jump: the clock is believed three days later
    assert telling(client, "/", made.get_absolute_url()) == ["/", made.get_absolute_url()]
    clock.trust(clock.Reading.now())
    assert telling(client, *LISTS, made.get_absolute_url()) == []


def test_what_was_public_stays_public_with_its_first_day(client, django_capture_on_commit_callbacks):
    at = clock.now() + 3 * DAY
    jump(-3 * DAY)
    made = newsroom.published(headline=f"{SECRET} tören", at=at - HOUR)
    assert client.get(made.get_absolute_url()).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(made, reason="Tören ertelendi.", by=newsroom.user(Role.HEAD), at=clock.now())
    made.refresh_from_db()
    assert made.first_published_at == at - HOUR
    assert client.get(made.get_absolute_url()).status_code == 410


def offered(*, release_at, at):
    """Return the released dispatch of an embargoed bulletin to one reader."""
    directory.contact_point(value="haber@example.org")
    made = newsroom.published(headline=f"{SECRET} tören", at=at, release_at=release_at)
    dispatch = actions.offer(made, audience=directory.audience(), by=newsroom.user(Role.WRITER), at=at)
    delivery.release(dispatch, by=newsroom.user(Role.HEAD), at=at)
    return dispatch


def test_a_dispatch_waits_for_its_hour_whatever_the_clock_shows():
    jump(3 * DAY)
    at = clock.now()
    dispatch = offered(release_at=at + DAY, at=at)
    tasks.send.func(dispatch.pk)
    sweep.run_all(at=clock.now())
    tasks.send.func(dispatch.pk)
    assert dispatch.counts()["queued"] == 1
    clock.trust(clock.Reading.now())
    tasks.send.func(dispatch.pk)
    assert dispatch.counts()["delivered"] == 1


@pytest.mark.parametrize("days", [3, -3])
def test_a_window_is_not_over_because_the_clock_jumped(days):
    jump(days * DAY)
    at = clock.now()
    terms = delivery.Terms(window_until=at + HOUR)
    dispatch = delivery.draft(kind="deneme", subject="Duyuru", text="Metin", terms=terms, by=None, at=at)
    delivery.freeze(dispatch, addressees=[delivery.Addressee("kisi@example.org")], at=at)
    delivery.release(dispatch, by=None, at=at)
    tasks.send.func(dispatch.pk)
    assert dispatch.counts()["delivered"] == 1


def test_what_is_late_by_the_true_time_is_not_sent_by_itself():
    jump(3 * DAY)
    at = clock.now()
    terms = delivery.Terms(window_until=at + HOUR)
    dispatch = delivery.draft(kind="deneme", subject="Duyuru", text="Metin", terms=terms, by=None, at=at)
    delivery.freeze(dispatch, addressees=[delivery.Addressee("kisi@example.org")], at=at)
    delivery.release(dispatch, by=None, at=at)
    clock.trust(clock.Reading.now())  # the clock was right after all
    tasks.send.func(dispatch.pk)
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.LATE
    assert dispatch.counts()["queued"] == 1


def test_the_office_is_told_on_bugun(page):
    jump(3 * DAY)
    page.sign_in(Role.HEAD)
    said = page.get(reverse("wagtailadmin_home"), max_queries=80).soup.get_text(" ", strip=True)
    assert "Sunucunun saati atladı" in said
    assert "kopru clock --right" in said
    page.sign_in(Role.WRITER)
    assert "saati atladı" not in page.get(reverse("wagtailadmin_home"), max_queries=80).soup.get_text()
