"""The head of the office brings a colleague's list in: windows-1254, with a bad row, and later the same file again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

pytestmark = pytest.mark.services

_LIST = "\r\n".join(
    (
        "Ad Soyad;Gazete;Görevi;E-posta;Cep telefonu",
        "Dilşad Çağlarer;Örnek’in Postası;Muhabir;dilsad.caglarer@example.org;0532 000 00 11",
        "Çiğdem Tığlıoğlu;Örnek’in Postası;Editör;cigdem-tiglioglu-example.org;0532 000 00 12",
        "Şükrü Ağaoğlu;Örnek’in Postası;Muhabir;sukru.agaoglu@example.org;",
    )
)


def test_a_list_with_a_bad_row_is_taken_over_once(signed_in: Callable[..., Page]) -> None:
    page = signed_in("sorumlu")
    _upload(page)
    main = page.get_by_role("main")
    expect(main.get_by_text("1 satır aktarılamıyor.")).to_be_visible()
    row = main.get_by_role("row").filter(has_text="cigdem-tiglioglu-example.org")
    expect(row.get_by_role("cell").first).to_have_text("3")
    expect(row).to_contain_text("Örnek’in Postası")  # a letter that only windows-1254 has, not ISO 8859-9
    expect(row).to_contain_text("E-posta: “cigdem-tiglioglu-example.org”")
    expect(row).to_contain_text("E-posta adresinde @ işareti yok.")

    page.get_by_role("button", name="2 satırı aktar").click()
    expect(main.locator(".w-status")).to_have_text("Aktarıldı", timeout=30_000)
    assert _known(page, "Çağlarer") == ["Dilşad Çağlarer"]
    assert _known(page, "Tığlıoğlu") == []

    _upload(page)
    expect(main.get_by_text("Aktarılacak yeni bir şey yok.")).to_be_visible()
    assert _known(page, "caglarer") == ["Dilşad Çağlarer"]


def _upload(page: Page) -> None:
    """Hand the list in and wait until it is read."""
    _open(page, "İçe ve dışa aktarma")
    file = FilePayload(name="basın rehberi.csv", mimeType="text/csv", buffer=_LIST.encode("windows-1254"))
    page.get_by_label("Kişi listesi").set_input_files(files=[file])
    page.get_by_role("button", name="Önizlemeyi göster").click()
    expect(page.get_by_role("link", name="Aktarılamaz 1")).to_be_visible(timeout=30_000)


def _known(page: Page, words: str) -> list[str]:
    """Return whom the register of people finds for `words`."""
    _open(page, "Kişiler")
    page.get_by_role("main").get_by_role("textbox", name="Aranacak söz").fill(words)
    page.get_by_role("main").get_by_role("textbox", name="Aranacak söz").press("Enter")
    page.wait_for_url("**q=*")
    page.wait_for_load_state("networkidle")
    return page.get_by_role("main").locator("tbody tr td:first-child a").all_inner_texts()


def _open(page: Page, place: str) -> None:
    """Go to a page of the directory by the menu."""
    menu = page.get_by_role("navigation", name="Ana menü")
    if not menu.get_by_role("link", name=place).is_visible():
        menu.get_by_role("button", name="Rehber").click()
    menu.get_by_role("link", name=place).click()
