"""Fonts of the public pages: cut from the installed font packages to the letters we need, at set-up.

A staticfiles finder makes them, so that `collectstatic` finds them like any other file and nothing binary is committed.
"""

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import font_source_sans_pro
import font_source_serif_pro
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

FACES: Final = {
    "sans-regular": (font_source_sans_pro, "SourceSansPro-Regular.ttf"),
    "sans-semibold": (font_source_sans_pro, "SourceSansPro-Semibold.ttf"),
    "serif-regular": (font_source_serif_pro, "SourceSerifPro-Regular.ttf"),
    "serif-italic": (font_source_serif_pro, "SourceSerifPro-It.ttf"),
    "serif-semibold": (font_source_serif_pro, "SourceSerifPro-Semibold.ttf"),
}
#: Latin with its European supplements, punctuation, ₺ and €, arrows
_LETTERS: Final = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x218, 0x219, 0x21A, 0x21B, 0x307, 0x327, 0x2212, 0x20AC, 0x20BA),
    *range(0x2010, 0x2027),
    *(0x2032, 0x2033, 0x2039, 0x203A, 0x2190, 0x2191, 0x2192, 0x2193),
)
_FEATURES: Final = ["kern", "liga", "locl", "ccmp", "mark", "mkmk", "tnum", "lnum"]
_FOLDER: Final = "web/fonts"


def folder() -> Path:
    """Return where the cut fonts lie: named by the packages' versions, so that an upgrade cuts anew."""
    versions = f"{version('font-source-sans-pro')}-{version('font-source-serif-pro')}-{version('fonttools')}"
    return Path(settings.HOME) / "fonts" / versions


def cut(into: Path) -> None:
    """Write every face that is missing there, as WOFF."""
    for name, (package, file) in FACES.items():
        target = into / _FOLDER / f"{name}.woff"
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _cut(Path(package.font_directory) / file, target)


def _cut(source: Path, target: Path) -> None:
    from fontTools import subset  # noqa: PLC0415  only set-up cuts, and 100 ms of every start

    options = subset.Options(flavor="woff", hinting=False, layout_features=_FEATURES)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=_LETTERS)
    half = target.with_suffix(".part")
    with subset.load_font(str(source), options) as font:
        cutter.subset(font)
        subset.save_font(font, str(half), options)
    half.replace(target)


class FontFinder(BaseFinder):
    """Finds the cut fonts, cutting them first."""

    def __init__(self, *_arguments: Any, **_named: Any) -> None:
        """Take whatever Django gives to finders."""
        self.storage = FileSystemStorage(location=folder())
        super().__init__()

    def check(self, **_named: Any) -> list[Any]:
        """Need no settings."""
        return []

    def find(self, path: str, find_all: bool = False, **_named: Any) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """Return where the font called `path` lies."""
        if not path.startswith(f"{_FOLDER}/"):
            return []
        cut(folder())
        found = folder() / path
        if not found.is_file():
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        """Yield every face with its storage."""
        cut(folder())
        for name in FACES:
            path = f"{_FOLDER}/{name}.woff"
            if not matches_patterns(path, list(ignore_patterns or ())):
                yield path, self.storage
