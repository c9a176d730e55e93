"""Mail fetched from a real Dovecot: nothing lost, nothing twice, whatever breaks in between."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from imapclient import IMAPClient

from kopru.cases.intake import fetching, findings, mailboxes, mailroom, reconciling, watching
from kopru.cases.intake.fetching import MailboxRefused, MailboxUnreachable
from kopru.cases.models import Case, Incoming, Mailbox, Outcome
from kopru.cases.tests.factories import NOON
from kopru.cases.tests.mails import mail
from tests.servers import Dovecot, dovecot, free_port

pytestmark = [pytest.mark.services, pytest.mark.django_db]


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
def box(server, settings, request) -> str:
    """Return the name of a mailbox of this test's own, known to Köprü."""
    name = f"talep{time.time_ns()}"
    settings.MAILBOXES = [f"{name}={server.address(name)}"]
    return name


@contextmanager
def _client(server: Dovecot, name: str) -> Iterator[IMAPClient]:
    with IMAPClient("127.0.0.1", server.port, ssl=False) as client:
        client.login(name, "sifre")
        client.select_folder("INBOX")
        yield client


def _look(name: str) -> int:
    return watching.look(name, clock=lambda: NOON)


def test_what_is_unread_comes_in_once_and_is_marked(server, box):
    for number in range(3):
        server.deliver(box, mail(f"Lamba {number}"))
    assert (_look(box), _look(box)) == (3, 0)
    assert [each.outcome for each in Incoming.objects.all()] == [Outcome.CASE] * 3
    server.deliver(box, mail("Bir tane daha"))
    assert _look(box) == 1
    with _client(server, box) as client:
        assert client.search("UNSEEN") == []


def test_what_somebody_read_before_koprue_came_stays_where_it_is(server, box):
    for number in range(3):
        server.deliver(box, mail(f"Eski {number}"))
    with _client(server, box) as client:
        client.add_flags([1, 3], [rb"\Seen"])
    assert _look(box) == 1
    server.deliver(box, mail("Yeni"))
    assert _look(box) == 1
    assert max(Incoming.objects.values_list("origin_id", flat=True)).endswith("/4")
    assert reconciling.reconcile(at=NOON).is_exact


def test_a_folder_takes_what_was_taken_in(server, settings):
    settings.MAILBOXES = [f"tasinan={server.address('tasinan', query='?move=Köprü')}"]
    for number in range(2):
        server.deliver("tasinan", mail(f"Taşınan {number}"))
    assert _look("tasinan") == 2
    with _client(server, "tasinan") as client:
        assert client.search("ALL") == []
        assert client.select_folder("Köprü")[b"EXISTS"] == 2
    assert reconciling.reconcile(at=NOON).is_exact


def test_killed_between_row_and_mark_it_is_marked_later_and_not_taken_again(server, box):
    server.deliver(box, mail())
    with fetching.opened(mailboxes.account(box)) as session:
        raw = session.client.fetch([1], [b"BODY.PEEK[]"])[1][b"BODY[]"]
        mailroom.receive(raw, source="mailbox", origin=box, origin_id=session.origin_id(1), at=NOON)
    assert _look(box) == 0
    with _client(server, box) as client:
        assert client.search("UNSEEN") == []
    assert mailroom.sweep(NOON) == 1
    assert Case.objects.count() == 1


def test_a_server_that_numbers_anew_brings_nothing_twice(server, box):
    server.deliver(box, mail())
    _look(box)
    Mailbox.objects.update(uid_validity=7)
    Incoming.objects.update(origin_id="7/1")
    Mailbox.objects.update(seen_at=timezone.now())
    assert _look(box) == 1
    assert Incoming.objects.order_by("pk").last().outcome == Outcome.DUPLICATE
    assert Case.objects.count() == 1


def test_the_nightly_look_finds_fetches_and_tells_what_is_missing(server, box):
    for number in range(3):
        server.deliver(box, mail(f"Lamba {number}"))
    _look(box)
    server.deliver(box, mail("Kaçan"))
    Mailbox.objects.update(last_uid=9)
    found = reconciling.reconcile(at=NOON)
    assert found.is_exact
    assert (found.mailboxes[0].fetched, found.came_in) == (1, 4)
    assert Mailbox.objects.get().missing == 0
    assert [one.ok for one in findings.findings(NOON) if one.check == f"mail.{box}"] == [True]


def test_a_wrong_password_is_told_to_the_desk(settings, server):
    settings.MAILBOXES = [f"talep={server.address('talep').replace('sifre', 'yanlis')}"]
    with pytest.raises(MailboxRefused):
        _look("talep")
    finding = findings.finding_of("talep", NOON)
    assert not finding.ok
    assert "yanlis" not in str(finding.message)


def test_a_server_that_is_away_is_told_to_the_desk(settings):
    settings.MAILBOXES = [f"talep=imap://talep:sifre@127.0.0.1:{free_port()}/INBOX"]
    with pytest.raises(MailboxUnreachable):
        _look("talep")
    assert Mailbox.objects.get(name="talep").fault


def test_a_connection_that_drops_in_the_middle_loses_nothing(server, settings):
    name = "kopan"
    for number in range(5):
        server.deliver(name, mail(f"Kopan {number} " + "uzun " * 4000))
    looks = 0
    with closing(_Dropping(server.port, after=45_000)) as proxy:
        settings.MAILBOXES = [f"{name}=imap://{name}:sifre@127.0.0.1:{proxy.port}/INBOX"]
        while Incoming.objects.count() < 5:
            looks += 1
            assert looks < 10
            with suppress(MailboxUnreachable):  # the look that fetches the last of them may end in peace
                _look(name)
    settings.MAILBOXES = [f"{name}={server.address(name)}"]
    assert looks > 1
    assert reconciling.reconcile(at=NOON).is_exact
    assert Case.objects.count() == 5


class _Dropping:
    """Passes everything on to `port` and hangs up once the server has said `after` bytes."""

    def __init__(self, port: int, *, after: int) -> None:
        self.to, self.after = port, after
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                client = self.listener.accept()[0]
            except OSError:
                return
            upstream = socket.create_connection(("127.0.0.1", self.to))
            threading.Thread(target=self._pass, args=(client, upstream, None), daemon=True).start()
            threading.Thread(target=self._pass, args=(upstream, client, self.after), daemon=True).start()

    @staticmethod
    def _pass(source: socket.socket, target: socket.socket, most: int | None) -> None:
        said = 0
        with source, target:
            try:
                while (most is None or said < most) and (data := source.recv(4096)):
                    said += len(data)
                    target.sendall(data)
                target.shutdown(socket.SHUT_RDWR)
                source.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    def close(self) -> None:
        self.listener.close()


@pytest.mark.django_db(transaction=True)
def test_killed_again_and_again_nothing_is_lost_or_twice(server, box, settings):
    """Another process fetches from the mailbox into this very database, and is killed at any moment."""
    for number in range(60):
        server.deliver(box, mail(f"Lamba {number}"))
    chance = random.Random(3)  # noqa: S311 - the same moments in every run
    for _kill in range(6):
        with _fetcher(settings) as process:
            assert process.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0.05, 0.5))
            process.send_signal(signal.SIGKILL)
    with _fetcher(settings) as process:
        assert process.wait(timeout=60) == 0
    mailroom.sweep(NOON + timedelta(hours=1))
    assert (Incoming.objects.count(), Case.objects.count()) == (60, 60)
    assert set(mailroom.counts().items()) >= {("", 0), (Outcome.CASE, 60)}
    assert reconciling.reconcile(at=NOON).is_exact


_SCRIPT = """
import django, os, sys
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.MAILBOXES = [sys.argv[2]]
from django.core.management import call_command
print("ready", flush=True)
call_command("mail", "fetch", "--once")
"""


def _fetcher(settings) -> subprocess.Popen:
    name = str(settings.DATABASES["default"]["NAME"])
    command = [sys.executable, "-c", _SCRIPT, name, settings.MAILBOXES[0]]
    return subprocess.Popen(command, env={**os.environ, "KOPRU_HOME": str(settings.HOME)}, stdout=subprocess.PIPE)
