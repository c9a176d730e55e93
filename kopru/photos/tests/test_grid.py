"""The photographer's list: sifted, captioned by the dozen, and a chooser that says why not."""

from datetime import date, timedelta

import pytest
from django.core.checks import run_checks
from django.urls import resolve, reverse
from django.utils import timezone

from kopru.core.roles import Role, sync
from kopru.photos import actions
from kopru.photos.models import Consent, Photo
from kopru.photos.tests.factories import AT, make_photo, make_user
from kopru.photos.viewsets import PhotoChooseView

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    sync()
    client.user = make_user(Role.PHOTOGRAPHER)
    client.force_login(client.user)
    return client


def listed(desk, **asked):
    answer = desk.get(reverse("wagtailimages:index"), asked)
    assert answer.status_code == 200
    return {tile["photo"].title for tile in answer.context["tiles"]}


@pytest.fixture
def archive(desk):
    today = timezone.localdate()
    full = {"caption": "Var", "description": "Var"}
    make_photo(title="Temiz", place="Mıhlı Çayı", event="Açılış", taken_on=date(2026, 5, 1), tags=("su",), **full)
    make_photo(title="Bitiyor", rights="licensed", rights_until=today + timedelta(days=3), **full)
    make_photo(title="Bitti", rights="licensed", rights_until=today - timedelta(days=1), **full)
    make_photo(title="Sözsüz", by=desk.user)
    child = make_photo(title="Çocuk", **full)
    actions.name_person(
        child, who="Işıl Çağ", consent=Consent.NOT_ASKED, consent_on=today, is_minor=True, by=desk.user, at=AT
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"Temiz", "Bitiyor", "Bitti", "Sözsüz", "Çocuk"}),
        ({"durum": "kullanilamaz"}, {"Bitti"}),
        ({"durum": "kullanilir"}, {"Temiz", "Bitiyor", "Sözsüz", "Çocuk"}),
        ({"durum": "bitiyor"}, {"Bitiyor"}),
        ({"durum": "cocuk"}, {"Çocuk"}),
        ({"durum": "sorulmadi"}, {"Çocuk"}),
        ({"durum": "altyazisiz"}, {"Sözsüz"}),
        ({"durum": "benim"}, {"Sözsüz"}),
        ({"kisi": "isil cag"}, {"Çocuk"}),
        ({"yer": "Mıhlı Çayı", "etkinlik": "Açılış", "etiket": "su"}, {"Temiz"}),
        ({"bas": "2026-05-01", "son": "2026-05-01"}, {"Temiz"}),
        ({"bas": "2026-05-02"}, set()),
        ({"bas": "dün", "sayfa": "²", "durum": "yok", "q": ""}, {"Temiz", "Bitiyor", "Bitti", "Sözsüz", "Çocuk"}),
    ],
)
def test_the_list_is_narrowed_as_was_asked(desk, archive, asked, found):
    assert listed(desk, **asked) == found


def test_the_list_says_what_is_the_matter(desk, archive):
    page = desk.get(reverse("wagtailimages:index")).content.decode()
    for words in ("Kullanım hakkı", "Yazılı izni olmayan çocuk", "Metni eksik", "1 kişi", "2026"):
        assert words in page
    assert "Görsel" not in page


def test_an_empty_archive_says_what_to_do(desk):
    page = desk.get(reverse("wagtailimages:index")).content.decode()
    assert "Henüz fotoğraf yok" in page
    assert reverse("wagtailimages:add_multiple") in page


def test_many_are_captioned_at_once(desk):
    one, other, third = (make_photo(title=title) for title in ("Bir", "İki", "Üç"))
    address = f"{reverse('photo_desk:captions')}?id={one.pk}&id={other.pk}&id=²"
    data = {"credit": "Kaan / Belediye", "tags": "pazar, açılış", "event": "Pazar açılışı"}
    for photo, words in ((one, "Tezgâhlar"), (other, "Kurdele")):
        data |= {f"f{photo.pk}-title": photo.title, f"f{photo.pk}-caption": words}
    assert desk.get(address).content.decode().count("<img") >= 2
    assert desk.post(address, data).status_code == 302
    assert list(Photo.objects.order_by("pk").values_list("caption", "credit", "event")) == [
        ("Tezgâhlar", "Kaan / Belediye", "Pazar açılışı"),
        ("Kurdele", "Kaan / Belediye", "Pazar açılışı"),
        ("", "", ""),
    ]
    assert set(other.tags.names()) == {"pazar", "açılış"}
    assert not third.tags.exists()


def test_what_is_wrong_with_one_of_many_is_said_beside_it(desk):
    photo = make_photo(title="Bir")
    address = f"{reverse('photo_desk:captions')}?id={photo.pk}"
    wrong = desk.post(address, {f"f{photo.pk}-title": "", "rights": "licensed"})
    assert wrong.status_code == 422
    assert "title" in wrong.context["rows"][0].errors
    assert "rights_until" in wrong.context["common"].errors
    assert Photo.objects.get().title == "Bir"
    assert desk.get(reverse("photo_desk:captions")).headers["Location"] == reverse("wagtailimages:index")


def test_the_chooser_brings_no_script_and_its_upload_asks_for_days(desk, archive):
    page = desk.get(reverse("wagtailimages_chooser:choose")).json()["html"]
    assert page.count('type="date"') >= 2
    assert "data-desk-start" not in page
    assert "<script" not in page


def test_the_chooser_stands_at_the_frameworks_addresses_under_no_name_of_its_own():
    assert resolve(reverse("wagtailimages_chooser:choose")).func.view_class is PhotoChooseView
    assert [each for each in run_checks(include_deployment_checks=False) if each.id == "urls.W005"] == []


def test_the_chooser_says_why_a_photo_may_not_be_chosen(desk, archive):
    answer = desk.get(reverse("wagtailimages_chooser:choose_results"))
    page = answer.content.decode()
    assert "Kullanım hakkı" in page
    assert page.count("data-chooser-modal-choice") == 4
    found = desk.get(reverse("wagtailimages_chooser:choose_results"), {"q": "sözsüzler"}).content.decode()
    assert found.count("data-chooser-modal-choice") == 1


@pytest.mark.parametrize("pk", ["²", "a", "9999999999999999999999", "-1"])
def test_the_chooser_knows_no_such_photo(desk, pk):
    assert desk.get(reverse("wagtailimages_chooser:chosen", args=(pk,))).status_code == 404
    assert desk.get(reverse("wagtailimages_chooser:chosen_multiple"), {"id": pk}).status_code == 200
