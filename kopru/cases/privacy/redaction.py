"""What must not be seen is made black, and nothing is left under it: the page becomes a picture of what may be seen.

Every page of a redacted PDF is made anew as a picture, also those without a box: a text layer, an attachment, a form, a
shared resource or an old revision of the file could hold the same words. The reason of each box stands on it (R15).
"""

import io
import math
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import pikepdf
import pypdfium2
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageDraw, ImageFont, ImageOps

from kopru.typesetting.glyphs import font_files

PDF: Final = "application/pdf"
TIFF: Final = "image/tiff"
_FORMATS: Final = {"image/jpeg": "JPEG", "image/png": "PNG", TIFF: "TIFF"}
#: How a picture is written again; a TIFF keeps its pages.
_SAVED: Final[dict[str, dict[str, Any]]] = {"image/jpeg": {"quality": 90}, TIFF: {"compression": "tiff_deflate"}}
#: Why a part may be withheld (law 4982 art. 9: what can be parted is parted, and the reason is told).
REASONS: Final = {
    "4982-21": _("Law 4982 art. 21: private life"),
    "6698": _("Law 6698: personal data"),
    "4982-22": _("Law 4982 art. 22: secrecy of communication"),
    "4982-23": _("Law 4982 art. 23: trade secret"),
    "4982-19": _("Law 4982 art. 19: administrative inquiry"),
    "4982-20": _("Law 4982 art. 20: judicial inquiry"),
    "4982-24": _("Law 4982 art. 24: intellectual works"),
    "4982-25": _("Law 4982 art. 25: internal arrangements"),
    "4982-26": _("Law 4982 art. 26: internal opinions and notes"),
    "4982-16": _("Law 4982 art. 16: state secret"),
    "4982-17": _("Law 4982 art. 17: economic interests of the state"),
}
#: Dots per inch of a page made anew: small print stays readable.
_DPI: Final = 150
_POINTS: Final = 72
_PAGES: Final = 60
_PIXELS: Final = 52_000_000
#: Around a box, so that the soft edge of a letter does not look out: a share of the page's height.
_MARGIN: Final = 0.002
_SMALLEST: Final = 7


class CannotRedact(ValueError):
    """The file is of another kind, damaged, locked, or too large."""


@dataclass(frozen=True, slots=True)
class Box:
    """What is made black, in shares (0 to 1) of the page from its upper left corner, and why (a key of `REASONS`)."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    reason: str

    @property
    def is_one(self) -> bool:
        """Tell whether it covers something of a page, for a known reason."""
        edges = (self.left, self.top, self.right, self.bottom)
        return (
            all(math.isfinite(edge) and 0 <= edge <= 1 for edge in edges)
            and self.left < self.right
            and self.top < self.bottom
            and self.page >= 0
            and self.reason in REASONS
        )

    def as_record(self) -> dict[str, Any]:
        """Return it as it is kept in `CaseFile.redactions`."""
        return {"page": self.page, "box": [self.left, self.top, self.right, self.bottom], "reason": self.reason}


def is_redactable(content_type: str) -> bool:
    """Tell whether files of this type can be made black."""
    return content_type == PDF or content_type in _FORMATS


def redacted(
    raw: bytes, content_type: str, boxes: Sequence[Box], *, tell: Callable[[int], object] = lambda _pages: None
) -> bytes:
    """Return the file with `boxes` black, of the same type, without anything of the original but what is seen.

    `tell(pages)` is called with how many are done, after each.

    :raises CannotRedact: if it cannot be read, or a box lies on no page
    """
    if content_type == PDF:
        return _as_pdf(_blackened(pages(raw, content_type), boxes, tell))
    first, *others = _blackened(pages(raw, content_type), boxes, tell)
    made = io.BytesIO()
    more = {"save_all": True, "append_images": others} if others else {}
    first.save(made, _FORMATS[content_type], **_SAVED.get(content_type, {}), **more)
    return made.getvalue()


def page_picture(raw: bytes, content_type: str, page: int, boxes: Iterable[Box] = (), *, side: int = 1100) -> bytes:
    """Return one page as a JPEG to be looked at, its boxes black.

    :raises CannotRedact: if it cannot be read
    """
    for number, picture in enumerate(pages(raw, content_type, only=page)):
        if number == 0:
            _blacken(picture, [box for box in boxes if box.page == page])
            picture.thumbnail((side, side * 2))
            made = io.BytesIO()
            picture.save(made, "JPEG", quality=82)
            return made.getvalue()
    raise CannotRedact


def page_count(raw: bytes, content_type: str) -> int:
    """Return how many pages a file has; a picture is one, unless it is a TIFF.

    :raises CannotRedact: if it cannot be read, or has too many
    """
    if content_type == PDF:
        with _Opened(raw) as document:
            return len(document)
    with _picture(raw) as picture:
        return _frames(picture)


def pages(raw: bytes, content_type: str, *, only: int | None = None) -> Iterator[Image.Image]:
    """Yield every page, or `only` one, as a picture that knows nothing of its file.

    :raises CannotRedact: if it cannot be read
    """
    if content_type == PDF:
        with _Opened(raw) as document:
            numbers = range(len(document)) if only is None else [only] if only < len(document) else []
            for number in numbers:
                yield _rendered(document[number])
    elif content_type in _FORMATS:
        for number in range(page_count(raw, content_type)) if only is None else [only]:
            yield _bare(raw, number)
    else:
        raise CannotRedact


class _Opened:
    """A PDF that is closed again."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def __enter__(self) -> Any:
        try:
            self._document = pypdfium2.PdfDocument(self._raw)
        except pypdfium2.PdfiumError as fault:
            raise CannotRedact from fault
        if len(self._document) > _PAGES:
            self._document.close()
            raise CannotRedact
        self._document.init_forms()  # what was typed into a form is seen, and must be seen here too
        return self._document

    def __exit__(self, *_error: object) -> None:
        self._document.close()


def _rendered(page: Any) -> Image.Image:
    width, height = page.get_size()
    scale = min(_DPI / _POINTS, math.sqrt(_PIXELS / max(1.0, width * height)))
    picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    picture.info.clear()
    picture.info["dpi"] = scale * _POINTS
    return picture


@contextmanager
def _picture(raw: bytes) -> Iterator[Image.Image]:
    """Open a picture of one of our kinds, with neither too many pixels nor too many pages."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(raw), formats=list(_FORMATS.values())) as opened:
                if opened.width * opened.height > _PIXELS or _frames(opened) > _PAGES:
                    raise CannotRedact
                yield opened
    except (OSError, SyntaxError, ValueError, EOFError, OverflowError, Image.DecompressionBombError) as fault:
        raise CannotRedact from fault


def _frames(opened: Image.Image) -> int:
    """Return its pages: what a phone or a PNG keeps beside its picture is none."""
    return int(getattr(opened, "n_frames", 1)) if opened.format == "TIFF" else 1


def _bare(raw: bytes, page: int) -> Image.Image:
    """Return the pixels of a picture, upright, in a new one: no EXIF, XMP, thumbnail or palette comes along."""
    with _picture(raw) as opened:
        opened.seek(page)
        if opened.width * opened.height > _PIXELS:
            raise CannotRedact
        upright = ImageOps.exif_transpose(opened).convert("RGBA")
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    return flat


def _blackened(
    pictures: Iterable[Image.Image], boxes: Sequence[Box], tell: Callable[[int], object]
) -> Iterator[Image.Image]:
    left = {box.page for box in boxes}
    for number, picture in enumerate(pictures):
        _blacken(picture, [box for box in boxes if box.page == number])
        left.discard(number)
        yield picture
        tell(number + 1)
    if left:
        raise CannotRedact


def _blacken(picture: Image.Image, boxes: Sequence[Box]) -> None:
    draw = ImageDraw.Draw(picture)
    margin = picture.height * _MARGIN
    for box in boxes:
        corner = (math.floor(box.left * picture.width - margin), math.floor(box.top * picture.height - margin))
        end = (math.ceil(box.right * picture.width + margin), math.ceil(box.bottom * picture.height + margin))
        draw.rectangle((corner, end), fill="black")
    for box in boxes:  # after all are black, so that no later one covers a reason
        _write_reason(draw, picture, box)


def _write_reason(draw: ImageDraw.ImageDraw, picture: Image.Image, box: Box) -> None:
    """Write the reason into the box, as large as fits; into one too small for words, the article alone."""
    left, top = box.left * picture.width, box.top * picture.height
    width, height = (box.right - box.left) * picture.width, (box.bottom - box.top) * picture.height
    for words in (str(REASONS[box.reason]), box.reason.replace("-", "/")):
        for size in range(int(min(28, height * 0.7)), _SMALLEST - 1, -1):
            font = _font(size)
            x0, y0, x1, y1 = draw.textbbox((0, 0), words, font=font)
            if x1 - x0 <= width and y1 - y0 <= height:
                place = (left + (width - x1 - x0) / 2, top + (height - y1 - y0) / 2)
                draw.text(place, words, fill="white", font=font)
                return


@lru_cache(maxsize=32)
def _font(size: int) -> Any:
    regular = next((path for path in font_files() if "regular" in path.name.lower()), None)
    return ImageFont.truetype(str(regular), size) if regular else ImageFont.load_default(size)


def _as_pdf(pictures: Iterable[Image.Image]) -> bytes:
    """Return pictures as the pages of a new PDF that says nothing of itself."""
    with pikepdf.new() as document:
        for picture in pictures:
            dpi = float(picture.info.get("dpi", _DPI))
            size = (picture.width * _POINTS / dpi, picture.height * _POINTS / dpi)
            encoded = io.BytesIO()
            picture.save(encoded, "JPEG", quality=85)
            page = document.add_blank_page(page_size=size)
            image = pikepdf.Stream(document, encoded.getvalue())
            image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            image.Width, image.Height, image.BitsPerComponent = picture.width, picture.height, 8
            image.ColorSpace, image.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=document.make_indirect(image)))
            drawing = f"q {size[0]:.4f} 0 0 {size[1]:.4f} 0 0 cm /Page Do Q"
            page.Contents = pikepdf.Stream(document, drawing.encode())
        made = io.BytesIO()
        document.save(made, deterministic_id=True)
    return made.getvalue()
