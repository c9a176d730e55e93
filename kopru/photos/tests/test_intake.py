from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from wagtail.models import ModelLogEntry

from kopru.core.roles import Role
from kopru.photos import darkroom, intake
from kopru.photos.models import Photo, Rendition
from kopru.photos.tests.factories import AT, kept_bytes, make_photo, make_user, picture
from kopru.photos.tests.test_darkroom import exif

pytestmark = pytest.mark.django_db


def test_a_photo_is_taken_in_with_what_it_says_of_itself():
    user = make_user(Role.PHOTOGRAPHER)
    raw = BytesIO(picture(exif=exif()))
    photo = intake.accept(
        raw, name="DSC_0142.JPG", by=user, at=AT, credit="Fotoğraf: Örnek Belediyesi", tags=("zeytin",)
    )
    photo.refresh_from_db()
    assert (photo.title, photo.caption, photo.photographer) == ("DSC 0142", "Zeytin hasadı başladı", "Irem Ornek")
    assert (photo.credit, photo.taken_on) == ("Fotoğraf: Örnek Belediyesi", date(2026, 10, 3))
    assert (photo.width, photo.height, photo.uploaded_by_user) == (64, 48, user)
    assert photo.file_size == len(kept_bytes(photo))
    logged = ModelLogEntry.objects.get(action="photos.accept")
    assert (logged.user, logged.timestamp, logged.data["sha256"]) == (user, AT, photo.sha256)


def test_the_same_file_is_kept_once():
    first = intake.accept(BytesIO(picture()), name="a.jpg", by=None, at=AT, title="İskele")
    with pytest.raises(intake.AlreadyKept) as caught:
        intake.accept(BytesIO(picture()), name="b.jpg", by=None, at=AT)
    assert caught.value.photo == first
    assert "İskele" in caught.value.messages[0]
    assert Photo.objects.count() == 1


def test_the_same_file_at_the_same_moment_is_kept_once(monkeypatch, tmp_path):
    intake.accept(BytesIO(picture()), name="a.jpg", by=None, at=AT)
    asked = iter([None])
    real = intake.refuse_double
    monkeypatch.setattr(intake, "refuse_double", lambda developed: next(asked, "real") and real(developed))
    with pytest.raises(intake.AlreadyKept):
        intake.accept(BytesIO(picture()), name="a.jpg", by=None, at=AT)
    assert len(list((tmp_path / "files").rglob("*.jpg"))) == 1


def test_no_way_leads_past_the_darkroom():
    raw = picture(exif=exif(), comment=b"gizli")
    photo = Photo(title="Doğrudan")
    photo.file.save("dogrudan.jpg", BytesIO(raw), save=True)
    kept = kept_bytes(photo)
    assert b"gizli" not in kept
    assert photo.sha256
    with pytest.raises(darkroom.NotAPicture):
        Photo(title="Kötü").file.save("kotu.jpg", BytesIO(b"%PDF-1.4"), save=True)


def test_names_on_disk_are_not_guessed_from_the_title():
    one, other = make_photo(title="Zeytin"), make_photo(title="Zeytin")
    assert one.file.name != other.file.name
    assert "zeytin" not in one.file.name.lower()
    assert one.key in one.file.name
    assert len(one.key) == 22


@pytest.mark.parametrize("spec", ["width-20", "width-20|format-webp", "fill-20x20|format-png", "original"])
def test_renditions_carry_no_position(spec):
    raw = picture(exif=exif(), comment=b"gizli", xmp=b"<x:xmpmeta>39.5471</x:xmpmeta>")
    photo = intake.accept(BytesIO(raw), name="a.jpg", by=None, at=AT)
    with photo.get_rendition(spec).open_file() as file:
        made = file.read()
    for secret in (b"gizli", b"Exif", b"eXIf", b"EXIF", b"39.5471", b"xmpmeta"):
        assert secret in raw or secret in {b"eXIf", b"EXIF"}
        assert secret not in made


def test_a_rendition_is_made_once():
    photo = make_photo()
    first = photo.get_rendition("width-20")
    again = Photo.objects.get(pk=photo.pk).create_rendition(first.filter)
    assert again.pk == first.pk
    assert set(photo.create_renditions(first.filter)) == {first.filter}
    assert photo.renditions.count() == 1


def test_lookalikes_are_told():
    scene = Image.linear_gradient("L").rotate(40).convert("RGB")
    files = []
    for size in ((300, 200), (150, 100)):
        out = BytesIO()
        scene.resize(size).save(out, "JPEG")
        files.append(out)
    one, other = (intake.accept(file, name=f"{n}.jpg", by=None, at=AT) for n, file in enumerate(files))
    make_photo()
    assert intake.lookalikes(other) == [one]


def test_rights_decide_whether_it_may_be_used():
    day = date(2026, 6, 1)
    assert make_photo().is_usable(on=day)
    assert not make_photo(rights="unclear").is_usable(on=day)
    lent = make_photo(rights="licensed", rights_until=day)
    assert lent.is_usable(on=day)
    assert not lent.is_usable(on=date(2026, 6, 2))
    assert list(Photo.objects.lapsing(on=day, by=day)) == [lent]


def test_deleting_takes_the_renditions_along():
    photo = make_photo()
    photo.get_rendition("width-20")
    photo.delete()
    assert not Rendition.objects.exists()
    assert not Photo.objects.exists()
