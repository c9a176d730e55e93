"""A bulletin from the first word to its embargo, on two telephones."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Product

pytestmark = pytest.mark.services

_HEADLINE = "Telefonda yazılıp telefonda yayımlanan bülten"


def test_a_bulletin_is_written_approved_and_given_an_embargo_on_a_phone(
    signed_in: Callable[..., Page], product: Product
) -> None:
    writer, head = signed_in("yazar", viewport=PHONE), signed_in("sorumlu", viewport=PHONE)
    writer.goto(f"{product.url}/masa/bultenler/metin/new/")
    writer.get_by_role("textbox", name="Başlık*").fill(_HEADLINE)
    writer.get_by_role("region", name="Metin").get_by_role("textbox").click()
    writer.keyboard.type("Meydandan yazıldı.")
    writer.get_by_role("button", name="Taslağı kaydet").click()
    expect(writer.get_by_role("article").get_by_role("heading", name=_HEADLINE)).to_be_visible()
    desk = writer.url
    _fits(writer)
    writer.get_by_role("link", name="Onaya gönder").click()
    writer.get_by_role("button", name="Onaya gönder").click()
    expect(writer.get_by_text("Bülten onaya gönderildi.")).to_be_visible()

    head.goto(f"{desk}onay/")
    _fits(head)
    head.get_by_role("button", name="Onayla").click()
    expect(head.get_by_text("Onaylandı.", exact=True)).to_be_visible()
    head.goto(desk)
    head.get_by_role("link", name="Yayımla", exact=True).click()
    _choose_a_day_of_next_month(head)
    head.get_by_role("button", name="Yayımla", exact=True).click()
    head.wait_for_url(desk)
    expect(head.get_by_role("article")).to_contain_text("Ambargolu")
    _fits(head)


def _choose_a_day_of_next_month(page: Page) -> None:
    field, calendar = page.get_by_label("Ambargo bitişi"), page.locator(".xdsoft_datetimepicker:visible")
    field.click()
    expect(calendar).to_be_visible()
    place = calendar.bounding_box()
    assert place is not None
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= PHONE["width"]
    calendar.locator(".xdsoft_next").first.click()
    day = calendar.locator(".xdsoft_date:not(.xdsoft_other_month)").get_by_text("12", exact=True)
    day.click()
    expect(field).not_to_have_value("")
    page.mouse.click(PHONE["width"] / 2, PHONE["height"] - 10)  # beside it, as a thumb does
    expect(calendar).to_be_hidden()
    assert field.input_value().startswith("12.")


def _fits(page: Page) -> None:
    """Nothing makes the page wider than the telephone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url
