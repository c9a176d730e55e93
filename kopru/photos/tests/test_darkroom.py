import struct
import zlib
from contextlib import suppress
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from kopru.photos import darkroom, likeness
from kopru.photos.tests.factories import picture

PAYLOAD = b"<script>alert('gizli')</script><?php system($_GET['x']); ?>"


def developed(raw, name="foto.jpg"):
    return darkroom.develop(BytesIO(raw), name=name)


def opened(raw, name="foto.jpg"):
    return Image.open(BytesIO(developed(raw, name).read()))


def exif(orientation=1):
    said = Image.Exif()
    said[0x010E] = "Zeytin hasadı başladı".encode()
    said[0x013B] = "Irem Ornek"
    said[0x0112] = orientation
    details = said.get_ifd(0x8769)
    details[0x9003] = "2026:10:03 09:15:00"
    position = said.get_ifd(0x8825)
    position[1], position[2] = "N", (39.0, 32.0, 50.0)
    position[3], position[4] = "E", (26.0, 36.0, 5.0)
    return said


def iptc(**fields):
    """An APP13 segment with Photoshop's resource 0x0404, as agencies write it."""
    numbers = {"title": 5, "photographer": 80, "place": 90, "credit": 110, "caption": 120}
    records = b""
    for name, value in fields.items():
        raw = value if isinstance(value, bytes) else value.encode()
        records += bytes([0x1C, 2, numbers[name]]) + struct.pack(">H", len(raw)) + raw
    block = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(records)) + records + (b"\0" if len(records) % 2 else b"")
    content = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + struct.pack(">H", len(content) + 2) + content


def with_segment(jpeg, segment):
    return jpeg[:2] + segment + jpeg[2:]


@pytest.mark.parametrize(
    ("kind", "name", "becomes"),
    [
        ("JPEG", "a.jpg", "JPEG"),
        ("JPEG", "a.JPEG", "JPEG"),
        ("PNG", "a.png", "PNG"),
        ("WEBP", "a.webp", "JPEG"),
        ("HEIF", "a.heic", "JPEG"),
        ("AVIF", "a.avif", "JPEG"),
    ],
)
def test_every_kind_is_made_anew(kind, name, becomes):
    found = opened(picture(kind), name)
    assert (found.format, found.size, found.mode) == (becomes, (64, 48), "RGB")


def test_transparency_is_kept_as_png():
    found = opened(picture("WEBP", mode="RGBA", colour=(1, 2, 3, 0), lossless=True), "logo.webp")
    assert found.format == "PNG"
    assert found.convert("RGBA").getpixel((60, 40))[3] == 0


@pytest.mark.parametrize(
    ("raw", "name", "error", "says"),
    [
        (b"%PDF-1.7 bulten", "foto.jpg", darkroom.NotAPicture, "PDF"),
        (b"<html><script>x</script>", "foto.jpg", darkroom.NotAPicture, "HTML"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "logo.svg", darkroom.NotAPicture, "SVG"),
        (b"MZ\x90\x00", "foto.jpg", darkroom.NotAPicture, "EXE"),
        (b"", "foto.jpg", darkroom.NotAPicture, "JPEG"),
        (picture("GIF"), "foto.jpg", darkroom.NotAPicture, "GIF"),
        (picture("PNG"), "foto.jpg", darkroom.NameLies, "PNG"),
        (picture("JPEG"), "foto.png", darkroom.NameLies, "JPEG"),
        (picture("JPEG"), "foto", darkroom.NameLies, "JPEG"),
    ],
)
def test_what_lies_about_its_kind_is_refused(raw, name, error, says):
    with pytest.raises(error) as caught:
        developed(raw, name)
    assert says in caught.value.messages[0]


def test_a_cut_photo_is_torn():
    raw = picture(size=(640, 480), quality=95)
    with pytest.raises(darkroom.Torn):
        developed(raw[: len(raw) // 2])


def test_an_animation_is_refused():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(darkroom.Moving):
        developed(out.getvalue(), "a.webp")


def png_claiming(width, height):
    """A PNG of a few hundred bytes whose header claims a huge surface."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("width", "height", "megapixels"), [(20_000, 10_000, 200), (12_000, 10_000, 120), (60_000, 60_000, 3600)]
)
def test_a_bomb_is_refused_before_it_is_decoded(width, height, megapixels):
    with pytest.raises(darkroom.TooManyPixels) as caught:
        developed(png_claiming(width, height), "bomba.png")
    assert str(megapixels) in caught.value.messages[0]


def test_a_real_photo_of_200_megapixels_is_refused_in_words():
    raw = BytesIO()
    Image.new("L", (20_000, 10_000)).save(raw, "JPEG", quality=10)
    with pytest.raises(darkroom.TooManyPixels, match="200"):
        developed(raw.getvalue())


def test_too_many_bytes_are_refused_without_reading_them_all():
    class Endless(BytesIO):
        read_bytes = 0

        def read(self, size=-1):
            assert size > 0
            Endless.read_bytes += size
            return b"\xff" * size

    with pytest.raises(darkroom.TooHeavy):
        darkroom.develop(Endless(), name="a.jpg", limit=1_000_000)
    assert Endless.read_bytes == 1_000_001


def test_nothing_that_was_attached_survives():
    jpeg = picture(exif=exif(), comment=PAYLOAD, xmp=b"<x:xmpmeta>39.5471</x:xmpmeta>" + PAYLOAD)
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", PAYLOAD.decode(), zip=False)
    png = picture("PNG", pnginfo=info, exif=exif())
    webp = picture("WEBP", exif=exif(), xmp=PAYLOAD)
    for raw, name in ((jpeg + PAYLOAD, "a.jpg"), (png, "a.png"), (webp, "a.webp")):
        assert PAYLOAD in raw
        kept = developed(raw, name).read()
        assert PAYLOAD not in kept
        assert b"Exif" not in kept
        assert b"xmpmeta" not in kept
        assert not Image.open(BytesIO(kept)).getexif()


def test_the_photo_stands_upright():
    lying = picture(size=(80, 40), exif=exif(orientation=6))
    found = opened(lying)
    assert found.size == (40, 80)
    assert not found.getexif()


def test_other_colour_spaces_become_srgb():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    found = opened(picture(icc_profile=lab))
    assert "icc_profile" not in found.info
    assert opened(picture(mode="CMYK", colour=(0, 255, 255, 0))).mode == "RGB"
    assert opened(picture(mode="L", colour=90)).mode == "RGB"
    assert opened(picture(icc_profile=b"kein Profil")).mode == "RGB"
    deep = BytesIO()
    Image.new("I;16", (16, 16), 32768).save(deep, "PNG")
    assert opened(deep.getvalue(), "a.png").getpixel((3, 3)) == (128, 128, 128)


def test_camera_and_agency_are_read_first():
    raw = with_segment(picture(exif=exif()), iptc(credit="Ajans Örnek", photographer="Ayşe Örnek".encode("cp1254")))
    said = developed(raw).said
    assert said.taken_on == date(2026, 10, 3)
    assert said.caption == "Zeytin hasadı başladı"
    assert (said.credit, said.photographer) == ("Ajans Örnek", "Ayşe Örnek")


def test_a_torn_caption_block_does_not_cost_the_photo():
    raw = with_segment(picture(), iptc(caption="x" * 40)[:30] + b"\0" * 40)
    assert opened(raw).size == (64, 48)


def test_the_same_scene_is_near_another_far():
    scene = Image.linear_gradient("L").rotate(30).convert("RGB")
    other = Image.radial_gradient("L").convert("RGB")
    smaller = scene.resize((90, 90))
    assert likeness.distance(likeness.dhash(scene), likeness.dhash(smaller)) <= likeness.NEAR
    assert likeness.distance(likeness.dhash(scene), likeness.dhash(other)) > likeness.NEAR


_SOUND = picture(
    size=(40, 30), exif=exif(), icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(_SOUND) - 1), st.integers(0, 255)), max_size=12), st.integers(0, 400))
def test_whatever_is_broken_in_it_is_either_mended_or_refused(changes, cut):
    raw = bytearray(_SOUND)
    for place, value in changes:
        raw[place] = value
    with suppress(darkroom.Refused):
        kept = developed(bytes(raw[: len(raw) - cut])).read()
        assert Image.open(BytesIO(kept)).format == "JPEG"
