"""Files that strangers hand in: photos are made anew, without the place and time a camera writes into them.

What is too large is never stored: it is skipped while it comes in, and the words around it are kept.
"""

import warnings
from io import BytesIO
from typing import Any, Final

import pillow_heif
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from kopru.cases.asks import Attached
from kopru.cases.intake.asking import warning_of
from kopru.cases.intake.mail.attachments import safe_name, sniffed

pillow_heif.register_heif_opener()

MEGABYTE: Final = 1024 * 1024
#: of one file, and files of one form
LARGEST: Final = 10 * MEGABYTE
MOST: Final = 5
#: megabytes of a whole form of a unit, ten files of 25; and of a pack's one file
LARGEST_OF_UNITS: Final = 250
LARGEST_OF_PACKS: Final = 50
#: Pixels of a photo: more is a bomb or a mistake.
_PIXELS: Final = 52_000_000
#: Pixels along the longer side of what is kept.
_SIDE: Final = 4000
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "HEIF")
_TROUBLE: Final = (OSError, SyntaxError, ValueError, EOFError, OverflowError, Image.DecompressionBombError)


class Quota(FileUploadHandler):
    """Skips what is too large while it comes in; `refused` on the request names it."""

    def __init__(self, request: HttpRequest, *, largest: int = LARGEST) -> None:
        """Begin with nothing refused."""
        super().__init__(request)
        self.largest = largest
        self.refused: list[str] = []
        request.refused_files = self.refused  # type: ignore[attr-defined]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass a chunk on while there is room."""
        if start + len(raw_data) > self.largest:
            self.refused.append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def refused_in(request: HttpRequest) -> list[str]:
    """Return the names of the files that were too large."""
    names: list[str] = getattr(request, "refused_files", [])
    return names


def public_file(file: Any) -> Attached:
    """Return a photo made anew, or a PDF as it is.

    :raises ValidationError: for anything else
    """
    raw = file.read()
    name = safe_name(file.name or "", "")
    if raw.startswith(b"%PDF-"):
        return Attached(name, "application/pdf", raw)
    remade = _remade(raw, name)
    if remade is None:
        raise ValidationError(
            _("“%(name)s” is neither a photo (JPEG, PNG, WebP, HEIC) nor a PDF."), params={"name": name}
        )
    return Attached(f"{name.rpartition('.')[0] or name}.jpg", "image/jpeg", remade)


def unit_file(file: Any) -> Attached:
    """Return a file of a unit as it is; what may run or was packed carries its warning."""
    raw = file.read()
    kind = sniffed(raw, file.content_type or "")
    name = safe_name(file.name or "", kind)
    return Attached(name, kind, raw, warning_of(name))


def _remade(raw: bytes, name: str) -> bytes | None:
    """Return the photo as a new JPEG, upright and without a word inside; None if it is none.

    :raises ValidationError: if it has more pixels than anybody needs
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(raw), formats=_FORMATS) as opened:
                if opened.width * opened.height > _PIXELS:
                    raise ValidationError(_("“%(name)s” has too many pixels."), params={"name": name})
                opened.draft("RGB", (_SIDE, _SIDE))
                image = ImageOps.exif_transpose(opened)
                image.thumbnail((_SIDE, _SIDE))
                flat = Image.new("RGB", image.size, "white")
                seen = image.convert("RGBA")
                flat.paste(seen, mask=seen.getchannel("A"))
                made = BytesIO()
                flat.save(made, "JPEG", quality=88, optimize=True)
    except _TROUBLE:
        return None
    return made.getvalue()
