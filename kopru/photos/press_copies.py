"""Photos as they go to the press: with their words and their credit inside, so that neither is lost on the way."""

from kopru.photos import inscriptions
from kopru.photos.addresses import ORIGINAL
from kopru.photos.models import Photo


def press_copy(photo: Photo, spec: str = ORIGINAL, *, caption: str = "", credit: str = "") -> bytes:
    """Return a JPEG of `photo` at `spec` that says title, captions, credit, photographer, place, event and day.

    `caption` and `credit` are those of the bulletin where they differ. Pixels are copied, not encoded again.

    :raises wagtail.images.models.SourceImageIOError: if the stored file is gone
    """
    stored = photo if spec == ORIGINAL and photo.file.name.endswith(".jpg") else photo.get_rendition(_as_jpeg(spec))
    with stored.open_file() as file:
        return with_credit(photo, file.read(), caption=caption, credit=credit)


def with_credit(photo: Photo, jpeg: bytes, *, caption: str = "", credit: str = "") -> bytes:
    """Return `jpeg`, a picture of `photo`, with the photo's words in its XMP, IPTC-IIM and EXIF."""
    said = inscriptions.Inscription(
        title=photo.title,
        caption=caption or photo.caption,
        caption_en=photo.caption_en,
        credit=credit or photo.printed_credit,
        photographer=photo.photographer,
        place=photo.place,
        event=photo.event,
        taken_on=photo.taken_on,
    )
    return inscriptions.write(jpeg, said)


def _as_jpeg(spec: str) -> str:
    return spec if "format-" in spec else f"{spec}|format-jpeg"
