"""What tests of the desk's pages share: addresses, refusals, and a dispatch that was sent."""

from django.urls import reverse
from django.utils import timezone

from kopru.delivery import sending
from kopru.delivery.models import RowState
from kopru.delivery.sending import tallies


def address(name, *args):
    return reverse(f"delivery_desk:{name}", args=args)


def refused(response):
    """The admin answers a refusal with its home page and a message, the door with the sign-in."""
    home, door = reverse("wagtailadmin_home"), reverse("wagtailadmin_login")
    return response.status_code == 302 and (response.url == home or response.url.startswith(door))


def send_all(dispatch):
    while sending.send_batch(dispatch.pk, clock=timezone.now):
        pass
    dispatch.refresh_from_db()
    return dispatch


def in_doubt(dispatch):
    row = dispatch.recipients.filter(state=RowState.DELIVERED).first()
    row.state, row.reason = RowState.UNKNOWN, "Bağlantı koptu"
    row.save()
    tallies.move(dispatch.pk, (RowState.DELIVERED, RowState.UNKNOWN, 1))
    return row
