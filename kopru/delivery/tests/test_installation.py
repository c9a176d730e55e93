"""A copied or restored system sends nothing until a person releases it (G6)."""

import shutil

import pytest

from kopru.core.models import User
from kopru.delivery import sending
from kopru.delivery.models import Dispatch, DispatchState, Installation
from kopru.delivery.sending import installation
from kopru.delivery.tests.factories import NOON, Clock, released, states


@pytest.fixture
def sent(transactional_db):
    """An installation that has sent something."""
    dispatch = released(1)
    while sending.send_batch(dispatch.pk, clock=Clock()):
        pass
    assert states(dispatch) == {"delivered": 1}


def test_a_new_system_may_send(sent):
    assert installation.why_held() == ""
    assert Installation.objects.get().serial == 1


def test_a_database_without_its_home_is_held(sent, settings, tmp_path):
    settings.HOME = tmp_path / "elsewhere"
    dispatch = released(1)
    assert not sending.send_batch(dispatch.pk, clock=Clock())
    dispatch.refresh_from_db()
    assert (states(dispatch), dispatch.state) == ({"queued": 1}, DispatchState.SENDING)
    assert installation.why_held()


def test_a_copied_home_is_held(sent, settings, tmp_path):
    shutil.copytree(settings.HOME, tmp_path / "copy")
    settings.HOME = tmp_path / "copy"
    assert installation.why_held()


def test_a_home_put_back_at_its_own_place_is_held(sent, settings):
    marker = settings.HOME / "installation.json"
    content = marker.read_bytes()
    (settings.HOME / "other").write_text("so that the place on the disk is another")
    marker.rename(settings.HOME / "old")
    marker.write_bytes(content)
    assert (settings.HOME / "old").stat().st_ino != marker.stat().st_ino
    assert installation.why_held()


def test_yesterdays_database_under_todays_home_is_held(sent):
    Installation.objects.update(serial=0)
    assert installation.why_held()


def test_a_database_from_before_the_first_mail_is_held_under_a_home_that_has_sent(sent):
    Installation.objects.all().delete()
    dispatch = released(1)
    assert not sending.send_batch(dispatch.pk, clock=Clock())
    assert states(dispatch) == {"queued": 1}
    assert installation.why_held()


def test_a_new_system_settles_in_once_and_its_backup_is_held(transactional_db, settings, tmp_path):
    assert installation.settle_in(at=NOON)
    assert not installation.settle_in(at=NOON)
    assert installation.why_held() == ""
    settings.HOME = tmp_path / "restored"
    assert not installation.settle_in(at=NOON)
    assert installation.why_held()


def test_a_home_that_has_sent_is_not_settled_in_anew_under_an_empty_database(sent):
    Dispatch.objects.all().delete()
    Installation.objects.all().delete()
    assert not installation.settle_in(at=NOON)
    assert installation.why_held()


def test_a_person_releases_it_and_what_waited_leaves(sent, settings, tmp_path):
    settings.HOME = tmp_path / "elsewhere"
    dispatch = released(1)
    sending.send_batch(dispatch.pk, clock=Clock())
    installation.release(by=User.objects.create_user("sorumlu", "sorumlu@example.org"), at=NOON)
    assert installation.why_held() == ""
    while sending.send_batch(dispatch.pk, clock=Clock()):
        pass
    assert states(dispatch) == {"delivered": 1}


def test_a_damaged_marker_holds(sent, settings):
    (settings.HOME / "installation.json").write_text("{")
    assert installation.why_held()
