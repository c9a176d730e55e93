"""What a bulletin looks like on paper, as far as text and tags can tell."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopru.turkish import casing
from kopru.typesetting import codes, documents, engine, glyphs, pdf, registry
from kopru.typesetting.tests import samples

SNAPSHOTS = Path(__file__).parent / "snapshots"
TURKISH = "abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZâîûÂÎÛqwxQWX0123456789"
SIGNS = "₺€£§%½°²³–—…’‘“”«»•·×±©®™"


def as_snapshot(name, text):
    """Compare with the kept text; a missing file is written and fails, so that a person looks at it."""
    path = SNAPSHOTS / name
    text = text.replace("\f", "\n\n--- sayfa ---\n\n") + "\n"
    if not path.exists():
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"{path.name} is new: read it and run again")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("sample", "pages"), [("shortest", 1), ("usual", 1), ("full", 2), ("strained", 4)])
def test_the_text_is_in_reading_order(press, sample, pages):
    data, files = getattr(samples, sample)()
    printed = press.typeset("bulletin", data, files=files)
    as_snapshot(f"{sample}.txt", pdf.text_of(printed))
    assert pdf.claims_of(printed) == {
        "title": data["headline"],
        "language": "tr",
        "tagged": True,
        "ua_part": "1",
        "a_level": "",
        "pages": pages,
    }


def test_empty_and_left_out_are_the_same(press):
    texts = []
    for sample in (samples.shortest, samples.empty):
        data, files = sample()
        texts.append(pdf.text_of(press.typeset("bulletin", data, files=files)))
    assert texts[0] == texts[1]


def test_the_archive_copy_is_a_2b(press):
    data, files = samples.full()
    claims = pdf.claims_of(press.typeset("bulletin", data, files=files, standard="a-2b"))
    assert (claims["a_level"], claims["ua_part"]) == ("2B", None)


def test_headings_figures_and_lists_are_tagged(press):
    data, files = samples.full()
    tags = pdf.tags_of(press.typeset("bulletin", data, files=files))
    assert tags["H1"] == 1
    assert tags["H2"] == 3
    assert tags["Figure"] == 5  # logo, three photos, QR
    assert tags["L"] == 2
    assert tags["Link"] >= 3


def test_a_photo_without_a_description_is_refused(press):
    data, files = samples.usual()
    data["photos"] = [{"file": "1.jpg", "alt": ""}]
    with pytest.raises(Exception, match="alt"):
        press.typeset("bulletin", data, files=files)


@pytest.mark.parametrize("path", glyphs.font_files(), ids=lambda path: path.stem)
def test_every_typeface_has_the_letters_of_the_office(path):
    with TTFont(path) as font:
        cover = set(font.getBestCmap())
    assert {char for char in TURKISH + SIGNS if ord(char) not in cover} == set()


def test_twelve_typefaces_and_no_others():
    assert len(glyphs.font_files()) == 12


def test_what_cannot_be_printed_is_told_before_printing():
    assert glyphs.unprintable(["Işık\r\n₺ “ş” s\u0327", "🎉 ☎ 🎉"]) == ["🎉", "☎"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.characters(min_codepoint=0x20, max_codepoint=0x2FFF, categories=["L", "N", "P", "S"]))
def test_the_warning_and_the_press_agree(press, char):
    try:
        press.typeset("plain", {"text": f"a{char}"})
        refused = []
    except engine.MissingGlyph as error:
        refused = error.chars
    assert glyphs.unprintable(char) == refused


def test_the_words_are_turkish_with_turkish_capitals():
    words = documents.words("tr")
    assert (words["kind"], words["unit"]) == ("BASIN BÜLTENİ", casing.upper("ilgili birim"))


def test_the_words_of_an_english_bulletin_are_english():
    assert documents.words("en")["contact"] == "FOR FURTHER INFORMATION"


def test_an_english_bulletin_says_so(press):
    data, files = samples.usual()
    printed = press.typeset("bulletin", data | {"language": "en", "words": documents.words("en")}, files=files)
    assert pdf.claims_of(printed)["language"] == "en"
    assert "PRESS RELEASE" in pdf.text_of(printed)


def test_no_template_of_ours_fetches_or_evaluates():
    own = [path for app, folder in registry.folders().items() if app != "press_tests" for path in folder.glob("*.typ")]
    assert len(own) >= 2
    for path in own:
        assert re.findall(r"@preview|\beval\(|\bplugin\(|\bupper\(|\blower\(", path.read_text()) == []


def test_pages_become_pictures(press):
    data, files = samples.full()
    pictures = pdf.pages_as_png(press.typeset("bulletin", data, files=files), dpi=20)
    assert [picture[:4] for picture in pictures] == [b"\x89PNG"] * 2


def test_metadata_can_be_added(press):
    printed = pdf.set_metadata(press.typeset("plain", {"text": "x"}), title="Başlık – İ", source="2026/114")
    assert pdf.claims_of(printed)["title"] == "Başlık – İ"


def test_a_qr_code_is_vector_with_a_quiet_zone():
    drawn = codes.qr_svg("https://example.org/bulten/2026/114/")
    assert drawn.startswith(b"<svg")
    assert b"#1c2a33" in drawn.lower()
