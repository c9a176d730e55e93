"""Bugün, the search, the unit's pages, the commands: the desk as its people meet it."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Task, Workflow

from kopru.core import today
from kopru.core.models import Identity
from kopru.core.roles import Role
from kopru.core.today import Card, Item
from kopru.desk import face, handbook, preparation, supervisor
from kopru.desk.unit_desk import desks_of
from kopru.directory.tests import factories as directory
from kopru.newsroom.tests import factories as newsroom
from kopru.search.models import Entry

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


def test_the_doctor_says_what_and_what_to_do(capsys):
    with pytest.raises(SystemExit):
        call_command("doctor", json=True)
    found = {each["check"]: each for each in map(json.loads, capsys.readouterr().out.splitlines())}
    assert found["database"]["ok"]
    assert not found["worker"]["ok"]
    assert "kopru run" in found["worker"]["what_to_do"]
    assert all(set(each) == {"check", "ok", "message", "what_to_do"} for each in found.values())
    assert all(each["what_to_do"] for each in found.values() if not each["ok"])


def test_the_site_is_named_after_the_identity_once():
    steps = dict(preparation.steps())
    site = steps[str(preparation.STEPS[3][0])]
    site(lambda _share: None)
    assert site(lambda _share: None) is False


def test_the_frameworks_own_approval_is_taken_out():
    assert Workflow.objects.exists()
    approval = dict(preparation.steps())["Onay"]
    assert approval(lambda _share: None) is True
    assert not Workflow.objects.exists()
    assert not Task.objects.exists()
    assert approval(lambda _share: None) is False


def test_an_old_search_index_is_made_anew_with_progress(settings, tmp_path):
    settings.HOME = tmp_path
    directory.person("Gülşah İşgüder")
    Entry.objects.all().delete()
    shares = []
    rebuild = dict(preparation.steps())["Arama dizini"]
    assert rebuild(shares.append) is True
    assert Entry.objects.filter(kind="person").count() == 1
    assert shares[-1] == 1.0
    assert rebuild(shares.append) is False


@pytest.mark.parametrize(
    ("role", "wanted"),
    [
        (Role.WRITER, {"Bülten yaz", "Fotoğraf yükle", "Kişi ekle"}),
        (Role.PHOTOGRAPHER, {"Fotoğraf yükle"}),
        (Role.MAYORS_OFFICE, set()),
    ],
)
def test_what_a_role_does_most_is_at_hand(page, role, wanted):
    page.sign_in(role)
    found = page.get("/masa/").soup.select(".today__shortcuts a")
    assert {link.get_text(strip=True) for link in found} == wanted
    for link in found:
        page.get(link["href"], max_queries=60)


def test_every_setting_is_in_the_page():
    assert "| `KOPRU_HOME` |" in handbook.settings_page()


def test_a_child_that_dies_is_started_again_and_a_signal_ends_all(tmp_path):
    child = supervisor.Child("short", ["/bin/sh", "-c", f"echo x >> {tmp_path}/runs; exit 3"])
    child.start()
    child.process.wait(timeout=10)
    child.started -= supervisor.PAUSE
    supervisor._again(child)
    child.process.wait(timeout=10)
    assert (tmp_path / "runs").read_text() == "x\nx\n"
    sleeper = supervisor.Child("long", ["/bin/sleep", "60"])
    sleeper.start()
    sleeper.signal(15)
    assert supervisor._wind_down([sleeper]) == 0
    assert sleeper.ended()
