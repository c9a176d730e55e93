"""What `kopru doctor` says of sending."""

import pytest

from kopru.delivery import health
from kopru.delivery.models import Installation
from kopru.delivery.tests.factories import NOON

pytestmark = pytest.mark.django_db


def wrong():
    return {finding.check for finding in health.findings(NOON) if not finding.ok}


def test_a_new_system_is_well():
    assert wrong() == set()


@pytest.mark.parametrize(
    ("name", "value", "check"),
    [
        ("MAIL_CHANNEL", "smtp", "delivery.channel"),
        ("DKIM_KEYS", ["s@example.org=/nowhere"], "delivery.dkim"),
        ("QUIET_HOURS", "gece", "delivery.quiet-hours"),
    ],
)
def test_a_wrong_setting_is_found(settings, name, value, check):
    setattr(settings, name, value)
    assert check in wrong()


def test_a_held_copy_is_found():
    Installation.objects.create(token="another", released_at=NOON)
    assert wrong() == {"delivery.hold"}
