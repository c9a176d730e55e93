"""The photos of a kit: as they were taken in for print, and small enough for a page."""

import io
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.utils import timezone
from PIL import Image

from kopru.newsroom.content import Content
from kopru.newsroom.models import Edition
from kopru.newsroom.wording import captions
from kopru.photos import press_copies
from kopru.photos.models import Photo
from kopru.turkish.folding import slug

#: longest side on a page, in pixels
WEB = 1600
_QUALITY = 84
_FOLDERS = {"tr": ("web", "baski"), "en": ("web", "print")}


def web_size(photo: Photo) -> bytes:
    """Return `photo` as a JPEG no longer than 1600 pixels; the decoder itself halves large ones (fast: DCT scaling)."""
    with photo.file.storage.open(photo.file.name, "rb") as file, Image.open(file) as picture:
        picture.draft("RGB", (WEB, WEB))
        small = picture.convert("RGB")
        small.thumbnail((WEB, WEB), Image.Resampling.LANCZOS)
        written = io.BytesIO()
        small.save(written, "JPEG", quality=_QUALITY)  # a progressive one takes a quarter longer
    return written.getvalue()


def web_sizes(photos: list[Photo], *, done: Callable[[], None]) -> list[bytes]:
    """Return all photos small, in their order, two at a time; `done` is called after each, in this thread."""
    made: list[bytes] = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for small in pool.map(web_size, photos):
            made.append(small)
            done()
    return made


def names_of(edition: Edition) -> list[str]:
    """Return the stem of each photo's file name: its place and what it shows."""
    content: Content = edition.content
    return [
        f"{order:02}-{slug(figure['caption'], 48) or slug(content['headline'], 48) or 'foto'}"
        for order, figure in enumerate(content["figures"], start=1)
    ]


def write_zip(path: Path, edition: Edition, photos: list[Photo], small: list[bytes]) -> None:
    """Write the ZIP: each photo for the web and for print, and captions.txt with the credits."""
    content: Content = edition.content
    web, print_ = _FOLDERS.get(content["language"], _FOLDERS["tr"])
    stems = names_of(edition)
    # JPEGs do not shrink: stored, not deflated
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as pack:
        for stem, photo, page, figure in zip(stems, photos, small, content["figures"], strict=True):
            words = {"caption": figure["caption"], "credit": figure["credit"]}
            pack.writestr(_entry(f"{web}/{stem}.jpg", edition), press_copies.with_credit(photo, page, **words))
            pack.writestr(_entry(f"{print_}/{stem}.jpg", edition), press_copies.press_copy(photo, **words))
        # with a byte order mark, for Windows' Notepad
        listed = captions(content, [f"{stem}.jpg" for stem in stems]).encode("utf-8-sig")
        pack.writestr(_entry("captions.txt", edition), listed)


def _entry(name: str, edition: Edition) -> zipfile.ZipInfo:
    made = timezone.localtime(edition.approved_at or edition.made_at)
    return zipfile.ZipInfo(name, (made.year, made.month, made.day, made.hour, made.minute, made.second))
