import pytest
from PIL import Image

from kopru.demo.art import light
from kopru.demo.art.scenes import SCENES, paint


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_every_scene_fills_the_sheet(scene):
    picture = paint(scene, light.MORNING, 7).finished()
    assert (picture.size, picture.mode) == ((2400, 1600), "RGB")
    small = picture.resize((120, 80))
    bare = sum(1 for pixel in small.get_flattened_data() if min(pixel) > 251)
    assert bare < 120 * 80 * 0.02, "the empty sheet shows"
    assert len(small.getcolors(maxcolors=120 * 80) or []) > 200


def test_the_same_seed_paints_the_same_picture_and_another_seed_another():
    first, again, other = (paint("sunset", light.SUNSET, seed).jpeg().getvalue() for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_the_light_changes_everything():
    noon, night = (
        Image.open(paint("beach", hour, 3).jpeg()).resize((1, 1)).getpixel((0, 0)) for hour in (light.NOON, light.NIGHT)
    )
    assert sum(noon) > sum(night) + 100
