"""What every app stands on."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import transaction

from kopru.core import demonstration, freshness, health, roles, sweep, today
from kopru.core.models import Identity, User
from kopru.core.roles import OFFICE, STAFF, Role, holds

NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def somebody(*held: Role, **fields) -> User:
    user = User.objects.create_user(f"u{User.objects.count()}", f"u{User.objects.count()}@example.org", **fields)
    user.groups.set([Group.objects.get_or_create(name=role.value)[0] for role in held])
    return user


@pytest.mark.django_db
class TestRoles:
    def test_nobody_signed_in_holds_none(self):
        assert not holds(AnonymousUser(), *Role)

    def test_who_left_holds_none(self):
        assert not holds(somebody(Role.HEAD, is_active=False), Role.HEAD)

    def test_a_superuser_holds_all(self):
        assert holds(somebody(is_superuser=True), Role.MAYORS_OFFICE)

    def test_a_role_is_held_or_not(self):
        clerk = somebody(Role.CLERK)
        assert holds(clerk, Role.HEAD, Role.CLERK)
        assert not holds(clerk, Role.HEAD)

    def test_units_are_no_staff(self):
        assert Role.UNIT not in STAFF
        assert OFFICE < STAFF

    def test_sync_gives_exactly_what_was_granted(self):
        roles.sync()
        groups = {group.name: group for group in Group.objects.all()}
        assert set(groups) >= {role.value for role in Role}
        assert "access_admin" in {each.codename for each in groups[Role.CLERK.value].permissions.all()}
        assert "access_admin" not in {each.codename for each in groups[Role.UNIT.value].permissions.all()}
        groups[Role.UNIT.value].permissions.set(groups[Role.ADMINISTRATOR.value].permissions.all())
        roles.sync()
        assert "access_admin" not in {each.codename for each in groups[Role.UNIT.value].permissions.all()}


@pytest.fixture
def alone(monkeypatch):
    """Leave the registries to the test alone."""
    monkeypatch.setattr(sweep, "_sweeps", {})
    monkeypatch.setattr(health, "_checks", {})
    monkeypatch.setattr(today, "_providers", [])


def fail(*_args, **_kwargs):
    raise RuntimeError("no disk")


@pytest.mark.usefixtures("alone")
class TestRegistries:
    def test_one_failing_sweep_stops_no_other(self, caplog):
        sweep.register("bad", fail)
        sweep.register("good", lambda _at: 3)
        assert sweep.run_all(at=NOON) == {"bad": 0, "good": 3}
        assert "sweep bad failed" in caplog.text

    def test_a_check_that_fails_is_a_finding(self):
        health.register("bad", fail)
        found = list(health.findings(at=NOON))
        assert [(each.check, each.ok, each.message) for each in found] == [("bad", False, "RuntimeError: no disk")]

    def test_the_most_urgent_card_comes_first(self):
        for order in (50, 0, 20):
            card = today.Card(title=str(order), icon="mail", items=[], empty="", order=order)
            today.register(lambda _user, _at, card=card: [card])
        assert [card.title for card in today.cards(user=User(), at=NOON)] == ["0", "20", "50"]


@pytest.mark.django_db(transaction=True)
def test_the_public_site_is_fresh_only_after_the_commit():
    before = freshness.generation()
    with transaction.atomic():
        freshness.touch()
        assert freshness.generation() == before
    first = freshness.generation()
    assert first != before
    freshness.touch()
    assert freshness.generation() != first


@pytest.mark.django_db(transaction=True)
def test_a_changed_identity_lets_cached_pages_go():
    before = freshness.generation()
    Identity.load().save()
    assert freshness.generation() != before


def test_logins_are_shown_in_the_demonstration_alone(settings, tmp_path):
    settings.HOME = tmp_path
    demonstration.write_logins(["ayse / deneme"])
    settings.DEMO = False
    assert demonstration.logins() == []
    settings.DEMO = True
    assert demonstration.logins() == ["ayse / deneme"]


def test_threads_of_one_process_say_at_once_that_something_changed(settings, tmp_path):
    settings.HOME = tmp_path
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: freshness._write(), range(400)))
    assert [file.name for file in tmp_path.iterdir()] == ["public.stamp"]
