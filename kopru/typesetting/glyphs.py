"""What our typefaces can show: Source Sans Pro and Source Serif Pro (SIL Open Font License), from the registry."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("font_source_sans_pro", "font_source_serif_pro")
STYLES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")
_UNSEEN = frozenset("\n\t\u00ad\u200c\u200d\u200e\u200f")


def font_files() -> list[Path]:
    """Return the OpenType files with which everything is set, and no others."""
    found = []
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise ModuleNotFoundError(package)
        folder = Path(spec.submodule_search_locations[0]) / "files"
        found += [path for style in STYLES for path in folder.glob(f"*-{style}.otf")]
    return found


@cache
def _shown() -> frozenset[int]:
    """Read the code points that at least one of our files can show; typst takes the glyph from wherever it is."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  60 ms of every start, and most processes set no page

    cover: set[int] = set()
    for path in font_files():
        with TTFont(path, lazy=True) as font:
            cover.update(font.getBestCmap())
    return frozenset(cover)


def cleaned(text: str) -> str:
    """Compose letters (NFC) and drop control characters, which a word processor leaves in pasted text."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)))


def unprintable(texts: str | Iterable[str]) -> list[str]:
    """Return the characters that cannot be printed, each once, in the order they appear; for a form to name them."""
    joined = texts if isinstance(texts, str) else "".join(texts)
    shown = _shown()

    def printable(char: str) -> bool:
        # An accent may also be put on its letter by the shaper.
        return char in _UNSEEN or ord(char) in shown or shown.issuperset(map(ord, unicodedata.normalize("NFD", char)))

    return [char for char in dict.fromkeys(cleaned(joined)) if not printable(char)]
