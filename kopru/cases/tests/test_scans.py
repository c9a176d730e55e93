"""A letter on paper becomes a case: straightened, read where Tesseract is, and always kept (R1)."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from kopru.cases import actions
from kopru.cases.asks import Asker, Attached
from kopru.cases.intake import scanning, scans
from kopru.cases.models import Case, CaseFile, Scan, ScanFile
from kopru.cases.privacy import redaction
from kopru.cases.privacy.redaction import Box
from kopru.cases.tests import factories as make
from kopru.core import today
from kopru.core.roles import OFFICE, Role
from kopru.typesetting.glyphs import font_files

LETTER = (
    "KÜÇÜKKUYU BELEDİYE BAŞKANLIĞINA",
    "Konu: Yanmayan sokak lambası",
    "Zeytin Sokak numara 12 önündeki aydınlatma",
    "direği üç gündür yanmıyor. Çocuklar akşamları",
    "karanlıkta yürüyor. Gereğini arz ederim.",
    "Işıl Çağlar",
)


def sheet(*, turned: float = 0) -> Image.Image:
    page = Image.new("L", (1240, 1000), 255)
    font = ImageFont.truetype(str(font_files()[0]), 44)
    for number, line in enumerate(LETTER):
        ImageDraw.Draw(page).text((120, 120 + number * 110), line, fill=0, font=font)
    return page.rotate(turned, fillcolor=255, resample=Image.Resampling.BICUBIC)


def png(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def tiff(pages: int = 3) -> bytes:
    first, *others = (Image.new("L", (120, 160), 20 * number) for number in range(1, pages + 1))
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=others)
    return out.getvalue()


def put_in(*files: Attached, by=None) -> Scan:
    given = list(files) or [Attached("mektup.png", "image/png", png(sheet()))]
    return actions.put_in_letter(given, by=by or make.user(Role.CLERK), at=make.NOON)


@settings(max_examples=5, deadline=None)
@given(angle=st.floats(-4, 4))
def test_a_sheet_that_lies_askew_is_straightened(angle):
    assert scans.skew(sheet(turned=angle)) == pytest.approx(-angle, abs=0.6)


def test_an_empty_sheet_is_not_turned():
    assert scans.skew(Image.new("L", (600, 800), 255)) == 0


def test_a_tiff_has_its_pages_also_when_parts_are_black():
    assert redaction.page_count(tiff(), "image/tiff") == 3
    made = redaction.redacted(tiff(), "image/tiff", [Box(1, 0, 0, 1, 1, "6698")])
    shades = [page.convert("L").getpixel((60, 5)) for page in redaction.pages(made, "image/tiff")]
    assert (shades[0], shades[1], shades[2]) == (20, 0, 60)


@pytest.mark.django_db
def test_without_tesseract_the_letter_opens_a_case_all_the_same(monkeypatch):
    monkeypatch.setenv("PATH", "")
    clerk = make.user(Role.CLERK)
    scan = put_in(by=clerk)
    scanning.read.func(scan.pk)
    scan.refresh_from_db()
    assert (scan.read_at is not None, scan.text) == (True, "")
    asker = Asker(name="Işıl Çağlar", address="Zeytin Sokak 12")
    kept = scan.files.get()
    case = actions.open_letter(scan, text="", received_at=make.NOON, by=clerk, at=make.NOON, asker=asker)
    assert (case.channel, case.name, case.subject) == ("letter", "Işıl Çağlar", "Mektup: mektup.png")
    assert (case.files.get().size, case.files.get().sha256) == (kept.size, kept.sha256)
    assert case.messages.filter(voice="note").count() == 1


@pytest.mark.django_db
def test_a_letter_is_one_case_however_often_it_is_taken_down(django_capture_on_commit_callbacks):
    clerk = make.user(Role.CLERK)
    scan = put_in(by=clerk)
    stored = scan.files.get().file
    given = {"text": "Konu: Lamba\nYanmıyor.", "received_at": make.NOON, "by": clerk, "at": make.NOON}
    with django_capture_on_commit_callbacks(execute=True):
        case = actions.open_letter(scan, **given)
    assert case.subject == "Lamba"
    for verb in (
        lambda: actions.open_letter(scan, **given),
        lambda: actions.discard_letter(scan, by=clerk, at=make.NOON),
    ):
        with pytest.raises(actions.Obstacle):
            verb()
    assert Case.objects.count() == CaseFile.objects.count() == 1
    assert not ScanFile.objects.exists()
    assert not stored.storage.exists(stored.name)
    assert Scan.objects.get().words == []  # what was said stands in the case alone


@pytest.mark.django_db
def test_what_is_thrown_away_is_gone(django_capture_on_commit_callbacks):
    clerk = make.user(Role.CLERK)
    scan = put_in(by=clerk)
    stored = scan.files.get().file
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_letter(scan, by=clerk, at=make.NOON)
    assert not Scan.objects.exists()
    assert not stored.storage.exists(stored.name)


@pytest.mark.django_db
def test_reading_goes_on_where_it_was_broken_off(monkeypatch):
    scan = put_in(Attached("uc.tif", "image/tiff", tiff()))
    monkeypatch.setattr(scans, "is_readable", lambda: True)
    seen = []

    def read(pages):
        seen.append(pages[0].convert("L").getpixel((5, 5)))
        if len(seen) == 2:
            raise SystemExit  # the worker is killed
        return f"sayfa {seen[-1]}"

    monkeypatch.setattr(scans, "read", read)
    with pytest.raises(SystemExit):
        scanning.read.func(scan.pk)
    scan.refresh_from_db()
    assert (scan.done, scan.read_at) == (1, None)
    assert scanning.sweep(make.NOON) == 1
    scanning.read.func(scan.pk)
    scan.refresh_from_db()
    assert scan.words == ["sayfa 20", "sayfa 40", "sayfa 60"]
    assert seen == [20, 40, 40, 60]
    assert scan.read_at is not None
    assert scanning.sweep(make.NOON) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("given", [(b"", "image/png"), (b"%PDF-1.7", "application/pdf"), (b"x", "text/plain")])
def test_what_is_no_scan_is_refused(given):
    raw, kind = given
    with pytest.raises(actions.Obstacle):
        put_in(Attached("x", kind, raw))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("bozuk.pdf", b"%PDF-1.7 bozuk", "açılamıyor"),
        ("mektup.docx", b"PK\x03\x04 belge", "ne de TIFF"),
        ("bos.png", b"", "boş"),
    ],
)
def test_a_bad_file_is_told_beside_the_field(page, name, raw, said):
    page.sign_in(Role.CLERK)
    address = reverse("cases_desk:scans")
    shown = page.post(address, {"sheets": SimpleUploadedFile(name, raw)}, status=422)
    told = shown.soup.select_one("#id_sheets_error").get_text()
    assert said in told
    assert name in told
    assert (
        page.post(address, {}, status=422).soup.select_one("#id_sheets_error").get_text() == "Taranmış sayfaları seçin."
    )
    many = [SimpleUploadedFile(f"{number}.tif", tiff(7)) for number in range(3)]
    assert "20 sayfa" in page.post(address, {"sheets": many}, status=422).soup.select_one("#id_sheets_error").get_text()
    assert not Scan.objects.exists()


@pytest.mark.django_db
def test_a_clerk_puts_a_letter_in_and_takes_it_down(page):
    page.sign_in(Role.CLERK)
    files = [SimpleUploadedFile("1.png", png(sheet())), SimpleUploadedFile("2.tif", tiff(2))]
    shown = page.post(reverse("cases_desk:scans"), {"sheets": files})
    scan = Scan.objects.get()
    assert scan.pages == 3
    pictures = [each["src"] for each in shown.soup.select(".sc-pages img")]
    assert len(pictures) == 3
    for address in pictures:
        assert page.client.get(address)["Content-Type"] == "image/jpeg"
    assert page.client.get(reverse("cases_desk:scan_page", args=[scan.pk, 4])).status_code == 404
    assert "0 / 3" in page.client.get(reverse("cases_desk:scan_progress", args=[scan.pk])).content.decode()
    scan.words, scan.read_at = ["Konu: Lamba", "yanmıyor", ""], timezone.now()
    scan.save()
    told = page.client.get(reverse("cases_desk:scan_progress", args=[scan.pk])).content.decode()
    assert "Konu: Lamba\n\nyanmıyor" in told
    address = reverse("cases_desk:scan", args=[scan.pk])
    day = timezone.localdate() - timedelta(days=2)
    sent = {"text": "Konu: Sokak lambası\nYanmıyor.", "kind": "petition", "received_on": day.isoformat()}
    nobody = page.post(address, sent, status=422)
    assert "İmzasız" in nobody.soup.select_one("#scan_name_error").get_text()
    sent |= {"name": "Nilüfer Ünal", "address": "Zeytin Sokak 12", "outside_number": "2026/841"}
    page.post(address, sent, max_queries=200)
    case = Case.objects.get()
    assert (case.subject, case.name, case.address) == ("Sokak lambası", "Nilüfer Ünal", "Zeytin Sokak 12")
    assert (timezone.localdate(case.received_at), case.outside_number) == (day, "2026/841")
    assert sorted(case.files.values_list("name", flat=True)) == ["1.png", "2.tif"]
    assert not case.messages.filter(voice="note").exists()  # a person put the words right
    assert page.client.get(address).status_code == 302  # it leads to the case
    paper = page.client.get(reverse("cases_desk:receipt", args=[case.pk])).content.decode()
    assert case.label in paper
    assert case.secret in paper
    assert "Nilüfer Ünal" in paper


@pytest.mark.django_db
def test_a_letter_that_lies_about_stands_on_today(page):
    clerk = page.sign_in(Role.CLERK)
    scan = put_in()
    titles = [card.title for card in today.cards(user=clerk, at=timezone.now())]
    assert "Kayda alınmamış taranmış mektuplar" in titles
    assert "mektup.png" in page.get(reverse("cases_desk:scans")).soup.get_text()
    page.post(reverse("cases_desk:scan_discard", args=[scan.pk]), {})
    assert not Scan.objects.exists()


@pytest.mark.django_db
def test_the_receipt_of_a_hidden_person_names_nobody(page):
    page.sign_in(Role.HEAD)
    case = make.case(asker={"hides_identity": True, "name": "Nilüfer Ünal"})
    assert "Nilüfer" not in page.client.get(reverse("cases_desk:receipt", args=[case.pk])).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(set(Role) - OFFICE))
def test_nobody_else_sees_a_letter(page, role):
    scan = put_in()
    page.sign_in(role)
    for name, own in [("scans", []), ("scan", [scan.pk]), ("scan_progress", [scan.pk]), ("scan_page", [scan.pk, 1])]:
        assert page.client.get(reverse(f"cases_desk:{name}", args=own)).status_code in {302, 403}
    assert page.client.post(reverse("cases_desk:scan_discard", args=[scan.pk])).status_code in {302, 403}
    assert Scan.objects.exists()


@pytest.mark.services
@pytest.mark.django_db
@pytest.mark.parametrize("turned", [0, 2.5])
def test_tesseract_reads_turkish_from_a_sheet_that_lies_askew(turned):
    assert scans.is_readable(), "install tesseract-ocr and tesseract-ocr-tur"
    scan = put_in(Attached("mektup.png", "image/png", png(sheet(turned=turned))))
    scanning.read.func(scan.pk)
    scan.refresh_from_db()
    case = actions.open_letter(scan, text=scan.text, received_at=make.NOON, by=make.user(Role.CLERK), at=make.NOON)
    assert case.subject == "Yanmayan sokak lambası"
    assert "aydınlatma" in case.text
    assert "Gereğini arz ederim" in case.text
    assert "makine" in case.messages.get(voice="note").text
