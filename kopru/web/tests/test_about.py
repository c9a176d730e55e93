"""Who may speak, what is so, the sign: in both languages, empty and full, for the public and in the desk."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kopru.core.models import Identity
from kopru.core.roles import Role, sync
from kopru.directory.tests import factories as directory
from kopru.newsroom.models import EditionFigure
from kopru.newsroom.tests import factories as newsroom
from kopru.photos import actions
from kopru.web import emblems
from kopru.web.models import Fact, PressRoom, Spokesperson
from kopru.web.tests.test_pages import LONG, seen

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
PATHS = ["/sozculer/", "/kisa-bilgiler/", "/logolar/"]
DAY = timedelta(days=1)


def speaker(**fields):
    return Spokesperson.objects.create(**{"name": "Defne Örnek", "topics": "Su ve kanalizasyon", **fields})


def fact(**fields):
    given = {"label": "Nüfus", "value": "9.480", "source": "TÜİK, ADNKS", "as_of": date(2025, 12, 31)}
    return Fact.objects.create(**given | fields)


@pytest.mark.parametrize("path", [*PATHS, *(f"{path}?dil=en" for path in PATHS)])
def test_empty_and_full_the_pages_are_well_formed(path):
    if path.endswith("en"):
        assert Client().get(path).status_code == 200
        return
    seen(path)
    for number in range(3):
        speaker(name=LONG, topics=LONG, order=number)
        fact(label=LONG[:120], value=LONG, source=LONG)
    seen(path)


def test_whoever_holds_the_office_is_named():
    office = directory.office("Belediye Başkanı")
    tenure = directory.tenure(office, directory.person("Deniz Kıyıcı"))
    speaker(name="", office=office, topics="Her konu", topics_en="Everything", duty_en="Mayor")
    page = seen("/sozculer/").get_text(" ", strip=True)
    for words in ("Deniz Kıyıcı", "Belediye Başkanı", "Her konu", "0286 752 50 54 / 115", "kontrol edildi"):
        assert words in page
    english = Client().get("/sozculer/?dil=en").text
    assert "Mayor" in english
    assert "Everything" in english
    tenure.ends_on = TODAY() - DAY
    tenure.save()
    assert "Deniz Kıyıcı" not in seen("/sozculer/").get_text()


def test_who_no_longer_speaks_is_not_named():
    old, new = speaker(name="Eski Sözcü", ends_on=TODAY() - DAY), speaker(name="Yeni Sözcü")
    text = seen("/sozculer/").get_text()
    assert "Yeni Sözcü" in text
    assert "Eski Sözcü" not in text
    assert list(Spokesperson.objects.visible_to(AnonymousUser(), timezone.now())) == [new]
    assert list(Spokesperson.objects.visible_to(newsroom.user(Role.WRITER), timezone.now())) == [old, new]
    with pytest.raises(ValidationError):
        Spokesperson(topics="Su").full_clean()


def test_a_fact_stands_with_its_source_and_its_day():
    fact(source_url="https://example.org/adnks", label_en="Population")
    fact(label="Gizli", is_shown=False)
    page = seen("/kisa-bilgiler/")
    assert "31 Aralık 2025" in page.get_text()
    assert page.select_one(".source a")["href"] == "https://example.org/adnks"
    assert "Gizli" not in page.get_text()
    english = Client().get("/kisa-bilgiler/?dil=en").text
    assert "Population" in english
    assert "31 December 2025" in english


def test_the_sign_is_given_as_drawing_and_picture(settings, tmp_path):
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    page = seen("/logolar/")
    assert [link["href"] for link in page.select(".parts a")] == ["/logolar/logo.svg", "/logolar/logo.png"]
    assert Client().get("/logolar/logo.svg").content.startswith(b"<svg")
    picture = Client().get("/logolar/logo.png")
    assert picture.content.startswith(b"\x89PNG")
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    assert emblems.signs(Identity.load())["png"].width == emblems.WIDE
    assert Client().get("/logolar/logo.exe").status_code == 404
    identity = Identity.load()
    identity.logo.save("a.svg", ContentFile(b"<svg>broken"), save=True)
    identity = Identity.objects.get(pk=identity.pk)
    assert set(emblems.signs(identity)) == {"svg"}
    identity.logo.storage.delete(identity.logo.name)
    with pytest.raises(FileNotFoundError):
        emblems.signs(identity)
    room = PressRoom.load()
    room.sign_use_en = ""
    room.save()
    assert 'lang="tr"' in Client().get("/logolar/?dil=en").text


def test_they_are_found_from_menu_foot_and_sitemap():
    page = seen("/")
    assert page.select_one('.main-nav a[href="/sozculer/"]')
    assert {link["href"] for link in page.select(".site-foot a")} >= set(PATHS)
    sitemap = Client().get("/sitemap-sayfalar.xml").text
    assert all(path in sitemap for path in PATHS)


@pytest.mark.parametrize(("role", "status"), [(Role.WRITER, 200), (Role.HEAD, 200), (Role.UNIT, 302)])
def test_the_office_keeps_them_in_the_desk(client, settings, role, status):
    settings.DEMO = True
    sync()
    client.force_login(newsroom.user(role))
    row = fact()
    for name in ("web_facts:index", "web_spokespeople:index", "web_facts:add", "web_spokespeople:add"):
        assert client.get(reverse(name)).status_code == status
    assert client.get(reverse("web_facts:edit", args=(row.pk,))).status_code == status


def test_months_are_called_in_the_readers_language():
    assert '<option value="5">May</option>' in Client().get("/bultenler/?dil=en").text
    assert '<option value="5">Mayıs</option>' in Client().get("/bultenler/").text


def test_a_photo_whose_subject_said_no_goes_from_every_page(client, django_capture_on_commit_callbacks):
    made = newsroom.published(at=timezone.now() - DAY, figures=2)
    figure = EditionFigure.objects.filter(edition=made.edition).select_related("photo").first()
    address = figure.photo.url_for("width-320|format-webp")
    paths = ["/", "/fotograflar/", "/bultenler/", made.get_absolute_url()]
    key = figure.photo.key
    assert all(key in client.get(path).text for path in paths)
    assert b"".join(client.get(address).streaming_content)
    by = newsroom.user(Role.PHOTOGRAPHER)
    depiction = actions.name_person(
        figure.photo, who="Ece", consent="written", consent_on=TODAY(), by=by, at=timezone.now()
    )
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_consent(depiction, on=TODAY(), note="", by=by, at=timezone.now())
    assert not [path for path in paths if key in client.get(path).text]
    assert client.get(address).status_code == 404
