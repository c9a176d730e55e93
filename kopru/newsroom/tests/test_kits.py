"""The press kit: complete, in time, and found again after a crash."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from docx import Document
from PIL import Image

from kopru.core import freshness
from kopru.core.roles import Role
from kopru.newsroom import actions, tasks
from kopru.newsroom.actions.owing import owe_kit
from kopru.newsroom.models import Bulletin, Kit
from kopru.newsroom.models.editions import KitState
from kopru.newsroom.tests import factories as make
from kopru.typesetting import pdf

pytestmark = pytest.mark.django_db
SNAPSHOTS = Path(__file__).parent / "snapshots"


def made(bulletin):
    kit = Kit.objects.get(edition=bulletin.edition)
    tasks.build_kit.func(kit.pk)
    kit.refresh_from_db()
    return kit


def content_of(field):
    with field.open("rb") as file:
        return file.read()


def test_a_kit_has_text_word_pdf_photos_and_code():
    kit = made(make.published(figures=2))
    assert (kit.state, kit.obstacle, kit.done, kit.total) == (KitState.READY, "", 7, 7)
    with kit.text.open("rb") as text:
        assert text.read().decode("utf-8-sig") == (SNAPSHOTS / "kit.txt").read_text()
    with kit.docx.open("rb") as docx:
        written = [paragraph.text for paragraph in Document(docx).paragraphs]
    assert "Yürüyüş yolu salı günü açılıyor" in written
    assert "KÜÇÜKKUYU – Mıhlı Çayı boyunca yapılan 2,4 kilometrelik yürüyüş yolu salı günü açılıyor." in written
    with kit.pdf.open("rb") as paper:
        assert "2,4 kilometrelik" in pdf.text_of(paper.read())
    with zipfile.ZipFile(io.BytesIO(content_of(kit.photos))) as pack:
        assert sorted(pack.namelist()) == [
            "baski/01-yolun-1-duragi.jpg",
            "baski/02-yolun-2-duragi.jpg",
            "captions.txt",
            "web/01-yolun-1-duragi.jpg",
            "web/02-yolun-2-duragi.jpg",
        ]
        assert pack.read("captions.txt").decode("utf-8-sig") == (
            "Yürüyüş yolu salı günü açılıyor\r\n\r\n"
            "01-yolun-1-duragi.jpg\r\nYolun 1. durağı\r\nFotoğraf: Deniz Örnek\r\n\r\n"
            "02-yolun-2-duragi.jpg\r\nYolun 2. durağı\r\nFotoğraf: Deniz Örnek\r\n"
        )
        assert "Deniz Örnek".encode() in pack.read("web/01-yolun-1-duragi.jpg")
    assert content_of(kit.qr).startswith(b"<svg")


def test_the_zip_of_20_photos_has_each_twice_and_says_whose_it_is():
    kit = made(make.published(figures=20))
    assert (kit.state, kit.done, kit.total) == (KitState.READY, 25, 25)
    stems = [f"{number:02}-yolun-{number}-duragi.jpg" for number in range(1, 21)]
    with zipfile.ZipFile(io.BytesIO(content_of(kit.photos))) as pack:
        assert pack.testzip() is None
        wanted = {f"{folder}/{stem}" for folder in ("web", "baski") for stem in stems}
        assert set(pack.namelist()) == wanted | {"captions.txt"}
        told = pack.read("captions.txt").decode("utf-8-sig").split("\r\n\r\n")[1:]
        assert [entry.split("\r\n")[:3] for entry in told] == [
            [stem, f"Yolun {number}. durağı", "Fotoğraf: Deniz Örnek"] for number, stem in enumerate(stems, start=1)
        ]
        for name in wanted:
            jpeg = pack.read(name)
            assert "Deniz Örnek".encode() in jpeg
            with Image.open(io.BytesIO(jpeg)) as picture:
                assert (picture.format, picture.size) == ("JPEG", (640, 480))


@pytest.mark.django_db(transaction=True)
def test_pages_that_say_a_kit_is_being_made_are_not_kept_once_it_is_there():
    make.published()
    before = freshness.generation()
    made(Bulletin.objects.get())
    assert freshness.generation() != before


def test_a_kit_made_again_replaces_its_files():
    bulletin = make.published(figures=1)
    old = [file.name for _name, file in made(bulletin).parts()]
    owe_kit(bulletin.edition)
    assert made(bulletin).state == KitState.READY
    kept = {file.name for _name, file in Kit.objects.get().parts()}
    assert kept.isdisjoint(old)
    assert all(default_storage.exists(name) for name in kept)


def test_files_of_a_kit_that_was_owed_again_meanwhile_are_not_kept():
    bulletin = make.published()
    kit = tasks._claim(Kit.objects.get().pk, at=timezone.now())
    owe_kit(bulletin.edition)
    tasks._store(kit, {}, at=timezone.now())
    assert Kit.objects.get().state == KitState.OWED


def test_a_kit_whose_worker_was_killed_is_found_again():
    make.published()
    kit_id, now = Kit.objects.get().pk, timezone.now()
    assert tasks._claim(kit_id, at=now)
    assert tasks._claim(kit_id, at=now) is None
    assert tasks.sweep_kits(now) == 0
    later = now + tasks.ABANDONED + timedelta(seconds=1)
    assert tasks.sweep_kits(later) == 1
    assert tasks._claim(kit_id, at=later)


def test_a_kit_that_cannot_be_made_says_why_after_three_attempts():
    bulletin = make.published(figures=1)
    kit = Kit.objects.get()
    photo = bulletin.figures.get().photo
    photo.file.storage.delete(photo.file.name)
    for _ in range(3):
        Kit.objects.update(touched_at=None)
        tasks.build_kit.func(kit.pk)
    kit.refresh_from_db()
    assert kit.state == KitState.FAILED
    assert kit.obstacle


def test_the_kit_of_a_withdrawn_bulletin_is_served_to_nobody(client):
    now = timezone.now()
    bulletin = make.published(at=now)
    made(bulletin)
    address = reverse("newsroom:kit", args=[bulletin.year, bulletin.number, "metin"])
    assert "Yürüyüş yolu" in b"".join(client.get(address).streaming_content).decode()
    actions.withdraw(bulletin, reason="Ertelendi.", by=make.user(Role.HEAD), at=now)
    assert client.get(address).status_code == 404


def test_files_that_are_being_made_anew_are_shown_as_the_former_ones(page, client):
    bulletin = make.published()
    kit = made(bulletin)
    page.sign_in(Role.HEAD)
    address, public = reverse("bulletins:one", args=[bulletin.pk]), bulletin.get_absolute_url()
    assert "Önceki dosyalar" not in page.get(address).soup.get_text()
    owe_kit(bulletin.edition)
    assert "Bu dosyalar yeniden hazırlanıyor" in client.get(public).content.decode()
    waiting = page.get(address).soup.get_text()
    assert "Yeniden hazırlanıyor…" in waiting
    assert "Önceki dosyalar" in waiting
    assert "Hazırlanıyor…" not in waiting
    Kit.objects.filter(pk=kit.pk).update(state=KitState.FAILED, obstacle="Yer kalmadı.")
    failed = page.get(address).soup.get_text()
    assert "Yer kalmadı." in failed
    assert "Önceki dosyalar" in failed
