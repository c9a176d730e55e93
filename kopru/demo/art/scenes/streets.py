"""The square, the market, the feast, the stage and the library."""

import math
from collections.abc import Callable
from typing import Final

from kopru.demo.art.canvas import HEIGHT, WIDTH, Canvas, Rgb, mix, rgb
from kopru.demo.art.light import Light
from kopru.demo.art.nature import bush, hills, sky, stars, sun
from kopru.demo.art.town import flag, house, person, stall

Sign = Callable[[Canvas, Light, float, float, float, Rgb], None]

_RED: Final = rgb("c8202f")
_QUEUE: Final = (
    *((700, 1290, 270), (810, 1310, 262), (1480, 1280, 272), (1560, 1300, 250)),
    *((2200, 1310, 280), (300, 1320, 276), (1100, 1440, 340)),
)


def _paving(sheet: Canvas, light: Light, top: float) -> None:
    """Pave the ground down from `top` in perspective."""
    stone = light.on(rgb("d3c5a6"))
    sheet.wash([(0, mix(stone, light.shade, 0.16)), (1, stone)], top)
    y, step = top, 9.0
    while y < HEIGHT:
        sheet.line([(0, y), (WIDTH, y)], (*light.shade, 40), 1.5 + step / 26)
        shift = sheet.random.uniform(0, 1)
        wide = 26 + (y - top) * 0.3
        for index in range(round(WIDTH / wide) + 2):
            x = (index - shift) * wide
            tone = sheet.random.choice([light.shade, light.sun])
            sheet.box(x, y, x + wide - 2, y + step - 2, (*tone, sheet.random.randrange(4, 30)))
        y += step
        step *= 1.16


def _row_of_houses(sheet: Canvas, light: Light, ground: float, *, low: float = 330, high: float = 430) -> None:
    x, index = -60.0, 0
    plaster = (None, rgb("e3c79b"), None, rgb("efe6d2"), None, rgb("c7b08c"))
    while x < WIDTH:
        wide = sheet.random.uniform(380, 500)
        colour = plaster[index % len(plaster)]
        house(
            sheet,
            light,
            x,
            ground,
            wide,
            sheet.random.uniform(low, high),
            stone=colour is None,
            colour=colour,
            windows=3 if wide < 450 else 4,
            roof="hip" if index % 2 else "gable",
        )
        x += wide + 4
        index += 1


def _plane_tree(sheet: Canvas, light: Light, x: float, ground: float, size: float) -> None:
    """Paint the big plane tree every square has."""
    bark = light.on(rgb("9c8b72"))
    sheet.oval(x + size * 0.1, ground, size * 0.62, size * 0.06, (*light.shade, 110))
    sheet.polygon(
        [
            (x - size * 0.085, ground),
            (x - size * 0.05, ground - size * 0.42),
            (x + size * 0.05, ground - size * 0.42),
            (x + size * 0.095, ground),
        ],
        bark,
    )
    for side, rise in ((-0.26, 0.66), (0.24, 0.7), (0.0, 0.74)):
        sheet.line([(x, ground - size * 0.34), (x + size * side, ground - size * rise)], bark, size * 0.045)
    for _ in range(9):
        sheet.oval(
            x + sheet.random.uniform(-0.05, 0.05) * size,
            ground - size * sheet.random.uniform(0.02, 0.4),
            size * 0.014,
            size * 0.024,
            mix(bark, light.sun, 0.35),
        )
    for tone, drop, count, spread in (
        (0.05, 0.1, 26, 0.5),
        (0.38, 0.02, 26, 0.47),
        (0.7, -0.07, 24, 0.42),
        (0.95, -0.12, 14, 0.34),
    ):
        colour = mix(mix(light.leaf, light.shade, 0.18), light.leaf_light, tone)
        for _ in range(count):
            turn, share = sheet.random.uniform(0, math.tau), math.sqrt(sheet.random.random())
            px, py = (
                x + math.cos(turn) * share * spread * size - tone * size * 0.05,
                ground - size * (0.78 - drop) + math.sin(turn) * share * spread * size * 0.52,
            )
            sheet.oval(
                px, py, size * sheet.random.uniform(0.05, 0.11), size * sheet.random.uniform(0.04, 0.085), colour
            )


def _bunting(sheet: Canvas, light: Light, x: float, y: float, end_x: float, end_y: float, *, national: bool) -> None:
    """Hang a string of flags between two points."""
    count = 11
    rope = []
    for index in range(count + 1):
        share = index / count
        rope.append((x + (end_x - x) * share, y + (end_y - y) * share + math.sin(share * math.pi) * 90))
    sheet.line(rope, (*light.shade, 190), 3)
    colours = (rgb("2f7f97"), rgb("e6b94f"), rgb("d9533f"), rgb("f4ecd9"), rgb("5f8f6a"))
    for index in range(count):
        px, py = (rope[index][0] + rope[index + 1][0]) / 2, (rope[index][1] + rope[index + 1][1]) / 2
        if national:
            flag(sheet, light, px - 46, py, 96, _RED, crescent=True)
        else:
            sheet.polygon([(px - 26, py), (px + 26, py), (px, py + 62)], light.on(colours[index % len(colours)]))


def square(sheet: Canvas, light: Light) -> None:
    """Paint the town square with its plane tree, tables and people."""
    sky(sheet, light, 700)
    hills(sheet, light, 640, layers=2, height=240)
    _row_of_houses(sheet, light, 960)
    _paving(sheet, light, 955)
    _plane_tree(sheet, light, 1650, 1240, 900)
    for x, y, height in (
        (380, 1090, 180),
        (520, 1110, 190),
        (960, 1050, 160),
        (1080, 1180, 220),
        (2160, 1120, 190),
        (2250, 1130, 184),
    ):
        person(sheet, light, x, y, height)
    for x, y in ((1400, 1300), (1850, 1330), (1620, 1440)):
        _table(sheet, light, x, y, 200)
    person(sheet, light, 700, 1400, 330)
    person(sheet, light, 830, 1420, 312)


def _table(sheet: Canvas, light: Light, x: float, ground: float, wide: float) -> None:
    """Paint a café table and its chairs."""
    wood, cloth = light.on(rgb("7a5638")), light.on(rgb("f2e9d6"))
    sheet.oval(x, ground + 4, wide * 0.75, wide * 0.1, (*light.shade, 100))
    for side in (-1, 1):
        seat = x + side * wide * 0.62
        sheet.box(seat - 34, ground - 74, seat + 34, ground - 62, light.on(rgb("2f6f8f")))
        back = seat + side * 30
        sheet.box(back - 5, ground - 150, back + 5, ground, light.on(rgb("2f6f8f")))
        sheet.box(seat - side * 30 - 4, ground - 66, seat - side * 30 + 4, ground, light.on(rgb("2f6f8f")))
    sheet.box(x - 8, ground - 104, x + 8, ground, wood)
    sheet.oval(x, ground - 106, wide * 0.4, wide * 0.085, mix(cloth, light.shade, 0.25))
    sheet.oval(x, ground - 112, wide * 0.4, wide * 0.085, cloth)
    for shift in (-26, 24):
        sheet.oval(x + shift, ground - 118, 15, 5, light.on(rgb("ffffff")))
        sheet.box(x + shift - 6, ground - 138, x + shift + 6, ground - 118, light.on(rgb("a8482f")), round_by=3)


def feast(sheet: Canvas, light: Light) -> None:
    """Paint the square on the Republic's day: flags and the people below them."""
    sky(sheet, light, 700, clouds=3)
    if light.lamps:
        stars(sheet, 400)
    _row_of_houses(sheet, light, 940)
    _paving(sheet, light, 935)
    for begin, end in (
        ((-20, 210), (1240, 140)),
        ((1160, 150), (2430, 240)),
        ((-20, 470), (1300, 380)),
        ((1240, 380), (2430, 490)),
    ):
        _bunting(sheet, light, *begin, *end, national=True)
    sheet.line([(1200, 1010), (1200, 120)], light.on(rgb("ece5d6")), 14)
    flag(sheet, light, 1207, 130, 430, _RED, crescent=True)
    sheet.box(1120, 980, 1280, 1030, light.on(rgb("e9dfc8")), round_by=6)
    for row in range(6):
        depth = row / 5
        y = 1070 + 560 * depth**1.2
        height = 130 + 200 * depth
        x = sheet.random.uniform(-40, 40)
        while x < WIDTH + 60:
            person(sheet, light, x, y + sheet.random.uniform(-12, 12), height * sheet.random.uniform(0.86, 1.06))
            if sheet.random.random() < 0.22:
                stick = (x + height * 0.17, y - height * 0.5)
                sheet.line([stick, (stick[0], stick[1] - height * 0.62)], light.on(rgb("d8c39a")), 4)
                flag(sheet, light, stick[0], stick[1] - height * 0.62, height * 0.3, _RED, crescent=True)
            x += height * sheet.random.uniform(0.42, 0.8)


def market(sheet: Canvas, light: Light) -> None:
    """Paint the market place: stalls, awnings and baskets."""
    sky(sheet, light, 620)
    hills(sheet, light, 600, layers=3, height=240)
    sheet.wash([(0, mix(light.near, light.ground, 0.4)), (1, light.ground)], 600, 770)
    for index in range(17):
        bush(sheet, light, index * 150 + sheet.random.uniform(-30, 30), 640, sheet.random.uniform(110, 170))
    _paving(sheet, light, 760)
    colours = (rgb("b5533c"), rgb("2f7f97"), rgb("5d7350"), rgb("d9a441"))
    for index in range(7):
        stall(sheet, light, -40 + index * 360, 900, 320, colours[index % 4])
    for x in range(60, WIDTH, 190):
        person(sheet, light, x + sheet.random.uniform(-50, 50), 990 + sheet.random.uniform(-14, 24), 185)
    for index in range(4):
        stall(sheet, light, -150 + index * 720, 1330, 600, colours[(index + 1) % 4])
    for x, height in ((200, 380), (640, 390), (1230, 400), (1420, 372), (2050, 396)):
        person(sheet, light, x, 1530 + sheet.random.uniform(-20, 30), height)


def blood_drive(sheet: Canvas, light: Light) -> None:
    """Paint white tents with a drop on them in the square."""
    _tents(sheet, light, rgb("c8202f"), _drop)


def book_days(sheet: Canvas, light: Light) -> None:
    """Paint the publishers' tents in the square."""
    _tents(sheet, light, rgb("2f7f97"), _open_book)


def _tents(sheet: Canvas, light: Light, accent: Rgb, sign: Sign) -> None:
    sky(sheet, light, 700)
    _row_of_houses(sheet, light, 900, low=300, high=380)
    _paving(sheet, light, 895)
    for index in range(3):
        _tent(sheet, light, 120 + index * 780, 1200, 620, light.on(accent))
        sign(sheet, light, 430 + index * 780, 1142, 33, light.on(accent))
    for x, y, height in _QUEUE:
        person(sheet, light, x, y, height)
    bush(sheet, light, 60, 1180, 170)
    bush(sheet, light, 2360, 1180, 190)


def _tent(sheet: Canvas, light: Light, left: float, ground: float, wide: float, accent: Rgb) -> None:
    white = light.on(rgb("fbf7ee"))
    high = wide * 0.62
    top = ground - high
    sheet.polygon(
        [(left, ground), (left + wide, ground), (left + wide * 1.12, ground + 40), (left + wide * 0.1, ground + 40)],
        (*light.shade, 70),
    )
    sheet.box(left, top, left + wide, ground, mix(white, light.shade, 0.22))
    sheet.box(left + wide * 0.1, top + high * 0.2, left + wide * 0.9, ground, mix(white, light.shade, 0.46))
    for x in (left + 4, left + wide - 4):
        sheet.box(x - 7, top, x + 7, ground, mix(white, light.shade, 0.34))
    sheet.box(left + wide * 0.14, ground - high * 0.34, left + wide * 0.86, ground, white)
    sheet.box(
        left + wide * 0.14, ground - high * 0.34, left + wide * 0.86, ground - high * 0.3, mix(white, light.shade, 0.2)
    )
    peak = (left + wide / 2, top - high * 0.52)
    sheet.polygon([(left - 22, top + 8), peak, (left + wide + 22, top + 8)], white)
    sheet.polygon([(left + wide * 0.66, top + 8), peak, (left + wide + 22, top + 8)], (*light.shade, 44))
    for index in range(12):
        x, part = left - 22 + (wide + 44) * index / 12, (wide + 44) / 12
        tone = accent if index % 2 == 0 else white
        sheet.box(x, top + 6, x + part, top + 30, tone)
        sheet.oval(x + part / 2, top + 30, part / 2, 13, tone)


def _drop(sheet: Canvas, light: Light, x: float, y: float, size: float, colour: Rgb) -> None:
    sheet.oval(x, y, size, size, colour)
    sheet.polygon([(x - size * 0.92, y - size * 0.38), (x, y - size * 2.1), (x + size * 0.92, y - size * 0.38)], colour)
    sheet.oval(x - size * 0.36, y - size * 0.1, size * 0.17, size * 0.3, (*light.glint, 120))


def _open_book(sheet: Canvas, light: Light, x: float, y: float, size: float, colour: Rgb) -> None:
    wide, high = size * 1.7, size * 1.3
    for side in (-1, 1):
        cover = [
            (x, y + size * 0.7),
            (x + side * wide, y + size * 0.4),
            (x + side * wide, y - high),
            (x, y - high * 0.72),
        ]
        sheet.polygon(cover, colour)
        page = [(px - side * size * 0.16, py - size * 0.14) for px, py in cover]
        sheet.polygon(page, mix(light.on(rgb("fdf8ea")), light.shade, 0.1 if side > 0 else 0.0))
    sheet.line([(x, y - high * 0.8), (x, y + size * 0.6)], colour, 5)


def stage(sheet: Canvas, light: Light) -> None:
    """Paint a summer night: a stage by the sea, lights and the crowd before it."""
    sheet.wash([(0, light.sky[0]), (0.7, light.sky[1]), (1, light.sky[2])])
    stars(sheet, 700)
    hills(sheet, light, 900, layers=2, height=180)
    sheet.glow(1200, 760, 1150, rgb("e08a4f"), 0.5)
    dark = mix(light.shade, (0, 0, 0), 0.4)
    sheet.polygon([(520, 1100), (520, 400), (620, 300), (1780, 300), (1880, 400), (1880, 1100)], dark)
    for index in range(24):
        share = index / 23
        tone = mix(rgb("f0a24f"), rgb("7a3f6b"), share)
        sheet.box(580, 380 + share * 560, 1820, 380 + share * 560 + 26, (*tone, 150))
    for index, colour in enumerate(
        (rgb("ffd07a"), rgb("f08a6a"), rgb("ffe6b0"), rgb("8fb7ff"), rgb("ffd07a"), rgb("f08a6a"))
    ):
        x = 700 + index * 200
        reach = 150 * (index - 2.5) / 2.5
        sheet.polygon([(x - 12, 340), (x + 12, 340), (x - reach + 150, 1010), (x - reach - 150, 1010)], (*colour, 40))
        sheet.oval(x, 340, 17, 17, mix(colour, (255, 255, 255), 0.5))
        sheet.glow(x, 340, 110, colour, 0.9)
    for rail in (312, 352):
        sheet.line([(600, rail), (1800, rail)], mix(light.shade, (160, 160, 170), 0.35), 7)
    for index in range(30):
        x = 600 + index * 41
        sheet.line([(x, 312), (x + 41, 352)], mix(light.shade, (160, 160, 170), 0.3), 3)
    sheet.box(480, 985, 1920, 1060, mix(dark, rgb("7a4a3a"), 0.35))
    for x, height in ((900, 230), (1080, 240), (1240, 252), (1420, 236), (1560, 228)):
        person(sheet, light, x, 1000, height)
    for row in range(7):
        depth = row / 6
        y = 1130 + 500 * depth
        size = 34 + 64 * depth
        tone = mix(mix(light.shade, rgb("8a5a4a"), 0.34 * (1 - depth)), (0, 0, 0), 0.3)
        place = sheet.random.uniform(-40, 40)
        while place < WIDTH + 60:
            lift = sheet.random.uniform(-14, 14)
            sheet.oval(place, y + lift, size * 0.42, size * 0.5, tone)
            sheet.oval(place, y + lift + size * 1.35, size * 0.95, size * 0.95, tone)
            if sheet.random.random() < 0.16:
                sheet.line([(place + size * 0.7, y + size), (place + size * 0.9, y - size * 1.1)], tone, size * 0.26)
                if sheet.random.random() < 0.5:
                    sheet.box(
                        place + size * 0.7,
                        y - size * 1.5,
                        place + size * 1.05,
                        y - size * 0.9,
                        rgb("cfe0ff"),
                        round_by=3,
                    )
            place += size * sheet.random.uniform(1.5, 2.2)
    sun(sheet, light, 2130, 230, 40)


def library(sheet: Canvas, light: Light) -> None:
    """Paint a reading room: shelves, an arched window on the sea, tables with lamps."""
    wall = mix(light.wall, rgb("e8d9b8"), 0.5)
    sheet.wash([(0, mix(wall, light.shade, 0.12)), (1, wall)], 0, 1180)
    sheet.wash([(0, rgb("8a6441")), (1, rgb("a67c52"))], 1180)
    for index in range(16):
        x = WIDTH / 2 + (index - 8) * 150
        sheet.line([(x, 1180), (WIDTH / 2 + (index - 8) * 420, HEIGHT)], (*rgb("5f4029"), 120), 4)
    _arched_window(sheet, light, 1200, 190, 330, 860)
    for left, right in ((60, 760), (1640, 2340)):
        _shelf(sheet, light, left, 130, right, 1200)
    sheet.glow(1200, 1250, 900, light.sun, 0.34)
    for x, y, size in ((560, 1430, 1.0), (1840, 1430, 1.0), (1200, 1360, 0.8)):
        _reading_table(sheet, light, x, y, size)


def _arched_window(sheet: Canvas, light: Light, x: float, top: float, half: float, high: float) -> None:
    frame = rgb("f4ead6")
    sheet.oval(x, top + half, half + 34, half + 34, mix(frame, light.shade, 0.2))
    sheet.box(x - half - 34, top + half, x + half + 34, top + high + 34, mix(frame, light.shade, 0.2))
    sheet.oval(x, top + half, half, half, light.sky[1])
    for row in range(30):
        share = row / 29
        y = top + half + share * (high - half)
        tone = (
            mix(light.sky[1], light.sky[2], share * 2)
            if share < 0.42
            else mix(light.sea[0], light.sea[1], (share - 0.42) * 1.6)
        )
        sheet.box(x - half, y, x + half, y + (high - half) / 29 + 2, tone)
    level = top + half + 0.42 * (high - half)
    points = [(x - half + i * half / 10, level - 46 * abs(math.sin(i / 6.3)) - 8) for i in range(21)]
    sheet.polygon([(x - half, level), *points, (x + half, level)], light.far)
    for _ in range(60):
        sheet.oval(
            x + sheet.random.uniform(-0.94, 0.94) * half,
            level + sheet.random.uniform(8, 230),
            sheet.random.uniform(8, 40),
            2,
            (*light.glint, 130),
        )
    for shift in (-1 / 3, 1 / 3):
        sheet.box(x + half * shift - 7, top + 24, x + half * shift + 7, top + high, frame)
    for rise in (0.4, 0.62, 0.82):
        sheet.box(x - half, top + high * rise - 6, x + half, top + high * rise + 6, frame)
    sheet.box(x - half - 60, top + high + 14, x + half + 60, top + high + 50, frame)


def _shelf(sheet: Canvas, light: Light, left: float, top: float, right: float, bottom: float) -> None:
    wood = rgb("7a5234")
    sheet.box(left - 22, top - 34, right + 22, bottom, mix(wood, light.shade, 0.2))
    sheet.box(left, top, right, bottom, mix(wood, (0, 0, 0), 0.5))
    rows = 6
    spines = (
        rgb("8a3b2f"),
        rgb("2f5f7a"),
        rgb("c9a35a"),
        rgb("4f6a45"),
        rgb("d9ccb0"),
        rgb("5d3f5f"),
        rgb("33475f"),
        rgb("b5734a"),
    )
    for row in range(rows):
        floor = top + (bottom - top) * (row + 1) / rows
        room = (bottom - top) / rows - 30
        x = left + 6
        while x < right - 34:
            wide, high = sheet.random.uniform(14, 36), room * sheet.random.uniform(0.66, 0.96)
            if sheet.random.random() < 0.05:
                x += wide * 1.6
                continue
            tone = mix(sheet.random.choice(spines), light.shade, sheet.random.uniform(0, 0.3))
            sheet.box(x, floor - high, x + wide, floor, tone, round_by=2)
            sheet.box(x, floor - high, x + wide * 0.2, floor, (255, 255, 255, 34))
            for band in (0.14, 0.2, 0.82):
                sheet.box(
                    x + 2, floor - high * (1 - band), x + wide - 2, floor - high * (1 - band) + 3, (*rgb("e6cf94"), 170)
                )
            x += wide + 1.5
        sheet.box(left, floor, right, floor + 18, mix(wood, light.sun, 0.12))
        sheet.box(left, floor + 18, right, floor + 34, (0, 0, 0, 90))


def _reading_table(sheet: Canvas, light: Light, x: float, ground: float, size: float) -> None:
    wood = rgb("8f623c")
    wide = 380 * size
    sheet.oval(x, ground + 20, wide * 1.05, 36 * size, (*light.shade, 110))
    for side in (-1, 1):
        sheet.box(
            x + side * wide * 0.86 - 14,
            ground - 190 * size,
            x + side * wide * 0.86 + 14,
            ground + 12,
            mix(wood, (0, 0, 0), 0.35),
        )
    sheet.polygon(
        [
            (x - wide, ground - 180 * size),
            (x + wide, ground - 180 * size),
            (x + wide * 0.86, ground - 246 * size),
            (x - wide * 0.86, ground - 246 * size),
        ],
        mix(wood, light.sun, 0.2),
    )
    sheet.box(x - wide, ground - 180 * size, x + wide, ground - 152 * size, mix(wood, light.shade, 0.2))
    for shift, tilt in ((-0.5, 6), (0.42, -4)):
        bx, by = x + wide * shift, ground - 214 * size
        sheet.polygon(
            [(bx - 70 * size, by + tilt), (bx, by + 10), (bx, by - 26 * size), (bx - 60 * size, by - 30 * size)],
            rgb("faf4e4"),
        )
        sheet.polygon(
            [(bx + 70 * size, by - tilt), (bx, by + 10), (bx, by - 26 * size), (bx + 60 * size, by - 30 * size)],
            rgb("efe6d0"),
        )
    sheet.box(x - 5, ground - 420 * size, x + 5, ground - 216 * size, rgb("b08a4a"))
    sheet.oval(x, ground - 214 * size, 46 * size, 10 * size, rgb("8f6c34"))
    sheet.polygon(
        [
            (x - 84 * size, ground - 400 * size),
            (x - 46 * size, ground - 456 * size),
            (x + 46 * size, ground - 456 * size),
            (x + 84 * size, ground - 400 * size),
        ],
        rgb("3f7a5f"),
    )
    sheet.glow(x, ground - 370 * size, 300 * size, rgb("ffe2a0"), 0.6)
