"""A passkey, as the browser makes it: set up at the desk, and then the only thing that is needed to sign in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, Product

pytestmark = pytest.mark.services

_KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_opens_the_desk(opened: Callable[..., Page], product: Product) -> None:
    page = opened()
    url = product.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    key = browser.send("WebAuthn.addVirtualAuthenticator", {"options": _KEY})

    page.goto(f"{url}/masa/")
    page.fill("input[name=login]", "fotograf")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "/hesap/" not in address)
    page.goto(f"{url}/hesap/2fa/")
    page.locator("section").filter(has_text="parmak izi").get_by_role("link", name="Kur").click()
    page.get_by_label("Parola").fill(PASSWORD)
    page.get_by_role("button", name="Onayla").click()
    page.get_by_label("Anahtarın adı").fill("Deneme anahtarı")
    page.get_by_label("Yalnız bu anahtarla, parolasız giriş yap").check()
    page.get_by_role("button", name="Ekle").click()
    expect(page.get_by_text("Güvenlik anahtarı eklendi.")).to_be_visible()

    page.get_by_role("banner").get_by_role("button", name="Oturumu kapat").click()
    page.goto(f"{url}/masa/")
    page.get_by_role("button", name="Geçiş anahtarıyla gir").click()
    page.wait_for_url(lambda address: "/hesap/" not in address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    browser.send("WebAuthn.clearCredentials", {"authenticatorId": key["authenticatorId"]})
    page.goto(f"{url}/hesap/2fa/webauthn/")
    expect(page.get_by_role("main")).to_contain_text("Deneme anahtarı")
