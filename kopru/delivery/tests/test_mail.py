"""A mail as it stands on the wire, read back with the standard library's reader and an own verifier of signatures."""

import base64
import hashlib
import quopri
import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa
from hypothesis import given
from hypothesis import strategies as st

from kopru.delivery import actions as delivery
from kopru.delivery import merging
from kopru.delivery.mail import headers
from kopru.delivery.mail.dkim import DkimKeyUnusable, _keys
from kopru.delivery.mail.skeleton import Skeleton, quoted
from kopru.delivery.models import Dispatch, Recipient
from kopru.delivery.tests.factories import draft

SNAPSHOTS = Path(__file__).parent / "snapshots"
AT = datetime(2026, 11, 24, 6, 5, tzinfo=UTC)
TOKEN = "0123456789abcdef"
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300)


def made(*, files=(), row=None, token=TOKEN, **fields):
    drafted = draft(files=files, **fields)
    Dispatch.objects.filter(pk=drafted.pk).update(
        token=token,
        domain="example.org",
        sender_name="Küçükkuyu Belediyesi, Basın",
        sender_address="basin@example.org",
    )
    drafted.refresh_from_db()
    values = {"name": "Işıl Çağ", "greeting": "Sayın Işıl ÇAĞ", "address": "isil@example.org"} | (row or {})
    return Skeleton(drafted).compose(Recipient(pk=114, dispatch=drafted, **values), at=AT)


def parsed(raw):
    mail = message_from_bytes(raw, policy=policy.default)
    assert not mail.defects
    return mail


def readable(mail):
    """Return a mail as its reader sees it: headers, then each part with its type."""
    lines = [f"{name}: {value}" for name, value in mail.items() if not name.startswith("Content-")]
    for part in mail.walk():
        if not part.is_multipart():
            name = part.get_filename()
            lines += ["", f"--- {part.get_content_type()}" + (f" ({name})" if name else ""), ""]
            lines += [] if name else part.get_content().replace("\r\n", "\n").splitlines()
    return "\n".join(lines) + "\n"


HTML = "<html><body><p>{greeting},</p><p>Küçükkuyu sahil yolu <b>açıldı</b>.</p></body></html>"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("text", {}),
        ("answer", {"terms": delivery.Terms(heeds_opt_out=False), "reply_to": "basin@example.org"}),
        (
            "bulletin",
            {
                "html": HTML,
                "subject": "Küçükkuyu'da “Ege'nin Başladığı Yer” dergisinin on beşinci yıl sergisi yarın açılıyor",
                "files": [delivery.File("Bülten İŞ.pdf", "application/pdf", b"%PDF-1.7 example")],
            },
        ),
    ],
)
def test_snapshot(name, fields, settings):
    settings.SECRET_KEY = "snapshot"
    raw = made(**fields)
    path = SNAPSHOTS / f"{name}.txt"
    shown = readable(parsed(raw))
    if not path.exists():
        path.write_text(shown, encoding="utf-8")
        pytest.fail(f"{path.name} is new: read it and run again")
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.django_db
def test_text_html_and_file_read_back():
    mail = parsed(made(html=HTML, files=[delivery.File("Bülten İŞ.pdf", "application/pdf", b"%PDF\n.\n")]))
    assert mail["From"].addresses[0].display_name == "Küçükkuyu Belediyesi, Basın"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Sayın Işıl ÇAĞ,\n" in mail.get_body(["plain"]).get_content().replace("\r\n", "\n")
    assert "<p>Sayın Işıl ÇAĞ,</p>" in mail.get_body(["html"]).get_content()
    (file,) = mail.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("Bülten İŞ.pdf", b"%PDF\n.\n")
    lines = made(html=HTML, token="f" * 16).split(b"\r\n")
    assert all(len(line) <= 78 for line in lines if not line.startswith(b"List-Unsubscribe:"))


@pytest.mark.django_db
def test_a_name_cannot_become_markup_or_a_header():
    mail = parsed(made(html=HTML, row={"greeting": "Sayın <script>x</script>"}))
    assert "<script>" not in mail.get_body(["html"]).get_content()
    with pytest.raises(headers.HeaderRefused):
        made(token="f" * 16, row={"name": "Ali\r\nBcc: herkes@example.org"})


@pytest.mark.parametrize("field", ["subject", "sender_name", "reply_to"])
@pytest.mark.django_db
def test_a_line_break_never_reaches_a_header(field):
    with pytest.raises(delivery.HeaderInjection):
        draft(**{field: "x\nBcc: herkes@example.org"})


@given(LINES)
def test_any_line_survives_a_header(text):
    text = " ".join(text.split())
    raw = headers.field("Subject", text) + b"\r\n"
    assert " ".join(str(message_from_bytes(raw, policy=policy.default)["Subject"] or "").split()) == text
    assert all(len(line) <= 78 for line in raw.split(b"\r\n"))


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))
)
def test_any_text_survives_its_coding(text):
    encoded = quoted(text)
    assert encoded.isascii()
    assert quopri.decodestring(encoded).decode().replace("\r\n", "\n") == text
    assert all(len(line) <= 76 for line in encoded.split(b"\r\n"))


@given(st.lists(st.tuples(LINES, st.sampled_from(["name", "greeting", "unit"]))), LINES)
def test_fields_are_found_and_other_braces_stay(pieces, end):
    text = "".join(merging.literal(standing) + f"{{{field}}}" for standing, field in pieces) + merging.literal(end)
    assert merging.merge(text, {"name": "A", "greeting": "B", "unit": "C"}) == (
        "".join(standing + {"name": "A", "greeting": "B", "unit": "C"}[field] for standing, field in pieces) + end
    )


def verify(raw, public, selector):
    """Check one signature as RFC 6376 §6.1.3 says, with relaxed/relaxed written anew."""
    head, body = raw.split(b"\r\n\r\n", 1)
    fields = re.split(rb"\r\n(?![ \t])", head)
    by_name = {}
    for one in reversed(fields):
        by_name.setdefault(one.split(b":")[0].lower(), []).append(one)
    signature = next(one for one in fields if one.startswith(b"DKIM-Signature") and b"s=" + selector in one)
    tags = dict(part.strip().split(b"=", 1) for part in re.sub(rb"\s+", b" ", signature.split(b":", 1)[1]).split(b";"))
    lines = [re.sub(rb"[ \t]+", b" ", line).rstrip(b" ") for line in body.split(b"\r\n")]
    while lines and not lines[-1]:
        lines.pop()
    canonical = b"".join(line + b"\r\n" for line in lines)
    assert base64.b64decode(tags[b"bh"]) == hashlib.sha256(canonical).digest()

    def relaxed(one):
        name, _, value = one.partition(b":")
        return name.strip().lower() + b":" + re.sub(rb"[ \t]+", b" ", value.replace(b"\r\n", b"")).strip()

    data = b""
    for name in tags[b"h"].split(b":"):
        if by_name.get(name):
            data += relaxed(by_name[name].pop(0)) + b"\r\n"
    data += relaxed(re.sub(rb"b=[^;]*\Z", b"b=", signature))
    value = base64.b64decode(re.sub(rb"\s", b"", tags[b"b"]))
    if isinstance(public, rsa.RSAPublicKey):
        public.verify(value, data, padding.PKCS1v15(), hashes.SHA256())
    else:
        public.verify(value, hashlib.sha256(data).digest())
    return tags


@pytest.fixture
def keys(tmp_path, settings):
    made_keys = {b"r": rsa.generate_private_key(65537, 2048), b"e": ed25519.Ed25519PrivateKey.generate()}
    entries = []
    for selector, key in made_keys.items():
        path = tmp_path / selector.decode()
        pem = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        path.write_bytes(key.private_bytes(*pem))
        entries.append(f"{selector.decode()}@example.org={path}")
    settings.DKIM_KEYS = entries
    return made_keys


@pytest.mark.django_db
@pytest.mark.parametrize("html", ["", HTML])
@pytest.mark.parametrize("text", ["{greeting}", "  {greeting}  iki  boşluk \t\n\n\n", "a" * 200 + " {name}\n."])
def test_both_signatures_hold(keys, html, text):
    raw = made(html=html, text=text, files=[delivery.File("ağaç.txt", "text/plain", b"a  b\n")] if html else [])
    for selector, key in keys.items():
        tags = verify(raw, key.public_key(), selector)
        assert {b"list-unsubscribe", b"list-unsubscribe-post", b"message-id"} <= set(tags[b"h"].split(b":"))


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["Sayın Çağ\n\n", "Sayın Çağ \t\r\n \n", "\n", "son"])
def test_a_signature_holds_where_the_text_ends_in_a_field_with_line_breaks(keys, value):
    raw = made(text="{greeting}", terms=delivery.Terms(heeds_opt_out=False), row={"greeting": value})
    for selector, key in keys.items():
        verify(raw, key.public_key(), selector)


@pytest.mark.django_db
def test_a_key_that_cannot_be_read_is_named(settings):
    settings.DKIM_KEYS = ["s@example.org=/nowhere/key.pem"]
    _keys.cache_clear()
    with pytest.raises(DkimKeyUnusable, match=r"/nowhere/key\.pem"):
        made()
