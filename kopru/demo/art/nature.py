"""Sky, sea, hills, trees and sand."""

import itertools
import math
from collections.abc import Sequence
from typing import Final

from kopru.demo.art.canvas import HEIGHT, WIDTH, Canvas, Point, Rgb, mix, rgb
from kopru.demo.art.light import Light

_BARK: Final = rgb("5b4a3c")


def sky(sheet: Canvas, light: Light, horizon: float, *, clouds: int = 5) -> None:
    """Paint the sky down to `horizon`."""
    top, middle, low = light.sky
    sheet.wash([(0, top), (0.55, middle), (1, low)], 0, horizon + 2)
    for _ in range(clouds):
        _cloud(sheet, light, horizon)


def _cloud(sheet: Canvas, light: Light, horizon: float) -> None:
    """Paint one bank of cloud: long streaks below, soft heads above them."""
    dice = sheet.random
    x, y = dice.uniform(-100, WIDTH), dice.uniform(0.1, 0.86) * horizon
    near = 1 - y / horizon
    length = dice.uniform(260, 560) * (0.55 + near * 0.8)
    white, under = mix(light.sky[2], (255, 255, 255), 0.4), mix(light.sky[1], light.sky[2], 0.6)
    for _ in range(16):
        offset = dice.gauss(0, 0.36)
        head = max(0.1, 1 - abs(offset)) * length * 0.075 * (0.4 + near)
        px = x + offset * length
        sheet.oval(px, y - head * 0.5, head * dice.uniform(1.1, 2.2), head, (*white, dice.randrange(34, 70)))
    for _ in range(12):
        px, reach = x + dice.gauss(0, 0.4) * length, length * dice.uniform(0.2, 0.6)
        tone = white if dice.random() < 0.6 else under
        sheet.oval(px, y + dice.uniform(-4, 16), reach, dice.uniform(2.5, 9), (*tone, dice.randrange(40, 90)))


def sun(sheet: Canvas, light: Light, x: float, y: float, radius: float = 62) -> None:
    """Paint the sun and the light around it."""
    sheet.glow(x, y, radius * 15, light.sun, 0.55)
    sheet.glow(x, y, radius * 5, light.sun, 0.7)
    sheet.oval(x, y, radius, radius, mix(light.sun, (255, 255, 255), 0.35))


def stars(sheet: Canvas, horizon: float) -> None:
    """Sprinkle stars, fewer towards the horizon."""
    dice = sheet.random
    for _ in range(260):
        y = horizon * dice.random() ** 1.6
        size = dice.uniform(0.6, 2.0)
        sheet.oval(dice.uniform(0, WIDTH), y, size, size, (255, 250, 235, dice.randrange(60, 220)))


def sea(sheet: Canvas, light: Light, horizon: float, bottom: float = HEIGHT, *, path: float | None = None) -> None:
    """Paint the sea from `horizon` down; `path` is where the sun's road of glints lies."""
    sheet.wash([(0, light.sea[0]), (0.35, mix(light.sea[0], light.sea[1], 0.6)), (1, light.sea[1])], horizon, bottom)
    ripples(sheet, light, horizon, bottom, count=900)
    if path is not None:
        dice = sheet.random
        for _ in range(900):
            depth = dice.random() ** 1.4
            y = horizon + depth * (bottom - horizon)
            spread = 26 + depth * 250
            x = path + dice.gauss(0, 0.45) * spread
            wide = (4 + 36 * depth) * dice.uniform(0.4, 1.2)
            sheet.oval(x, y, wide, 0.9 + 2.8 * depth, (*light.glint, dice.randrange(70, 210)))


def ripples(sheet: Canvas, light: Light, top: float, bottom: float, *, count: int) -> None:
    """Paint strokes of lighter and darker water, longer in front."""
    dice = sheet.random
    pale, deep = mix(light.sea[0], light.glint, 0.35), mix(light.sea[1], light.shade, 0.35)
    for _ in range(count):
        depth = dice.random() ** 1.2
        y = top + depth * (bottom - top)
        wide = (10 + 110 * depth) * dice.uniform(0.3, 1.2)
        tone = pale if dice.random() < 0.5 else deep
        sheet.oval(dice.uniform(0, WIDTH), y, wide, 0.8 + 2.6 * depth, (*tone, dice.randrange(28, 92)))


def ridge(sheet: Canvas, base: float, height: float, roughness: float = 0.5) -> list[Point]:
    """Return a line of hills by midpoint displacement, `height` above and below `base`."""
    dice = sheet.random
    heights = [dice.uniform(-1, 1), dice.uniform(-1, 1)]
    swing = 1.0
    for _ in range(8):
        between: list[float] = []
        for left, right in itertools.pairwise(heights):
            between += [left, (left + right) / 2 + dice.uniform(-swing, swing) / 2]
        heights = [*between, heights[-1]]
        swing *= roughness
    step = WIDTH / (len(heights) - 1)
    return [(index * step, base - value * height) for index, value in enumerate(heights)]


def hills(sheet: Canvas, light: Light, horizon: float, *, layers: int = 3, height: float = 150) -> None:
    """Paint ranges of hills, each nearer one lower and stronger in colour."""
    for layer in range(layers):
        share = layer / max(1, layers - 1)
        line = ridge(sheet, horizon - height * (0.95 - 0.62 * share), height * (0.42 - 0.1 * share), 0.46)
        colour = mix(light.far, light.near, share * 0.85)
        sheet.polygon([(0, horizon + 4), *line, (WIDTH, horizon + 4)], colour)
        sheet.haze(horizon - height * (0.7 - 0.4 * share), horizon + 2, light.sky[2], 0.0, 0.24 * (1 - share * 0.6))


def slope(sheet: Canvas, light: Light, line: Sequence[Point], colour: Rgb, *, tufts: int = 500) -> None:
    """Paint near ground below `line`, with strokes of grass and earth on it."""
    sheet.polygon([(0, HEIGHT), *line, (WIDTH, HEIGHT)], colour)
    dice = sheet.random
    parts = list(itertools.pairwise(line))
    for _ in range(tufts):
        (x, y), (next_x, next_y) = dice.choice(parts)
        share = dice.random()
        x, y = x + (next_x - x) * share, y + (next_y - y) * share
        y += (HEIGHT - y) * dice.random() ** 0.8
        depth = y / HEIGHT
        tone = mix(colour, dice.choice([light.leaf, light.leaf_light, light.shade]), 0.45)
        x += dice.uniform(-12, 12)
        sheet.oval(x, y, dice.uniform(8, 60) * depth, dice.uniform(1.5, 5) * depth, (*tone, dice.randrange(50, 130)))


def olive(sheet: Canvas, light: Light, x: float, y: float, size: float, *, fruit: bool = False) -> None:
    """Paint an olive tree whose trunk stands at (x, y) and whose crown is `size` wide."""
    dice = sheet.random
    sheet.oval(x + size * 0.12, y + size * 0.015, size * 0.52, size * 0.055, (*light.shade, 95))
    lean = dice.uniform(-0.08, 0.08) * size
    bark = light.on(_BARK)
    for offset, tone in ((0, mix(bark, light.shade, 0.35)), (-0.022 * size, mix(bark, light.sun, 0.18))):
        sheet.polygon(
            [
                (x - size * 0.085 + offset * 0.3, y),
                (x - size * 0.035 + lean / 2 + offset, y - size * 0.2),
                (x - size * 0.14 + lean + offset, y - size * 0.5),
                (x + lean, y - size * 0.36),
                (x + size * 0.13 + lean + offset, y - size * 0.52),
                (x + size * 0.045 + lean / 2 + offset, y - size * 0.2),
                (x + size * 0.085 + offset * 1.4, y),
            ],
            tone,
        )
    crown = []
    for index in range(13):
        turn, share = index * 2.4, math.sqrt((index + 0.5) / 13)
        crown.append(
            (
                x + lean + math.cos(turn) * share * size * 0.34 + dice.uniform(-0.03, 0.03) * size,
                y - size * 0.62 + math.sin(turn) * share * size * 0.2 + dice.uniform(-0.03, 0.03) * size,
                size * dice.uniform(0.13, 0.2),
            )
        )
    for cx, cy, radius in sorted(crown, key=lambda clump: clump[1]):
        sheet.oval(cx, cy + radius * 0.1, radius * 1.05, radius * 0.82, mix(light.leaf, light.shade, 0.32))
    for cx, cy, radius in sorted(crown, key=lambda clump: clump[1]):
        _leaves(sheet, light, cx, cy, radius, fruit=fruit)


def _leaves(sheet: Canvas, light: Light, x: float, y: float, radius: float, *, fruit: bool) -> None:
    """Paint one clump of narrow leaves, lit from the upper left."""
    dice = sheet.random
    long = max(4.0, radius * 0.17)
    for _ in range(round(46 + radius * 0.65)):
        turn, far = dice.uniform(0, math.tau), math.sqrt(dice.random())
        px, py = x + math.cos(turn) * far * radius * 1.12, y + math.sin(turn) * far * radius * 0.88
        lit = 0.5 - (px - x) / radius * 0.28 - (py - y) / radius * 0.42 + dice.uniform(-0.26, 0.26)
        angle = dice.uniform(-0.9, 0.9) + (math.pi if dice.random() < 0.5 else 0)
        dx, dy = math.cos(angle) * long, math.sin(angle) * long
        sheet.polygon(
            [(px - dx, py - dy), (px - dy * 0.2, py + dx * 0.2), (px + dx, py + dy), (px + dy * 0.2, py - dx * 0.2)],
            mix(light.leaf, light.leaf_light, lit),
        )
    if fruit:
        for _ in range(round(radius / 9)):
            turn, far = dice.uniform(0, math.tau), math.sqrt(dice.random()) * 0.8
            px, py = x + math.cos(turn) * far * radius, y + math.sin(turn) * far * radius * 0.8
            size = max(2.0, radius * 0.034)
            sheet.oval(px, py, size, size * 1.25, dice.choice([rgb("3c2c3f"), rgb("59603a"), rgb("6d4f5c")]))


def bush(sheet: Canvas, light: Light, x: float, y: float, size: float) -> None:
    """Paint a far tree or shrub: three tones of blobs."""
    dice = sheet.random
    sheet.oval(x + size * 0.2, y + size * 0.42, size * 0.7, size * 0.12, (*light.shade, 70))
    for tone, drop, count in ((0.1, 0.16, 5), (0.45, 0.0, 5), (0.85, -0.18, 4)):
        colour = mix(mix(light.leaf, light.shade, 0.25), light.leaf_light, tone)
        for _ in range(count):
            sheet.oval(
                x + dice.uniform(-0.4, 0.4) * size - size * tone * 0.1,
                y + size * (drop + dice.uniform(-0.16, 0.16)),
                size * dice.uniform(0.14, 0.34),
                size * dice.uniform(0.12, 0.26),
                colour,
            )


def cypress(sheet: Canvas, light: Light, x: float, y: float, height: float) -> None:
    """Paint a cypress standing at (x, y)."""
    dice = sheet.random
    wide = height * 0.11
    dark = mix(light.on(rgb("2f4a3a")), light.shade, 0.2)
    sheet.oval(x + wide, y, wide * 2.2, height * 0.02, (*light.shade, 80))
    sheet.polygon(
        [
            (x, y - height),
            (x + wide * 0.62, y - height * 0.66),
            (x + wide, y - height * 0.25),
            (x + wide * 0.5, y),
            (x - wide * 0.5, y),
            (x - wide, y - height * 0.25),
            (x - wide * 0.62, y - height * 0.66),
        ],
        dark,
    )
    for _ in range(46):
        share = dice.random()
        reach = wide * min(1.0, 0.15 + 1.5 * share) * (1 if share < 0.85 else 0.7)
        side = dice.uniform(-1, 0.75)
        px, py = x + side * reach, y - height * (1 - share) * 0.97
        tone = mix(dark, light.leaf_light, max(0.0, 0.3 - side * 0.3))
        sheet.polygon([(px, py - height * 0.06), (px + wide * 0.14, py), (px - wide * 0.14, py)], tone)


def sand(sheet: Canvas, light: Light, line: Sequence[Point], colour: Rgb) -> None:
    """Paint sand below the water's edge `line`, wet at its border, with foam."""
    wet = mix(colour, light.shade, 0.22)
    sheet.polygon([(0, HEIGHT), *[(x, y - 20) for x, y in line], (WIDTH, HEIGHT)], (*light.glint, 170))
    sheet.polygon([(0, HEIGHT), *line, (WIDTH, HEIGHT)], wet)
    sheet.polygon([(0, HEIGHT), *[(x, y + 52) for x, y in line], (WIDTH, HEIGHT)], colour)
    dice = sheet.random
    for _ in range(900):
        x, y = line[dice.randrange(len(line))]
        y += 70 + (HEIGHT - y) * dice.random()
        tone = mix(colour, dice.choice([light.shade, light.glint]), 0.3)
        sheet.oval(x + dice.uniform(-20, 20), y, dice.uniform(2, 34), dice.uniform(0.8, 2.4), (*tone, 90))
