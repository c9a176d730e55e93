"""A letter on paper: its scan is straightened and read by Tesseract where that is installed; else a clerk reads it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

#: Seconds for one page; a page of noise must not keep the worker.
_PATIENCE: Final = 60
#: Degrees a sheet lies askew at most, and the step in which it is searched.
_ASKEW: Final = 5.0
_STEP: Final = 0.25
#: Pixels along the longer side of the picture on which the angle is searched.
_SEARCHED: Final = 700


def is_readable() -> bool:
    """Tell whether Tesseract and its Turkish are installed (packages tesseract-ocr, tesseract-ocr-tur)."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    return "tur" in listed.stdout.split()


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


def subject_of(words: str) -> str:
    """Return the line that says most early on: a subject line, or else the first that is more than a heading."""
    lines = [" ".join(line.split()) for line in words.splitlines()[:12]]
    for line in lines:
        head, colon, rest = line.partition(":")
        if colon and head.strip().lower() in {"konu", "özü", "konusu"}:
            return rest.strip()[:200]
    return next((line[:200] for line in lines if len(line) > 12), "")
