"""Stone houses, roofs, boats, flags, stalls and the people of the place, who have no faces."""

import math
from typing import Final

from kopru.demo.art.canvas import Canvas, Rgb, mix, rgb
from kopru.demo.art.light import Light

_SHUTTERS: Final = (rgb("2f6f8f"), rgb("5f7f52"), rgb("3e5c7a"), rgb("8a4b3a"), rgb("6b8f9b"))
_LAMP: Final = rgb("ffd88a")
_HAIR: Final = (rgb("3a2c26"), rgb("6b5646"), rgb("2b211d"), rgb("d8cfc0"))
CLOTHES: Final = (
    rgb("b5533c"),
    rgb("2f6f8f"),
    rgb("d9b25f"),
    rgb("e9e2d0"),
    rgb("5d7350"),
    rgb("7a4a63"),
    rgb("33475f"),
)


def masonry(sheet: Canvas, left: float, top: float, right: float, bottom: float, colour: Rgb, shade: Rgb) -> None:
    """Fill a wall with courses of uneven stones."""
    dice = sheet.random
    sheet.box(left, top, right, bottom, mix(colour, shade, 0.2))
    y = top
    while y < bottom - 2:
        high = min(dice.uniform(13, 22), bottom - y)
        x = left - dice.uniform(0, 18)
        while x < right:
            wide = dice.uniform(18, 44)
            tone = mix(colour, dice.choice([shade, (255, 255, 255), rgb("b98f62")]), dice.uniform(0, 0.2))
            sheet.box(max(left, x), y, min(right, x + wide - 2), y + high - 2, tone, round_by=3)
            x += wide
        y += high


def house(
    sheet: Canvas,
    light: Light,
    left: float,
    ground: float,
    width: float,
    height: float,
    *,
    stone: bool = True,
    floors: int = 2,
    windows: int = 3,
    roof: str = "hip",
    colour: Rgb | None = None,
) -> None:
    """Paint a house seen from the front; its lit side is the left one."""
    top = ground - height
    wall = light.on(colour or light.wall)
    if stone:
        masonry(sheet, left, top, left + width, ground, wall, light.shade)
    else:
        sheet.box(left, top, left + width, ground, wall)
        sheet.box(left + width * 0.72, top, left + width, ground, (*light.shade, 26))
    _roof(sheet, light, left, top, width, roof)
    shutter = light.on(sheet.random.choice(_SHUTTERS))
    floor = height / floors
    for level in range(floors):
        for index in range(windows):
            x = left + width * (index + 0.5) / windows
            y = top + floor * (level + 0.56)
            if level == floors - 1 and index == windows // 2:
                _door(sheet, light, x, ground, width / windows * 0.44, floor * 0.74, shutter)
            else:
                _window(sheet, light, x, y, width / windows * 0.34, floor * 0.46, shutter)


def _roof(sheet: Canvas, light: Light, left: float, top: float, width: float, kind: str) -> None:
    tile = light.on(light.roof)
    high = width * (0.2 if kind == "hip" else 0.32)
    edge = 16
    if kind == "flat":
        sheet.box(left - 6, top - 14, left + width + 6, top + 4, mix(light.on(light.wall), light.shade, 0.16))
        return
    shift = width * 0.26 if kind == "hip" else width * 0.5
    sheet.box(left, top, left + width, top + 16, (*light.shade, 70))
    sheet.polygon(
        [
            (left - edge, top),
            (left + shift, top - high),
            (left + width - shift, top - high),
            (left + width + edge, top),
        ],
        tile,
    )
    rows = 7
    for row in range(1, rows):
        share = row / rows
        y = top - high * share
        begin, end = left - edge + (shift + edge) * share, left + width + edge - (shift + edge) * share
        sheet.line([(begin, y), (end, y)], (*mix(tile, light.shade, 0.4), 110), 2)
    for index in range(int(width // 18)):
        x = left + index * 18
        foot = left + width / 2 + (x - left - width / 2) * (1 - 2 * shift / width if width else 1)
        tone = light.sun if index % 2 else light.shade
        sheet.line([(x, top), (foot, top - high)], (*mix(tile, tone, 0.35), 80), 2)
    sheet.polygon(
        [(left + width - shift, top - high), (left + width + edge, top), (left + width * 0.66, top)],
        (*light.shade, 44),
    )


def _window(sheet: Canvas, light: Light, x: float, y: float, half: float, high: float, shutter: Rgb) -> None:
    lit = light.lamps and sheet.random.random() < 0.55
    glass = _LAMP if lit else mix(light.shade, light.sky[0], 0.35)
    frame = light.on(rgb("f2ead8"))
    sheet.box(x - half - 5, y - high / 2 - 5, x + half + 5, y + high / 2 + 5, frame)
    sheet.box(x - half, y - high / 2, x + half, y + high / 2, glass)
    sheet.box(x - 2, y - high / 2, x + 2, y + high / 2, frame)
    sheet.box(x - half, y - 3, x + half, y + 2, frame)
    for side in (-1, 1):
        begin = x + side * (half + 5)
        end = begin + side * half * 0.82
        sheet.box(min(begin, end), y - high / 2 - 4, max(begin, end), y + high / 2 + 4, shutter)
        for step in range(1, 7):
            sy = y - high / 2 + high * step / 7
            sheet.line(
                [(min(begin, end) + 3, sy), (max(begin, end) - 3, sy)], (*mix(shutter, light.shade, 0.5), 120), 2
            )
    sheet.box(x - half - 10, y + high / 2 + 5, x + half + 10, y + high / 2 + 12, mix(frame, light.shade, 0.2))
    if lit:
        sheet.glow(x, y, half * 4, _LAMP, 0.35)


def _door(sheet: Canvas, light: Light, x: float, ground: float, half: float, high: float, colour: Rgb) -> None:
    frame = light.on(rgb("efe4cc"))
    half = min(half, high * 0.3)
    top = ground - high
    sheet.oval(x, top + half, half + 9, half + 9, frame)
    sheet.box(x - half - 9, top + half, x + half + 9, ground, frame)
    sheet.oval(x, top + half, half, half, colour)
    sheet.box(x - half, top + half, x + half, ground, colour)
    sheet.box(x - 1.5, top + 4, x + 1.5, ground, mix(colour, light.shade, 0.5))
    for side in (-1, 1):
        sheet.box(
            x + side * half / 2 - half * 0.28,
            ground - high * 0.42,
            x + side * half / 2 + half * 0.28,
            ground - high * 0.1,
            mix(colour, light.shade, 0.22),
        )
    sheet.oval(x + half * 0.2, ground - high * 0.46, 3.5, 3.5, _LAMP)


def hut(sheet: Canvas, light: Light, x: float, ground: float, size: float) -> None:
    """Paint a far house of a hillside town: a lit wall, a wall in shade, a roof."""
    dice = sheet.random
    wide, high = size * dice.uniform(0.7, 1.1), size * dice.uniform(0.5, 0.85)
    wall = mix(light.on(light.wall), dice.choice([rgb("e9c9a0"), rgb("ffffff"), rgb("d8b08c")]), dice.uniform(0, 0.3))
    tile = mix(light.on(light.roof), dice.choice([light.sun, light.shade]), dice.uniform(0, 0.16))
    part = wide * 0.62
    sheet.box(x, ground - high, x + part, ground + size * 0.2, wall)
    sheet.box(x + part, ground - high, x + wide, ground + size * 0.2, mix(wall, light.shade, 0.34))
    lift = size * 0.26
    eave = size * 0.05
    sheet.polygon(
        [(x - eave, ground - high), (x + part * 0.5, ground - high - lift), (x + part + eave, ground - high)], tile
    )
    sheet.polygon(
        [
            (x + part * 0.5, ground - high - lift),
            (x + part + eave, ground - high),
            (x + wide + eave, ground - high),
            (x + wide - part * 0.42, ground - high - lift),
        ],
        mix(tile, light.shade, 0.25),
    )
    for row in range(2 if high > size * 0.62 else 1):
        for column in range(2):
            wx, wy = x + part * (0.27 + 0.42 * column), ground - high * (0.7 - 0.42 * row)
            lit = light.lamps and dice.random() < 0.6
            tone = _LAMP if lit else mix(light.shade, wall, 0.28)
            sheet.box(wx - size * 0.045, wy - size * 0.07, wx + size * 0.045, wy + size * 0.07, tone)
            if lit:
                sheet.glow(wx, wy, size * 0.4, _LAMP, 0.3)


def boat(sheet: Canvas, light: Light, x: float, y: float, size: float, colour: Rgb, *, mast: bool = True) -> None:
    """Paint a wooden fishing boat afloat, its bow to the right; `size` is its length."""
    hull, trim = light.on(colour), light.on(rgb("f4ecd9"))
    half = size / 2
    sheet.oval(x, y + size * 0.035, half * 1.02, size * 0.04, (*light.shade, 120))
    body = [
        (x - half, y - size * 0.17),
        (x - half * 0.5, y - size * 0.135),
        (x + half * 0.4, y - size * 0.15),
        (x + half * 1.06, y - size * 0.27),
        (x + half * 0.82, y + size * 0.01),
        (x - half * 0.82, y + size * 0.02),
    ]
    if mast:
        sheet.line(
            [(x + half * 0.1, y - size * 0.15), (x + half * 0.12, y - size * 0.95)], light.on(_wood()), size * 0.014
        )
        sheet.line([(x + half * 0.12, y - size * 0.9), (x + half * 1.03, y - size * 0.27)], (*light.shade, 150), 1.6)
        sheet.line([(x + half * 0.12, y - size * 0.9), (x - half * 0.9, y - size * 0.2)], (*light.shade, 150), 1.6)
    cabin = (x - half * 0.55, y - size * 0.32, x - half * 0.05, y - size * 0.12)
    sheet.box(*cabin, trim, round_by=size * 0.012)
    sheet.box(cabin[2] - size * 0.07, cabin[1], cabin[2], cabin[3], (*light.shade, 50))
    for index in range(3):
        wx = cabin[0] + size * (0.035 + 0.072 * index)
        sheet.box(wx, y - size * 0.285, wx + size * 0.045, y - size * 0.225, mix(light.shade, light.sky[0], 0.4))
    sheet.box(cabin[0] - size * 0.02, cabin[1] - size * 0.022, cabin[2] + size * 0.02, cabin[1], light.on(colour))
    sheet.polygon(body, hull)
    sheet.polygon(
        [
            body[0],
            body[1],
            body[2],
            body[3],
            (x + half * 1.03, y - size * 0.235),
            (x + half * 0.4, y - size * 0.118),
            (x - half * 0.5, y - size * 0.105),
            (x - half * 0.97, y - size * 0.14),
        ],
        trim,
    )
    sheet.polygon(
        [(x - half * 0.88, y - size * 0.035), (x + half * 0.9, y - size * 0.055), body[4], body[5]],
        mix(hull, light.shade, 0.45),
    )


def _wood() -> Rgb:
    return rgb("8a6746")


def person(
    sheet: Canvas, light: Light, x: float, ground: float, height: float, *, bent: bool = False, young: bool = False
) -> None:
    """Paint somebody from behind or afar: head, clothes and a shadow, no face."""
    dice = sheet.random
    top, low = light.on(dice.choice(CLOTHES)), light.on(dice.choice(CLOTHES[-3:]))
    skin, hair = light.on(rgb("c89a78")), light.on(dice.choice(_HAIR[: 2 if young else 4]))
    sheet.oval(x + height * 0.12, ground, height * 0.22, height * 0.028, (*light.shade, 90))
    lean = height * (0.2 if bent else 0.0)
    hip, shoulder = ground - height * 0.48, ground - height * (0.72 if bent else 0.8)
    for side in (-1, 1):
        sheet.polygon(
            [
                (x + side * height * 0.01, hip),
                (x + side * height * 0.1, hip),
                (x + side * height * 0.085, ground),
                (x + side * height * 0.02, ground),
            ],
            low,
        )
    sheet.polygon(
        [
            (x - height * 0.105, hip + height * 0.04),
            (x + height * 0.105, hip + height * 0.04),
            (x + lean + height * 0.12, shoulder),
            (x + lean + height * 0.05, shoulder - height * 0.035),
            (x + lean - height * 0.05, shoulder - height * 0.035),
            (x + lean - height * 0.12, shoulder),
        ],
        top,
    )
    for side in (-1, 1):
        hand = (x + lean * 1.5 + side * height * (0.1 if bent else 0.15), hip + height * (0.1 if bent else 0.0))
        sheet.line(
            [(x + lean + side * height * 0.1, shoulder + height * 0.02), hand],
            mix(top, light.shade, 0.16),
            height * 0.05,
        )
        sheet.oval(*hand, height * 0.022, height * 0.026, skin)
    head = (x + lean * 1.25, shoulder - height * 0.1)
    sheet.oval(head[0], head[1], height * 0.058, height * 0.07, skin)
    sheet.oval(head[0] - height * 0.006, head[1] - height * 0.018, height * 0.062, height * 0.058, hair)


def flag(
    sheet: Canvas, light: Light, x: float, top: float, wide: float, colour: Rgb, *, crescent: bool = False
) -> None:
    """Paint a flag whose upper hoist corner is (x, top); with the crescent and star it is the nation's (law 2893)."""
    high = wide / 1.5
    cloth = light.on(colour)
    steps = 24
    upper = [(x + wide * i / steps, top + math.sin(i / steps * 6) * wide * 0.02) for i in range(steps + 1)]
    lower = [(px, py + high) for px, py in upper]
    sheet.polygon([*upper, *reversed(lower)], cloth)
    for begin, end in ((4, 9), (15, 20)):
        sheet.polygon([*upper[begin:end], *reversed(lower[begin:end])], (*light.shade, 26))
    if crescent:
        cy = top + high / 2
        white = light.on(rgb("ffffff"))
        sheet.oval(x + high * 0.5, cy, high * 0.25, high * 0.25, white)
        sheet.oval(x + high * 0.5625, cy, high * 0.2, high * 0.2, cloth)
        centre, radius = x + high * 0.8208, high * 0.125
        points = []
        for index in range(10):
            reach = radius if index % 2 == 0 else radius * 0.382
            turn = math.pi + index * math.pi / 5
            points.append((centre + math.cos(turn) * reach, cy + math.sin(turn) * reach))
        sheet.polygon(points, white)


def stall(sheet: Canvas, light: Light, left: float, ground: float, width: float, colour: Rgb) -> None:
    """Paint a market stall: posts, a striped awning, a table with crates of produce."""
    dice = sheet.random
    high = width * 0.82
    post = light.on(_wood())
    for x in (left + 8, left + width - 8):
        sheet.box(x - 5, ground - high, x + 5, ground, post)
    sheet.polygon(
        [
            (left, ground - width * 0.3),
            (left + width, ground - width * 0.3),
            (left + width * 0.96, ground),
            (left + width * 0.04, ground),
        ],
        mix(post, light.shade, 0.4),
    )
    crates = 4
    for index in range(crates):
        x = left + width * (index + 0.06) / crates
        wide = width / crates * 0.9
        y = ground - width * 0.3
        fruit = light.on(
            dice.choice([rgb("c8402f"), rgb("e09a2f"), rgb("7b9a3f"), rgb("5d3f5f"), rgb("e3c04a"), rgb("4f6a35")])
        )
        for row in range(3):
            for column in range(7):
                tone = mix(fruit, dice.choice([light.sun, light.shade]), dice.uniform(0, 0.25))
                size = wide / 13
                sheet.oval(
                    x + wide * (column + 0.5 + 0.3 * (row % 2)) / 7.4, y - size * (0.4 + 1.3 * row), size, size, tone
                )
        sheet.box(x, y - 4, x + wide, y + width * 0.1, light.on(rgb("b48a5a")))
        sheet.box(x, y + width * 0.03, x + wide, y + width * 0.042, (*light.shade, 90))
    _awning(sheet, light, left, ground - high, width, light.on(colour))


def _awning(sheet: Canvas, light: Light, left: float, top: float, width: float, colour: Rgb) -> None:
    stripes = 10
    white = light.on(rgb("f8f1e0"))
    drop, out = width * 0.2, width * 0.06
    for index in range(stripes):
        tone = colour if index % 2 == 0 else white
        begin, end = index / stripes, (index + 1) / stripes
        upper = (left + width * begin, left + width * end)
        lower = (left - out + (width + 2 * out) * begin, left - out + (width + 2 * out) * end)
        sheet.polygon([(upper[0], top - drop), (upper[1], top - drop), (lower[1], top), (lower[0], top)], tone)
        middle, half = (lower[0] + lower[1]) / 2, (lower[1] - lower[0]) / 2
        sheet.oval(middle, top, half, width * 0.04, mix(tone, light.shade, 0.14))
    sheet.box(left, top + width * 0.03, left + width, top + width * 0.14, (*light.shade, 46))
