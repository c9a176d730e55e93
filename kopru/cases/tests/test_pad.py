"""The pad: a call taken down by the keyboard alone, and who calls known by the number (R20, S27)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.cases.intake.callers import matter_of
from kopru.cases.models import Case, Channel, Kind, Matter
from kopru.cases.tests import factories as make
from kopru.core.roles import OFFICE, Role
from kopru.directory.tests import factories as directory

pytestmark = pytest.mark.django_db
PAD = "/masa/basvurular/yeni/"
WORDS = "Zeytin Sokak’ta lamba yanmıyor."


def _take(page, way="telefon", **given):
    return page.post(f"{PAD}?yol={way}", {"kind": "request", "text": WORDS, **given}, max_queries=160)


def test_a_call_is_taken_down_with_three_fields_and_two_keys(page):
    page.sign_in(Role.CLERK)
    form = page.get(PAD).soup.select_one("[data-case-pad]")
    fields = [field for field in form.select("input, select, textarea") if field.get("type") != "hidden"]
    seen = [field["name"] for field in fields if field.find_parent("details") is None]
    assert seen == ["phone", "name", "text", "kind", "matter"]
    assert [field["name"] for field in fields if field.has_attr("autofocus")] == ["phone"]
    assert [field["name"] for field in fields if field.has_attr("required")] == ["text"]
    # number, Tab, (name is known), Tab, the words, Ctrl+Enter: what is typed beside the words themselves
    keys = len("05320000021") + len(["Tab", "Tab"]) + len(["Ctrl+Enter"])
    assert keys == 14


def test_what_is_read_out_to_the_caller(page):
    page.sign_in(Role.CLERK)
    told = _take(page, phone="0532 000 00 21", name="Işıl Çağlar").soup.get_text()
    of = Case.objects.get()
    assert (of.channel, of.kind, of.phone_key, of.subject) == (Channel.PHONE, Kind.REQUEST, "+905320000021", WORDS)
    assert of.label in told
    assert of.secret in told
    assert "En geç" in told


def test_a_second_press_takes_down_nothing_new(page):
    page.sign_in(Role.CLERK)
    for _each in range(2):
        _take(page, phone="0532 000 00 21")
    assert Case.objects.count() == 1


def test_two_callers_who_say_the_same_are_two(page):
    page.sign_in(Role.CLERK)
    for name, phone in (("Hatice Sönmez", "0532 000 00 21"), ("Hatice Sönmez", "0532 000 00 22"), ("", "")):
        for _each in range(2):
            _take(page, phone=phone, name=name)
    assert Case.objects.count() == 3


def test_nothing_said_is_told_beside_the_field(page):
    page.sign_in(Role.CLERK)
    told = page.post(PAD, {"kind": "request", "text": " "}, status=422)
    assert told.soup.select_one("#pad_text_error").get_text() == "Bu alan zorunludur."


def test_the_caller_is_known_by_cases_and_directory(page):
    at = timezone.now()
    for number in range(7):
        make.case(subject=f"{number}. arama", at=at)
    make.case(subject="Gizlice", asker={"hides_identity": True}, at=at)
    page.sign_in(Role.CLERK)
    address = reverse("cases_desk:caller")
    shown = page.client.get(address, {"phone": "5320000021"}).content.decode()
    assert [f"{number}. arama" in shown for number in (6, 2, 1)] == [True, True, False]
    assert 'data-case-name="Işıl Çağlar"' in shown
    assert "Gizlice" not in shown
    assert "yazmaya devam edin" in page.client.get(address, {"phone": "0532"}).content.decode()
    directory.contact_point(directory.person("Nilüfer Ünal"), "0532 000 00 99", kind="mobile")
    assert "Nilüfer Ünal" in page.client.get(address, {"phone": "0532 000 00 99"}).content.decode()
    assert page.get(PAD, {"phone": "05320000099"}).soup.select_one("#pad_name")["value"] == "Nilüfer Ünal"


def test_the_matter_is_suggested_by_its_words(page):
    Matter.objects.create(name="Sokak aydınlatması", slug="aydinlatma", unit=make.unit("Fen İşleri Müdürlüğü"))
    Matter.objects.create(name="Su kesintisi", slug="su")
    assert str(matter_of("Sokağın aydınlatması bozuk")) == "Sokak aydınlatması"
    assert matter_of("Merhaba") is None
    page.sign_in(Role.CLERK)
    shown = page.client.get(reverse("cases_desk:matter"), {"text": "Aydınlatma direği"}).content.decode()
    assert "Fen İşleri Müdürlüğü" in shown


def test_a_cimer_entry_counts_from_cimers_date_and_hides_who_asks(page):
    page.sign_in(Role.CLERK)
    missing = page.post(f"{PAD}?yol=cimer", {"kind": "cimer", "text": WORDS}, status=422)
    assert missing.soup.select_one("#pad_outside_number_error")
    day = timezone.localdate() - timedelta(days=4)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    given = {"kind": "cimer", "outside_number": "2611240017", "hides_identity": "on", "name": "Gizli Kişi"}
    future = page.post(f"{PAD}?yol=cimer", {"text": WORDS, **given, "received_on": tomorrow}, status=422)
    assert "ileri bir gün" in future.soup.select_one("#pad_received_on_error").get_text()
    _take(page, "cimer", **given, received_on=day.isoformat())
    of = Case.objects.get()
    assert (of.channel, of.kind, of.outside_number, of.hides_identity) == ("cimer", "cimer", "2611240017", True)
    assert timezone.localdate(of.received_at) == day


@pytest.mark.parametrize("way", ["yuz-yuze", "mektup", "muhtar", "basin"])
def test_every_way_has_its_sheet(page, way):
    page.sign_in(Role.CLERK)
    page.get(PAD, {"yol": way})
    _take(page, way, received_on=timezone.localdate().isoformat())
    assert Case.objects.count() == 1


@pytest.mark.parametrize("role", sorted(set(Role) - OFFICE))
def test_nobody_else_takes_down(page, role):
    page.sign_in(role)
    assert page.client.post(PAD, {"kind": "request", "text": WORDS}).status_code in {302, 403}
    assert not Case.objects.exists()
