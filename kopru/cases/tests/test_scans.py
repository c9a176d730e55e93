"""A letter on paper becomes a case: straightened, read where Tesseract is, and always kept (R1)."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from kopru.cases.asks import Asker
from kopru.cases.intake import scans
from kopru.cases.tests import factories as make
from kopru.core.roles import Role
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


@settings(max_examples=5, deadline=None)
@given(angle=st.floats(-4, 4))
def test_a_sheet_that_lies_askew_is_straightened(angle):
    assert scans.skew(sheet(turned=angle)) == pytest.approx(-angle, abs=0.6)


def test_an_empty_sheet_is_not_turned():
    assert scans.skew(Image.new("L", (600, 800), 255)) == 0


@pytest.mark.django_db
def test_without_tesseract_the_letter_opens_a_case_all_the_same(monkeypatch):
    monkeypatch.setenv("PATH", "")
    clerk = make.user(Role.CLERK)
    asker = Asker(name="Işıl Çağlar", address="Zeytin Sokak 12")
    raw = png(sheet())
    case = scans.open_letter(
        raw, name="mektup.png", content_type="image/png", received_at=make.NOON, by=clerk, at=make.NOON, asker=asker
    )
    assert (case.channel, case.name) == ("letter", "Işıl Çağlar")
    assert case.files.get().size == len(raw)
    assert case.messages.filter(voice="note").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("raw", "kind"), [(b"", "image/png"), (b"%PDF-1.7", "application/pdf"), (b"x", "text/plain")])
def test_what_is_no_scan_is_refused(raw, kind):
    with pytest.raises(scans.NotAScan):
        scans.open_letter(
            raw, name="x", content_type=kind, received_at=make.NOON, by=make.user(Role.CLERK), at=make.NOON
        )


@pytest.mark.services
@pytest.mark.django_db
@pytest.mark.parametrize("turned", [0, 2.5])
def test_tesseract_reads_turkish_from_a_sheet_that_lies_askew(turned):
    assert scans.is_readable(), "install tesseract-ocr and tesseract-ocr-tur"
    case = scans.open_letter(
        png(sheet(turned=turned)),
        name="mektup.png",
        content_type="image/png",
        received_at=make.NOON,
        by=make.user(Role.CLERK),
        at=make.NOON,
    )
    assert case.subject == "Yanmayan sokak lambası"
    assert "aydınlatma" in case.text
    assert "Gereğini arz ederim" in case.text
