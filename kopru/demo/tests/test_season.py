import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.demo import office, press
from kopru.demo.art import light
from kopru.demo.art.scenes import SCENES
from kopru.demo.living import hours_of
from kopru.demo.season import SEASON, TOPICS
from kopru.demo.season.items import End, dated
from kopru.photos.models import Photo

ISTANBUL = ZoneInfo("Europe/Istanbul")
CLOSED = {End.PUBLISHED, End.CORRECTED, End.WITHDRAWN}


def words_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from words_of(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from words_of(part)


def test_it_is_a_whole_season_with_every_end():
    assert 18 <= sum(item.end in CLOSED for item in SEASON) <= 24
    assert {item.end for item in SEASON} == set(End)
    small = [item for item in SEASON if item.small]
    assert {End.PUBLISHED, End.CORRECTED, End.WITH_HEAD} <= {item.end for item in small}


@pytest.mark.parametrize("item", SEASON, ids=lambda item: item.headline)
def test_each_can_be_made(item):
    assert len(item.headline) <= 200
    assert len(item.spot) <= 500
    assert set(item.topics) <= set(TOPICS)
    assert item.unit in {name for name, *_ in office.UNITS}
    assert set(item.audiences) <= {name for name, *_ in press.rules([])}
    assert bool(item.audiences) == (item.end in CLOSED | {End.EMBARGOED})
    assert bool(item.reason) == (item.end in {End.RETURNED, End.WITHDRAWN})
    assert bool(item.mend) == (item.end == End.CORRECTED)
    for picture in item.pictures:
        assert picture.scene in SCENES
        assert hasattr(light, picture.light)
        assert len(picture.caption) <= 500
        assert picture.description != picture.caption
        assert len(picture.place) <= Photo._meta.get_field("place").max_length


@pytest.mark.parametrize("item", SEASON, ids=lambda item: item.headline)
def test_each_is_printed_as_the_press_writes(item):
    spoken = list(
        words_of(dated([item.overline, item.headline, item.spot, item.body], item.day(datetime.now(ISTANBUL).date())))
    )
    for words in spoken:
        assert "{" not in words
        assert not re.search(r"['\"]|\.\.\.|  ", words)
    assert not item.headline.endswith((".", "!"))


def test_no_picture_is_painted_twice():
    painted = [(picture.scene, picture.light, picture.seed) for item in SEASON for picture in item.pictures]
    assert len(painted) == len(set(painted))
    titled = [(picture.title, picture.caption) for item in SEASON for picture in item.pictures]
    assert len(titled) == len(set(titled))


def test_days_are_written_out():
    day = datetime(2026, 10, 29, tzinfo=ISTANBUL).date()
    assert dated({"a": ("{0}", "{3} günü")}, day) == {"a": ["29 Ekim Perşembe", "1 Kasım Pazar günü"]}


@given(st.integers(0, 4 * 365 * 24 * 60))
def test_whenever_it_is_opened_the_past_is_past_and_the_embargo_is_not(minutes):
    at = datetime(2026, 1, 1, tzinfo=ISTANBUL) + timedelta(minutes=minutes)
    for item in SEASON:
        hours = hours_of(item, at=at)
        if item.end in CLOSED:
            assert hours.public + timedelta(hours=6) < at
            assert hours.public > at - timedelta(days=368)
        else:
            assert hours.begun < at
        if item.end == End.EMBARGOED:
            assert hours.public > at
