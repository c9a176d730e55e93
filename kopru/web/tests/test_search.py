"""The public search: Turkish words however they are written, and nothing that the public may not read."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kopru.newsroom.tests import factories as newsroom
from kopru.web.tests.test_pages import seen

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize("words", ["yürüyüş", "YURUYUS", "yuruyus yollari", "zeytinlik", "Şelale", '"yürüyüş yolu"'])
def test_words_are_found_however_they_are_written_and_bent(words):
    newsroom.published(at=timezone.now() - DAY)
    page = seen("/ara/?q=" + words)
    assert page.select_one(".card h3").text == "Yürüyüş yolu salı günü açılıyor"
    assert "1 bülten" in page.select_one("#found-head").text


def test_what_only_the_working_copy_says_is_not_found():
    made = newsroom.published(at=timezone.now() - DAY)
    newsroom.rewritten(made, at=timezone.now() - DAY / 2, headline="Gergedan açılıyor")
    assert "Sonuç bulunamadı" in seen("/ara/?q=gergedan").text


def test_a_search_that_finds_nothing_helps():
    page = seen("/ara/?q=zürafa")
    assert "Sonuç bulunamadı" in page.text
    assert page.select("ul.empty li")


@pytest.mark.parametrize("query", ["\0", '"', "AND", "a" * 3000, "q* OR (", "<script>alert(1)</script>", "😀"])
def test_any_words_may_be_searched(query):
    response = Client().get("/ara/", {"q": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.text
