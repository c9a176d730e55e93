"""What a camera or an agency wrote into a picture (EXIF, IPTC)."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from PIL import ExifTags, Image, IptcImagePlugin
from PIL.ImageFile import ImageFile

#: IPTC-IIM 4.2, record 2: the datasets that press agencies fill.
_IPTC: Final = {"title": 5, "photographer": 80, "place": 90, "credit": 110, "rights": 116, "caption": 120}
_UTF8_MARK: Final = b"\x1b%G"


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a picture says of itself, cut to what our fields hold; the position it was taken at is never read."""

    title: str = ""
    caption: str = ""
    credit: str = ""
    photographer: str = ""
    place: str = ""
    rights_note: str = ""
    taken_on: date | None = None


def read(image: ImageFile) -> Embedded:
    """Return what `image` says of itself: IPTC before EXIF, for a person wrote it."""
    exif = image.getexif()
    iptc = _iptc(image)
    return Embedded(
        title=iptc.get("title", "")[:255],
        caption=(iptc.get("caption") or _text(exif.get(ExifTags.Base.ImageDescription)))[:500],
        credit=iptc.get("credit", "")[:120],
        photographer=(iptc.get("photographer") or _text(exif.get(ExifTags.Base.Artist)))[:120],
        place=iptc.get("place", "")[:120],
        rights_note=(iptc.get("rights") or _text(exif.get(ExifTags.Base.Copyright)))[:255],
        taken_on=_date(exif),
    )


def _iptc(image: ImageFile) -> dict[str, str]:
    try:
        found = IptcImagePlugin.getiptcinfo(image) or {}
    except (SyntaxError, ValueError, IndexError, KeyError, OSError):
        return {}  # a torn block says nothing; the picture may still be sound
    said = {}
    for name, number in _IPTC.items():
        value = found.get((2, number))
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, bytes):
            said[name] = _clean(_decoded(first))
    return said


def _text(value: object) -> str:
    """Return an EXIF text: Pillow reads it as Latin-1, cameras write UTF-8 or the Turkish code page."""
    if isinstance(value, str):
        with suppress(UnicodeEncodeError):
            return _clean(_decoded(value.encode("latin-1")))
        return _clean(value)
    return _clean(_decoded(value)) if isinstance(value, bytes) else ""


def _decoded(raw: bytes) -> str:
    raw = raw.removeprefix(_UTF8_MARK)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1254", errors="replace")


def _clean(text: str) -> str:
    """Return `text` in one line, without control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _date(exif: Image.Exif) -> date | None:
    """Return the day the shutter was pressed (EXIF 2.32: "YYYY:MM:DD HH:MM:SS")."""
    details = exif.get_ifd(ExifTags.IFD.Exif)
    said = _text(details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime))
    try:
        return datetime.strptime(said[:10], "%Y:%m:%d").date()  # noqa: DTZ007 — a camera's date has no zone
    except ValueError:
        return None
