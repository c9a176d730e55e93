"""The municipality's sign to download: as it was given, and as a picture for those who cannot use a drawing."""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

import pypdfium2
from django.conf import settings
from django.template.loader import render_to_string
from PIL import Image

from kopru.core.models import Identity
from kopru.photos.turns import one_at_a_time
from kopru.typesetting import engine
from kopru.web import colours

#: pixels across: enough for a printed page and a television picture
WIDE: Final = 2000
_POINTS: Final = 500  # across, as `templates/sign.typ` says


@dataclass(frozen=True, slots=True)
class Sign:
    """One file of the sign."""

    kind: str
    content: bytes
    width: int = 0
    height: int = 0

    @property
    def size(self) -> int:
        """How many bytes it is."""
        return len(self.content)


def signs(identity: Identity) -> dict[str, Sign]:
    """Return the files there are by kind ("svg", "png"); our own bridge where no logo was given.

    :raises FileNotFoundError: if the file of the logo is gone
    """
    if identity.logo and identity.logo.name:
        # not `logo.open`: the identity is at hand for every thread, and its file would be too
        with identity.logo.storage.open(identity.logo.name) as file:
            given = file.read()
        if PurePosixPath(identity.logo.name).suffix.lower() == ".png":
            return {"png": _measured(given)}
    else:
        palette = colours.palette(identity.colour_primary, identity.colour_accent)
        given = render_to_string("web/sign.svg", {"colours": palette}).encode()
    found = {"svg": Sign("svg", given)}
    picture = _kept(given)
    return found | ({"png": _measured(picture)} if picture else {})


def _kept(drawing: bytes) -> bytes:
    """Return `drawing` as PNG, drawn once; empty if it cannot be drawn."""
    name = hashlib.sha256(drawing).hexdigest()
    place = Path(settings.HOME) / "cache" / "signs" / f"{name}.png"
    with one_at_a_time(f"sign-{name}"):
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            unfinished = place.with_suffix(".new")
            unfinished.write_bytes(_drawn(drawing))
            unfinished.replace(place)
        return place.read_bytes()


def _drawn(drawing: bytes) -> bytes:
    try:
        pdf = engine.typeset("sign", {}, files={"sign.svg": drawing}, standard=None)
    except engine.TypesettingError:
        return b""  # not a drawing that can be set: the file as it was given is all there is
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=WIDE / _POINTS, fill_color=(0, 0, 0, 0)).to_pil()
    finally:
        document.close()
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _measured(png: bytes) -> Sign:
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as picture:
            width, height = picture.size
    except (OSError, SyntaxError, ValueError):
        width = height = 0  # it is offered as it was given
    return Sign("png", png, width, height)
