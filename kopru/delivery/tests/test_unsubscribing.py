"""Leaving the list: asked on GET, done on one POST, for the right address only."""

import pytest
from django.urls import reverse

from kopru.delivery import actions as delivery
from kopru.delivery import signs
from kopru.delivery.mail.skeleton import link
from kopru.delivery.models import Recipient, Suppression
from kopru.delivery.tests.factories import NOON, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return Recipient.objects.get(dispatch=released(1))


def test_looking_changes_nothing_for_mail_scanners_open_links(client, row):
    page = client.get(link(row.pk))
    assert page.status_code == 200
    assert not Suppression.objects.exists()
    assert page["Cache-Control"] == "no-store"
    assert row.address not in page.content.decode()


def test_one_click_of_a_mail_program_is_enough(client, row):
    client.handler.enforce_csrf_checks = True
    page = client.post(link(row.pk), {"List-Unsubscribe": "One-Click"})
    assert page.status_code == 200
    found = Suppression.objects.get()
    assert (found.key, found.channel, found.reason) == (row.key, "email", "opt-out")
    assert row.dispatch.subject in found.source


def test_twice_is_as_once(client, row):
    client.post(link(row.pk))
    client.post(link(row.pk))
    assert Suppression.objects.count() == 1


def test_one_whom_the_office_blocked_can_still_leave_by_their_own_word(client, row):
    delivery.suppress(row.key, channel="", reason="staff", source="masa", at=NOON)
    assert "<form" in client.get(link(row.pk)).content.decode()
    client.post(link(row.pk))
    assert Suppression.objects.filter(reason="opt-out").exists()


@pytest.mark.parametrize("signed", ["1", "1-", "x-y", "9" * 40, "1-" + "0" * 24, "²-" + "0" * 24])
def test_a_guessed_link_is_nothing(client, row, signed):
    assert client.post(reverse("delivery:unsubscribe", args=[signed])).status_code == 404
    assert not Suppression.objects.exists()


def test_a_sign_for_another_purpose_is_nothing(client, row):
    assert client.post(reverse("delivery:unsubscribe", args=[signs.sign("return", row.pk)])).status_code == 404


def test_other_methods_are_refused(client, row):
    assert client.put(link(row.pk)).status_code == 405
