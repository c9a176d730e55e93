"""The identity's colours made readable: whatever an office chooses, text keeps its contrast (WCAG 2.2, 1.4.3)."""

import re
from functools import cache
from typing import Final

_HEX: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_PRIMARY, _ACCENT = "#0B4F6C", "#6B7A3A"
STONE: Final = "#EFEBE2"
WHITE: Final = "#FFFFFF"
#: AA asks 4.5; the rest is for tired eyes and poor screens
_RATIO: Final = 5.0

_Rgb = tuple[float, float, float]


@cache
def palette(primary: str, accent: str) -> dict[str, str]:
    """Return the colours of the style sheet: as chosen for surfaces, darkened where they carry text on stone."""
    primary = primary if _HEX.fullmatch(primary) else _PRIMARY
    accent = accent if _HEX.fullmatch(accent) else _ACCENT
    return {
        "primary": readable(primary, on=STONE),
        "accent": readable(accent, on=STONE),
        "deep": _mixed(readable(primary, on=STONE), "#000000", 0.35),
        "mist": _mixed(primary, WHITE, 0.92),
    }


def readable(colour: str, *, on: str) -> str:
    """Return `colour`, darkened until text in it reads on the light ground `on` at 5 : 1."""
    while contrast(colour, on) < _RATIO:
        colour = _mixed(colour, "#000000", 0.06)
    return colour


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> _Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _mixed(one: str, other: str, share: float) -> str:
    """Mix `share` of `other` into `one`."""
    mixed = (a + (b - a) * share for a, b in zip(_parts(one), _parts(other), strict=True))
    return "#" + "".join(f"{round(part * 255):02X}" for part in mixed)
