"""Bugün, the search, the unit's pages: the desk as its people meet it."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from kopru.core import today
from kopru.core.models import Identity
from kopru.core.roles import Role
from kopru.core.today import Card, Item
from kopru.desk import face
from kopru.desk.unit_desk import desks_of
from kopru.directory.tests import factories as directory
from kopru.newsroom.tests import factories as newsroom

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def cards(monkeypatch):
    """Let one app have something to say, and another nothing."""
    late = Item("Yeni kıyı düzenlemesi", "/masa/", note="Zeynep sundu", due_at=NOON, state="Gecikti", tone="late")
    busy = Card(
        "Onay bekleyenler", "check", [late], "Yok.", "/masa/", count=3, actions=[("Yeni bülten", "/masa/yeni/")]
    )
    quiet = Card("Gönderiler", "mail", [], "Dün gece gönderim olmadı.")
    monkeypatch.setattr(today, "_providers", [lambda _user, _at: [busy, quiet]])


@pytest.mark.usefixtures("cards")
def test_today_says_what_is_late_what_waits_and_what_to_do(page):
    page.sign_in(Role.CLERK)
    said = page.get("/masa/").soup.get_text(" ", strip=True)
    for words in ("1 iş gecikti.", "Yeni kıyı düzenlemesi", "Gecikti", "Yeni bülten", "Dün gece gönderim olmadı."):
        assert words in said
    assert "agtail" not in said


def test_a_day_with_nothing_to_do_says_so(page, monkeypatch):
    monkeypatch.setattr(today, "_providers", [])
    page.sign_in(Role.CLERK)
    assert "Sizi bekleyen bir iş yok" in page.get("/masa/").soup.get_text(" ")


def test_the_search_folds_turkish_and_says_when_it_finds_nothing(page):
    directory.person("Gülşah İşgüder")
    page.sign_in(Role.CLERK)
    assert "Gülşah İşgüder" in page.get("/masa/ara/?q=gulsah+isguder").soup.get_text(" ", strip=True)
    assert "Sonuç" in page.get("/masa/ara/?q=zzzqqq").soup.get_text(" ")
    page.get("/masa/ara/")
    page.get("/masa/ara/?q=a&tur=yok&once=abc")


def test_a_unit_sees_its_own_approved_bulletins_alone(page):
    ours, theirs = directory.unit(), directory.unit()
    newsroom.published(headline="Bizim bültenimiz", unit=ours, at=NOON)
    newsroom.published(headline="Başka birimin bülteni", unit=theirs, at=NOON)
    newsroom.bulletin(headline="Bizim taslağımız", unit=ours)
    directory.contact_point(ours, "fen@example.org")
    user = directory.user(Role.UNIT, units=(ours,))
    (desk,) = desks_of(user, at=timezone.now())
    assert [each.headline for each in desk.bulletins] == ["Bizim bültenimiz"]
    page.sign_in(Role.UNIT, user=user)
    said = page.get("/birim/").soup.get_text(" ")
    assert "fen@example.org" in said
    assert "Başka birimin" not in said
    assert "taslağımız" not in said


@pytest.mark.parametrize("role", [Role.CLERK, None])
def test_the_units_pages_are_for_units(page, role):
    page.sign_in(*([role] if role else []))
    page.get("/birim/", status=403)


@pytest.mark.parametrize("colour", ["#0B4F6C", "#FFFFFF", "#000000", "#E8E337"])
def test_white_text_stays_readable_on_any_colour(colour):
    lightness = face.variables(Identity(colour_primary=colour)).split("secondary-lightness:")[1].split("%")[0]
    assert float(lightness) <= 26


@pytest.mark.parametrize(
    ("role", "wanted"),
    [
        (Role.WRITER, {"Bülten yaz", "Fotoğraf yükle", "Kişi ekle", "Arama ya da ziyaret kaydet"}),
        (Role.PHOTOGRAPHER, {"Fotoğraf yükle"}),
        (Role.MAYORS_OFFICE, set()),
    ],
)
def test_what_a_role_does_most_is_at_hand(page, role, wanted):
    page.sign_in(role)
    found = page.get("/masa/", max_queries=50).soup.select(".today__shortcuts a")  # each card asks once
    assert {link.get_text(strip=True) for link in found} == wanted
    for link in found:
        page.get(link["href"], max_queries=60)
