"""Somebody asks, through real Postfix and Dovecot: referred, answered by the unit, approved, answered, reopened."""

import re
import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import make_msgid

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Product
from tests.journeys.letters import Letter, all_of
from tests.servers import Mailboxes

pytestmark = pytest.mark.services


@dataclass
class Writer:
    """Somebody outside with a mailbox: writes, and reads what comes."""

    mailboxes: Mailboxes
    box: str
    name: str
    read: int = 0
    last: Letter | None = None
    ids: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where its mail goes."""
        return self.box if "@" in self.box else f"{self.box}@example.org"

    def writes(self, to: str, subject: str, text: str) -> None:
        """Write a mail; one to the address of the last letter answers it, as mail programs do."""
        message = EmailMessage()
        message["From"] = f"{self.name} <{self.address}>"
        message["To"], message["Subject"] = to, subject
        message["Message-ID"] = make_msgid(domain="posta.example.org")
        if self.last is not None and to == self.last.message["Reply-To"]:
            message["In-Reply-To"] = self.last.message["Message-ID"]
            text += "\n\n" + "\n".join(f"> {line}" for line in self.last.text.splitlines())
        message.set_content(text)
        self.ids.append(str(message["Message-ID"]))
        with smtplib.SMTP("127.0.0.1", self.mailboxes.port) as server:
            server.send_message(message)

    def answers(self, text: str) -> None:
        """Answer the last letter."""
        assert self.last is not None
        self.writes(str(self.last.message["Reply-To"]), f"Ynt: {self.last.subject}", text)

    def reads(self) -> Letter:
        """Wait for the next letter."""
        self.mailboxes.await_messages(self.box, self.read + 1)
        self.last = all_of(self.mailboxes, self.box)[self.read]
        self.read += 1
        return self.last


@dataclass
class Desk:
    """A person's desk, and the case that lies open on it."""

    page: Page
    product: Product
    address: str = ""

    def finds(self, subject: str, shelf: str = "yeni") -> None:
        """Open the case with this subject from the queue."""
        self.page.goto(f"{self.product.url}/masa/basvurular/?raf={shelf}")
        row = self.page.locator("a[data-case-row]", has_text=subject).first
        self.address = f"{self.product.url}{row.get_attribute('data-case-page')}"
        self.opens()

    def opens(self) -> None:
        """Open the case, by its own page."""
        self.page.goto(self.address)

    def begins(self, deed: str) -> None:
        """Open the form of a deed on the case's page."""
        self.opens()
        self.page.locator(f"a[href*='/is/{deed}/']").first.click()

    def awaits(self, words: str) -> None:
        """Wait until the case's page says `words`."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            self.opens()
            if words in self.page.get_by_role("main").inner_text():
                return
            time.sleep(0.5)
        raise AssertionError(f"the case never says {words!r}: {self.page.locator('.cs-item').inner_text()}")

    def writes_answer(self, text: str) -> None:
        """Write the answer and send it on."""
        self.begins("cevap")
        form = self.page.locator("#cs-deed form[method=post]")
        form.locator("textarea[name=text]").fill(text)
        form.get_by_role("button", name="Kaydet ve gönder").click()
        expect(self.page.locator("#cs-deed form[method=post]")).to_have_count(0)

    def approves(self, subject: str) -> None:
        """Approve the answer that waits."""
        self.page.goto(f"{self.product.url}/masa/basvurular/onaylar/")
        self.page.get_by_role("link", name=subject).click()
        self.page.get_by_role("button", name="Onayla").click()
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()


@pytest.fixture(autouse=True)
def _address_for_the_public(product: Product) -> None:
    code = "from kopru.cases.models import CaseRules; r = CaseRules.load(); r.mailbox = 'talep@example.org'; r.save()"
    product.kopru("shell", "-c", code)


def test_a_citizen_asks_by_mail_and_is_answered_in_the_same_thread(
    product: Product, mailboxes: Mailboxes, signed_in: Callable[..., Page]
) -> None:
    subject = "Zeytin Sokak’ta yanmayan lamba"
    citizen, unit = Writer(mailboxes, "isil.asan", "Işıl Aşan"), Writer(mailboxes, "fenisleri", "Fen İşleri")
    clerk, head = Desk(signed_in("buro"), product), Desk(signed_in("sorumlu"), product)
    citizen.writes("Küçükkuyu <talep@example.org>", subject, "Üç gündür yanmıyor, bilgi rica ederim.\n\nIşıl Aşan")
    receipt = citizen.reads()
    assert re.search(r"\d{4}/\d+", receipt.subject)
    assert receipt.message["In-Reply-To"] == citizen.ids[0]

    clerk.finds(subject)
    clerk.begins("havale")
    form = clerk.page.locator("#cs-deed form[method=post]")
    form.locator("select[name=unit_1]").select_option(label="Fen İşleri Müdürlüğü")
    form.get_by_role("button", name="Havale et").click()
    expect(clerk.page.get_by_role("main")).to_contain_text("Fen İşleri Müdürlüğü")

    asked = unit.reads()
    assert "Üç gündür yanmıyor" in asked.text
    unit.answers("Lamba bugün değiştirildi.")
    clerk.awaits("Lamba bugün değiştirildi.")

    clerk.writes_answer("Zeytin Sokak’taki lamba bugün değiştirilmiştir.")
    head.approves(subject)
    answer = citizen.reads()
    assert "bugün değiştirilmiştir" in answer.text
    assert citizen.ids[0] in str(answer.message["References"])
    head.address = clerk.address
    clerk.awaits("Cevaplandı")

    citizen.answers("Teşekkürler, elinize sağlık.")
    clerk.awaits("Teşekkürler, elinize sağlık.")
    expect(clerk.page.locator(".cs-top")).to_contain_text("Cevaplandı")
    citizen.answers("Teşekkürler ama çözülmedi, lamba yine yanmıyor.")
    clerk.awaits("lamba yine yanmıyor")
    expect(clerk.page.locator(".cs-top")).not_to_contain_text("Cevaplandı")
    expect(clerk.page.locator(".cs-top")).to_contain_text("yeniden aç", ignore_case=True)
    expect(clerk.page.locator(".cs-facts").first).to_contain_text("Sevgi Defterci")  # the same owner as before


def test_a_journalist_is_answered_question_by_question_with_the_mayors_office(
    product: Product, mailboxes: Mailboxes, signed_in: Callable[..., Page]
) -> None:
    subject = "Sahil yolu için üç sorumuz var"
    journalist = Writer(mailboxes, "haber@kiyihaber.example.org", "Kıyı Haber")
    clerk, head = Desk(signed_in("buro"), product), Desk(signed_in("sorumlu"), product)
    mayors = Desk(signed_in("baskanlik", viewport=PHONE), product)
    journalist.writes("talep@example.org", subject, "1. Yol ne zaman açılacak?\n2. Maliyeti nedir?")
    journalist.reads()

    clerk.finds(subject)
    expect(clerk.page.get_by_role("main")).to_contain_text("Basın")
    product.kopru("shell", "-c", _QUESTIONS.format(pk=clerk.address.rstrip("/").rpartition("/")[2]))
    head.approves(subject)
    mayors.approves(subject)
    answer = journalist.reads()
    assert "1. Yol ne zaman açılacak?" in answer.text
    assert "Maliyeti nedir?" in answer.text
    assert journalist.ids[0] in str(answer.message["References"])
    clerk.awaits("Cevaplandı")


_QUESTIONS = """
from django.utils import timezone
from kopru.cases import actions
from kopru.cases.models import Case
from kopru.core.models import User
case, by, at = Case.objects.get(pk={pk}), User.objects.get(username="buro"), timezone.now()
first = actions.add_question(case, text="Yol ne zaman açılacak?", by=by, at=at)
second = actions.add_question(case, text="Maliyeti nedir?", by=by, at=at)
actions.settle_question(first, answer="1 Aralık Salı günü.", by=by, at=at)
actions.settle_question(second, why_not="Kesin hesap henüz çıkmadı.", by=by, at=at)
actions.submit_answer(actions.assemble_answer(case, by=by, at=at), by=by, at=at)
"""


def test_a_caller_is_taken_down_and_told_by_telephone(product: Product, signed_in: Callable[..., Page]) -> None:
    words = "İskele parkında bank kırık, çocuklar düşüyor."
    clerk, head = Desk(signed_in("buro"), product), Desk(signed_in("sorumlu"), product)
    page = clerk.page
    page.goto(f"{product.url}/masa/basvurular/yeni/?yol=telefon")
    page.fill("input[name=phone]", "0532 000 00 41")
    page.fill("input[name=name]", "Ömer Öz")
    page.fill("textarea[name=text]", words)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"\d{4}/\d+"))
    clerk.finds("İskele parkında bank kırık")
    clerk.writes_answer("Bank 25 Kasım günü onarılacaktır.")
    head.approves("İskele parkında bank kırık")
    clerk.begins("ulasti")
    form = page.locator("#cs-deed form[method=post]")
    form.locator("input[name=proof]").fill("Telefonda okundu.")
    form.get_by_role("button", name="Cevap verildi").click()
    clerk.awaits("Cevaplandı")
