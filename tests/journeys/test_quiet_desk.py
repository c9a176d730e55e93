"""Every main page of the desk is quiet: it answers, its scripts report nothing, axe finds nothing serious."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Product
from tests.journeys.faults import faults

pytestmark = pytest.mark.services

_NO_PAGES = ("/logout/", "/ham/")
_NUMBER = re.compile(r"\d+|[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.mark.parametrize("who", ["sorumlu", "fotograf"])
def test_the_main_pages_are_quiet(who: str, signed_in: Callable[..., Page], product: Product) -> None:
    """The pages of the menu, and one of each kind that they lead to; `opened` fails on what a script reports."""
    page = signed_in(who)
    menu = ["/masa/", *_ways(page, "nav a, .sidebar a")]
    todo, shapes, found = list(dict.fromkeys(menu)), set(map(_shape, menu)), []
    for place in todo:  # it grows while it is walked
        answer = page.goto(product.url + place)
        assert answer is not None
        assert answer.ok, f"{place}: {answer.status}"
        found += faults(page)
        if place not in menu:
            continue
        for way in _ways(page, "main a:not([download])"):
            if _shape(way) not in shapes:
                shapes.add(_shape(way))
                todo.append(way)
    assert found == []
    assert any(place.startswith("/masa/images/") for place in todo), "no photo was opened"


def test_the_tag_field_answers_to_its_label_and_the_frame_over_the_photo_is_there(
    signed_in: Callable[..., Page], product: Product
) -> None:
    page = signed_in("fotograf")
    page.goto(f"{product.url}/masa/images/")
    page.get_by_role("main").get_by_role("link", name="Zeytin hasadı").first.click()
    expect(page.locator(".jcrop-holder")).to_be_visible()
    tags = page.get_by_role("textbox", name="Etiketler")
    page.get_by_role("main").get_by_text("Etiketler", exact=True).click()
    expect(tags).to_be_focused()
    page.keyboard.type("yürüyüş yolu,")
    page.get_by_role("button", name="Kaydet", exact=True).click()
    expect(page.locator(".tagit-label").filter(has_text="yürüyüş yolu")).to_be_visible()


def _ways(page: Page, places: str) -> list[str]:
    """Return the pages of the desk that the links at `places` lead to; no files, and nothing that signs out."""
    page.wait_for_load_state("networkidle")
    targets = page.locator(places).evaluate_all("each => each.map(a => a.href)")
    ways = [urlsplit(target).path for target in targets if not urlsplit(target).query]
    return [way for way in ways if way.startswith("/masa/") and way.endswith("/") and not way.endswith(_NO_PAGES)]


def _shape(way: str) -> str:
    return _NUMBER.sub("#", way)
