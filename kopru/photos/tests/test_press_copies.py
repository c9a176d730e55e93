"""What the press reads in a photo that left the house, by readers that are not ours."""

import json
import subprocess
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from PIL import ExifTags, Image, IptcImagePlugin

from kopru.photos import embedded, intake
from kopru.photos.press_copies import press_copy
from kopru.photos.tests.factories import make_photo, picture

pytestmark = pytest.mark.django_db
_LONG = "Işıl ışıl bir güz sabahı " * 20


@pytest.fixture
def photo():
    return make_photo(
        title="Zeytin & hasat",
        caption="Çiftçiler Zeytinli'de <sabah>",
        caption_en="Farmers at dawn",
        credit="Fotoğraf: Örnek",
        photographer="İrem Işık",
        place="Küçükkuyu",
        event="Zeytin Şenliği",
        taken_on=date(2026, 10, 3),
    )


def opened(raw):
    image = Image.open(BytesIO(raw))
    image.load()
    return image


def test_xmp_says_both_captions_and_the_event(photo):
    root = ET.fromstring(opened(press_copy(photo)).info["xmp"].decode().strip("\ufeff"))  # noqa: S314 — ours
    words = {(each.get("{http://www.w3.org/XML/1998/namespace}lang"), each.text) for each in root.iter() if each.text}
    assert ("x-default", "Çiftçiler Zeytinli'de <sabah>") in words
    assert ("en", "Farmers at dawn") in words
    event = root.find(".//{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}Event")
    assert "".join(event.itertext()) == "Zeytin Şenliği"
    assert {"Zeytin & hasat", "Fotoğraf: Örnek", "İrem Işık", "2026-10-03", "Küçükkuyu"} <= {text for _, text in words}


def test_iptc_and_exif_say_it_in_turkish_letters(photo):
    image = opened(press_copy(photo, caption="Başka bir altyazı"))
    said = {key: value.decode() for key, value in IptcImagePlugin.getiptcinfo(image).items() if key[0] == 2}
    assert said == {
        (2, 5): "Zeytin & hasat",
        (2, 55): "20261003",
        (2, 80): "İrem Işık",
        (2, 90): "Küçükkuyu",
        (2, 110): "Fotoğraf: Örnek",
        (2, 116): "Fotoğraf: Örnek",
        (2, 120): "Başka bir altyazı",
    }
    tags = dict(image.getexif())
    assert set(tags) == {ExifTags.Base.ImageDescription, ExifTags.Base.Artist, ExifTags.Base.Copyright}
    assert tags[ExifTags.Base.Artist].encode("latin-1").decode() == "İrem Işık"
    assert embedded.read(image).caption == "Başka bir altyazı"


def test_what_is_longer_than_iptc_allows_is_cut_between_letters():
    long = make_photo(title=_LONG[:255], caption="", credit="", photographer="ış" * 40)
    said = IptcImagePlugin.getiptcinfo(opened(press_copy(long)))
    assert len(said[2, 5]) <= 64
    assert said[2, 80].decode() == "ış" * 8
    bare = make_photo(title="", caption="", credit="", photographer="", place="")
    assert opened(press_copy(bare)).format == "JPEG"


def test_a_smaller_copy_and_one_of_a_drawing_say_it_too(photo):
    small = opened(press_copy(photo, "width-32", caption="Başka"))
    assert small.width == 32
    assert "Başka" in small.info["xmp"].decode()
    drawn = intake.accept(BytesIO(picture("PNG")), name="a.png", by=None, at=datetime(2026, 6, 1, tzinfo=UTC))
    assert opened(press_copy(drawn)).format == "JPEG"


@pytest.mark.services
def test_exiftool_reads_the_same_in_all_three(photo, tmp_path):
    file = tmp_path / "foto.jpg"
    file.write_bytes(press_copy(photo))
    command = ["exiftool", "-json", "-G0", "-charset", "exif=utf8", "-validate", "-warning", str(file)]
    said = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)[0]
    full = json.loads(subprocess.run([*command[:5], str(file)], capture_output=True, check=True).stdout)[0]
    assert "XMP:Warning" not in said, said
    caption = "Çiftçiler Zeytinli'de <sabah>"
    assert (full["XMP:Description"], full["IPTC:Caption-Abstract"], full["EXIF:ImageDescription"]) == (caption,) * 3
    assert (full["XMP:Creator"], full["IPTC:By-line"], full["EXIF:Artist"]) == ("İrem Işık",) * 3
    assert (full["XMP:Event"], full["XMP:Description-en"]) == ("Zeytin Şenliği", "Farmers at dawn")
    assert not [name for name in full if "GPS" in name]
