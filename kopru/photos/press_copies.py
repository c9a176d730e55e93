"""Photos as they go to the press: with their credit inside, so that it is not lost on the way."""

import struct
from typing import Final

from kopru.photos import embedded
from kopru.photos.addresses import ORIGINAL
from kopru.photos.models import Photo

_XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
_LONGEST: Final = 65_533


def press_copy(photo: Photo, spec: str = ORIGINAL, *, caption: str = "", credit: str = "") -> bytes:
    """Return a JPEG of `photo` at `spec` whose XMP names title, caption, credit, photographer, place and day.

    `caption` and `credit` are those of the bulletin where they differ. Pixels are copied, not encoded again.

    :raises wagtail.images.models.SourceImageIOError: if the stored file is gone
    """
    stored = photo if spec == ORIGINAL and photo.file.name.endswith(".jpg") else photo.get_rendition(_as_jpeg(spec))
    with stored.open_file() as file:
        return with_credit(photo, file.read(), caption=caption, credit=credit)


def with_credit(photo: Photo, jpeg: bytes, *, caption: str = "", credit: str = "") -> bytes:
    """Return `jpeg`, a picture of `photo`, with title, caption, credit, photographer, place and day in its XMP."""
    packet = embedded.xmp(
        title=photo.title,
        caption=caption or photo.caption,
        credit=credit or photo.printed_credit,
        photographer=photo.photographer,
        place=photo.place,
        taken_on=photo.taken_on,
    )
    return _with_segment(jpeg, _XMP + packet)


def _as_jpeg(spec: str) -> str:
    return spec if "format-" in spec else f"{spec}|format-jpeg"


def _with_segment(jpeg: bytes, content: bytes) -> bytes:
    """Put an APP1 segment behind the start and, where there is one, the JFIF header (XMP part 3, §1.1.3)."""
    if len(content) > _LONGEST:
        return jpeg
    place = 2
    if jpeg[2:4] == b"\xff\xe0":
        place = 4 + struct.unpack(">H", jpeg[4:6])[0]
    return jpeg[:place] + b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content + jpeg[place:]
