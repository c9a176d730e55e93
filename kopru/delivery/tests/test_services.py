"""The SMTP channel with real servers: Postfix, and its smtp-sink."""

from email import message_from_bytes, policy

import pytest

from kopru.delivery import actions as delivery
from kopru.delivery import bounces, sending
from kopru.delivery.channels.smtp import carrier
from kopru.delivery.models import Recipient, Suppression
from kopru.delivery.tests.factories import NOON, Clock, draft, released, states
from tests.servers import postfix, smtp_sink

pytestmark = [pytest.mark.services, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def smtp(settings):
    settings.MAIL_CHANNEL = "smtp"
    settings.MAIL_RETURN_PATH = "donen@example.org"
    carrier._health._failed.clear()
    yield
    hang_up()


def hang_up():
    while carrier._idle:
        carrier._idle.pop().quit()


def send(dispatch, port, settings):
    settings.SMTP_RELAYS = [f"smtp://127.0.0.1:{port}"]
    while sending.send_batch(dispatch.pk, clock=Clock()):
        pass
    return states(dispatch)


def test_a_sink_takes_three_hundred_over_four_connections(settings):
    settings.SMTP_CONNECTIONS = 4
    dispatch = released(300, terms=delivery.Terms(threshold=1000))
    with smtp_sink() as port:
        assert send(dispatch, port, settings) == {"delivered": 300}


def test_postfix_delivers_what_was_written_and_its_bounce_names_the_row(settings):
    dispatch = draft()
    people = [
        delivery.Addressee(f"{local}@example.org", "Işıl Çağ", "Sayın Işıl ÇAĞ")
        for local in ("isil", "yokboyle", "gecbozulan")
    ]
    delivery.freeze(dispatch, addressees=people, at=NOON)
    delivery.release(dispatch, by=None, at=NOON)
    with postfix() as mailboxes:
        assert send(dispatch, mailboxes.port, settings) == {"delivered": 2, "failed": 1}
        (raw,) = mailboxes.await_messages("isil", 1)
        (bounce,) = mailboxes.await_messages("donen", 1)
        hang_up()
    mail = message_from_bytes(raw, policy=policy.default)
    assert mail["Subject"] == "Sahil yolu yürüyüşe açıldı"
    assert mail.get_content().startswith("Sayın Işıl ÇAĞ,")
    late = Recipient.objects.get(dispatch=dispatch, address="gecbozulan@example.org")
    verdict = bounces.receive(bounce, at=NOON)
    late.refresh_from_db()
    assert (verdict.recipient, late.state) == (late.address, "failed")
    assert Suppression.objects.get().key == late.key
