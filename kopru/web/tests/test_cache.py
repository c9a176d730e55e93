"""Whole pages that are kept: given out while they are true, never longer, to nobody who is signed in."""

import gzip
import resource
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from kopru.core import freshness
from kopru.core.roles import Role
from kopru.newsroom import actions
from kopru.newsroom.tests import factories as newsroom
from kopru.web import archive, pages
from kopru.web.cache import middleware, whole_pages

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now=NOON):
        self.now = now

    def __call__(self):
        return self.now


def counted(clock, **given):
    """A middleware before a view that numbers its answers."""
    made = iter(range(1, 1000))

    def view(_request):
        return pages.public(HttpResponse(f"page {next(made)}"), **given)

    return middleware.WholePages(view, clock)


def asked(answer, path="/", **headers):
    return answer(RequestFactory().get(path, headers=headers)).content.decode()


def test_a_page_is_made_once_until_it_ends():
    clock = Clock()
    answer = counted(clock)
    assert [asked(answer) for _ in range(3)] == ["page 1"] * 3
    clock.now += timedelta(seconds=archive.SHELF_LIFE - 1)
    assert asked(answer) == "page 1"
    clock.now += SECOND
    assert asked(answer) == "page 2"


def test_a_change_takes_every_page_down(django_capture_on_commit_callbacks):
    answer = counted(Clock())
    assert asked(answer) == "page 1"
    with django_capture_on_commit_callbacks(execute=True):
        freshness.touch()
    assert asked(answer) == "page 2"


@given(seconds=st.integers(min_value=1, max_value=600), later=st.integers(min_value=0, max_value=700))
@settings(max_examples=40, deadline=None)
def test_a_page_ends_when_the_next_embargo_lifts(seconds, later):
    whole_pages.clear()
    release_at = NOON + seconds * SECOND
    clock = Clock()
    answer = counted(clock)
    with transaction.atomic():
        newsroom.published(at=NOON, release_at=release_at)
        asked(answer)
        clock.now = NOON + later * SECOND
        is_old = clock.now >= release_at or later >= archive.SHELF_LIFE
        assert asked(answer) == ("page 2" if is_old else "page 1")
        transaction.set_rollback(True)


def test_who_is_signed_in_gets_and_leaves_nothing():
    clock = Clock()
    answer = counted(clock)
    request = RequestFactory().get("/")
    request.COOKIES["sessionid"] = "x"
    first = answer(request)
    assert first.content == b"page 1"
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert asked(answer) == "page 2"
    assert answer(request).content == b"page 3"


def test_only_what_a_page_may_be_asked_is_told_apart():
    answer = counted(Clock())
    assert asked(answer, "/?utm_source=bulten") == asked(answer, "/?fbclid=1") == "page 1"
    assert asked(answer, "/?dil=en") == "page 2"
    assert asked(answer, "/?sayfa=2") == "page 3"
    assert asked(answer, "/?q=yol") == "page 4"
    assert asked(answer, "/?q=yol") == "page 5"
    assert asked(answer, "/?konu=" + "a" * 600) == "page 6"
    assert asked(answer, "/?konu=" + "a" * 600) == "page 7"


def test_an_answer_with_a_cookie_or_of_a_broken_page_is_not_kept():
    made = iter(range(1, 9))

    def view(_request):
        response = pages.public(HttpResponse(str(next(made))))
        response.set_cookie("csrftoken", "x")
        return response

    answer = middleware.WholePages(view, Clock())
    assert asked(answer) == "1"
    assert asked(answer) == "2"


def test_a_torn_file_and_a_full_disk_are_no_obstacle():
    answer = counted(Clock())
    asked(answer)
    for slot in whole_pages.folder().iterdir():
        slot.write_bytes(slot.read_bytes()[:20])
    whole_pages.forget()
    assert asked(answer) == "page 2"
    whole_pages.clear()
    whole_pages.folder().rmdir()
    whole_pages.folder().write_text("a file where the folder should be")
    assert asked(answer) == "page 3"
    whole_pages.folder().unlink()


def test_a_page_cut_short_by_a_full_disk_leaves_nothing_behind():
    answer = counted(Clock())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))  # EFBIG, as a full disk says ENOSPC
        assert asked(answer) == "page 1"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(whole_pages.folder().iterdir()) == []


def test_what_a_clock_gone_wrong_made_is_not_given_out_when_it_is_back():
    clock = Clock()
    answer = counted(clock)
    clock.now = NOON + 3 * DAY
    assert asked(answer) == "page 1"
    clock.now = NOON
    assert asked(answer) == "page 2"
    whole_pages.forget()
    clock.now = NOON - SECOND
    assert asked(answer) == "page 3"


@given(st.lists(st.text(min_size=1, max_size=30), max_size=50, unique=True))
@settings(max_examples=30, deadline=None)
def test_what_is_kept_gives_only_what_was_put_there_and_never_grows(keys):
    for key in keys:
        plain = key.encode("utf-8", "surrogatepass")
        page = whole_pages.Page(200, {}, plain, whole_pages.pack(plain))
        whole_pages.put(key, page, generation="g", made_at=NOON, ends_at=NOON + SECOND)
    for key in keys:
        found = whole_pages.take(key, generation="g", at=NOON)
        plain = key.encode("utf-8", "surrogatepass")
        assert found is None or (found.plain == plain and gzip.decompress(found.packed) == plain)
        assert whole_pages.take(key, generation="h", at=NOON) is None
        assert whole_pages.take(key, generation="g", at=NOON + SECOND) is None
        assert whole_pages.take(key, generation="g", at=NOON - SECOND) is None
    assert len(list(whole_pages.folder().glob("*"))) <= whole_pages.SLOTS


def test_a_kept_page_asks_the_database_nothing_and_sets_no_cookie():
    made = newsroom.published(at=timezone.now() - DAY)
    for path in ("/", "/bultenler/", made.get_absolute_url(), "/akis/rss.xml", "/sitemap.xml"):
        first = Client().get(path)
        with CaptureQueriesContext(connection) as queries:
            second = Client().get(path)
        assert len(queries) == 0
        assert first.content == second.content
        assert not first.cookies
        assert not second.cookies
        assert first.headers["Content-Security-Policy"] == second.headers["Content-Security-Policy"]
        assert first.headers["Vary"] == second.headers["Vary"] == "Accept-Encoding"


def test_whoever_has_the_page_is_told_that_it_is_the_same():
    newsroom.published(at=timezone.now() - DAY)
    first = Client().get("/")
    for headers in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
        {"If-None-Match": first.headers["ETag"], "Accept-Encoding": "gzip"},
    ):
        again = Client().get("/", headers=headers)
        assert again.status_code == 304
        assert not again.content
        assert again.headers["ETag"] == first.headers["ETag"]
    assert Client().get("/", headers={"If-None-Match": '"another"'}).status_code == 200


def test_a_page_is_packed_for_whoever_can_unpack():
    plain = Client().get("/")
    packed = Client().get("/", headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain.content)


def test_a_withdrawn_bulletin_is_gone_from_kept_pages_at_once(django_capture_on_commit_callbacks):
    made = newsroom.published(at=timezone.now() - DAY, headline="Yanlış haber")
    assert "Yanlış haber" in Client().get("/").text
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(made, reason="Yanlıştı.", by=newsroom.user(Role.HEAD), at=timezone.now())
    assert "Yanlış haber" not in Client().get("/").text
    assert Client().get(made.get_absolute_url()).status_code == 410
