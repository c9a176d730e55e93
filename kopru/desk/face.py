"""The office's colours in the form the desk's style sheet wants them."""

import colorsys
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from kopru.core.models import Identity

#: White text stays readable on anything this dark (WCAG 2.2, contrast 4.5 : 1 for every hue at this lightness).
_DARKEST_FOR_WHITE: Final = 0.26


def _hsl(colour: str) -> tuple[float, float, float]:
    """Return hue in degrees, saturation and lightness (0 to 1) of `#rrggbb`."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    return hue * 360, saturation, lightness


def variables(identity: Identity) -> SafeString:
    """Return a style element that dyes the desk in the identity's colours, never too pale to read."""
    hue, saturation, lightness = _hsl(identity.colour_primary)
    lightness = min(lightness, _DARKEST_FOR_WHITE)
    return format_html(
        "<style>:root{{--office:{};--office-accent:{};"
        "--w-color-primary-hue:{};--w-color-primary-saturation:{}%;--w-color-primary-lightness:{}%;"
        "--w-color-secondary-hue:{};--w-color-secondary-saturation:{}%;--w-color-secondary-lightness:{}%}}"
        "</style>",
        *(identity.colour_primary, identity.colour_accent),
        *(round(hue, 1), round(saturation * 85, 1), round(lightness * 68, 1)),
        *(round(hue, 1), round(saturation * 100, 1), round(lightness * 100, 1)),
    )
