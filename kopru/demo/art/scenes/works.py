"""What the municipality builds: pipes, roads, schools."""

import math

from kopru.demo.art.canvas import HEIGHT, WIDTH, Canvas, mix, rgb
from kopru.demo.art.light import Light
from kopru.demo.art.nature import bush, cypress, hills, ridge, sea, sky, slope, sun
from kopru.demo.art.town import flag, house, person

_YELLOW = rgb("e3a92f")


def trench(sheet: Canvas, light: Light) -> None:
    """Paint the new water main: a trench, blue pipes, an excavator."""
    sky(sheet, light, 620)
    hills(sheet, light, 640, layers=3, height=260)
    slope(sheet, light, ridge(sheet, 720, 26, 0.5), mix(light.near, light.ground, 0.3), tufts=500)
    for index in range(8):
        house(
            sheet, light, -30 + index * 318, 800, 280, sheet.random.uniform(150, 210), stone=index % 2 == 0, windows=3
        )
    soil = light.on(rgb("a67a4f"))
    sheet.wash([(0, light.on(rgb("c9b48c"))), (1, light.on(rgb("b89a6a")))], 790)
    for _ in range(900):
        x, y = sheet.random.uniform(0, WIDTH), sheet.random.uniform(800, HEIGHT)
        depth = (y - 760) / 840
        sheet.oval(x, y, 4 + 26 * depth, 2 + 7 * depth, (*mix(soil, light.shade, sheet.random.random() * 0.5), 70))
    _cut(sheet, light, soil)
    _excavator(sheet, light, 1690, 1240, 560)
    for row, count in ((0, 5), (1, 4), (2, 3)):
        for index in range(count):
            x, y = 190 + index * 132 + row * 66, 1440 - row * 108
            _pipe_end(sheet, light, x, y, 62)
    for x, y, height in ((1130, 1230, 250), (980, 1160, 224)):
        person(sheet, light, x, y, height, bent=True)
        sheet.oval(x + (height * 0.25), y - height * 0.9, height * 0.072, height * 0.05, light.on(_YELLOW))


def _cut(sheet: Canvas, light: Light, soil: tuple[int, int, int]) -> None:
    """Cut the trench into the ground and lay the pipe in it."""
    dark = mix(soil, (0, 0, 0), 0.45)
    sheet.polygon([(1010, 830), (1080, 830), (1560, HEIGHT), (720, HEIGHT)], dark)
    sheet.polygon([(1010, 830), (1030, 830), (960, HEIGHT), (720, HEIGHT)], mix(soil, (0, 0, 0), 0.62))
    pipe = light.on(rgb("2f86b8"))
    for share, shift, tone in (
        (0.0, 0, mix(pipe, light.shade, 0.4)),
        (0.2, 22, pipe),
        (0.55, 60, mix(pipe, (255, 255, 255), 0.4)),
    ):
        sheet.polygon(
            [
                (1040 + share * 14, 850),
                (1056 - share * 2, 850),
                (1310 - shift * 1.2, HEIGHT),
                (1050 + shift * 1.6, HEIGHT),
            ],
            tone,
        )
    for joint in (0.18, 0.42, 0.74):
        y = 850 + (HEIGHT - 850) * joint
        left, right = 1040 + 10 * joint, 1056 + 254 * joint
        sheet.oval((left + right) / 2, y, (right - left) * 0.56, 6 + 20 * joint, mix(pipe, light.shade, 0.35))
    for side in (-1, 1):
        for _ in range(120):
            share = sheet.random.random()
            edge = (1010 - 290 * share) if side < 0 else (1080 + 480 * share)
            x = edge + side * sheet.random.uniform(0, 40 + 130 * share)
            y = 830 + (HEIGHT - 830) * share - sheet.random.uniform(0, 20 + 60 * share)
            size = 6 + 40 * share
            sheet.oval(
                x,
                y,
                size,
                size * 0.6,
                mix(soil, sheet.random.choice([light.shade, light.sun]), sheet.random.uniform(0, 0.3)),
            )


def _pipe_end(sheet: Canvas, light: Light, x: float, y: float, size: float) -> None:
    blue = light.on(rgb("2f86b8"))
    sheet.oval(x, y, size, size, mix(blue, light.shade, 0.3))
    sheet.oval(x - 4, y - 4, size * 0.92, size * 0.92, blue)
    sheet.oval(x, y, size * 0.7, size * 0.7, mix(blue, (0, 0, 0), 0.62))
    sheet.oval(x + size * 0.12, y + size * 0.12, size * 0.54, size * 0.54, mix(blue, (0, 0, 0), 0.78))


def _excavator(sheet: Canvas, light: Light, x: float, ground: float, size: float) -> None:
    yellow, dark = light.on(_YELLOW), light.on(rgb("33353a"))
    sheet.oval(x + size * 0.1, ground + 8, size * 0.62, size * 0.06, (*light.shade, 130))
    sheet.box(x - size * 0.42, ground - size * 0.18, x + size * 0.42, ground, dark, round_by=size * 0.09)
    for index in range(5):
        sheet.oval(
            x - size * 0.32 + index * size * 0.16,
            ground - size * 0.09,
            size * 0.062,
            size * 0.062,
            mix(dark, light.sun, 0.24),
        )
    sheet.box(x - size * 0.34, ground - size * 0.44, x + size * 0.46, ground - size * 0.2, yellow, round_by=size * 0.03)
    sheet.box(
        x + size * 0.2,
        ground - size * 0.44,
        x + size * 0.46,
        ground - size * 0.2,
        (*light.shade, 70),
        round_by=size * 0.03,
    )
    sheet.box(x - size * 0.3, ground - size * 0.72, x + size * 0.04, ground - size * 0.42, yellow, round_by=size * 0.03)
    sheet.box(
        x - size * 0.26,
        ground - size * 0.68,
        x + size * 0.0,
        ground - size * 0.47,
        mix(light.sky[1], light.shade, 0.3),
        round_by=size * 0.02,
    )
    arm = [
        (x - size * 0.28, ground - size * 0.4),
        (x - size * 0.62, ground - size * 0.98),
        (x - size * 1.0, ground - size * 0.62),
    ]
    sheet.line(arm, mix(yellow, light.shade, 0.25), size * 0.1)
    sheet.line([(px, py - size * 0.015) for px, py in arm], yellow, size * 0.072)
    sheet.line([arm[0], (x - size * 0.56, ground - size * 0.74)], dark, size * 0.026)
    tip = (x - size * 1.02, ground - size * 0.34)
    sheet.line([arm[2], tip], yellow, size * 0.06)
    sheet.polygon(
        [
            (tip[0] - size * 0.06, tip[1] - size * 0.04),
            (tip[0] + size * 0.12, tip[1] - size * 0.02),
            (tip[0] + size * 0.12, tip[1] + size * 0.16),
            (tip[0] - size * 0.02, tip[1] + size * 0.2),
        ],
        dark,
    )


def road(sheet: Canvas, light: Light) -> None:
    """Paint the coast road with fresh asphalt, a roller at work."""
    horizon = 600
    sky(sheet, light, horizon)
    sun(sheet, light, 1950, 300, 46)
    hills(sheet, light, horizon, layers=3, height=210)
    sea(sheet, light, horizon, path=1950)
    slope(
        sheet,
        light,
        [(0, 520), (300, 600), (640, 660), (980, 700), (1400, 760), (1900, 1020), (WIDTH, 1500)],
        mix(light.near, light.ground, 0.45),
        tufts=1300,
    )
    asphalt = light.on(rgb("4a4d55"))
    curve = [(886, 690), (930, 722), (962, 770), (1040, 860), (1200, 990), (1480, 1200), (1950, HEIGHT)]
    left = [(872, 690), (896, 722), (904, 770), (888, 860), (830, 990), (680, 1200), (260, HEIGHT)]
    sheet.polygon([*curve, *reversed(left)], mix(asphalt, light.sun, 0.06))
    for _ in range(1500):
        share = sheet.random.random() ** 0.7
        y = 800 + 800 * share
        low, high = 900 - 640 * share**1.15, 1000 + 950 * share**1.1
        x = low + (high - low) * sheet.random.random()
        tone = sheet.random.choice([light.shade, light.glint])
        sheet.oval(x, y, 2 + 7 * share, 1 + 2.4 * share, (*tone, 46))
    for edge in (left, curve):
        sheet.line(edge, (*light.glint, 220), 6)
    for share in (0.04, 0.14, 0.28, 0.47, 0.72):
        y, wide = 810 + 790 * share, 5 + 22 * share
        x = 950 + 150 * share
        sheet.polygon(
            [
                (x - wide / 2, y),
                (x + wide / 2, y),
                (x + wide + 8 * share, y + 30 + 110 * share),
                (x - wide * 0.6 + 8 * share, y + 30 + 110 * share),
            ],
            (*light.glint, 230),
        )
    for x, y, height in ((120, 760, 330), (330, 790, 280), (520, 770, 220), (700, 760, 170)):
        cypress(sheet, light, x, y, height)
    for x, y, size in ((90, 1240, 240), (250, 1420, 300), (2220, 1480, 280)):
        bush(sheet, light, x, y, size)
    _roller(sheet, light, 1180, 1330, 620)
    for x, y, height in ((760, 1330, 290), (640, 1290, 270)):
        person(sheet, light, x, y, height)
        sheet.oval(x, y - height * 0.955, height * 0.078, height * 0.05, light.on(_YELLOW))


def _roller(sheet: Canvas, light: Light, x: float, ground: float, size: float) -> None:
    yellow, dark, metal = light.on(_YELLOW), light.on(rgb("2e3036")), light.on(rgb("8d9298"))
    sheet.oval(x + size * 0.06, ground + 6, size * 0.62, size * 0.05, (*light.shade, 140))
    for wheel, radius in ((x - size * 0.36, 0.2), (x + size * 0.36, 0.2)):
        cy = ground - size * radius
        sheet.oval(wheel, cy, size * radius, size * radius, mix(metal, light.shade, 0.42))
        sheet.oval(wheel - 5, cy - 5, size * radius * 0.9, size * radius * 0.9, metal)
        sheet.oval(wheel, cy, size * 0.07, size * 0.07, dark)
        for index in range(10):
            turn = index / 10 * math.tau
            sheet.line(
                [
                    (wheel, cy),
                    (wheel + math.cos(turn) * size * radius * 0.8, cy + math.sin(turn) * size * radius * 0.8),
                ],
                (*light.shade, 46),
                4,
            )
    sheet.box(x - size * 0.42, ground - size * 0.46, x + size * 0.42, ground - size * 0.28, yellow, round_by=16)
    sheet.box(x + size * 0.04, ground - size * 0.58, x + size * 0.42, ground - size * 0.4, yellow, round_by=16)
    sheet.box(x - size * 0.42, ground - size * 0.34, x + size * 0.42, ground - size * 0.28, (*light.shade, 80))
    for post in (-0.26, 0.06):
        sheet.box(x + size * post, ground - size * 0.88, x + size * post + 14, ground - size * 0.44, dark)
    sheet.box(x - size * 0.34, ground - size * 0.93, x + size * 0.16, ground - size * 0.88, yellow, round_by=10)
    person(sheet, light, x - size * 0.08, ground - size * 0.4, size * 0.46)
    sheet.box(x - size * 0.24, ground - size * 0.48, x + size * 0.06, ground - size * 0.4, dark, round_by=8)


def school_gate(sheet: Canvas, light: Light) -> None:
    """Paint the first day of school: the building, its flag, children at the gate."""
    sky(sheet, light, 760)
    hills(sheet, light, 700, layers=2, height=200)
    sheet.wash([(0, light.near), (1, mix(light.near, light.ground, 0.5))], 690, 1020)
    for index in range(14):
        bush(sheet, light, index * 190 + sheet.random.uniform(-40, 40), 860, sheet.random.uniform(150, 230))
    house(sheet, light, 380, 1020, 1640, 520, stone=False, colour=rgb("f1dfb8"), floors=2, windows=9, roof="hip")
    sheet.box(1040, 700, 1360, 1020, light.on(rgb("e4c68f")))
    sheet.polygon([(1010, 705), (1200, 590), (1390, 705)], light.on(light.roof))
    sheet.box(1130, 830, 1270, 1020, light.on(rgb("2f6f8f")))
    sheet.box(1196, 830, 1204, 1020, light.on(rgb("f4ecd9")))
    ground = light.on(rgb("cbb994"))
    sheet.wash([(0, mix(ground, light.shade, 0.14)), (1, ground)], 1015)
    sheet.polygon([(1090, 1020), (1310, 1020), (1720, HEIGHT), (680, HEIGHT)], mix(ground, light.sun, 0.35))
    sheet.line([(800, 1090), (800, 300)], light.on(rgb("efe8d8")), 12)
    flag(sheet, light, 807, 310, 240, rgb("c8202f"), crescent=True)
    for _ in range(700):
        x, y = sheet.random.uniform(0, WIDTH), sheet.random.uniform(1030, HEIGHT)
        sheet.oval(x, y, sheet.random.uniform(6, 30), 2, (*light.shade, 30))
    for side in (-1, 1):
        for index in range(5):
            x = 1200 + side * (420 + index * 190)
            bush(sheet, light, x, 1100 + index * 34, 110 + index * 22)
    places = sorted(
        ((sheet.random.uniform(800, 1600), sheet.random.uniform(1100, 1500)) for _ in range(22)), key=lambda p: p[1]
    )
    for x, y in places:
        height = (90 + (y - 1100) * 0.36) * sheet.random.choice([0.82, 0.9, 1.0, 1.42])
        place = 1200 + (x - 1200) * (0.5 + (y - 1100) / 560)
        person(sheet, light, place, y, height, young=True)
        if height < 200:
            pack = light.on(sheet.random.choice([rgb("d9533f"), rgb("2f7f97"), rgb("e6b94f"), rgb("5f8f6a")]))
            sheet.box(
                place - height * 0.085,
                y - height * 0.78,
                place + height * 0.085,
                y - height * 0.5,
                pack,
                round_by=height * 0.03,
            )
