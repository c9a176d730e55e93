"""The lights of a day on the Aegean: what colour everything takes in each."""

from dataclasses import dataclass
from typing import Final

from kopru.demo.art.canvas import Rgb, mix, rgb


@dataclass(frozen=True, slots=True)
class Light:
    """One hour of the day."""

    sky: tuple[Rgb, Rgb, Rgb]
    sea: tuple[Rgb, Rgb]
    glint: Rgb
    far: Rgb
    near: Rgb
    leaf: Rgb
    leaf_light: Rgb
    ground: Rgb
    wall: Rgb
    roof: Rgb
    shade: Rgb
    sun: Rgb
    #: how much of the shade's colour lies on everything, 0 to 1
    dim: float = 0.0
    lamps: bool = False

    def on(self, colour: Rgb) -> Rgb:
        """Return a thing's own colour as it looks in this light."""
        return mix(colour, self.shade, self.dim)


MORNING: Final = Light(
    sky=(rgb("8fc1d4"), rgb("c6dfdf"), rgb("f6e7cf")),
    sea=(rgb("8fc3c9"), rgb("2f7f97")),
    glint=rgb("fdf6e3"),
    far=rgb("a9c3c8"),
    near=rgb("6f8a6a"),
    leaf=rgb("5d7350"),
    leaf_light=rgb("b4c29a"),
    ground=rgb("cdb98c"),
    wall=rgb("e3d5b8"),
    roof=rgb("c4704a"),
    shade=rgb("3d5573"),
    sun=rgb("fff2d0"),
)
NOON: Final = Light(
    sky=(rgb("3f94c4"), rgb("86c3dd"), rgb("d6ecec")),
    sea=(rgb("4bb0bf"), rgb("0f5f88")),
    glint=rgb("ffffff"),
    far=rgb("8db4c4"),
    near=rgb("6c8a58"),
    leaf=rgb("4f6a45"),
    leaf_light=rgb("a8bd8c"),
    ground=rgb("d8c398"),
    wall=rgb("f0e6d0"),
    roof=rgb("cb6a43"),
    shade=rgb("26466b"),
    sun=rgb("fffbe8"),
)
GOLDEN: Final = Light(
    sky=(rgb("5f8fae"), rgb("edc48f"), rgb("fbdfa6")),
    sea=(rgb("e3b98a"), rgb("2d6c82")),
    glint=rgb("ffe9b8"),
    far=rgb("b09a97"),
    near=rgb("7d7f4f"),
    leaf=rgb("5c6238"),
    leaf_light=rgb("cdbd78"),
    ground=rgb("cf9f63"),
    wall=rgb("efd2a0"),
    roof=rgb("c25f38"),
    shade=rgb("5a3f58"),
    sun=rgb("fff0c4"),
    dim=0.06,
)
SUNSET: Final = Light(
    sky=(rgb("3a4f7c"), rgb("d9776a"), rgb("f9c27a")),
    sea=(rgb("e7916c"), rgb("2b4468")),
    glint=rgb("ffd9a0"),
    far=rgb("7e6684"),
    near=rgb("3f4a4f"),
    leaf=rgb("333f3a"),
    leaf_light=rgb("8f7a5a"),
    ground=rgb("8a6553"),
    wall=rgb("d9a583"),
    roof=rgb("9c4a3c"),
    shade=rgb("2c2b4c"),
    sun=rgb("ffe3a6"),
    dim=0.28,
    lamps=True,
)
NIGHT: Final = Light(
    sky=(rgb("0b1734"), rgb("1c3458"), rgb("48597b")),
    sea=(rgb("2d4468"), rgb("0a1630")),
    glint=rgb("ffd893"),
    far=rgb("24385a"),
    near=rgb("182840"),
    leaf=rgb("1b2e33"),
    leaf_light=rgb("466058"),
    ground=rgb("3a4258"),
    wall=rgb("7d8196"),
    roof=rgb("5c4048"),
    shade=rgb("0b1530"),
    sun=rgb("f4f0dc"),
    dim=0.45,
    lamps=True,
)
AUTUMN: Final = Light(
    sky=(rgb("7d9fb3"), rgb("c9d0cb"), rgb("efe2c8")),
    sea=(rgb("9dbcbc"), rgb("3b6f80")),
    glint=rgb("fbf3df"),
    far=rgb("a3aeb0"),
    near=rgb("8b8356"),
    leaf=rgb("5f6b45"),
    leaf_light=rgb("b7b98c"),
    ground=rgb("b99a6b"),
    wall=rgb("e2cfae"),
    roof=rgb("b35f3f"),
    shade=rgb("42465f"),
    sun=rgb("fff0cf"),
    dim=0.04,
)
