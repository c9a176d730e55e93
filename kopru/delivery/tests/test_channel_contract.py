"""The contract that every channel keeps, whatever carries the mail."""

import contextlib

import pytest

from kopru.delivery import channels
from kopru.delivery.channels import ChannelUnavailable, Fate, Letter, outbox
from kopru.delivery.channels.smtp import carrier as smtp
from kopru.delivery.tests.relay import running

CONTENT = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\nBir\r\n.\r\n..iki\r\n"


@contextlib.contextmanager
def _outbox(settings):
    yield lambda row_id: outbox.path_of(7, row_id).read_bytes()


@contextlib.contextmanager
def _smtp(settings):
    with running() as (url, server):
        settings.SMTP_RELAYS = [url]
        yield lambda row_id: next(
            one.content for one in server.received if one.recipients == [f"r{row_id}@example.org"]
        )
        while smtp._idle:
            smtp._idle.pop().quit()


def _outbox_broken(settings):
    (settings.HOME / "outbox").write_text("a file where the folder should be")


def _smtp_broken(settings):
    settings.SMTP_RELAYS = ["smtp://127.0.0.1:1"]


WORKING = {"outbox": _outbox, "smtp": _smtp}
BROKEN = {"outbox": _outbox_broken, "smtp": _smtp_broken}


@pytest.fixture(params=sorted(WORKING))
def kind(request):
    smtp._health._failed.clear()
    return request.param


def letter(row_id, content=CONTENT):
    return Letter(row_id, 7, "donen@example.org", f"r{row_id}@example.org", content)


def test_every_channel_is_in_the_suite():
    folders = {path.name for path in (outbox.Path(channels.__file__).parent).iterdir() if path.is_dir()}
    assert folders - {"__pycache__"} == set(WORKING) == set(BROKEN)


def test_a_letter_arrives_byte_for_byte(kind, settings):
    with WORKING[kind](settings) as arrived:
        with channels.carrier(kind) as carrier:
            carrier.hand(letter(1))
            row_id, outcome = carrier.outcome()
        assert (row_id, outcome.fate) == (1, Fate.ACCEPTED)
        assert arrived(1) == CONTENT


def test_as_many_as_there_are_lanes_are_in_flight_and_settle_oldest_first(kind, settings):
    with WORKING[kind](settings) as arrived, channels.carrier(kind) as carrier:
        letters = [letter(number) for number in range(1, 2 * carrier.lanes + 1)]
        for one in letters[: carrier.lanes]:
            carrier.hand(one, ahead=letters[one.row_id - 1 + carrier.lanes])
        for one in letters[carrier.lanes :]:
            assert carrier.outcome()[0] == one.row_id - carrier.lanes
            carrier.hand(one)
        for one in letters[carrier.lanes :]:
            assert carrier.outcome()[0] == one.row_id
        assert all(arrived(one.row_id) == CONTENT for one in letters)


def test_a_letter_announced_and_then_not_handed_over_does_not_leave(kind, settings):
    with WORKING[kind](settings) as arrived:
        with channels.carrier(kind) as carrier:
            carrier.hand(letter(1), ahead=letter(2))
            carrier.outcome()
        with channels.carrier(kind) as carrier:
            carrier.hand(letter(3))
            assert carrier.outcome()[1].fate is Fate.ACCEPTED
        with pytest.raises((StopIteration, FileNotFoundError)):
            arrived(2)


def test_a_channel_that_cannot_carry_says_so_and_takes_nothing(kind, settings):
    BROKEN[kind](settings)
    with channels.carrier(kind) as carrier:
        with pytest.raises(ChannelUnavailable) as obstacle:
            carrier.hand(letter(1))
        assert str(obstacle.value)


def test_a_megabyte_arrives_whole(kind, settings):
    content = CONTENT + b"Bu sat\xc4\xb1r uzun.\r\n" * 70_000
    with WORKING[kind](settings) as arrived:
        with channels.carrier(kind) as carrier:
            carrier.hand(letter(1, content))
            assert carrier.outcome()[1].fate is Fate.ACCEPTED
        assert arrived(1) == content


@pytest.mark.parametrize("name", ["pigeon", "../outbox", ""])
def test_a_channel_of_no_known_name_is_an_obstacle(name, settings):
    settings.MAIL_CHANNEL = name
    with pytest.raises(ChannelUnavailable):
        channels.carrier()
