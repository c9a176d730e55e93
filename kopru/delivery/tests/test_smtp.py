"""The SMTP channel with good and bad servers: what each does to the ledger."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from kopru.delivery import actions as delivery
from kopru.delivery import sending
from kopru.delivery.channels.smtp import carrier
from kopru.delivery.models import DispatchState, Recipient
from kopru.delivery.tests.factories import NOON, Clock, addressees, draft, released, states
from kopru.delivery.tests.relay import Behaviour, running
from tests.servers import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def smtp(settings):
    settings.MAIL_CHANNEL = "smtp"
    settings.SMTP_TIMEOUT = 1
    settings.SMTP_CONNECTIONS = 2
    carrier._health._failed.clear()
    yield
    hang_up()


def hang_up():
    while carrier._idle:
        carrier._idle.pop().quit()


def send(dispatch, *urls, settings, at=NOON):
    settings.SMTP_RELAYS = list(urls)
    while sending.send_batch(dispatch.pk, clock=Clock(at)):
        pass
    dispatch.refresh_from_db()
    assert {state: number for state, number in dispatch.counts().items() if number} == states(dispatch)
    return states(dispatch)


@pytest.mark.parametrize("extensions", [("PIPELINING", "DSN"), ("8BITMIME",)])
def test_everybody_gets_one_over_two_connections(settings, extensions):
    dispatch = released(7)
    with running(Behaviour(extensions=extensions)) as (url, server):
        assert send(dispatch, url, settings=settings) == {"delivered": 7}
    assert server.connections == 2
    assert sorted(one.recipients[0] for one in server.received) == sorted(
        Recipient.objects.filter(dispatch=dispatch).values_list("address", flat=True)
    )
    assert len({message_from_bytes(one.content)["Message-ID"] for one in server.received}) == 7


def test_connections_outlive_a_batch(settings):
    with running() as (url, server):
        for _round in range(3):
            send(released(3), url, settings=settings)
    assert server.connections == 2


def test_the_servers_answer_is_kept(settings):
    dispatch = released(1)
    with running() as (url, _server):
        send(dispatch, url, settings=settings)
    assert Recipient.objects.get(dispatch=dispatch).provider_id == "250 2.0.0 Ok: queued as 000001"


def test_a_real_library_server_without_pipelining_reads_the_same(settings):
    got = []

    class Keep:
        async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  aiosmtpd calls it so
            got.append(envelope.content)
            return "250 OK"

    dispatch = released(3)
    controller = Controller(Keep(), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        assert send(dispatch, f"smtp://127.0.0.1:{controller.port}", settings=settings) == {"delivered": 3}
    finally:
        hang_up()
        controller.stop()
    mail = message_from_bytes(got[0], policy=policy.default)
    assert mail["Subject"] == "Sahil yolu yürüyüşe açıldı"


def test_lines_that_begin_with_a_dot_arrive_whole(settings):
    text = "{greeting}\n.\n..\n.nokta ile başlayan satır\n"
    dispatch = draft(text=text)
    delivery.freeze(dispatch, addressees=addressees(2), at=NOON)
    delivery.release(dispatch, by=None, at=NOON)
    with running() as (url, server):
        send(dispatch, url, settings=settings)
    mail = message_from_bytes(server.received[1].content, policy=policy.default)
    assert "\n.\n..\n.nokta ile başlayan satır\n" in mail.get_content().replace("\r\n", "\n")


def test_a_refused_address_fails_and_the_others_arrive(settings):
    dispatch = released(5)
    bad = Recipient.objects.filter(dispatch=dispatch)[2]
    refuse = Behaviour(recipient=lambda address: "550 5.1.1 User unknown" if address == bad.address else "250 Ok")
    with running(refuse) as (url, server):
        assert send(dispatch, url, settings=settings) == {"delivered": 4, "failed": 1}
    bad.refresh_from_db()
    assert bad.reason == "550 5.1.1 User unknown"
    assert len(server.received) == 4


def test_a_refused_address_without_pipelining(settings):
    dispatch = released(3)
    bad = Recipient.objects.filter(dispatch=dispatch)[0]
    refuse = Behaviour(
        extensions=("8BITMIME",), recipient=lambda address: "550 no" if address == bad.address else "250 Ok"
    )
    with running(refuse) as (url, _server):
        assert send(dispatch, url, settings=settings) == {"delivered": 2, "failed": 1}


def test_an_address_refused_for_now_is_tried_again_later(settings):
    dispatch = released(2)
    answers = iter(["451 4.7.1 Greylisted", "250 Ok", "250 Ok"])
    with running(Behaviour(recipient=lambda _address: next(answers))) as (url, _server):
        assert send(dispatch, url, settings=settings) == {"queued": 1, "delivered": 1}
        assert send(dispatch, url, settings=settings, at=NOON + timedelta(minutes=4)) == {"queued": 1, "delivered": 1}
        assert send(dispatch, url, settings=settings, at=NOON + timedelta(minutes=6)) == {"delivered": 2}
    assert dispatch.state == DispatchState.FINISHED


def test_a_server_that_hangs_is_left_for_the_second(settings):
    dispatch = released(3)
    settings.SMTP_TIMEOUT = 0.3
    with running() as (good, server), running(Behaviour(silent=True)) as (hanging, silent):
        assert send(dispatch, hanging, good, settings=settings) == {"delivered": 3}
    assert len(server.received) == 3
    assert silent.connections == 1


def test_no_server_at_all_loses_nothing(settings):
    dispatch = released(3)
    assert send(dispatch, "smtp://127.0.0.1:1", settings=settings) == {"queued": 3}
    assert dispatch.state == DispatchState.SENDING
    assert "127.0.0.1:1" in dispatch.state_reason


def test_a_connection_dropped_in_the_text_leaves_doubt(settings):
    dispatch = released(1, text="{greeting}\n" + "uzun bir satır\n" * 500)
    with running(Behaviour(drop_after=100)) as (url, server):
        assert send(dispatch, url, settings=settings) == {"unknown": 1}
    assert server.received == []
    assert Recipient.objects.get(dispatch=dispatch).handed_at == NOON


def test_an_answer_after_the_time_out_leaves_doubt(settings):
    dispatch = released(1)
    settings.SMTP_TIMEOUT = 0.2
    with running(Behaviour(pause=0.6)) as (url, server):
        assert send(dispatch, url, settings=settings) == {"unknown": 1}
    assert len(server.received) in (0, 1)


def test_a_row_in_doubt_is_sent_again_only_by_a_person_and_with_the_same_message_id(settings):
    dispatch = released(1)
    first = Behaviour(text=lambda _number: "")
    with running(first) as (url, _server):
        assert send(dispatch, url, settings=settings) == {"unknown": 1}
        assert send(dispatch, url, settings=settings, at=NOON + timedelta(days=1)) == {"unknown": 1}
    row = Recipient.objects.get(dispatch=dispatch)
    delivery.settle_unknown(row, decision="resend", by=None, at=NOON)
    carrier._health._failed.clear()
    with running() as (url, server):
        assert send(dispatch, url, settings=settings) == {"delivered": 1}
    assert message_from_bytes(server.received[0].content)["Message-ID"] == row.message_id


def test_a_text_refused_for_ever_fails(settings):
    dispatch = released(2)
    with running(Behaviour(text=lambda _number: "554 5.7.1 Spam")) as (url, _server):
        assert send(dispatch, url, settings=settings) == {"failed": 2}


def test_a_sender_the_server_refuses_burns_no_list(settings):
    dispatch = released(3)
    with running(Behaviour(sender="550 5.7.1 Sender not allowed")) as (url, _server):
        assert send(dispatch, url, settings=settings) == {"queued": 3}
    assert "Sender not allowed" in dispatch.state_reason


def test_the_password_of_a_server_is_never_shown(settings):
    dispatch = released(1)
    send(dispatch, "ftp://user:gizli@host", settings=settings)
    assert "gizli" not in dispatch.state_reason


def test_the_return_path_names_the_row(settings):
    settings.MAIL_RETURN_PATH = "donen@example.org"
    dispatch = released(1)
    with running() as (url, server):
        send(dispatch, url, settings=settings)
    row = Recipient.objects.get(dispatch=dispatch)
    assert server.received[0].sender.startswith(f"donen+{row.pk}-")
    assert any(f"ENVID={dispatch.pk}.{row.pk}" in line for line in server.commands)


def test_an_address_beyond_ascii_needs_a_server_that_knows_it(settings):
    dispatch = draft()
    delivery.freeze(dispatch, addressees=[delivery.Addressee("çağrı@example.org", "Çağrı", "Sayın Çağrı")], at=NOON)
    delivery.release(dispatch, by=None, at=NOON)
    with running() as (url, _server):
        assert send(dispatch, url, settings=settings) == {"failed": 1}
    other = draft()
    delivery.freeze(other, addressees=[delivery.Addressee("çağrı@example.org", "Çağrı", "Sayın Çağrı")], at=NOON)
    delivery.release(other, by=None, at=NOON)
    hang_up()
    with running(Behaviour(extensions=("PIPELINING", "SMTPUTF8"))) as (url, server):
        assert send(other, url, settings=settings) == {"delivered": 1}
    assert server.received[0].recipients == ["çağrı@example.org"]
