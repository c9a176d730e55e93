"""The directory's pages: who may open them, what they say, what they do."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core import serializers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kopru.core.roles import Role
from kopru.directory import actions as directory
from kopru.directory import tasks, today
from kopru.directory.models import Audience, ContactPoint, ImportFile, Merge, Office, Outlet, Person, Tag
from kopru.directory.tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
LISTS = ["people", "outlets", "units", "offices", "audiences", "tags", "imports"]


@pytest.fixture
def clerk(client):
    user = make.user(Role.CLERK)
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def press():
    paper = make.outlet("Ege Postası", city="Çanakkale")
    person = make.person("İpek Işık", title="Av.", city="Çanakkale")
    make.post(person, paper, duty="news_editor", starts_on=date(2024, 2, 1))
    make.contact_point(person, "ipek@example.org")
    make.tenure(make.office("Muhtar", institution="Sahil Mahallesi"), person, date(2023, 1, 1), is_deputy=True)
    return person


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_empty_and_full(page, press, name):
    page.sign_in(Role.CLERK)
    page.get(reverse(f"directory_{name}:index"), max_queries=45)
    Person.objects.all().delete()
    page.get(reverse(f"directory_{name}:index"), max_queries=45)


def test_pages_of_one_are_well_formed(page, press):
    user = page.sign_in(Role.HEAD)
    twin = make.person("İpek Işık")
    raw = SimpleUploadedFile("liste.csv", b"Ad;Soyad;E-posta\r\nNaz;Ak;naz")
    found = directory.receive(raw, name="liste.csv", by=user, at=AT)
    outlet, office = Outlet.objects.get(), Office.objects.get()
    audience = make.audience({"any": [{"reach": ["local"]}]})
    for name, args in (
        ("directory_people:inspect", [press.pk]),
        ("directory_people:edit", [press.pk]),
        ("directory_people:add", []),
        ("directory_people:history", [press.pk]),
        ("directory_outlets:inspect", [outlet.pk]),
        ("directory_outlets:edit", [outlet.pk]),
        ("directory_offices:edit", [office.pk]),
        ("directory_units:add", []),
        ("directory_audiences:inspect", [audience.pk]),
        ("directory_audiences:edit", [audience.pk]),
        ("directory_imports:inspect", [found.pk]),
        ("directory:upload", []),
        ("directory:duplicates", []),
        ("directory:compare", ["kisi", press.pk, twin.pk]),
        ("directory:erase", [press.pk]),
    ):
        page.get(reverse(name, args=args), max_queries=60)


def test_the_list_of_people_reads_as_many_rows_as_it_likes_with_the_same_queries(clerk):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert clerk.get(reverse("directory_people:index")).status_code == 200
        return len(seen)

    make.post()
    queries()
    few = queries()
    for _number in range(10):
        make.post()
    assert queries() <= few


def test_a_person_is_found_by_inflected_name_without_turkish_letters(clerk, press):
    make.person("Can Öz")
    page = clerk.get(reverse("directory_people:index"), {"q": "isik"}).content.decode()
    assert "İpek Işık" in page
    assert "Can Öz" not in page


def test_a_persons_page_shows_posts_offices_and_addresses(clerk, press):
    page = clerk.get(reverse("directory_people:inspect", args=[press.pk])).content.decode()
    for words in (
        "Av. İpek Işık",
        "Sayın Av. İpek IŞIK",
        "Haber müdürü",
        "01.02.2024 tarihinden beri",
        "ipek@example.org",
    ):
        assert words in page


def test_a_person_is_written_with_addresses_and_errors_stand_beside_the_field(clerk):
    url = reverse("directory_people:add")
    data = {
        "title": "",
        "first_name": "Naz",
        "last_name": "Ak",
        "circle": "press",
        "city": "",
        "language": "tr",
        "gender": "",
        "salutation": "",
        "deceased_on": "",
        "note": "",
        "contact_points-TOTAL_FORMS": "1",
        "contact_points-INITIAL_FORMS": "0",
        "contact_points-0-kind": "email",
        "contact_points-0-value": "naz(at)example.org",
        "contact_points-0-standing": "good",
        "contact_points-0-label": "",
        "contact_points-0-source": "",
        "posts-TOTAL_FORMS": "0",
        "posts-INITIAL_FORMS": "0",
        "tenures-TOTAL_FORMS": "0",
        "tenures-INITIAL_FORMS": "0",
    }
    assert "E-posta adresinde @ işareti yok." in clerk.post(url, data).content.decode()
    assert not Person.objects.exists()
    data["contact_points-0-value"] = "Naz@Example.org"
    assert clerk.post(url, data).status_code == 302
    point = ContactPoint.objects.get()
    assert (point.key, point.greeting) == ("naz@example.org", "Sayın Naz AK")


def test_who_worked_there_then(clerk):
    paper = make.outlet()
    make.post(make.person("Eski Editör"), paper, starts_on=date(2019, 1, 1), ends_on=date(2021, 1, 1))
    make.post(make.person("Yeni Editör"), paper, starts_on=date(2021, 1, 2))
    page = clerk.get(reverse("directory_outlets:inspect", args=[paper.pk]), {"gun": "2020-05-01"}).content.decode()
    assert "Eski Editör" in page
    assert "Yeni Editör" not in page


def test_an_address_is_confirmed_and_given_up(clerk, press):
    point = ContactPoint.objects.get()
    clerk.post(reverse("directory:judge", args=[point.pk]), {"standing": "bad"})
    point.refresh_from_db()
    assert point.standing == "bad"
    clerk.post(reverse("directory:judge", args=[point.pk]), {"standing": "good"})
    point.refresh_from_db()
    assert (point.standing, point.verified_on is not None) == ("good", True)


def test_an_audience_is_written_counted_and_explained(clerk, press):
    tag = Tag.objects.create(name="Tarım")
    data = {
        "name": "Yerel basın",
        "description": "",
        "press_outlet_kind": ["newspaper"],
        "press_reach": ["local"],
        "press_city": "çanakkale",
        "person_person": "Yok Kimse",
        "circle_tag": [tag.pk],
    }
    counted = clerk.post(reverse("directory:count"), data | {"person_person": "", "name": ""})
    assert counted.json() == {"email": 1, "mobile": 0}
    page = clerk.post(reverse("directory_audiences:add"), data).content.decode()
    assert "“Yok Kimse” adıyla kayıtlı kimse yok." in page
    assert clerk.post(reverse("directory_audiences:add"), data | {"person_person": "İpek Işık"}).status_code == 302
    audience = Audience.objects.get()
    assert audience.rule == {
        "any": [
            {"all": [{"outlet_kind": ["newspaper"]}, {"reach": ["local"]}, {"city": ["Çanakkale"]}]},
            {"tag": [tag.pk]},
            {"person": [press.pk]},
        ]
    }
    page = clerk.get(reverse("directory_audiences:inspect", args=[audience.pk])).content.decode()
    assert "Görev: Haber müdürü, Ege Postası (Gazete, Yerel, Çanakkale)" in page
    assert "Adıyla seçildi." in page
    form = clerk.get(reverse("directory_audiences:edit", args=[audience.pk])).content.decode()
    assert "İpek Işık</textarea>" in form
    assert 'value="Çanakkale"' in form


def test_a_rule_the_form_cannot_show_stays_as_it_is(clerk):
    rule = {"any": [{"none": [{"none": [{"reach": ["local"]}]}]}]}
    audience = make.audience(rule)
    url = reverse("directory_audiences:edit", args=[audience.pk])
    assert "olduğu gibi kalır" in clerk.get(url).content.decode()
    assert clerk.post(url, {"name": "Başka ad", "description": ""}).status_code == 302
    audience.refresh_from_db()
    assert (audience.name, audience.rule) == ("Başka ad", rule)


def test_a_list_is_uploaded_looked_at_and_taken_over(clerk):
    raw = SimpleUploadedFile("liste.csv", b"Ad;Soyad;E-posta\r\nNaz;Ak;naz@example.org\r\nCan;Ak;can")
    answer = clerk.post(reverse("directory:upload"), {"file": raw}, follow=True)
    page = answer.content.decode()
    assert "1 satır aktarılamıyor" in page
    assert "E-posta adresinde @ işareti yok." in page
    found = ImportFile.objects.get()
    clerk.post(reverse("directory:apply", args=[found.pk]))
    found.refresh_from_db()
    assert found.state == ImportFile.State.APPLYING
    progress = clerk.get(reverse("directory:progress", args=[found.pk])).json()
    assert progress == {"state": "applying", "done": 0, "rows": 2}


def test_a_large_upload_is_refused_by_its_announced_size(clerk):
    answer = clerk.generic(
        "POST",
        reverse("directory:upload"),
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 1024 * 1024),
    )
    assert answer.status_code == 413
    assert "en çok 20 MB içe aktarılabilir" in answer.content.decode()


def test_an_upload_without_a_token_is_refused():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.user(Role.CLERK))
    raw = SimpleUploadedFile("liste.csv", b"Ad\r\nNaz")
    assert client.post(reverse("directory:upload"), {"file": raw}).status_code == 403
    assert not ImportFile.objects.exists()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_directory_is_handed_out(clerk, press, ending):
    answer = clerk.get(reverse("directory:export", args=[ending]))
    assert answer.status_code == 200
    assert f".{ending}" in answer["Content-Disposition"]


def test_duplicates_are_shown_merged_and_parted(clerk):
    first, second = make.person("Işıl Ak"), make.person("IŞIL AK")
    make.contact_point(first, "a@example.org")
    make.contact_point(second, "A@example.org")
    page = clerk.get(reverse("directory:duplicates")).content.decode()
    assert "Aynı ad: Işıl Ak" in page
    assert "Aynı adres: a@example.org" in page
    url = reverse("directory:compare", args=["kisi", first.pk, second.pk])
    assert "a@example.org" in clerk.get(url).content.decode()
    clerk.post(url, {"decision": "merge", "kept": second.pk})
    first.refresh_from_db()
    assert first.merged_into == second
    clerk.post(reverse("directory:unmerge", args=[Merge.objects.get().pk]))
    first.refresh_from_db()
    assert first.merged_into is None
    clerk.post(url, {"decision": "apart"})
    assert "Aynı ad" not in clerk.get(reverse("directory:duplicates")).content.decode()


def test_a_shared_landline_makes_no_suggestion(clerk):
    for _number in range(2):
        make.contact_point(make.person(), "0286 752 50 54", kind="phone")
    assert "0286" not in clerk.get(reverse("directory:duplicates")).content.decode()


def test_only_chiefs_erase_and_nothing_of_the_person_is_left(client, press):
    raw = SimpleUploadedFile("liste.csv", "Ad;Soyad;E-posta\r\nİpek;Işık;ipek@example.org".encode())
    clerk = make.user(Role.CLERK)
    found = directory.apply(directory.receive(raw, name="liste.csv", by=clerk, at=AT), by=clerk, at=AT)
    tasks.apply_import.call(found.pk)
    url = reverse("directory:erase", args=[press.pk])
    client.force_login(clerk)
    assert client.post(url).status_code in (302, 403)
    assert Person.objects.get().erased_at is None
    client.force_login(make.user(Role.HEAD))
    held = client.get(reverse("directory:personal_data", args=[press.pk])).json()
    assert held["contact_points"][0]["value"] == "ipek@example.org"
    assert "içe aktarılmış liste satırı" in client.get(url).content.decode()
    client.post(url)
    press.refresh_from_db()
    found.refresh_from_db()
    assert (press.full_name, press.erased_at is not None, found.file.name) == ("silindi", True, "")
    left = "".join(
        serializers.serialize("json", model.objects.all()) for model in apps.get_app_config("directory").get_models()
    )
    assert "Işık" not in left
    assert "ipek" not in left


PATHS = [
    *((f"directory_{name}:index", []) for name in LISTS),
    *((f"directory_{name}:add", []) for name in LISTS if name != "imports"),
    ("directory:duplicates", []),
    ("directory:upload", []),
    ("directory:export", ["csv"]),
    ("directory:count", []),
]


@pytest.mark.parametrize(("name", "args"), PATHS)
def test_strangers_and_units_are_kept_out(client, name, args):
    url = reverse(name, args=args)
    assert client.get(url).status_code == 302
    client.force_login(make.user(Role.UNIT, units=(make.unit(),)))
    assert client.get(url).status_code in (302, 403)
    assert client.post(url).status_code in (302, 403)


def test_the_photographer_reads_but_does_not_write(client, press):
    client.force_login(make.user(Role.PHOTOGRAPHER))
    assert client.get(reverse("directory_people:index")).status_code == 200
    assert client.get(reverse("directory_people:inspect", args=[press.pk])).status_code == 200
    for url in (
        reverse("directory_people:edit", args=[press.pk]),
        reverse("directory_people:add"),
        reverse("directory:upload"),
    ):
        assert client.get(url).status_code == 302 or client.get(url).status_code == 403
    assert client.get(reverse("directory:export", args=["csv"])).status_code in (302, 403)
    assert Outlet.objects.count() == 1


def test_bugun_names_doubted_addresses_and_waiting_lists(press):
    clerk = make.user(Role.CLERK)
    assert not today.cards(clerk, AT)
    directory.mark_stale(ContactPoint.objects.get(), reason="550 kullanıcı yok", at=AT)
    raw = SimpleUploadedFile("liste.csv", b"Ad;E-posta\r\nNaz;naz@example.org")
    directory.receive(raw, name="liste.csv", by=clerk, at=AT)
    addresses, lists = today.cards(clerk, AT)
    assert [(item.title, item.note) for item in addresses.items] == [
        ("İpek Işık: ipek@example.org", "550 kullanıcı yok")
    ]
    assert [item.title for item in lists.items] == ["liste.csv"]
    assert not today.cards(make.user(Role.PHOTOGRAPHER), AT)
