"""A sheet to paint on: shapes with soft edges, washes, glows, haze and the grain of paper."""

import math
import random
from collections.abc import Sequence
from io import BytesIO
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Colour = tuple[int, int, int] | tuple[int, int, int, int]
Rgb = tuple[int, int, int]

WIDTH: Final = 2400
HEIGHT: Final = 1600
#: everything is drawn this much larger and then reduced: that is what softens the edges
_SCALE: Final = 2
_GRAIN_TILE: Final = 600
#: even noise drawn together around the middle, where it changes nothing
_FAINT: Final = [round(128 + (value - 128) * 0.42) for value in range(256)]


def rgb(text: str) -> Rgb:
    """Return the colour written as six hexadecimal digits."""
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """Return `one` with `share` (0 to 1) of `other` in it."""
    share = min(max(share, 0.0), 1.0)
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one[:3], other[:3], strict=True))
    return red, green, blue


class Canvas:
    """A picture of 2400 × 1600 in the making; places are given in its pixels."""

    def __init__(self, seed: int) -> None:
        """Begin an empty sheet; `seed` settles everything that looks accidental."""
        self.random = random.Random(seed)  # noqa: S311 — a picture, not a secret
        self.image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), (255, 255, 255))
        self.draw = ImageDraw.Draw(self.image, "RGBA")

    def polygon(self, points: Sequence[Point], fill: Colour) -> None:
        """Fill the shape between `points`."""
        self.draw.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill=fill)

    def box(self, left: float, top: float, right: float, bottom: float, fill: Colour, *, round_by: float = 0) -> None:
        """Fill a rectangle."""
        place = (left * _SCALE, top * _SCALE, max(left, right) * _SCALE, max(top, bottom) * _SCALE)
        self.draw.rounded_rectangle(place, radius=round_by * _SCALE, fill=fill)

    def oval(self, x: float, y: float, wide: float, high: float, fill: Colour) -> None:
        """Fill an ellipse around a centre; `wide` and `high` are its half-axes."""
        self.draw.ellipse(
            ((x - wide) * _SCALE, (y - high) * _SCALE, (x + wide) * _SCALE, (y + high) * _SCALE), fill=fill
        )

    def line(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        """Draw a line through `points`."""
        self.draw.line(
            [(x * _SCALE, y * _SCALE) for x, y in points],
            fill=fill,
            width=max(1, round(width * _SCALE)),
            joint="curve",
        )

    def wash(self, stops: Sequence[tuple[float, Rgb]], top: float = 0, bottom: float = HEIGHT) -> None:
        """Fill the sheet from `top` to `bottom` with colours that run into each other; stops are (0 to 1, colour)."""
        column = Image.new("RGB", (1, 256))
        for row in range(256):
            column.putpixel((0, row), _at(stops, row / 255))
        size = (self.image.width, round((bottom - top) * _SCALE))
        self.image.paste(column.resize(size, Image.Resampling.BILINEAR), (0, round(top * _SCALE)))

    def glow(self, x: float, y: float, radius: float, colour: Rgb, strength: float) -> None:
        """Let light of `colour` fall around a point; `strength` is 0 to 1 in its middle."""
        side = round(radius * 2 * _SCALE)
        # Pillow's gradient reaches 181 (128 × √2) at the middle of an edge
        fall = [round(255 * strength * max(0, 1 - far / 181) ** 2) for far in range(256)]
        mask = Image.radial_gradient("L").point(fall)
        mask = mask.resize((side, side), Image.Resampling.BILINEAR)
        self.image.paste(colour, (round((x - radius) * _SCALE), round((y - radius) * _SCALE)), mask)

    def haze(self, top: float, bottom: float, colour: Rgb, above: float, below: float) -> None:
        """Lay a veil of `colour` over a band; `above` and `below` are how dense it is at its edges (0 to 1)."""
        column = Image.new("L", (1, 64))
        for row in range(64):
            column.putpixel((0, row), round(255 * (above + (below - above) * row / 63)))
        size = (self.image.width, round((bottom - top) * _SCALE))
        self.image.paste(colour, (0, round(top * _SCALE)), column.resize(size, Image.Resampling.BILINEAR))

    def mirror(self, line: float, depth: float, *, tint: Rgb, strength: float) -> None:
        """Reflect what stands above `line` in the water below it, torn by the waves and tinted."""
        high = round(depth * _SCALE)
        top = max(0, round(line * _SCALE) - high)
        above = self.image.crop((0, top, self.image.width, round(line * _SCALE)))
        turned = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        small = turned.resize((turned.width // 4, turned.height // 4)).filter(ImageFilter.BoxBlur(3))
        turned = small.resize(turned.size, Image.Resampling.BILINEAR)
        turned = Image.blend(turned, Image.new("RGB", turned.size, tint), 1 - strength)
        y = 0
        while y < turned.height:
            rows = 3 + round(9 * y / turned.height)
            shift = round(math.sin(y * 0.09) * 3 + self.random.uniform(-1, 1) * (3 + 16 * y / turned.height))
            strip = turned.crop((0, y, turned.width, min(turned.height, y + rows)))
            self.image.paste(ImageChops.offset(strip, shift, 0), (0, round(line * _SCALE) + y))
            y += rows

    def soften(self, radius: float) -> None:
        """Blur everything painted so far: what comes later stands in front of it, sharp."""
        small = self.image.reduce(4).filter(ImageFilter.GaussianBlur(radius * _SCALE / 4))
        self.image.paste(small.resize(self.image.size, Image.Resampling.BICUBIC))

    def finished(self) -> Image.Image:
        """Return the picture at its size, with the grain of paper and darker corners."""
        picture = self.image.reduce(_SCALE)
        noise = self.random.randbytes(_GRAIN_TILE * _GRAIN_TILE)
        tile = Image.frombytes("L", (_GRAIN_TILE, _GRAIN_TILE), noise).filter(ImageFilter.BoxBlur(0.7)).point(_FAINT)
        grain = Image.new("L", picture.size)
        for x in range(0, WIDTH, _GRAIN_TILE):
            for y in range(0, HEIGHT, _GRAIN_TILE):
                turned = tile.transpose(Image.Transpose(self.random.randrange(5)))
                grain.paste(turned, (x, y))
        picture = ImageChops.soft_light(picture, Image.merge("RGB", (grain, grain, grain)))
        corners = Image.radial_gradient("L").point([max(0, far - 120) // 3 for far in range(256)])
        picture.paste((24, 22, 30), (0, 0), corners.resize(picture.size, Image.Resampling.BILINEAR))
        return picture

    def jpeg(self) -> BytesIO:
        """Return the finished picture as a JPEG file."""
        file = BytesIO()
        self.finished().save(file, "JPEG", quality=93)
        file.seek(0)
        return file


def _at(stops: Sequence[tuple[float, Rgb]], place: float) -> Rgb:
    before = stops[0]
    for stop in stops:
        if place <= stop[0]:
            width = stop[0] - before[0]
            return mix(before[1], stop[1], (place - before[0]) / width) if width else stop[1]
        before = stop
    return before[1]
