"""Anybody asks by a form: what is taken, what is refused and how that is said, and what comes of it."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from kopru.cases import sweeping
from kopru.cases.models import Case, Channel, Close, GroupVisit, Kind, State, Voice
from kopru.cases.tests.factories import deliver
from kopru.cases.tests.public import filled, matter, pack, photo, ticket
from tests.pages import check_page

pytestmark = pytest.mark.django_db

KIND = "cases:kind"


@pytest.fixture
def browser() -> Client:
    return Client()


def _sent(browser: Client, form: str = "ariza", /, *, dil: str = "", **fields):
    return browser.post(reverse(KIND, args=[form]) + (f"?dil={dil}" if dil else ""), filled(**fields))


def _errors(response) -> list[str]:
    soup = check_page(response.content)
    return [each.get_text(" ", strip=True).removeprefix("▲ ") for each in soup.select(".error, .faults > p")]


def test_the_first_page_offers_topics_and_types(browser):
    matter()
    soup = check_page(browser.get(reverse("cases:start")).content)
    addresses = {link["href"] for link in soup.select(".topics a, .types a")}
    assert {"/basvuru/konu/aydinlatma/", "/basvuru/bilgi-edinme/", "/basvuru/dilekce/"} <= addresses


def test_english_puts_strangers_first_and_offers_no_petition(browser):
    body = browser.get(reverse("cases:start") + "?dil=en").content.decode()
    found = re.findall(r'class="types".*', body, re.DOTALL)[0]
    assert found.index("Visitor") < found.index("Complaint")
    assert "dilekce" not in found
    assert browser.get(reverse(KIND, args=["dilekce"]) + "?dil=en").status_code == 404


@pytest.mark.parametrize(
    "name", ["talep", "ariza", "bilgi-edinme", "dilekce", "tesekkur", "kisisel-veri", "ziyaret", "grup"]
)
def test_every_form_is_whole(browser, name):
    response = browser.get(reverse(KIND, args=[name]))
    soup = check_page(response.content)
    assert soup.select_one("form input[name=ticket]")["value"]
    assert "6698" in soup.select_one(".privacy").get_text()
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    assert not response.cookies


def test_a_report_becomes_a_case_with_its_receipt(browser):
    response = _sent(browser, latitude="39,5492", longitude="26.6011")
    case = Case.objects.get()
    body = check_page(response.content).get_text(" ", strip=True)
    assert case.label in body
    assert case.secret in body
    assert (case.channel, case.kind, case.state) == (Channel.FORM, Kind.REPORT, State.NEW)
    assert (str(case.latitude), str(case.longitude)) == ("39.549200", "26.601100")
    receipt = case.messages.get(voice=Voice.RECEIPT)
    assert case.secret in receipt.dispatch.text
    assert case.secret not in response.request["PATH_INFO"] + response.request["QUERY_STRING"]


def test_the_matter_asks_its_own_questions(browser):
    offered = matter()
    address = reverse("cases:matter", args=[offered.slug])
    refused = browser.post(address, filled(place=""))
    said = _errors(refused)
    assert refused.status_code == 422
    assert "Lütfen doldurun." in said
    assert any("Yerini yazın" in each for each in said)
    browser.post(address, filled(d_pole="A-12", d_since="2026-11-20"))
    case = Case.objects.get()
    assert case.details == {"Direk no.": "A-12", "Ne zamandan beri": "20.11.2026"}
    assert case.matter == offered


def test_a_form_sent_twice_makes_one_case(browser):
    form = filled()
    pages = [browser.post(reverse(KIND, args=["ariza"]), form) for _each in range(2)]
    assert Case.objects.count() == 1
    assert Case.objects.get().secret in pages[1].content.decode()


def test_the_law_wants_a_name_and_says_so(browser):
    assert any("4982" in each for each in _errors(_sent(browser, "bilgi-edinme", name="")))
    assert any("3071" in each for each in _errors(_sent(browser, "dilekce", name="")))
    assert any("yazılı" in each for each in _errors(_sent(browser, "bilgi-edinme", email="", address="")))
    assert not Case.objects.exists()
    _sent(browser, "bilgi-edinme", email="", address="Zeytin Sokak 5, Küçükkuyu")
    assert Case.objects.get().legal_class == "information"


def test_a_fault_needs_no_name(browser):
    response = _sent(browser, name="", email="")
    assert "tek alındınız" in response.content.decode()
    assert Case.objects.get().name == ""


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"ticket": "sahte"}, "çok uzun süre"),
        ({"ticket": None}, "çok uzun süre"),
        ({"homepage": "https://example.org"}, "bir program doldurdu"),
        ({"email": "isil@"}, "@"),
        ({"email": "a@b@example.org"}, "Birden çok"),
        ({"phone": "12"}, "rakam"),
        ({"latitude": "39.5"}, "İki sayı da"),
        ({"latitude": "NaN", "longitude": "1e400"}, "arasında"),
        ({"text": "x" * 10_001}, "En çok"),
        ({"text": ""}, "Lütfen doldurun."),
        ({"subject": "a\0b"}, "karakter"),
    ],
)
def test_what_is_wrong_is_said_in_turkish_and_nothing_is_lost(browser, fields, said):
    response = _sent(browser, **fields)
    assert response.status_code == 422
    assert any(said in each for each in _errors(response)), _errors(response)
    assert "Zeytin Sokak 5" in response.content.decode()
    assert not Case.objects.exists()


def test_too_fast_is_asked_to_press_again_and_then_taken(browser):
    form = filled(ticket=ticket(age=timedelta(0)))
    refused = browser.post(reverse(KIND, args=["ariza"]), form)
    assert any("tekrar basın" in each for each in _errors(refused))
    given_back = check_page(refused.content).select_one("input[name=ticket]")["value"]
    assert given_back == form["ticket"]


def test_a_thousand_forms_from_one_place_are_stopped_in_words(browser):
    codes = [_sent(browser, subject=f"Lamba {each}", email="").status_code for each in range(40)]
    assert codes.count(200) == 30
    refused = _sent(browser)
    assert refused.status_code == 429
    assert any("bir saat" in each for each in _errors(refused))
    elsewhere = Client(REMOTE_ADDR="203.0.113.7")
    assert _sent(elsewhere).status_code == 200


def test_whoever_comes_through_our_proxy_is_counted_alone():
    for each in range(31):
        behind = Client(headers={"X-Forwarded-For": f"203.0.113.{each}, 198.51.100.{each}"})
        assert _sent(behind, email="").status_code == 200


def test_a_name_writes_no_header_and_a_word_no_script(browser):
    _sent(browser, name="Işıl\r\nBcc: kurban@example.org", subject="<script>alert(1)</script> 🌊", text="🌊 " * 50)
    case = Case.objects.get()
    assert case.name == "Işıl Bcc: kurban@example.org"
    shown = Client().post(reverse("cases:status"), {"number": case.label, "secret": case.secret}).content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_an_address_with_a_turkish_domain_is_taken(browser):
    _sent(browser, email="bilgi@küçükkuyu.example")
    assert Case.objects.get().email_key == "bilgi@xn--kkkuyu-wua1ob.example"


def test_photos_are_made_anew(browser):
    _sent(browser, files=[photo(), SimpleUploadedFile("not.pdf", b"%PDF-1.4 x", "application/pdf")])
    kept = list(Case.objects.get().files.all())
    assert [(each.name, each.content_type) for each in kept] == [
        ("direk.jpg", "image/jpeg"),
        ("not.pdf", "application/pdf"),
    ]
    with kept[0].file.open() as file, Image.open(file) as image:
        assert dict(image.getexif()) == {}
        assert image.size == (320, 200)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("a.exe", b"MZ" + b"\0" * 100), "ne fotoğraf"),
        (SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>"), "ne fotoğraf"),
        (SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"x" * 50), "ne fotoğraf"),
        (SimpleUploadedFile("a.png", b""), "boş"),
        (SimpleUploadedFile("uzun.pdf", b"%PDF-" + b"x" * (10 * 1024 * 1024)), "10 MB"),
    ],
)
def test_other_files_are_refused_beside_the_field(browser, file, said):
    response = _sent(browser, files=[file])
    assert any(said in each for each in _errors(response)), _errors(response)
    assert "yeniden seçin" in response.content.decode() or "10 MB" in said
    assert not Case.objects.exists()


def test_six_files_are_too_many(browser):
    assert any("En çok 5" in each for each in _errors(_sent(browser, files=[photo() for _each in range(6)])))


def test_a_huge_form_is_not_read(browser):
    response = browser.post(reverse(KIND, args=["ariza"]), filled(), CONTENT_LENGTH=str(900 * 1024 * 1024))
    assert response.status_code == 413
    check_page(response.content)


def test_thousands_of_fields_are_refused_in_words(browser):
    many = {f"f{each}": "x" for each in range(10_001)}
    response = browser.post(reverse(KIND, args=["ariza"]), many)
    assert response.status_code == 413
    check_page(response.content)


def test_a_visitor_is_answered_at_once_and_the_case_closes_when_it_arrives(browser):
    ready = pack()
    body = _sent(
        browser,
        "ziyaret",
        dil="en",
        place=None,
        subject="Opening hours",
        text="When is it open?",
        about=str(ready.matter_id),
    ).content.decode()
    assert "08.00 to 20.00" in body
    case = Case.objects.get()
    answer = case.answers.get()
    assert case.secret in answer.text
    assert not case.messages.filter(voice=Voice.RECEIPT).exists()
    deliver(answer.dispatch, at=answer.sent_at)
    sweeping.answers(answer.sent_at)
    case.refresh_from_db()
    assert (case.state, case.closed_how) == (State.CLOSED, Close.ANSWERED)


def test_a_visitor_without_an_address_has_read_it_on_the_page(browser):
    ready = pack()
    _sent(browser, "ziyaret", dil="en", email="", about=str(ready.matter_id))
    assert Case.objects.get().closed_how == Close.DONE


def test_nobody_can_flood_an_address_with_packs(browser):
    ready = pack()
    for each in range(8):
        _sent(browser, "ziyaret", dil="en", subject=f"Hours {each}", about=str(ready.matter_id))
    assert sum(case.answers.count() for case in Case.objects.all()) == 5
    assert Case.objects.filter(state=State.NEW).count() == 3


def test_another_question_of_a_visitor_waits_for_a_person(browser):
    pack()
    _sent(browser, "ziyaret", dil="en", about="")
    case = Case.objects.get()
    assert (case.state, case.language, case.kind) == (State.NEW, "en", Kind.TOURIST)
    assert not case.answers.exists()


def test_a_group_that_names_a_day_is_not_sent_a_leaflet(browser):
    ready = pack(language="tr")
    fields = {"institution": "Küçükkuyu İlkokulu", "people": "28", "ages": "3-B", "about": str(ready.matter_id)}
    assert any("Gün kararlaştır" in each for each in _errors(_sent(browser, "grup", email="", **fields)))
    _sent(browser, "grup", wished_on="2099-05-04", **fields)
    visit = GroupVisit.objects.get()
    assert (visit.people, visit.ages, visit.case.answers.count()) == (28, "3-B", 0)


def test_what_is_published_is_shown_before_one_asks(browser):
    offered = matter(published_answer="https://example.org/aydinlatma")
    ready = pack(offered, language="tr", title="Aydınlatma rehberi")
    soup = check_page(browser.get(reverse("cases:matter", args=[offered.slug])).content)
    assert [link["href"] for link in soup.select(".maybe a")] == [
        "https://example.org/aydinlatma",
        f"/rehber/{ready.pk}/",
    ]


def test_an_unknown_topic_is_not_found(browser):
    assert browser.get("/basvuru/yok/").status_code == 404
    assert browser.get("/basvuru/konu/yok/").status_code == 404
    assert browser.put(reverse(KIND, args=["ariza"])).status_code == 405
