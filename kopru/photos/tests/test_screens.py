from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from kopru.core.roles import Role, sync
from kopru.core.today import cards
from kopru.photos import visibility
from kopru.photos.addresses import signature
from kopru.photos.models import Photo
from kopru.photos.permissions import may_accept, may_delete
from kopru.photos.tests.factories import AT, kept_bytes, make_photo, make_user, picture
from kopru.photos.tests.test_darkroom import PAYLOAD, exif, png_claiming

pytestmark = pytest.mark.django_db
SCRIPT = {"Accept": "application/json"}


def signed_in(client, role):
    sync()
    user = make_user(role)
    client.force_login(user)
    return user


def upload(name="a.jpg", raw=None):
    return SimpleUploadedFile(name, raw if raw is not None else picture())


@dataclass
class Answer:
    status: int
    headers: Any
    body: bytes
    cookies: Any


def fetch(client, address, **headers):
    """Get a file and read it to its end, where the test client closes it."""
    response = client.get(address, headers=headers)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(response.status_code, response.headers, body, response.cookies)


# Who sees a photo


def test_a_photo_that_nothing_shows_is_not_there_for_the_public(client, shown):
    photo = make_photo()
    for address in (photo.url_for("original"), photo.url_for("width-20"), photo.file.url):
        answer = fetch(client, address)
        assert (answer.status, answer.headers["Cache-Control"], answer.body) == (404, "no-store", b"")
    assert not photo.renditions.exists()


def test_a_public_photo_may_be_kept_by_browsers(client, shown):
    photo = make_photo()
    shown.add(photo.pk)
    answer = fetch(client, photo.url_for("width-20|format-webp"))
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/webp")
    assert "immutable" in answer.headers["Cache-Control"]
    assert not answer.cookies
    again = fetch(client, photo.url_for("width-20|format-webp"), **{"If-None-Match": answer.headers["ETag"]})
    assert again.status == 304
    whole = fetch(client, photo.url_for("original"))
    assert whole.body == kept_bytes(photo)


@pytest.mark.parametrize(
    ("role", "status"), [(Role.PHOTOGRAPHER, 200), (Role.WRITER, 200), (Role.MAYORS_OFFICE, 200), (Role.UNIT, 404)]
)
def test_what_is_not_public_is_for_the_office_and_kept_by_no_cache(client, shown, role, status):
    photo = make_photo()
    signed_in(client, role)
    for address in (photo.url_for("width-20"), photo.url_for("original"), photo.file.url):
        answer = fetch(client, address)
        assert answer.status == status
        assert answer.headers["Cache-Control"] == ("private, no-cache" if status == 200 else "no-store")
    for made in photo.renditions.all():
        assert fetch(client, made.file.url).status == status
        assert fetch(client, made.url).status == status


def test_an_address_that_we_did_not_write_is_not_there(client, shown):
    photo = make_photo()
    shown.add(photo.pk)
    right = photo.url_for("width-20")
    assert fetch(client, right.replace("width-20", "width-21")).status == 404
    assert fetch(client, right.replace(photo.key, "A" * 22)).status == 404
    assert fetch(client, "/files/identity/logo.png").status == 404
    assert fetch(client, "/files/../kopru.sqlite3").status == 404
    assert fetch(client, "/files/kits/2026/a.zip").status == 404
    bad = reverse("photos:rendition", args=(photo.key, signature(photo.key, "boya-3"), "boya-3", "jpg"))
    assert fetch(client, bad).status == 404
    assert client.post(right).status_code == 405


def test_a_photo_whose_file_is_gone_is_not_there(client, shown):
    photo = make_photo()
    shown.add(photo.pk)
    photo.file.storage.delete(photo.file.name)
    assert fetch(client, photo.url_for("original")).status == 404
    assert fetch(client, photo.url_for("width-20")).status == 404


def test_addresses_survive_a_change_of_the_secret(client, shown, settings):
    photo = make_photo()
    shown.add(photo.pk)
    address = photo.url_for("width-20")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "yeni"
    assert fetch(client, address).status == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert fetch(client, address).status == 404


def test_a_moved_focal_point_gives_a_new_address():
    photo = make_photo()
    before = photo.url_for("fill-20x20")
    photo.focal_point_x, photo.focal_point_y = 3, 4
    assert photo.url_for("fill-20x20") == f"{before}?o=3-4"


def test_the_one_rule_for_lists(shown):
    photo, other = make_photo(), make_photo()
    shown.add(photo.pk)
    assert list(Photo.objects.visible_to(AnonymousUser(), AT)) == [photo]
    assert list(Photo.objects.visible_to(make_user(Role.UNIT), AT)) == [photo]
    assert set(Photo.objects.visible_to(make_user(Role.CLERK), AT)) == {photo, other}
    assert visibility.seen([other.pk], AnonymousUser(), AT) == set()


# The template tag


def test_the_tag_writes_a_whole_img_without_asking_the_database(django_assert_num_queries):
    photo = make_photo(description="Zeytin toplayan <iki> kadın")
    photo.width, photo.height = 2400, 1600
    with django_assert_num_queries(0):
        html = Template("{% load photo_tags %}{% photo p '50vw' ratio='3x2' css='genis' %}").render(
            Context({"p": photo})
        )
    assert html.count("<img") == 1
    for part in ('sizes="50vw"', 'width="960"', 'height="640"', 'loading="lazy"', 'class="genis"', " 320w", " 2000w"):
        assert part in html
    assert 'alt="Zeytin toplayan &lt;iki&gt; kadın"' in html
    eager = Template("{% load photo_tags %}{% photo p eager=True %}").render(Context({"p": photo}))
    assert 'fetchpriority="high"' in eager
    assert "lazy" not in eager


def test_every_address_in_the_tag_can_be_fetched(client, shown):
    photo = make_photo()
    shown.add(photo.pk)
    html = Template("{% load photo_tags %}{% photo p %}|{% photo_url p 'fill-30x20' %}").render(Context({"p": photo}))
    tag, _, address = html.partition("|")
    assert fetch(client, address).status == 200
    assert fetch(client, tag.split('src="')[1].split('"')[0]).status == 200


# The desk


def test_the_upload_form_takes_a_photo_and_strips_it(client):
    user = signed_in(client, Role.PHOTOGRAPHER)
    raw = picture(exif=exif(), comment=PAYLOAD)
    data = {"files[]": upload(raw=raw), "rights": "own", "credit": "Fotoğraf: Örnek", "tags": "zeytin"}
    answer = client.post(reverse("wagtailimages:add_multiple"), data)
    photo = Photo.objects.get()
    assert answer.headers["Location"] == f"{reverse('photo_desk:captions')}?id={photo.pk}"
    assert (photo.uploaded_by_user, photo.taken_on, photo.caption) == (user, date(2026, 10, 3), "Zeytin hasadı başladı")
    kept = kept_bytes(photo)
    assert PAYLOAD not in kept
    assert b"Exif" not in kept
    assert len(photo.sha256) == 64
    assert photo.dhash


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("a.jpg", b"%PDF-1.7", "PDF"),
        ("a.jpg", picture("PNG"), "JPG"),
        ("bomba.png", png_claiming(20_000, 10_000), "200 megapiksel"),
        ("a.jpg", picture(size=(400, 300))[:900], "hasarlı"),
    ],
)
def test_every_door_says_in_turkish_what_is_wrong(client, name, raw, says):
    signed_in(client, Role.WRITER)
    many = client.post(reverse("wagtailimages:add_multiple"), {"files[]": upload(name, raw)}, headers=SCRIPT)
    assert many.json()["success"] is False
    assert says in many.json()["error_message"]
    plain = client.post(reverse("wagtailimages:add_multiple"), {"files[]": upload(name, raw)}, follow=True)
    assert says in plain.content.decode()
    chooser = client.post(
        reverse("wagtailimages_chooser:create"),
        {"image-chooser-upload-title": "x", "image-chooser-upload-file": upload(name, raw)},
    )
    assert says in chooser.json()["htmlFragment"]
    assert not Photo.objects.exists()


def test_many_at_once_go_through_the_darkroom_too(client):
    signed_in(client, Role.PHOTOGRAPHER)
    raw = picture(exif=exif(), comment=PAYLOAD)
    answer = client.post(reverse("wagtailimages:add_multiple"), {"files[]": upload("DSC_01.JPG", raw)}, headers=SCRIPT)
    assert answer.json()["success"] is True
    assert answer.json()["alike"] == []
    photo = Photo.objects.get()
    assert photo.title == "DSC 01"
    assert PAYLOAD not in kept_bytes(photo)
    again = client.post(reverse("wagtailimages:add_multiple"), {"files[]": upload("b.jpg", raw)}, headers=SCRIPT)
    assert "DSC 01" in again.json()["error_message"]
    alike = client.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": upload("c.jpg", picture(comment=b"another file"))},
        headers=SCRIPT,
    )
    assert [each["title"] for each in alike.json()["alike"]] == ["DSC 01"]


def test_a_photo_is_replaced_and_its_old_address_dies(client, shown):
    signed_in(client, Role.PHOTOGRAPHER)
    photo = make_photo()
    shown.add(photo.pk)
    old = photo.url_for("width-20")
    assert fetch(client, old).status == 200
    data = {"title": "Yeni", "file": upload("b.jpg", picture(colour="red")), "rights": "own"}
    assert client.post(reverse("wagtailimages:edit", args=(photo.pk,)), data).status_code == 302
    assert fetch(client, old).status == 404
    photo.refresh_from_db()
    assert fetch(client, photo.url_for("width-20")).status == 200


def test_a_licence_has_an_end(client):
    signed_in(client, Role.CLERK)
    photo = make_photo()
    address = reverse("wagtailimages:edit", args=(photo.pk,))
    for data in (
        {"rights": "licensed"},
        {"rights": "given", "rights_from": "2026-05-02", "rights_until": "2026-05-01"},
    ):
        answer = client.post(address, {"title": "x", **data})
        assert "rights_until" in answer.context["form"].errors
    answer = client.post(reverse("wagtailimages:add_multiple"), {"files[]": upload(), "rights": "licensed"})
    assert answer.status_code == 422
    assert "rights_until" in answer.context["form"].errors


def test_a_lookalike_is_told_in_the_form(client):
    signed_in(client, Role.CLERK)
    one, other = make_photo(title="İskele sabahı"), make_photo()
    Photo.objects.filter(pk=other.pk).update(dhash=one.dhash)
    page = client.get(reverse("wagtailimages:edit", args=(other.pk,))).content.decode()
    assert "İskele sabahı" in page
    assert "çok benzeyen" in page


def test_the_list_links_only_to_guarded_addresses_and_asks_little(client, django_assert_max_num_queries):
    signed_in(client, Role.PHOTOGRAPHER)
    for _ in range(20):
        make_photo()
    client.get(reverse("wagtailimages:index"))
    with django_assert_max_num_queries(30):
        page = client.get(reverse("wagtailimages:index")).content.decode()
    assert page.count('src="/foto/') == 20
    assert "/files/" not in page


@pytest.mark.parametrize("query", ["zeytin", "ZEYTİNLER", "zeytın", "%", "iskele"])
def test_the_list_is_searched_as_people_write(client, query):
    signed_in(client, Role.PHOTOGRAPHER)
    found = make_photo(title="Hasat", caption="Zeytin toplayan kadınlar", tags=("iskele",))
    make_photo(title="Pazar yeri")
    answer = client.get(reverse("wagtailimages:index"), {"q": query})
    assert answer.status_code == 200
    assert [tile["photo"].pk for tile in answer.context["tiles"]] == ([] if query == "%" else [found.pk])


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.WRITER, True), (Role.HEAD, True), (Role.PHOTOGRAPHER, True), (Role.CLERK, True),
        (Role.ADMINISTRATOR, True), (Role.MAYORS_OFFICE, False), (Role.UNIT, False),
    ],
)  # fmt: skip
def test_who_may_upload(client, role, may):
    user = signed_in(client, role)
    assert may_accept(user) is may
    home = client.get(reverse("wagtailadmin_home"), follow=True).content.decode()
    assert (f'{reverse("wagtailimages:index")}"' in home) is may
    client.post(reverse("wagtailimages:add_multiple"), {"files[]": upload()})
    assert Photo.objects.exists() is may


def test_one_deletes_ones_own_and_a_keeper_all():
    photographer, other, head = make_user(Role.PHOTOGRAPHER), make_user(Role.WRITER), make_user(Role.HEAD)
    photo = make_photo(by=photographer)
    assert [may_delete(user, photo) for user in (photographer, other, head)] == [True, False, True]


def test_rights_that_end_soon_stand_on_today():
    today = timezone.localdate()
    make_photo(title="Kiralık kare", rights="licensed", rights_until=today + timedelta(days=3))
    make_photo(rights="licensed", rights_until=today + timedelta(days=300))
    mine = [item.title for card in cards(user=make_user(Role.PHOTOGRAPHER), at=timezone.now()) for item in card.items]
    assert "Kiralık kare" in mine
    others = [
        item.title for card in cards(user=make_user(Role.MAYORS_OFFICE), at=timezone.now()) for item in card.items
    ]
    assert "Kiralık kare" not in others
