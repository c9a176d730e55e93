"""The sea, the beach, the boats and the walk along them."""

import math

from kopru.demo.art.canvas import HEIGHT, WIDTH, Canvas, mix, rgb
from kopru.demo.art.light import Light
from kopru.demo.art.nature import bush, hills, ripples, sand, sea, sky, stars, sun
from kopru.demo.art.town import boat, flag, house, hut, person

_HULLS = (rgb("2f6f8f"), rgb("b5533c"), rgb("f2ead8"), rgb("3e7a66"), rgb("d9a441"), rgb("33475f"))


def sunset(sheet: Canvas, light: Light) -> None:
    """Paint the sun going down behind an island."""
    horizon = 900
    sky(sheet, light, horizon, clouds=13)
    sun(sheet, light, 1500, 730, 92)
    for base, height, colour in ((horizon, 120, light.far), (horizon + 4, 70, mix(light.far, light.shade, 0.4))):
        start = 420 if height > 100 else 1480
        points = [
            (start + x, base - height * max(0, math.sin(x / 900 * math.pi)) * (0.75 + 0.25 * math.sin(x / 90)))
            for x in range(0, 920, 20)
        ]
        sheet.polygon([(start, base + 3), *points, (start + 910, base + 3)], colour)
    sea(sheet, light, horizon, path=1500)
    for x, y, size in ((700, 1080, 330), (1930, 1010, 170)):
        boat(sheet, light, x, y, size, _HULLS[0])
    quay = mix(light.on(light.wall), light.shade, 0.62)
    sheet.polygon([(0, HEIGHT), (0, 1390), (620, 1432), (760, 1500), (800, HEIGHT)], quay)
    for _ in range(70):
        along = sheet.random.uniform(0, 720)
        down = 1400 + along * 0.07 + sheet.random.random() * 170
        sheet.oval(
            along,
            down,
            sheet.random.uniform(20, 46),
            sheet.random.uniform(10, 22),
            mix(quay, light.sun, sheet.random.uniform(0, 0.14)),
        )
    for x, height in ((210, 250), (330, 232)):
        person(sheet, light, x, 1440, height)


def harbour(sheet: Canvas, light: Light) -> None:
    """Paint the old harbour: a row of stone houses, boats and what the water shows of them."""
    line = 850
    sky(sheet, light, 640)
    hills(sheet, light, 700, layers=3, height=260)
    for index in range(30):
        hut(sheet, light, 40 + index * 82 + sheet.random.uniform(-20, 20), 660 - sheet.random.uniform(0, 120), 76)
    for index in range(20):
        bush(sheet, light, index * 128 + sheet.random.uniform(-40, 40), 650, sheet.random.uniform(60, 110))
    x = -30.0
    plaster = (None, rgb("d9b48a"), None, rgb("eadfc8"), rgb("c9d3cf"))
    index = 0
    while x < WIDTH:
        wide = sheet.random.uniform(230, 330)
        colour = plaster[index % len(plaster)]
        house(
            sheet,
            light,
            x,
            line - 44,
            wide,
            sheet.random.uniform(210, 300),
            stone=colour is None,
            colour=colour,
            windows=sheet.random.choice([2, 3]),
            roof=sheet.random.choice(["hip", "gable", "hip"]),
        )
        x += wide + 6
        index += 1
    quay = light.on(rgb("cfc2a4"))
    sheet.box(0, line - 46, WIDTH, line, quay)
    sheet.box(0, line - 26, WIDTH, line, mix(quay, light.shade, 0.3))
    for px in range(30, WIDTH, 118):
        person(sheet, light, px + sheet.random.uniform(-40, 40), line - 30, sheet.random.uniform(74, 88))
    sheet.wash([(0, mix(light.sea[0], light.sea[1], 0.4)), (1, light.sea[1])], line)
    for px, py, size in ((310, 905, 330), (800, 915, 370), (1330, 908, 340), (1830, 918, 390), (2240, 905, 300)):
        boat(sheet, light, px, py, size, sheet.random.choice(_HULLS))
    sheet.mirror(line, HEIGHT - line, tint=light.sea[1], strength=0.6)
    for px, py, size in ((310, 905, 330), (800, 915, 370), (1330, 908, 340), (1830, 918, 390), (2240, 905, 300)):
        sheet.oval(px, py, size * 0.55, 10, (*mix(light.sea[1], light.shade, 0.4), 120))
        boat(sheet, light, px, py, size, sheet.random.choice(_HULLS))
    ripples(sheet, light, line + 60, HEIGHT, count=500)
    boat(sheet, light, 640, 1340, 900, rgb("2f6f8f"))
    boat(sheet, light, 1820, 1480, 1000, rgb("b5533c"))


def breakwater(sheet: Canvas, light: Light) -> None:
    """Paint the fishing shelter: the breakwater, its light, boats at rest."""
    horizon = 700
    sky(sheet, light, horizon, clouds=9)
    if light.lamps:
        stars(sheet, horizon * 0.6)
    sun(sheet, light, 620, 560, 52)
    hills(sheet, light, horizon, layers=2, height=120)
    sea(sheet, light, horizon, path=620)
    _rocks(sheet, light, 2400, 820, 1180, 845, 62)
    _lighthouse(sheet, light, 1240, 800)
    for px, py, size in ((1500, 960, 250), (1770, 985, 280), (2080, 1010, 320), (1240, 1050, 290)):
        boat(sheet, light, px, py, size, sheet.random.choice(_HULLS))
    _rocks(sheet, light, 2500, 1640, 1250, 1570, 150)
    boat(sheet, light, 700, 1350, 760, rgb("33475f"))


def _rocks(sheet: Canvas, light: Light, x: float, y: float, end_x: float, end_y: float, size: float) -> None:
    """Heap boulders along a line."""
    dice = sheet.random
    stone = light.on(rgb("a89c8a"))
    for layer in range(3):
        count = round(abs(end_x - x) / size * 1.9)
        for index in range(count):
            share = (index + dice.uniform(-0.4, 0.4)) / count
            px, py = x + (end_x - x) * share, y + (end_y - y) * share + (layer - 1) * size * 0.52
            corners = []
            for corner in range(7):
                turn = corner / 7 * math.tau + dice.uniform(-0.3, 0.3)
                reach = size * dice.uniform(0.42, 0.66)
                corners.append((px + math.cos(turn) * reach, py + math.sin(turn) * reach * 0.72))
            tone = mix(stone, light.shade, dice.uniform(0.16, 0.5))
            sheet.polygon(corners, tone)
            lit = [(px + (cx - px) * 0.66 - size * 0.1, py + (cy - py) * 0.56 - size * 0.12) for cx, cy in corners]
            sheet.polygon(lit, mix(tone, light.sun, 0.24))


def _lighthouse(sheet: Canvas, light: Light, x: float, ground: float) -> None:
    white, red = light.on(rgb("f6efe0")), light.on(rgb("b5402f"))
    sheet.box(x - 46, ground - 26, x + 46, ground + 20, mix(white, light.shade, 0.3), round_by=4)
    sheet.polygon([(x - 30, ground - 20), (x - 20, ground - 300), (x + 20, ground - 300), (x + 30, ground - 20)], white)
    for low, high in ((80, 130), (190, 240)):
        a, b = 30 - low / 28, 30 - high / 28
        sheet.polygon(
            [
                (x - a, ground - 20 - low),
                (x - b, ground - 20 - high),
                (x + b, ground - 20 - high),
                (x + a, ground - 20 - low),
            ],
            red,
        )
    sheet.polygon(
        [(x + 8, ground - 20), (x + 8, ground - 300), (x + 20, ground - 300), (x + 30, ground - 20)], (*light.shade, 60)
    )
    sheet.box(x - 28, ground - 310, x + 28, ground - 298, mix(white, light.shade, 0.3))
    sheet.box(
        x - 14,
        ground - 346,
        x + 14,
        ground - 310,
        rgb("ffe2a0") if light.lamps else mix(light.sky[0], light.shade, 0.3),
    )
    sheet.polygon([(x - 20, ground - 346), (x, ground - 376), (x + 20, ground - 346)], red)
    if light.lamps:
        sheet.glow(x, ground - 328, 330, rgb("ffe2a0"), 0.75)
        sheet.glow(x, ground - 328, 80, rgb("fff4d8"), 0.9)


def beach(sheet: Canvas, light: Light) -> None:
    """Paint a bay with umbrellas and the blue flag."""
    horizon = 560
    sky(sheet, light, horizon)
    hills(sheet, light, horizon, layers=3, height=190)
    sea(sheet, light, horizon, 1250)
    shallow = mix(light.sea[0], light.glint, 0.35)
    sheet.haze(820, 1180, shallow, 0.0, 0.75)
    line = [(x, 1010 + 170 * math.sin(x / 1500 + 0.5) + 12 * math.sin(x / 120)) for x in range(0, WIDTH + 30, 30)]
    sand(sheet, light, line, light.on(rgb("e9d3a2")))
    boat(sheet, light, 620, 760, 200, rgb("f2ead8"))
    boat(sheet, light, 1500, 690, 120, rgb("b5533c"))
    for _ in range(12):
        x, y = sheet.random.uniform(200, 2200), sheet.random.uniform(900, 1090)
        sheet.oval(x, y, 11, 10, light.on(rgb("8a5f44")))
        sheet.oval(x, y + 11, 28, 5, (*light.glint, 120))
    places = sorted(
        ((60 + index * 176 + sheet.random.uniform(-60, 60), sheet.random.uniform(1280, 1540)) for index in range(14)),
        key=lambda p: p[1],
    )
    for x, y in places:
        _umbrella(sheet, light, x, y, 150 + (y - 1280) * 0.5)
    sheet.line([(1890, 1430), (1890, 560)], light.on(rgb("efe8d8")), 14)
    sheet.oval(1890, 556, 14, 14, light.on(rgb("d9a441")))
    flag(sheet, light, 1897, 580, 300, rgb("1f63b0"))
    sheet.oval(2040, 680, 62, 62, light.on(rgb("ffffff")))
    for wave in range(3):
        points = [(1990 + i * 5, 662 + wave * 20 + math.sin(i / 2.6) * 5) for i in range(21)]
        sheet.line(points, light.on(rgb("1f63b0")), 7)
    sheet.oval(1905, 1436, 60, 12, (*light.shade, 100))


def _umbrella(sheet: Canvas, light: Light, x: float, ground: float, size: float) -> None:
    dice = sheet.random
    colour = light.on(dice.choice([rgb("d9533f"), rgb("2f7f97"), rgb("e6b94f"), rgb("5f8f6a")]))
    white = light.on(rgb("faf4e6"))
    sheet.oval(x + size * 0.3, ground + 4, size * 0.75, size * 0.12, (*light.shade, 88))
    towel = light.on(dice.choice([rgb("e9e2d0"), rgb("d98f6a"), rgb("8fb7bf")]))
    sheet.polygon(
        [
            (x + size * 0.2, ground - 8),
            (x + size * 0.95, ground - 8),
            (x + size * 1.08, ground + 16),
            (x + size * 0.3, ground + 16),
        ],
        towel,
    )
    sheet.line([(x, ground), (x - size * 0.04, ground - size * 1.15)], light.on(rgb("e9e2d0")), size * 0.035)
    base, ribs = ground - size * 0.78, 8
    spans = [-math.cos(index / ribs * math.pi) for index in range(ribs + 1)]
    turns = [step / 8 * math.pi / 2 for step in range(9)]
    for index in range(ribs):
        sides = [
            [(x + size * 0.78 * span * math.sin(t), base - size * 0.5 * math.cos(t)) for t in turns]
            for span in (spans[index], spans[index + 1])
        ]
        hem = ((sides[0][-1][0] + sides[1][-1][0]) / 2, base + size * 0.07)
        tone = mix(colour if index % 2 else white, light.shade, 0.26 * index / ribs)
        sheet.polygon([*sides[0], hem, *reversed(sides[1])], tone)
    sheet.oval(x, base - size * 0.52, size * 0.03, size * 0.04, white)


def promenade(sheet: Canvas, light: Light) -> None:
    """Paint the walk along the sea with cyclists and walkers."""
    horizon = 640
    sky(sheet, light, horizon)
    sun(sheet, light, 1980, 400, 52)
    hills(sheet, light, horizon, layers=3, height=170)
    sea(sheet, light, horizon, 1150, path=1980)
    boat(sheet, light, 1500, 800, 210, rgb("f2ead8"))
    wall = light.on(rgb("d7c8a8"))
    sheet.polygon([(0, 1000), (WIDTH, 940), (WIDTH, 1010), (0, 1090)], mix(wall, light.shade, 0.28))
    sheet.polygon([(0, 1080), (WIDTH, 1000), (WIDTH, HEIGHT), (0, HEIGHT)], wall)
    for index in range(26):
        x = index * 96
        y = 1000 - 60 * x / WIDTH
        sheet.line([(x, y + 4), (x, y - 62)], light.on(rgb("f1eadb")), 7)
    for rise in (22, 58):
        sheet.line([(0, 1000 - rise), (WIDTH, 940 - rise)], light.on(rgb("f1eadb")), 6)
    lane = light.on(rgb("4f8fa3"))
    sheet.polygon([(0, 1340), (WIDTH, 1150), (WIDTH, 1270), (0, 1510)], lane)
    for index in range(12):
        x = index * 220
        y = 1425 - (1425 - 1210) * x / WIDTH
        sheet.polygon([(x, y), (x + 100, y - 9), (x + 100, y - 1), (x, y + 9)], (*light.glint, 220))
    for _ in range(260):
        along = sheet.random.uniform(0, WIDTH)
        down = sheet.random.uniform(1110 - 80 * along / WIDTH, 1320 - 180 * along / WIDTH)
        sheet.oval(along, down, sheet.random.uniform(14, 40), 2, (*mix(wall, light.shade, 0.3), 110))
    for x, y, size in ((300, 1120, 260), (960, 1090, 220), (1720, 1050, 190)):
        _palm(sheet, light, x, y, size * 2.1)
    for x, height in ((620, 210), (760, 196), (1300, 180), (2100, 150)):
        person(sheet, light, x, 1240 - 110 * x / WIDTH, height)
    for x, size in ((560, 300), (1150, 270), (1720, 236)):
        _cyclist(sheet, light, x, 1440 - 215 * x / WIDTH, size)


def _palm(sheet: Canvas, light: Light, x: float, ground: float, height: float) -> None:
    bark = light.on(rgb("8a6f52"))
    for index in range(26):
        share = index / 26
        px = x + math.sin(share * 1.2) * height * 0.05
        y = ground - height * 0.7 * share
        sheet.oval(
            px, y, height * 0.032 * (1.25 - share * 0.4), height * 0.018, mix(bark, light.shade, 0.3 * (index % 2))
        )
    top = (x + math.sin(1.2) * height * 0.05, ground - height * 0.7)
    for index in range(17):
        turn = math.pi * (0.02 + 0.96 * index / 16) + math.pi
        reach = height * sheet.random.uniform(0.3, 0.38)
        tone = mix(light.leaf, light.leaf_light, sheet.random.uniform(0.1, 0.7))
        end = (top[0] + math.cos(turn) * reach, top[1] + math.sin(turn) * reach * 0.62 + reach * 0.36)
        middle = ((top[0] + end[0]) / 2, min(top[1], end[1]) - reach * 0.2)
        for step in range(12):
            s = step / 11
            cx = (1 - s) ** 2 * top[0] + 2 * s * (1 - s) * middle[0] + s * s * end[0]
            cy = (1 - s) ** 2 * top[1] + 2 * s * (1 - s) * middle[1] + s * s * end[1]
            sheet.line([(cx, cy), (cx + math.cos(turn) * 12, cy + height * 0.065 * (1 - s * 0.5))], tone, 4)
            sheet.oval(cx, cy, height * 0.02, height * 0.009, tone)


def _cyclist(sheet: Canvas, light: Light, x: float, ground: float, size: float) -> None:
    metal, wheel = light.on(sheet.random.choice(_HULLS)), light.on(rgb("2b2d33"))
    radius = size * 0.17
    sheet.oval(x + size * 0.1, ground, size * 0.5, size * 0.03, (*light.shade, 100))
    hubs = ((x - size * 0.25, ground - radius), (x + size * 0.25, ground - radius))
    for hx, hy in hubs:
        ring = [
            (hx + math.cos(i / 28 * math.tau) * radius, hy + math.sin(i / 28 * math.tau) * radius) for i in range(29)
        ]
        sheet.line(ring, wheel, size * 0.018)
    saddle, bars, pedal = (
        (x - size * 0.1, ground - size * 0.42),
        (x + size * 0.19, ground - size * 0.46),
        (x, ground - radius),
    )
    for path in (
        [hubs[0], saddle, pedal, hubs[0]],
        [saddle, (x + size * 0.17, ground - size * 0.4), pedal],
        [bars, hubs[1]],
    ):
        sheet.line(path, metal, size * 0.022)
    cloth, skin = light.on(sheet.random.choice(_HULLS)), light.on(rgb("c89a78"))
    hip, shoulder = (saddle[0], saddle[1] - size * 0.03), (x + size * 0.06, ground - size * 0.72)
    sheet.line([hip, (x + size * 0.09, ground - size * 0.36), pedal], light.on(rgb("33475f")), size * 0.06)
    sheet.line([hip, shoulder], cloth, size * 0.12)
    sheet.line([shoulder, bars], cloth, size * 0.04)
    sheet.oval(x + size * 0.1, ground - size * 0.83, size * 0.05, size * 0.06, skin)
    sheet.oval(x + size * 0.095, ground - size * 0.86, size * 0.06, size * 0.045, light.on(rgb("f2ead8")))
