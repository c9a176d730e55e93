"""Mail fetched over TLS from a real Dovecot: by a certificate that is trusted, and by no other."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from kopru.cases.intake import findings, watching
from kopru.cases.intake.fetching import MailboxUnreachable, MailboxUntrusted
from kopru.cases.intake.mailboxes import MailboxMisconfigured
from kopru.cases.models import Case, Incoming, Mailbox
from kopru.cases.tests.factories import NOON
from kopru.cases.tests.mails import mail
from tests.servers import Certificate, Dovecot, certificate, dovecot

pytestmark = [pytest.mark.services, pytest.mark.django_db]

SCHEMES = ("imaps", "imap+starttls")


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def server(own) -> Iterator[Dovecot]:
    with dovecot(certificate=own) as running:
        yield running


@pytest.fixture(params=SCHEMES)
def box(server, settings, request) -> str:
    """Return the name of a mailbox with one mail in it, reached by one of the two safe ways."""
    name = f"talep{time.time_ns()}"
    settings.MAILBOXES = [f"{name}={server.address(name, scheme=request.param)}"]
    server.deliver(name, mail("Zeytin Sokak’ta lamba yanmıyor."))
    return name


def _look(name: str) -> int:
    return watching.look(name, clock=lambda: NOON)


def test_a_certificate_of_the_authority_that_was_named_is_trusted(own, box, settings):
    settings.IMAP_CA = str(own.authority)
    assert (_look(box), _look(box)) == (1, 0)
    assert Case.objects.count() == 1
    assert findings.finding_of(box, NOON).ok


def test_the_authorities_of_the_system_are_asked_too(own, box, monkeypatch):
    """OpenSSL reads SSL_CERT_FILE in place of the system's list."""
    monkeypatch.setenv("SSL_CERT_FILE", str(own.authority))
    assert _look(box) == 1


def test_a_certificate_nobody_stands_behind_is_refused_and_the_doctor_says_so(box, capsys):
    with pytest.raises(MailboxUntrusted):
        _look(box)
    assert not Incoming.objects.exists()
    fault = Mailbox.objects.get(name=box).fault
    assert fault.startswith("Posta sunucusunun sertifikası kabul edilmedi, parola gönderilmedi: ")
    assert fault.endswith("KOPRU_IMAP_CA ile gösterin.")
    with pytest.raises(SystemExit):
        call_command("doctor")
    assert fault in capsys.readouterr().out


def test_another_authority_vouches_for_nothing(box, settings, tmp_path):
    settings.IMAP_CA = str(certificate(tmp_path).authority)
    with pytest.raises(MailboxUntrusted, match="doğrulamıyor"):
        _look(box)


def test_a_file_without_a_certificate_trusts_nobody(box, settings, tmp_path):
    for file in (tmp_path / "yok.pem", Path(__file__)):
        settings.IMAP_CA = str(file)
        with pytest.raises(MailboxMisconfigured, match="sertifika okunamadı"):
            _look(box)
        assert not findings.finding_of(box, NOON).ok
    assert not Incoming.objects.exists()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("of", "why"), [({"name": "DNS:baska.example.org"}, "başka bir ada ait"), ({"days": -1}, "süresi dolmuş")]
)
def test_a_wrong_name_and_a_time_that_has_passed_are_refused(of, why, scheme, settings, tmp_path):
    made = certificate(tmp_path, **of)
    settings.IMAP_CA = str(made.authority)
    with dovecot(certificate=made) as other:
        settings.MAILBOXES = [f"talep={other.address('talep', scheme=scheme)}"]
        other.deliver("talep", mail())
        with pytest.raises(MailboxUntrusted, match=why):
            _look("talep")
    assert not Incoming.objects.exists()


def test_a_server_that_offers_no_tls_is_given_no_password(settings):
    with dovecot() as plain:
        settings.MAILBOXES = [f"talep={plain.address('talep', scheme='imap+starttls')}"]
        plain.deliver("talep", mail())
        with pytest.raises(MailboxUnreachable):
            _look("talep")
    assert not Incoming.objects.exists()
