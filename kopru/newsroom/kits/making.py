"""Makes all parts of a kit in a folder of its own; nothing is stored before all are there."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kopru.newsroom.kits import paper, pictures
from kopru.newsroom.models import Correction, Edition
from kopru.newsroom.wording import absolute, plain
from kopru.turkish.folding import slug
from kopru.typesetting import codes

#: steps beside one for each photo: text, DOCX, ZIP, PDF, QR
_STEPS = 5


def steps(edition: Edition) -> int:
    """Return how many steps the kit of `edition` takes."""
    return _STEPS + len(edition.content["figures"])


def make(edition: Edition, folder: Path, *, done: Callable[[], None]) -> Iterator[tuple[str, Path]]:
    """Make each part in `folder`; yields (part, file); `done` is called after each step.

    :raises kopru.typesetting.engine.TypesettingError: if the PDF cannot be set
    :raises OSError: if a photo cannot be read, or the disk is full
    """
    stem = name_of(edition)
    corrections = list(edition.bulletin.corrections.filter(mended__version__lte=edition.version))
    photos = [figure.photo for figure in edition.figures.select_related("photo")]
    yield "text", _write(folder / f"{stem}.txt", plain(edition, corrections=corrections).encode("utf-8-sig"))
    done()
    yield "docx", _write(folder / f"{stem}.docx", docx(edition, corrections=corrections))
    done()
    small = pictures.web_sizes(photos, done=done)
    if photos:
        pictures.write_zip(folder / f"{stem}.zip", edition, photos, small)
        yield "photos", folder / f"{stem}.zip"
    done()
    yield "pdf", _write(folder / f"{stem}.pdf", paper.pdf(edition, small=small, corrections=corrections))
    done()
    address = absolute(edition.bulletin.get_absolute_url())
    yield "qr", _write(folder / f"{stem}-qr.svg", codes.qr_svg(address))
    done()


def docx(edition: Edition, *, corrections: Iterable[Correction] = ()) -> bytes:
    """Return the edition as a DOCX."""
    from kopru.newsroom.kits import word  # noqa: PLC0415  python-docx takes 60 ms of every start

    return word.docx(edition, corrections=corrections)


def name_of(edition: Edition) -> str:
    """Return the stem of the kit's file names: "2026-114-liman-yolu-aciliyor"."""
    bulletin = edition.bulletin
    words = bulletin.slug or slug(edition.headline)
    version = f"-v{edition.version}" if edition.version > 1 else ""
    return f"{bulletin.year}-{bulletin.number}-{words[:60].rstrip('-')}{version}"


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
