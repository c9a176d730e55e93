"""What can be painted, by name."""

from collections.abc import Callable
from typing import Final

from kopru.demo.art.canvas import Canvas
from kopru.demo.art.light import Light
from kopru.demo.art.scenes import harbour, land, streets, works

Scene = Callable[[Canvas, Light], None]

SCENES: Final[dict[str, Scene]] = {
    "olive_harvest": land.olive_harvest,
    "olive_terraces": land.olive_terraces,
    "saplings": land.saplings,
    "hillside_town": land.hillside_town,
    "sunset": harbour.sunset,
    "harbour": harbour.harbour,
    "breakwater": harbour.breakwater,
    "beach": harbour.beach,
    "promenade": harbour.promenade,
    "square": streets.square,
    "feast": streets.feast,
    "market": streets.market,
    "blood_drive": streets.blood_drive,
    "book_days": streets.book_days,
    "stage": streets.stage,
    "library": streets.library,
    "trench": works.trench,
    "road": works.road,
    "school_gate": works.school_gate,
}


def paint(name: str, light: Light, seed: int) -> Canvas:
    """Return the sheet on which the scene `name` was painted.

    :raises KeyError: if there is no such scene
    """
    sheet = Canvas(seed)
    SCENES[name](sheet, light)
    return sheet
