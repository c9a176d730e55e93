"""A letter on paper: its scan is straightened and read by Tesseract where that is installed; else a clerk reads it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from kopru.cases import actions
from kopru.cases.asks import Ask, Asker, Attached
from kopru.cases.models import Case, Channel, Kind
from kopru.cases.privacy import redaction
from kopru.core.models import User

#: Seconds for one page; a page of noise must not keep the worker.
_PATIENCE: Final = 60
_PAGES: Final = 20
#: Degrees a sheet lies askew at most, and the step in which it is searched.
_ASKEW: Final = 5.0
_STEP: Final = 0.25
#: Pixels along the longer side of the picture on which the angle is searched.
_SEARCHED: Final = 700


class NotAScan(ValueError):
    """Neither a PDF nor a picture that can be opened."""


def is_readable() -> bool:
    """Tell whether Tesseract and its Turkish are installed (packages tesseract-ocr, tesseract-ocr-tur)."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    return "tur" in listed.stdout.split()


def open_letter(
    raw: bytes,
    *,
    name: str,
    content_type: str,
    received_at: datetime,
    by: User,
    at: datetime,
    asker: Asker | None = None,
    subject: str = "",
    kind: str = Kind.PETITION,
) -> Case:
    """Open a case from a scanned letter: its words if they could be read, and always the scan itself.

    :raises NotAScan: if it is neither a PDF nor a JPEG or PNG
    """
    try:
        pages = [page for _number, page in zip(range(_PAGES), redaction.pages(raw, content_type), strict=False)]
    except redaction.CannotRedact as fault:
        raise NotAScan from fault
    words = read(pages) if is_readable() else ""
    ask = Ask(
        subject=subject or _first_line(words) or _("Letter: %(name)s") % {"name": name},
        text=words or _("The letter stands in the attached scan."),
        received_at=received_at,
        asker=asker or Asker(),
        kind=kind,
        channel=Channel.LETTER,
        files=[Attached(name, content_type, raw)],
        sends_receipt=False,
    )
    case = actions.open_case(ask, by=by, at=at)
    note = (
        _("Read by machine from the scan: compare it with the scan before you answer.")
        if words
        else _("The scan was not read by machine: read it, and write down what is asked.")
    )
    actions.note(case, text=note, by=by, at=at)
    return case


def read(pages: Sequence[Image.Image]) -> str:
    """Return the words of the pages, straightened first; "" where there are none."""
    said = [_read_page(straightened(page)) for page in pages]
    return "\n\n".join(text for text in said if text)


def straightened(page: Image.Image) -> Image.Image:
    """Turn a page by the angle at which its lines lie level: there the rows of pixels differ most."""
    angle = skew(page)
    grey = page.convert("L")
    return grey.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255, expand=True) if angle else grey


def skew(page: Image.Image) -> float:
    """Return by how many degrees the page must be turned, counter-clockwise, to lie straight."""
    small = ImageOps.autocontrast(page.convert("L"))
    small.thumbnail((_SEARCHED, _SEARCHED))
    ink = small.point(lambda value: 255 if value < 128 else 0)
    steps = int(_ASKEW / _STEP)
    angles = [step * _STEP for step in range(-steps, steps + 1)]
    best = max(angles, key=lambda angle: (_levelness(ink, angle), -abs(angle)))
    return best if _levelness(ink, best) > _levelness(ink, 0) * 1.02 else 0.0


def _levelness(ink: Image.Image, angle: float) -> float:
    turned = ink.rotate(angle, resample=Image.Resampling.BILINEAR, fillcolor=0)
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return float(sum((one - other) ** 2 for one, other in pairwise(rows)))


def _read_page(page: Image.Image) -> str:
    with tempfile.TemporaryDirectory(prefix="kopru-scan-") as folder:
        picture = Path(folder) / "page.png"
        page.save(picture, dpi=(150, 150))
        command = ["tesseract", str(picture), "stdout", "-l", "tur", "--psm", "3"]
        limited = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, env=limited, check=False)  # noqa: S603
        except (subprocess.TimeoutExpired, OSError):
            return ""
    text = done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
    return "\n".join(line.rstrip() for line in text.replace("\f", "").splitlines()).strip()


def _first_line(words: str) -> str:
    """Return the line that says most early on: a subject line, or else the first that is more than a heading."""
    lines = [" ".join(line.split()) for line in words.splitlines()[:12]]
    for line in lines:
        head, colon, rest = line.partition(":")
        if colon and head.strip().lower() in {"konu", "özü", "konusu"}:
            return rest.strip()[:200]
    return next((line[:200] for line in lines if len(line) > 12), "")
