"""Our signatures as somebody else's verifier reads them: dkimpy of the system, over what a real Postfix delivered."""

import base64
import subprocess

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from kopru.delivery import actions as delivery
from kopru.delivery import sending
from kopru.delivery.channels.smtp import carrier
from kopru.delivery.tests.factories import NOON, Clock, draft
from tests.servers import postfix

pytestmark = [pytest.mark.services, pytest.mark.django_db]

_VERIFY = """
import sys, dkim
records = dict(line.split(" ", 1) for line in sys.argv[1].splitlines())
lookup = lambda name, timeout=5: records[name.decode().rstrip(".")].encode()
message = dkim.DKIM(sys.stdin.buffer.read())
signatures = sum(name.lower() == b"dkim-signature" for name, _value in message.headers)
print(*[message.verify(idx=index, dnsfunc=lookup) for index in range(signatures)])
"""


@pytest.fixture(autouse=True)
def smtp(settings):
    settings.MAIL_CHANNEL = "smtp"
    settings.MAIL_SENDER = "basin@example.org"
    carrier._health._failed.clear()
    yield
    while carrier._idle:
        carrier._idle.pop().quit()


@pytest.fixture
def records(settings, tmp_path):
    """Set up a key of each kind; return what DNS says of them."""
    said, entries = [], []
    for kind, key in {
        "rsa": rsa.generate_private_key(65537, 2048),
        "ed25519": ed25519.Ed25519PrivateKey.generate(),
    }.items():
        pem = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        (tmp_path / kind).write_bytes(key.private_bytes(*pem))
        entries.append(f"{kind}@example.org={tmp_path / kind}")
        public = key.public_key()
        if kind == "rsa":
            raw = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        else:
            raw = public.public_bytes_raw()
        said.append(f"{kind}._domainkey.example.org v=DKIM1; k={kind}; p={base64.b64encode(raw).decode()}")
    settings.DKIM_KEYS = entries
    return "\n".join(said)


def verified(raw, records):
    command = ["/usr/bin/python3", "-c", _VERIFY, records]
    done = subprocess.run(command, input=raw, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().split()


@pytest.mark.parametrize(
    "text",
    [
        "Sayın {name},\n\nÇeşme başında buluşalım.\n",
        "Boşluklar   ve\tsekmeler \n.\n..nokta\nFrom burada\n\n\n\n",
        "x" * 5000,
    ],
)
def test_another_verifier_agrees_after_a_real_transport(text, records, settings):
    dispatch = draft(
        subject="Işıklı Şenlik: Ağustos’ta “Küçükkuyu’dan İzmir’e” uzanan uzun, çok uzun bir başlık", text=text
    )
    delivery.freeze(dispatch, addressees=[delivery.Addressee("isil@example.org", "Işıl Çağ")], at=NOON)
    delivery.release(dispatch, by=None, at=NOON)
    with postfix() as mailboxes:
        settings.SMTP_RELAYS = [f"smtp://127.0.0.1:{mailboxes.port}"]
        while sending.send_batch(dispatch.pk, clock=Clock()):
            pass
        (raw,) = mailboxes.await_messages("isil", 1)
    assert verified(raw, records) == ["True", "True"]
    assert "True" not in verified(raw.replace(b"Subject: ", b"Subject: x", 1), records)
