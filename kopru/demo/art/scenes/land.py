"""Olive groves, saplings and the town on its hillside."""

import math

from kopru.demo.art.canvas import HEIGHT, WIDTH, Canvas, mix, rgb
from kopru.demo.art.light import Light
from kopru.demo.art.nature import bush, cypress, hills, olive, ridge, sea, sky, slope, sun
from kopru.demo.art.town import hut, person


def _backdrop(sheet: Canvas, light: Light, horizon: float, *, sun_at: float | None = None) -> None:
    """Paint sky, far hills and the gulf."""
    sky(sheet, light, horizon)
    if sun_at is not None:
        sun(sheet, light, sun_at, horizon * 0.52, 48)
    hills(sheet, light, horizon, layers=3, height=150)
    sea(sheet, light, horizon, horizon + 330, path=sun_at)


def olive_harvest(sheet: Canvas, light: Light) -> None:
    """Paint a grove above the gulf, nets spread below the trees, people at work."""
    _backdrop(sheet, light, 520, sun_at=1850)
    far = ridge(sheet, 760, 30, 0.5)
    slope(sheet, light, far, mix(light.near, light.ground, 0.3), tufts=500)
    for index in range(15):
        x = index * 175 + sheet.random.uniform(-30, 30)
        bush(sheet, light, x, 760 + sheet.random.uniform(-8, 46), sheet.random.uniform(90, 130))
    near = ridge(sheet, 960, 26, 0.5)
    slope(sheet, light, near, light.ground, tufts=1500)
    for x, y, size in ((1340, 1010, 330), (1700, 1030, 380), (920, 1020, 350)):
        olive(sheet, light, x, y, size)
    net = light.on(rgb("3f7a66"))
    for x, y, wide in ((1780, 1330, 520), (620, 1400, 600)):
        sheet.oval(x, y, wide, wide * 0.16, (*net, 190))
        for index in range(34):
            turn = index / 34 * math.tau
            reach = (x + math.cos(turn) * wide, y + math.sin(turn) * wide * 0.16)
            sheet.line([(x, y), reach], (*mix(net, light.sun, 0.3), 60), 2)
        for _ in range(260):
            turn, share = sheet.random.uniform(0, math.tau), math.sqrt(sheet.random.random()) * 0.9
            place = (x + math.cos(turn) * wide * share, y + math.sin(turn) * wide * 0.16 * share)
            tone = sheet.random.choice([rgb("3c2c3f"), rgb("6b7a3c"), rgb("54405a")])
            sheet.oval(*place, 6, 4.6, light.on(tone))
    for x, y, height in ((1490, 1290, 250), (2060, 1310, 262), (890, 1330, 270)):
        person(sheet, light, x, y, height, bent=sheet.random.random() < 0.6)
    olive(sheet, light, 1800, 1335, 760, fruit=True)
    olive(sheet, light, 480, 1420, 980, fruit=True)
    for x, y in ((1130, 1450), (1290, 1480)):
        _crate(sheet, light, x, y, 150)


def _crate(sheet: Canvas, light: Light, x: float, y: float, wide: float) -> None:
    """Paint a crate heaped with olives."""
    dice = sheet.random
    sheet.oval(x + wide * 0.56, y + wide * 0.44, wide * 0.64, wide * 0.07, (*light.shade, 110))
    for _ in range(110):
        share = dice.uniform(-1, 1)
        place = (x + wide / 2 + share * wide * 0.46, y - dice.random() * (1 - share * share) * wide * 0.26)
        tone = mix(dice.choice([rgb("3c2c3f"), rgb("6b7a3c"), rgb("54405a")]), light.sun, dice.uniform(0, 0.2))
        sheet.oval(*place, 8, 7, light.on(tone))
    wood = light.on(rgb("b98d58"))
    sheet.box(x, y, x + wide, y + wide * 0.44, mix(wood, light.shade, 0.4))
    for slat in range(3):
        top = y + wide * 0.15 * slat
        sheet.box(x, top, x + wide, top + wide * 0.12, mix(wood, light.sun, 0.12 - 0.08 * slat))
    for post in (x, x + wide - 12):
        sheet.box(post, y, post + 12, y + wide * 0.44, mix(wood, light.shade, 0.2))


def olive_terraces(sheet: Canvas, light: Light) -> None:
    """Paint terraces with dry walls that step down to the sea."""
    _backdrop(sheet, light, 560, sun_at=560)
    for step in range(5):
        base = 800 + step * 165
        line = [(x, base + math.sin(x / 420 + step * 1.3) * (16 + 6 * step)) for x in range(0, WIDTH + 60, 60)]
        tone = mix(light.near, light.ground, 0.25 + step * 0.16)
        slope(sheet, light, line, tone, tufts=330)
        size = 120 + step * 58
        for index in range(8 - step):
            x = (index + 0.5 + sheet.random.uniform(-0.3, 0.3)) * WIDTH / (8 - step)
            olive(sheet, light, x, base + 44 + step * 12 + math.sin(x / 420 + step * 1.3) * 20, size)
        for x in range(0, WIDTH, 26):
            y = base + 92 + step * 14 + math.sin(x / 420 + step * 1.3) * 16
            for course in range(2):
                stone = mix(light.on(light.wall), light.shade, sheet.random.uniform(0.1, 0.4))
                high = 10 + 2.6 * step
                top = y + course * high
                sheet.box(x + course * 11, top, x + course * 11 + 24, top + high - 2, stone, round_by=4)


def saplings(sheet: Canvas, light: Light) -> None:
    """Paint rows of young trees on a slope, and those who plant them."""
    _backdrop(sheet, light, 600)
    slope(sheet, light, ridge(sheet, 800, 40, 0.5), mix(light.near, light.ground, 0.5), tufts=900)
    for index in range(9):
        cypress(sheet, light, 80 + index * 290 + sheet.random.uniform(-60, 60), 860, sheet.random.uniform(130, 210))
    for row in range(6):
        depth = row / 5
        y = 930 + 590 * depth**1.35
        size = 44 + 128 * depth
        shift = sheet.random.uniform(-0.3, 0.3)
        for index in range(-1, 10 - row):
            x = (index + 0.5 + shift) * WIDTH / (9 - row) + sheet.random.uniform(-10, 10)
            sheet.oval(x, y, size * 0.62, size * 0.14, mix(light.on(rgb("7a5638")), light.shade, 0.12))
            sheet.oval(x, y - 3, size * 0.46, size * 0.09, light.on(rgb("5f4029")))
            sheet.line([(x, y), (x + 2, y - size * 1.3)], light.on(rgb("6b4f38")), size * 0.05)
            sheet.line([(x + size * 0.2, y), (x + size * 0.2, y - size * 1.15)], light.on(rgb("c9a877")), size * 0.045)
            bush(sheet, light, x, y - size * 1.25, size * 0.62)
        if row in {2, 3, 4}:
            for offset in sheet.random.sample((0.08, 0.23, 0.41, 0.58, 0.74, 0.9), 2):
                place = WIDTH * offset + sheet.random.uniform(-90, 90)
                person(sheet, light, place, y + 14, 150 + 165 * depth, bent=sheet.random.random() < 0.5)


def hillside_town(sheet: Canvas, light: Light) -> None:
    """Paint the town that climbs from the sea, house above house."""
    sky(sheet, light, 620)
    sun(sheet, light, 330, 300, 44)
    hills(sheet, light, 640, layers=2, height=220)
    sea(sheet, light, 600, 1100, path=330)
    crest = [
        (x, 470 + 560 * (1 - min(1, max(0, (x - 180) / 1500)) ** 0.7) + math.sin(x / 130) * 12)
        for x in range(0, WIDTH + 40, 40)
    ]
    slope(sheet, light, crest, mix(light.near, light.ground, 0.2), tufts=500)
    rows = 15
    for row in range(rows):
        depth = row / (rows - 1)
        y_low = 470 + 1120 * depth
        size = 74 + 92 * depth
        x = -40.0 + sheet.random.uniform(0, 60)
        while x < WIDTH + 40:
            top = crest[min(len(crest) - 1, max(0, round(x / 40)))][1]
            y = y_low + sheet.random.uniform(-16, 16)
            if y - size * 0.6 > top - 10 and y < HEIGHT + 40:
                dice = sheet.random.random()
                if dice < 0.74:
                    hut(sheet, light, x, y, size)
                elif dice < 0.86:
                    bush(sheet, light, x + size * 0.4, y - size * 0.2, size * 0.8)
                elif dice < 0.93:
                    cypress(sheet, light, x + size * 0.3, y + size * 0.1, size * 1.5)
            x += size * sheet.random.uniform(0.86, 1.3)
        sheet.haze(y_low - 60, y_low + 40, light.sky[2], 0.0, 0.07 * (1 - depth))
    for x, size in ((120, 330), (2260, 380)):
        olive(sheet, light, x, HEIGHT + 40, size * 1.4)
