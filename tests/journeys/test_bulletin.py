"""A bulletin from the first word to the newspapers' inbox and back: three people at the desk, Postfix at the end."""

import io
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Product
from tests.journeys.letters import Letter, delivered
from tests.servers import Mailboxes

pytestmark = pytest.mark.services

_HEADLINE = "Çığır açan şenliğin ağırbaşlı iğdesi ödül aldı"
_SPOT = "Şenlik 25 Kasım Çarşamba günü İskele Meydanı’nda başlıyor."
_WRONG = "Ödülü Işıl ve İpek’in diktiği 40 yaşındaki iğde ağacı kazandı."
_RIGHT = "Ödülü Işıl ve İpek’in diktiği 14 yaşındaki iğde ağacı kazandı."
_REASON = "Şenliğin yerini de yazalım."
_NOTE = "İğde ağacının yaşı 40 değil, 14’tür."
_WITHDRAWN = "Ödül töreni ertelendi."
_AUDIENCE = "Yolculuk muhabirleri"
#: Mailbox, name, and how the mail greets; the last is refused by Postfix.
_PEOPLE = (
    ("isil.yolcu", "Işıl Çağlayan", "Sayın Işıl ÇAĞLAYAN"),
    ("ipek.yolcu", "İpek Gündoğdu", "Sayın İpek GÜNDOĞDU"),
    ("sukru.yolcu", "Şükrü Ağaoğlu", "Sayın Şükrü AĞAOĞLU"),
    ("omer.yolcu", "Ömer Faruk Üçışık", "Sayın Ömer Faruk ÜÇIŞIK"),
    ("cigdem.yolcu", "Çiğdem İnci", "Sayın Çiğdem İNCİ"),
    ("gul.yolcu", "Gül Öz", "Sayın Gül ÖZ"),
    ("yokolan", "Hakan Yitik", "Sayın Hakan YİTİK"),
)
_REACHED = [box for box, _name, _greeting in _PEOPLE if not box.startswith("yok")]


@dataclass
class Story:
    """Who sits at the desk, who reads outside, and where the bulletin stands."""

    product: Product
    writer: Page
    head: Page
    mayors_office: Page
    reader: Page
    desk: str = ""
    public: str = ""


def test_a_bulletin_from_draft_to_inbox_correction_and_withdrawal(
    product: Product, mailboxes: Mailboxes, signed_in: Callable[..., Page], opened: Callable[..., Page], tmp_path: Path
) -> None:
    _fill_the_directory(product, tmp_path)
    mayors_office, reader = signed_in("baskanlik", viewport=PHONE), opened(viewport=PHONE)
    story = Story(product, signed_in("yazar"), signed_in("sorumlu"), mayors_office, reader)
    _write(story)
    _send_back_and_mend(story)
    _approve_twice(story)
    _keep_the_embargo(story)
    _fetch_the_kit(story)
    _make_the_audience(story)
    _offer(story, mailboxes)
    _compare_letters(story, mailboxes)
    _correct(story)
    _tell_of_the_correction(story, mailboxes)
    _withdraw(story)


def _fill_the_directory(product: Product, folder: Path) -> None:
    file = folder / "kisiler.csv"
    lines = [f"{name};{box}@example.org;yolculuk" for box, name, _greeting in _PEOPLE]
    file.write_text("\n".join(["Ad Soyad;E-posta;Etiketler", *lines]), encoding="utf-8")
    product.kopru("import", "contacts", str(file), "--apply", "--as", "sorumlu")


def _write(story: Story) -> None:
    page = story.writer
    _menu(page, "Bültenler")
    page.get_by_role("link", name="Bülten yaz").click()
    page.get_by_role("textbox", name="Başlık*").fill(_HEADLINE)
    page.get_by_role("textbox", name="Spot").fill(_SPOT)
    text = page.get_by_role("region", name="Metin")
    text.get_by_role("textbox").click()
    page.keyboard.type(_WRONG)
    photos = page.get_by_role("region", name="Fotoğraflar")
    photos.get_by_role("button", name="Fotoğraf ekle").click()
    photos.get_by_role("button", name="Fotoğraf seç").click()
    page.get_by_role("dialog").get_by_role("link", name="Zeytin hasadı").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_label("Başkanlık da onaylasın").check()
    page.get_by_role("button", name="Taslağı kaydet").click()
    expect(page.get_by_role("article").get_by_role("heading", name=_HEADLINE)).to_be_visible()
    story.desk = page.url
    _submit(page)


def _submit(page: Page) -> None:
    page.get_by_role("link", name="Onaya gönder").click()
    page.get_by_role("button", name="Onaya gönder").click()
    expect(page.get_by_text("Bülten onaya gönderildi.")).to_be_visible()


def _send_back_and_mend(story: Story) -> None:
    head, writer = story.head, story.writer
    _menu(head, "Bugün")
    head.get_by_role("region", name="Onayımı bekleyenler").get_by_role("link", name=_HEADLINE).click()
    head.get_by_label("Gerekçe").fill(_REASON)
    head.get_by_role("button", name="Geri gönder").click()
    expect(head.get_by_text("Bülten yazarına geri gönderildi.")).to_be_visible()

    _menu(writer, "Bugün")
    writer.get_by_role("region", name="Bana geri gönderilenler").get_by_role("link", name=_HEADLINE).click()
    writer.goto(story.desk)
    expect(writer.get_by_text(f"Ebru Sayfalı geri gönderdi: {_REASON}")).to_be_visible()
    writer.get_by_role("article").get_by_role("link", name="Yaz", exact=True).click()
    writer.get_by_role("textbox", name="Mahreç (yer)").fill("Zeytinyalı İskelesi")
    _save(writer)
    writer.goto(story.desk)
    _submit(writer)


def _save(page: Page) -> None:
    page.get_by_role("button", name="Kaydet").first.click()
    expect(page.get_by_text("güncellendi")).to_be_visible()


def _approve_twice(story: Story) -> None:
    head, phone = story.head, story.mayors_office
    _decide(head, story.desk)
    expect(head.get_by_text("1. sürümle karşılaştırma:")).to_be_visible()
    expect(head.locator("ins")).to_contain_text(["İSKELESİ"])
    head.get_by_role("button", name="Onayla").click()
    expect(head.get_by_text("Onaylandı.", exact=True)).to_be_visible()

    _decide(phone, story.desk)
    phone.get_by_role("button", name="Onayla").click()
    expect(phone.get_by_text("Onaylandı.", exact=True)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    head.goto(story.desk)
    number = head.get_by_text("Sayı: ").inner_text().split("Sayı: ")[1].split()[0]
    story.public = f"{story.product.url}/bulten/{number}/"


def _decide(page: Page, desk: str) -> None:
    page.goto(desk)
    page.get_by_role("link", name="Oku ve karar ver").click()


def _keep_the_embargo(story: Story) -> None:
    release = datetime.now(ZoneInfo("Europe/Istanbul")) + timedelta(seconds=80)
    release = release.replace(second=0, microsecond=0)
    head = story.head
    _do(head, story.desk, "Yayımla", {"Ambargo bitişi": release.strftime("%d.%m.%Y %H:%M")})
    expect(head.get_by_role("article").get_by_text("Ambargolu").first).to_be_visible()
    assert _seen(story) == set(), "seen before its time"
    assert datetime.now(release.tzinfo) < release, "too slow: the embargo ended before it was looked at"
    time.sleep(max(0.0, (release - datetime.now(release.tzinfo)).total_seconds()))
    end = time.monotonic() + 90
    while _seen(story) != {"page", "home", "list", "search", "rss"}:
        assert time.monotonic() < end, f"ninety seconds after its time it is only in {_seen(story)}"
        time.sleep(0.5)


def _seen(story: Story) -> set[str]:
    """Return where somebody without a login finds the bulletin."""
    ask, url = story.reader.request, story.product.url
    path = story.public.removeprefix(url)
    page = ask.get(story.public)
    assert page.status in {200, 404}
    places = {"home": "/", "list": "/bultenler/", "search": "/ara/?q=igdesi+cigir", "rss": "/akis/rss.xml"}
    found = {name for name, place in places.items() if path in ask.get(url + place).text()}
    return found | ({"page"} if page.ok and _HEADLINE in page.text() else set())


def _fetch_the_kit(story: Story) -> None:
    page, end = story.reader, time.monotonic() + 10
    page.goto(story.public)
    while page.get_by_role("link", name="Tüm fotoğraflar").count() == 0:
        assert time.monotonic() < end, "ten seconds after publication the press kit is not there"
        page.reload()
    files = {}
    for name, label in {"text": "Düz metin", "docx": "Word", "pdf": "PDF", "photos": "Tüm fotoğraflar"}.items():
        kit = page.get_by_role("region", name="Haber merkezleri için")
        address = kit.get_by_role("link", name=label).get_attribute("href") or ""
        answer = page.request.get(story.product.url + address)
        assert answer.ok, f"{address}: {answer.status}"
        files[name] = answer.body()
    assert _WRONG in files["text"].decode("utf-8")
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(files["docx"])).paragraphs]
    assert any(_HEADLINE in text for text in paragraphs)
    assert any(_WRONG in text for text in paragraphs)
    paper = pypdfium2.PdfDocument(files["pdf"])
    written = " ".join("".join(page.get_textpage().get_text_range() for page in paper).split())
    assert _WRONG in written
    with zipfile.ZipFile(io.BytesIO(files["photos"])) as archive:
        assert archive.testzip() is None
        assert any(name.endswith(".jpg") for name in archive.namelist())
        assert "Gözcütepe’deki asırlık ağaçlarda hasat başladı." in archive.read("captions.txt").decode("utf-8")


def _make_the_audience(story: Story) -> None:
    page = story.head
    page.get_by_role("navigation", name="Ana menü").get_by_role("button", name="Rehber").click()
    page.get_by_role("link", name="Hedef kitleler").click()
    page.get_by_role("link", name="Hedef kitle ekle").click()
    page.get_by_role("textbox", name="Ad*").fill(_AUDIENCE)
    page.get_by_label("yolculuk", exact=True).first.check()
    expect(page.get_by_text("Bugün: 7 e-posta adresi")).to_be_visible()
    page.get_by_role("button", name="Oluştur").click()
    expect(page.get_by_role("cell", name=_AUDIENCE)).to_be_visible()


def _offer(story: Story, mailboxes: Mailboxes) -> None:
    page = story.head
    page.goto(story.desk)
    page.get_by_role("link", name="Basına servis et").click()
    page.get_by_label("Hedef kitle").select_option(_AUDIENCE)
    expect(page.get_by_text("7 alıcı")).to_be_visible()
    page.get_by_role("button", name="Gönderiyi hazırla").click()
    expect(page.get_by_role("heading", level=1, name=_HEADLINE)).to_be_visible()
    page.get_by_role("button", name="Bana deneme gönder").click()
    expect(page.get_by_text("Deneme e-postası yola çıktı: sorumlu@example.org.")).to_be_visible()
    mailboxes.await_messages("sorumlu", 1)

    page.get_by_label("Alıcı sayısı").fill("6")
    page.get_by_role("button", name="Gönder", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("Onaylamak için alıcı sayısını yazın: 7 alıcı var.")
    _release(story, "7")


def _release(story: Story, count: str) -> None:
    """Let the dispatch on the head's screen go; a second person agrees."""
    page, second = story.head, story.writer
    page.get_by_label("Alıcı sayısı").fill(count)
    page.get_by_role("button", name="Gönder", exact=True).click()
    expect(page.get_by_text("İkinci bir kişinin onayını bekliyor.")).to_be_visible()
    subject = page.get_by_role("heading", level=1).inner_text()
    _menu(second, "Bugün")
    second.get_by_role("region", name="Karar bekleyen gönderiler").get_by_role("link", name=subject).click()
    second.get_by_role("button", name="İkinci kişi olarak onayla").click()
    expect(second.get_by_text("Onayladınız")).to_be_visible()


def _ledger(page: Page) -> dict[str, str]:
    """Wait until every copy on the dispatch's page is settled; return the state of each mailbox."""
    end = time.monotonic() + 60
    while True:
        page.reload()
        rows = [row.split("\t") for row in page.get_by_role("table").locator("tbody tr").all_inner_texts()]
        found = {row[0].split()[-1].partition("@")[0]: row[1].strip().splitlines()[0] for row in rows}
        if set(found.values()) <= {"Ulaştı", "Ulaşmadı", "Teslim edildi"}:
            return found
        assert time.monotonic() < end, found
        time.sleep(0.5)


def _compare_letters(story: Story, mailboxes: Mailboxes) -> None:
    ledger = _ledger(story.head)
    assert set(ledger) == {box for box, _name, _greeting in _PEOPLE}
    assert [box for box, state in ledger.items() if state == "Ulaşmadı"] == ["yokolan"]
    for box in _REACHED:
        mailboxes.await_messages(box, 1)
    boxes = delivered(mailboxes, _HEADLINE, ledger)
    assert {box: len(letters) for box, letters in boxes.items()} == {box: int(box in _REACHED) for box in ledger}
    letters = [boxes[box][0] for box in _REACHED]
    assert len({letter.message["Message-ID"] for letter in letters}) == len(letters)
    for box, name, greeting in _PEOPLE[:-1]:
        _check(boxes[box][0], box, name, greeting, story)


def _check(letter: Letter, box: str, name: str, greeting: str, story: Story) -> None:
    assert parseaddr(str(letter.message["To"])) == (name, f"{box}@example.org")
    assert letter.text.startswith(f"{greeting},")
    for words in (_SPOT, _WRONG, story.public):
        assert words in letter.text
    assert greeting in letter.html
    (paper,) = [content for file, content in letter.attachments.items() if file.endswith(".docx")]
    assert any(_WRONG in paragraph.text for paragraph in docx.Document(io.BytesIO(paper)).paragraphs)
    assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"<{story.product.url}/abonelik/ayril/" in str(letter.message["List-Unsubscribe"])
    assert "<img" not in letter.html, "a picture that is fetched tells when the mail was read"
    assert "url(" not in letter.html


def _correct(story: Story) -> None:
    writer, head, phone = story.writer, story.head, story.mayors_office
    _do(writer, story.desk, "Düzeltme ya da ek yaz", {})
    writer.get_by_role("article").get_by_role("link", name="Yaz", exact=True).click()
    text = writer.get_by_role("region", name="Metin").get_by_role("textbox")
    text.click()
    writer.keyboard.press("Control+A")
    writer.keyboard.type(_RIGHT)
    # the editor puts its words into the form a quarter of a second after the last key
    expect(writer.locator("input[name='body-0-value']")).to_have_value(re.compile("14 yaşındaki"))
    _save(writer)
    writer.goto(story.desk)
    _submit(writer)
    for page in (head, phone):
        _decide(page, story.desk)
        expect(page.locator("ins").first).to_be_visible()
        page.get_by_role("button", name="Onayla").click()
        expect(page.get_by_text("Onaylandı.", exact=True)).to_be_visible()
    assert _WRONG in story.reader.request.get(story.public).text(), "changed before it was published"
    _do(head, story.desk, "Düzeltme olarak yayımla", {"Kamuoyunun okuyacağı açıklama": _NOTE})
    reader = story.reader
    reader.goto(story.public)
    expect(reader.get_by_text(_NOTE).first).to_be_visible()
    expect(reader.get_by_text(_RIGHT).first).to_be_visible()
    expect(reader.get_by_text(_WRONG)).to_have_count(0)


def _tell_of_the_correction(story: Story, mailboxes: Mailboxes) -> None:
    page = story.head
    page.goto(story.desk)
    page.get_by_role("button", name="Almış olanlara bildir").click()
    expect(page.get_by_text("Hatalı sürümü alanlara").first).to_be_visible()
    _release(story, str(len(_REACHED)))
    ledger = _ledger(page)
    assert set(ledger) == set(_REACHED)
    for box in _REACHED:
        mailboxes.await_messages(box, 2)
    boxes = delivered(mailboxes, f"Düzeltme: {_HEADLINE}", [box for box, _name, _greeting in _PEOPLE])
    assert {box for box, letters in boxes.items() if len(letters) == 1} == set(_REACHED)
    assert sum(map(len, boxes.values())) == len(_REACHED)
    for box in _REACHED:
        assert _NOTE in boxes[box][0].text
        assert _RIGHT in boxes[box][0].text
        assert _WRONG not in boxes[box][0].text


def _withdraw(story: Story) -> None:
    _do(story.head, story.desk, "Geri çek", {"Gerekçe": _WITHDRAWN})
    answer = story.reader.request.get(story.public)
    assert answer.status == 410
    assert _WITHDRAWN in answer.text()
    assert _RIGHT not in answer.text()
    assert story.reader.request.get(f"{story.public}dosya/pdf/").status in {404, 410}
    assert _seen_in_lists(story) == set()


def _seen_in_lists(story: Story) -> set[str]:
    ask, url = story.reader.request, story.product.url
    path = story.public.removeprefix(url)
    places = ("/", "/bultenler/", "/ara/?q=igdesi+cigir", "/akis/rss.xml")
    return {place for place in places if path in ask.get(url + place).text()}


def _do(page: Page, desk: str, verb: str, fields: dict[str, str]) -> None:
    """Do one of the verbs that stand beside the bulletin."""
    page.goto(desk)
    page.get_by_role("link", name=verb, exact=True).click()
    for label, words in fields.items():
        page.get_by_label(label).fill(words)
        if label == "Ambargo bitişi":  # its calendar lies over the button until one clicks beside it
            expect(page.locator(".xdsoft_datetimepicker").first).to_be_visible()
            page.get_by_role("heading", level=1).click()
            expect(page.locator(".xdsoft_datetimepicker").first).to_be_hidden()
    page.get_by_role("button", name=verb, exact=True).click()
    page.wait_for_url(desk)


def _menu(page: Page, place: str) -> None:
    page.get_by_role("navigation", name="Ana menü").get_by_role("link", name=place, exact=True).click()
