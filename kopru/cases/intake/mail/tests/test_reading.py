"""Mails as they really come: each is read, none raises, none takes for ever."""

import base64
import email
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kopru.cases.intake.mail import structure
from kopru.cases.intake.mail.message import AutomaticKind, Message, Note, Obstacle
from kopru.cases.intake.mail.reading import read
from kopru.cases.intake.mail.tests import mails
from kopru.delivery.models import BounceOutcome


def test_plain_mail() -> None:
    message = read(
        mails.mail(head='Cc: Ayşe <ayse@example.net>, "Veli, Can" <can@example.net>\nReply-To: ali@example.com')
    )
    assert (message.sender.name, message.sender.address) == ("Ali Veli", "ali@example.net")
    assert [box.name for box in message.cc] == ["Ayşe", "Veli, Can"]
    assert message.reply_to[0].address == "ali@example.com"
    assert message.subject == "Sokak lambası"
    assert message.message_id == "a1@example.net"
    assert message.text == mails.TEXT
    assert message.language == "tr"
    assert message.date.at is not None
    assert message.date.at.isoformat() == "2026-11-24T14:05:00+03:00"
    assert message.date.trustworthy
    assert (message.automatic, message.report, message.loop) == (None, None, ())
    assert (message.unreadable, message.forwarded, message.notes) == ("", (), ())


@pytest.mark.parametrize(
    ("raw", "reason"), [(b"", Obstacle.EMPTY), (b" \r\n\n", Obstacle.EMPTY), (bytes(range(256)), "not-a-mail")]
)
def test_what_is_no_mail_says_so(raw: bytes, reason: str) -> None:
    assert read(raw).unreadable == reason


def test_empty_from_is_read_and_noted() -> None:
    message = read(mails.mail(without="From"))
    assert Note.FROM_MISSING in message.notes
    assert message.sender.address == ""
    assert message.text == mails.TEXT


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        ("Subject: =?windows-1254?Q?=DD=FEyeri_a=E7ma?=", "İşyeri açma"),
        ("Subject: =?iso-8859-9?B?3f55ZXJpIGHnbWE=?=", "İşyeri açma"),
        ("Subject: =?utf-8?B?xLDFn3ll?=\n =?utf-8?B?cmkgYcOnbWE=?=", "İşyeri açma"),
        ("Subject: =?utf-8?B?xLDF?=\n =?utf-8?B?n3llcmk=?=", "İşyeri"),
        ("Subject: =?utf-8?Q?Nas=C4=B1ls=C4=B1n=C4=B1z??=", "Nasılsınız?"),
        ("Subject: =?us-ascii?Q?=DD=FEyeri?=", "İşyeri"),
        ("Subject: =?x-unknown?Q?=DD=FEyeri?=", "İşyeri"),
        ("Subject: =?utf-8?B?xLDFn3llcmk?=", "İşyeri"),
        ("Subject: =?utf-8?Q?Yol=20=C4=B0?= bitti =?utf-8?Q?=C5=9F?=", "Yol İ bitti ş"),
        ("Subject: Ä°stanbul'a yol", "İstanbul'a yol"),
    ],
)
def test_subjects(head: str, subject: str) -> None:
    assert read(mails.mail(head=head)).subject == subject


def test_raw_eight_bit_header() -> None:
    raw = mails.mail().replace("Sokak lambası".encode(), "Sokak lambası çöp".encode("cp1254"))
    assert read(raw).subject == "Sokak lambası çöp"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('filename="rapor.pdf"', "rapor.pdf"),
        ("filename*=utf-8''%C4%B0lan%20%C5%9Fube.pdf", "İlan şube.pdf"),
        ("filename*0*=iso-8859-9''%DDlan; filename*1=\" iki.pdf\"", "İlan iki.pdf"),
        ('filename="=?utf-8?B?xLBsYW4ucGRm?="', "İlan.pdf"),
        ('filename="../../etc/passwd"', "passwd"),
        ('filename="C:\\\\Users\\\\ali\\\\ev.pdf"', "ev.pdf"),
        ('filename="ilan\u202efdp.exe"', "ilan_fdp.exe"),
        ('filename="İlan.pdf"', "İlan.pdf"),
        ("filename=", "ek.pdf"),
    ],
)
def test_names_of_files(header: str, name: str) -> None:
    part = f"Content-Type: application/pdf\nContent-Disposition: attachment; {header}\n\n%PDF-1.7 x"
    (attachment,) = read(mails.parts(mails.plain(), part)).attachments
    assert attachment.name == name
    assert attachment.type == "application/pdf"


def test_a_file_is_what_its_bytes_say() -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(64)
    (attachment,) = read(mails.parts(mails.plain(), mails.file(png, "dilekce.pdf", "application/pdf"))).attachments
    assert (attachment.said_type, attachment.type, attachment.size) == ("application/pdf", "image/png", len(png))
    assert attachment.content() == png


def test_archives_stay_closed() -> None:
    bomb = b"PK\x03\x04" + bytes(1000)
    (attachment,) = read(mails.parts(mails.plain(), mails.file(bomb, "bomba.zip", "application/zip"))).attachments
    assert (attachment.type, attachment.size) == ("application/zip", 1004)


def test_html_only() -> None:
    html = (
        "<html><head><style>p{}</style></head><body><p>Sayın&nbsp;Başkan,</p><div>ışık<br>yok</div><script>x()</script>"
    )
    message = read(mails.mail(html, head="Content-Type: text/html; charset=utf-8"))
    assert message.text == "Sayın Başkan,\n\nışık\nyok"
    assert message.html == html


def test_html_reply_leaves_the_quotation() -> None:
    html = (
        "<div>Yol yapıldı.</div><div class=gmail_quote><div>Basın &lt;b@example.org&gt;, 24 Kas 2026 Sal, 14:05 "
        "tarihinde şunu yazdı:<br></div><blockquote><p>Talebiniz iletildi.</p></blockquote></div>"
    )
    message = read(mails.mail(html, head="Content-Type: text/html; charset=utf-8"))
    assert message.text == "Yol yapıldı."
    assert "Talebiniz iletildi." in message.quoted


def test_the_plain_alternative_is_read_and_the_html_kept() -> None:
    message = read(mails.parts(mails.plain("düz"), mails.page("<p>süslü</p>"), kind="alternative"))
    assert (message.text, message.html, message.attachments) == ("düz", "<p>süslü</p>", ())


def test_a_stub_is_not_taken_for_the_text() -> None:
    stub = "Your e-mail program does not support HTML."
    message = read(mails.parts(mails.plain(stub), mails.page("<p>asıl yazı</p>"), kind="alternative"))
    assert message.text == "asıl yazı"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Auto-Submitted: auto-replied", AutomaticKind.REPLY),
        ("Auto-Submitted: auto-generated", AutomaticKind.GENERATED),
        ("Precedence: auto_reply", AutomaticKind.REPLY),
        ("Precedence: bulk", AutomaticKind.BULK),
        ("Precedence: junk", AutomaticKind.BULK),
        ("X-Loop: ali@example.net", AutomaticKind.REPLY),
        ("X-Auto-Response-Suppress: All", AutomaticKind.GENERATED),
        ("X-Autoreply: yes", AutomaticKind.REPLY),
        ("X-Autorespond: x", AutomaticKind.REPLY),
        ("X-FC-MachineGenerated: true", AutomaticKind.GENERATED),
        ("Return-Path: <>", AutomaticKind.GENERATED),
        ("Subject: Otomatik yanıt: Sokak lambası", AutomaticKind.REPLY),
        ("Subject: OTOMATİK YANIT: x", AutomaticKind.REPLY),
        ("Subject: Ynt: Ofis dışında", AutomaticKind.REPLY),
        ("Subject: Automatic reply: x", AutomaticKind.REPLY),
        ("Subject: Out of Office Re: x", AutomaticKind.REPLY),
        ("List-Id: <haber.example.net>\nList-Unsubscribe: <mailto:x@example.net>", AutomaticKind.BULK),
        ("List-Id: <bilgi.example.org>\nList-Post: <mailto:bilgi@example.org>\nPrecedence: list", AutomaticKind.LIST),
    ],
)
def test_machines(head: str, kind: AutomaticKind) -> None:
    automatic = read(mails.mail(head=head)).automatic
    assert automatic is not None
    assert automatic.kind == kind
    assert automatic.evidence


@pytest.mark.parametrize(
    "head",
    ["Auto-Submitted: no", "Precedence: normal", "Subject: Memurun yıllık izni hakkında", "Subject: Re: Vakıf ofisi"],
)
def test_people_are_no_machines(head: str) -> None:
    assert read(mails.mail(head=head)).automatic is None


def test_loops_are_noticed() -> None:
    head = "Subject: Re: Re: Re: Re: Re: Re: Re: x\n" + "\n".join(f"X-Hop: {n}\nReceived: by h{n}" for n in range(30))
    assert len(read(mails.mail(head=head)).loop) == 2


def test_returned_mail_is_read_by_delivery() -> None:
    failed = "Final-Recipient: rfc822; x@example.net\nAction: failed\nStatus: 5.1.1"
    status = f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n{failed}\n"
    raw = mails.parts(mails.plain("Mail iade edildi."), status, kind="report", head="Return-Path: <>")
    report = read(raw).report
    assert report is not None
    assert report.outcome == BounceOutcome.BOUNCE
    assert report.address == "x@example.net"


def test_invitations() -> None:
    calendar = (
        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:u1\nSUMMARY:Açılış\\, sahil\n"
        "DTSTART;TZID=Turkey Standard Time:20261201T140000\nDTEND:20261201T120000Z\n"
        "ORGANIZER;CN=Ali:mailto:ali@example.net\nLOCATION:Küçük\n kuyu\nEND:VEVENT\nEND:VCALENDAR"
    )
    part = f"Content-Type: text/calendar; charset=utf-8; method=REQUEST\n\n{calendar}"
    (invitation,) = read(mails.parts(mails.plain(), part)).invitations
    assert (invitation.method, invitation.summary, invitation.location) == ("REQUEST", "Açılış, sahil", "Küçükkuyu")
    assert invitation.starts_at is not None
    assert invitation.starts_at.isoformat() == "2026-12-01T14:00:00+03:00"
    assert invitation.organizer == "ali@example.net"


def test_winmail_dat_is_opened() -> None:
    inner = mails.tnef("Dilekçe İmzalı.pdf", b"%PDF-1.7", "ışık yok")
    message = read(mails.parts(mails.plain(""), mails.file(inner, "winmail.dat", "application/ms-tnef")))
    assert [(one.name, one.type, one.content()) for one in message.attachments] == [
        ("Dilekçe İmzalı.pdf", "application/pdf", b"%PDF-1.7")
    ]
    assert message.text == "ışık yok"
    assert Note.TNEF_OPENED in message.notes


def test_a_broken_winmail_dat_stays_a_file() -> None:
    message = read(mails.parts(mails.plain(), mails.file(b"nothing", "winmail.dat", "application/ms-tnef")))
    assert message.attachments[0].name == "winmail.dat"
    assert Note.TNEF_UNREADABLE in message.notes


def test_smime_signed_is_read() -> None:
    signature = mails.file(b"\x30\x80", "smime.p7s", "application/pkcs7-signature")
    message = read(mails.parts(mails.plain(), signature, kind='signed; protocol="application/pkcs7-signature"'))
    assert (message.text, message.signed, message.attachments) == (mails.TEXT, "smime", ())


def test_opaque_signed_mail_is_opened() -> None:
    inner = mails.plain("içeride").encode()
    octets = b"\x04" + bytes([0x82]) + len(inner).to_bytes(2, "big") + inner
    content = bytes.fromhex("06092a864886f70d010701") + b"\xa0\x82" + len(octets).to_bytes(2, "big") + octets
    wrapped = b"\x30\x80" + bytes.fromhex("06092a864886f70d010702") + b"\xa0\x80\x30\x80" + content
    kind = "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"
    head = f"Content-Type: {kind}\nContent-Transfer-Encoding: base64"
    raw = (
        mails.mail("", head=head).split(b"Content-Transfer-Encoding: 8bit")[0].rstrip()
        + b"\n\n"
        + base64.encodebytes(wrapped)
    )
    message = read(raw)
    assert (message.text, message.signed, message.sender.address) == ("içeride", "smime", "ali@example.net")


def test_encrypted_mail_is_named() -> None:
    head = "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"
    message = read(mails.mail("x", head=head))
    assert (message.encrypted, message.notes) == ("smime", (Note.SEALED_SMIME,))
    message = read(mails.mail("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----"))
    assert message.encrypted == "pgp"


def test_pgp_clear_text_is_unframed() -> None:
    signature = "-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----"
    text = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{mails.TEXT}\n{signature}\n"
    message = read(mails.mail(text))
    assert (message.text, message.signed) == (mails.TEXT, "pgp")


def test_an_attached_mail_is_passed_on() -> None:
    inner = "Content-Type: message/rfc822\n\n" + mails.mail(head="From: Ayşe Yılmaz <ayse@example.com>").decode()
    message = read(mails.parts(mails.plain("Gereği için."), inner, head="From: Özel Kalem <kalem@example.org>"))
    assert message.forwarded_from is not None
    assert (message.forwarded_from.name, message.forwarded_from.address) == ("Ayşe Yılmaz", "ayse@example.com")
    assert message.forwarded_from.text == mails.TEXT
    assert message.text == "Gereği için."
    assert message.attachments[0].said_type == "message/rfc822"


def test_a_mail_from_the_future_is_not_believed() -> None:
    received = "Received: from a by b; Tue, 24 Nov 2026 14:06:00 +0300"
    assert read(mails.mail(head=received)).date.trustworthy
    assert not read(mails.mail(head=f"{received}\nDate: Tue, 24 Nov 2099 14:05:00 +0300")).date.trustworthy
    assert read(mails.mail(head="Date: Sal, 24 Kas 2026 14:05:00 +0300")).date.at is not None
    assert read(mails.mail(head="Date: dün akşam")).date.at is None


def test_a_thousand_recipients() -> None:
    to = ",\n ".join(f'"Kişi, {number}" <k{number}@example.net>' for number in range(1000))
    message = read(mails.mail(head=f"To: {to}\nX-Original-To: talep@example.org"))
    assert len(message.to) == 1000
    assert message.to[999].name == "Kişi, 999"
    assert message.delivered_to == ("talep@example.org",)


def test_flowed_text_is_joined() -> None:
    text = "Sayın \nyetkili, \nyol bozuk.\n> eski \n> yazı\n-- \nAli"
    message = read(mails.mail(text, head="Content-Type: text/plain; charset=utf-8; format=flowed"))
    assert (message.text, message.quoted, message.signature) == ("Sayın yetkili, yol bozuk.", "> eski yazı", "--\nAli")


HOSTILE = {
    "thirty thousand parts": mails.parts(*[mails.plain("x")] * 30_000),
    "empty parts": mails.mail("", head='Content-Type: multipart/mixed; boundary="b"') + b"--b\n" * 200_000,
    "deep parts": mails.nested(5000),
    "deep mails": mails.mail("", head="Content-Type: message/rfc822") + b"Content-Type: message/rfc822\n\n" * 20_000,
    "one long line": mails.mail("a" * 5_000_000),
    "one long header": mails.mail(head="Subject: " + "=?utf-8?Q?a" * 50_000),
    "quotes without end": mails.mail(head="To: " + '"\\' * 50_000),
    "angles without end": mails.mail(head="To: " + "<(" * 50_000),
    "many addresses": mails.mail(head="To: " + "a@b.c," * 100_000),
    "many headers": mails.mail(head="\n".join(f"X-{n}: y" for n in range(50_000))),
    "deep html": mails.mail("<div>" * 200_000 + "x", head="Content-Type: text/html"),
    "deep quotes in html": mails.mail("<blockquote>" * 100_000 + "x", head="Content-Type: text/html"),
    "broken html": mails.mail("<a <" * 200_000, head="Content-Type: text/html"),
    "many quote marks": mails.mail("> " * 500_000),
    "many labels": mails.mail("Kimden: a\n" * 50_000),
    "many introductions": mails.mail("24.11.2026 14:05 tarihinde a yazdı\n" * 20_000),
    "many forwards": mails.mail("-------- İletilen ileti --------\nKimden: a@b.c\nKonu: x\nTarih: y\n\n" * 5_000),
    "many dashes": mails.mail("-" * 500_000 + "\n" * 100_000),
    "calendar": mails.mail("BEGIN:VEVENT\n" * 100_000, head="Content-Type: text/calendar"),
    "pgp": mails.mail("-----BEGIN PGP SIGNED MESSAGE-----\n" * 20_000),
    "parameters": mails.mail(head="Content-Type: text/plain" + '; a*0*="' * 50_000),
    "references": mails.mail(head="References: " + "<a@b> " * 50_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mails_take_bounded_time(name: str) -> None:
    begun = time.process_time()
    message = read(HOSTILE[name])
    assert time.process_time() - begun < 5
    assert message.sender.address == "ali@example.net"
    assert message.unreadable in ("", Obstacle.NESTED_TOO_DEEPLY)


def test_too_many_parts_are_noted() -> None:
    message = read(HOSTILE["thirty thousand parts"])
    assert Note.PARTS_LEFT_OUT in message.notes
    assert message.text.startswith("x")


def test_a_large_file_stands_in_memory_once_more_at_most() -> None:
    content = bytes(25 * 1024 * 1024)
    raw = mails.parts(mails.plain(), mails.file(content, "video.mp4", "video/mp4"))
    tracemalloc.start()
    message = read(raw)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert message.attachments[0].size == len(content)
    assert peak < 1.2 * len(content)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_message(raw: bytes) -> None:
    assert isinstance(read(raw), Message)
    assert isinstance(read(mails.HEAD.encode() + raw), Message)


_BROKEN = [
    mails.parts(
        mails.plain(), mails.page("<p>a</p>"), mails.file(b"%PDF", "a.pdf"), head="Subject: =?utf-8?B?xLDFn3ll?="
    ),
    mails.parts(mails.plain(), mails.file(mails.tnef("a.pdf", b"x", "y"), "winmail.dat", "application/ms-tnef")),
    HOSTILE["calendar"][:2000],
    mails.nested(5),
]


@settings(max_examples=200)
@given(st.sampled_from(_BROKEN), st.integers(0, 3000), st.binary(max_size=8), st.integers(0, 60))
def test_damaged_mails_give_a_message(raw: bytes, where: int, noise: bytes, cut: int) -> None:
    damaged = raw[:where] + noise + raw[where + cut :]
    message = read(damaged)
    for attachment in message.attachments:
        assert len(attachment.content()) == attachment.size


@given(st.lists(st.text("abcçğıİşü \n", max_size=40), min_size=1, max_size=6))
def test_parts_are_those_of_the_standard_library(texts: list[str]) -> None:
    raw = mails.parts(*[mails.plain(text) for text in texts])
    theirs = [part.get_payload(decode=True) for part in email.message_from_bytes(raw).walk() if not part.is_multipart()]
    assert [part.decoded() for part in structure.split(raw).root.walk() if not part.children] == theirs
