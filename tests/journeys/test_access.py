"""Everybody can use it: axe on the main pages, the press room without JavaScript, and no request to another server."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.conftest import PHONE, Product
from tests.journeys.faults import faults

pytestmark = pytest.mark.services

_FORMS = (
    "/basvuru/",
    "/basvuru/ariza/",
    "/basvuru/bilgi-edinme/",
    "/basvuru/grup/?dil=en",
    "/basvuru/durum/",
    "/rehber/",
)
_PUBLIC = ("/", "/bultenler/", "/bulten/2026/1/", "/ara/?q=zeytin", "/iletisim/", "/kunye/", *_FORMS)
_DESK = (
    "/masa/",
    "/masa/bultenler/",
    "/masa/gonderi/",
    "/masa/gonderi/1/",
    "/masa/rehber/kisiler/",
    "/masa/rehber/hedef-kitleler/new/",
    "/masa/rehber/ice-aktarma/",
)


def test_the_press_room_is_accessible(opened: Callable[..., Page], product: Product) -> None:
    page, found = _watched(opened(viewport=PHONE)), []
    for path in _PUBLIC:
        page.goto(product.url + path)
        found += faults(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], f"{path} scrolls sideways"
    assert found == []
    assert _strangers(page) == []


def test_the_desk_is_accessible(signed_in: Callable[..., Page], product: Product) -> None:
    page, found = _watched(signed_in("sorumlu")), []
    for path in _DESK:
        answer = page.goto(product.url + path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"
        found += faults(page)
    page.goto(f"{product.url}/masa/bultenler/")
    page.get_by_role("link", name="Bülten yaz").click()
    expect(page.get_by_role("textbox", name="Başlık*")).to_be_visible()
    assert [*found, *faults(page)] == []
    assert _strangers(page) == []


def test_choosers_and_dates_open_under_the_strict_policy(signed_in: Callable[..., Page], product: Product) -> None:
    page = _watched(signed_in("sorumlu"))
    page.goto(f"{product.url}/masa/bultenler/")
    page.get_by_role("link", name="Bülten yaz").click()
    page.get_by_role("region", name="Fotoğraflar").get_by_role("button", name="Fotoğraf ekle").click()
    page.get_by_role("button", name="Fotoğraf seç").click()
    chooser = page.get_by_role("dialog")
    chooser.get_by_role("textbox", name="Aranacak söz").fill("zeytin")
    expect(chooser.get_by_role("link", name="Zeytin hasadı")).to_be_visible()
    chooser.get_by_role("button", name="Kapat").click()
    page.get_by_role("button", name="Kişi seç").click()
    expect(page.get_by_role("dialog").get_by_role("link", name="Aylin Terazi")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Kapat").click()

    page.goto(f"{product.url}/masa/vekalet/new/")
    page.get_by_label("İlk gün").click()
    expect(page.locator(".xdsoft_datetimepicker").first).to_be_visible()
    assert _strangers(page) == []


def test_the_press_room_works_without_javascript(opened: Callable[..., Page], product: Product) -> None:
    page = _watched(opened(javascript=False))
    page.goto(product.url)
    page.get_by_role("banner").get_by_role("searchbox", name="Bültenlerde ara").fill("kitapligin salonu")
    page.get_by_role("banner").get_by_role("button", name="Ara").click()
    page.get_by_role("main").get_by_role("link", name="Kent Kitaplığı’nın yeni okuma salonu açıldı").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kent Kitaplığı’nın yeni okuma salonu açıldı")
    expect(page.get_by_role("link", name="Word belgesi (DOCX)")).to_be_visible()
    page.get_by_role("navigation", name="Sayfalar").get_by_role("link", name="Bültenler").click()
    expect(page.get_by_role("main").get_by_role("link", name="Sezonun ilk zeytini dalından indi")).to_be_visible()
    page.get_by_role("navigation", name="Sayfalar").get_by_role("link", name="İletişim").click()
    expect(page.get_by_role("main").get_by_text("0286 000 00 00 / 115").first).to_be_visible()
    assert _strangers(page) == []


_asked: dict[Page, set[str]] = {}


def _watched(page: Page) -> Page:
    """Note every host that the page asks for something."""
    hosts = _asked.setdefault(page, set())

    def note(request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme not in {"data", "blob", "about"}:
            hosts.add(where.hostname or where.scheme)

    page.on("request", note)
    return page


def _strangers(page: Page) -> list[str]:
    return sorted(_asked.pop(page) - {"127.0.0.1"})
