"""What is being written is not lost, not refused and not stored twice: the editor while it saves by itself."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from tests.journeys.conftest import Product

pytestmark = pytest.mark.services


def test_a_text_that_waits_for_its_headline_says_so_and_is_then_saved(
    signed_in: Callable[..., Page], product: Product
) -> None:
    page = _new(signed_in("yazar"), product)
    _type(page, "Sözler başlıktan önce geldi.")
    expect(page.locator("#w-autosave-indicator")).to_contain_text("Otomatik kayıt duraklatıldı")
    page.get_by_role("textbox", name="Başlık*").fill("Sözleri kendinden önce gelen başlık")
    expect(page.locator("#w-autosave-indicator")).to_contain_text("Kaydedildi")
    photos = page.get_by_role("region", name="Fotoğraflar")
    photos.get_by_role("button", name="Fotoğraf ekle").click()
    expect(page.locator("#w-autosave-indicator")).to_contain_text("Otomatik kayıt duraklatıldı")
    photos.get_by_role("button", name="Sil").click()
    expect(page.locator("#w-autosave-indicator")).to_contain_text("Kaydedildi")


def test_the_last_words_before_saving_are_kept(signed_in: Callable[..., Page], product: Product) -> None:
    page = _new(signed_in("yazar"), product)
    page.get_by_role("textbox", name="Başlık*").fill("Son sözü söylenmiş başlık")
    _type(page, "Bu sözler kaydetmeden hemen önce yazıldı.")
    page.get_by_role("button", name="Taslağı kaydet").click()
    page.wait_for_url(lambda url: "/metin/" not in url)
    expect(page.get_by_role("article")).to_contain_text("Bu sözler kaydetmeden hemen önce yazıldı.")


def test_saving_while_it_is_saved_by_itself_makes_one_bulletin(
    signed_in: Callable[..., Page], product: Product
) -> None:
    page, held = _new(signed_in("yazar"), product), list[Route]()

    def hold(route: Route) -> None:
        if route.request.headers.get("accept") == "application/json":
            held.append(route)
        else:
            route.continue_()

    page.route("**/masa/bultenler/metin/new/", hold)
    headline = "İki kez kaydedilen tek başlık"
    page.get_by_role("textbox", name="Başlık*").fill(headline)
    with page.expect_request(lambda request: request.headers.get("accept") == "application/json"):
        pass
    _type(page, "Sonradan gelen sözler.")
    page.get_by_role("button", name="Taslağı kaydet").click()
    held.pop().continue_()
    page.wait_for_url(lambda url: "/metin/" not in url)
    expect(page.get_by_role("article")).to_contain_text("Sonradan gelen sözler.")
    page.goto(f"{product.url}/masa/bultenler/?durum=taslak")
    expect(page.get_by_role("link", name=headline)).to_have_count(1)


def test_words_of_the_first_seconds_are_asked_for_before_one_leaves(
    signed_in: Callable[..., Page], product: Product
) -> None:
    page, asked = signed_in("yazar"), list[str]()

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(f"{product.url}/masa/bultenler/metin/new/")
    _type(page, "Açılır açılmaz yazılan sözler.")
    page.get_by_role("navigation", name="Ana menü").get_by_role("link", name="Bugün", exact=True).click()
    expect(page.get_by_role("region", name="Metin")).to_contain_text("Açılır açılmaz yazılan sözler.")
    assert asked == ["beforeunload"]
    expect(page.locator("#w-autosave-indicator")).to_contain_text("Otomatik kayıt duraklatıldı")


def _new(page: Page, product: Product) -> Page:
    page.goto(f"{product.url}/masa/bultenler/metin/new/")
    expect(page.get_by_role("textbox", name="Başlık*")).to_be_visible()
    return page


def _type(page: Page, words: str) -> None:
    page.get_by_role("region", name="Metin").get_by_role("textbox").click()
    page.keyboard.type(words)
