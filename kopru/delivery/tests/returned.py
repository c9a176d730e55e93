"""Mails that came back, as the servers of the world write them. Every name in them is made up.

`{to}` is where they came back to, `{address}` whom we had written to, `{id}` our Message-ID.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Returned:
    text: str
    kind: str
    state: str  # of the row afterwards
    blocked: bool
    reason: str  # part of what the ledger says
    charset: str = "utf-8"

    def mail(self, *, to: str, address: str, message_id: str) -> bytes:
        filled = self.text.replace("{to}", to).replace("{address}", address).replace("{id}", message_id)
        return filled.strip().replace("\n", "\r\n").encode(self.charset)


def _report(server: str, words: str, status: str, *, returned: str = "Message-ID: {id}\nSubject: Sahil yolu") -> str:
    return f"""
Return-Path: <>
From: MAILER-DAEMON@{server} (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {{to}}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B0"
Date: Tue, 24 Nov 2026 12:10:00 +0300
Message-Id: <20261124091000.ABCDEF@{server}>

This is a MIME-encapsulated message.

--B0
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

{words}

--B0
Content-Type: message/delivery-status

Reporting-MTA: dns; {server}
Arrival-Date: Tue, 24 Nov 2026 12:00:00 +0300

{status}

--B0
Content-Type: text/rfc822-headers

{returned}

--B0--
"""


POSTFIX = Returned(
    _report(
        "mx.example.org",
        "I'm sorry to have to inform you that your message could not be delivered.\n\n<{address}>: user unknown",
        "Final-Recipient: rfc822; {address}\nOriginal-Recipient: rfc822;{address}\nAction: failed\nStatus: 5.1.1\n"
        "Remote-MTA: dns; mx.gazete.example\nDiagnostic-Code: smtp; 550 5.1.1 <{address}>: Recipient address\n"
        "    rejected: User unknown in virtual mailbox table",
    ),
    *("hard", "failed", True, "550 5.1.1"),
)

POSTFIX_DELAYED = Returned(
    _report(
        "mx.example.org",
        "This is a warning only. You do not need to resend your message; it will be retried for 4 more days.",
        "Final-Recipient: rfc822; {address}\nAction: delayed\nStatus: 4.4.1\n"
        "Diagnostic-Code: X-Postfix; connect to mx.gazete.example[192.0.2.9]:25: Connection timed out\n"
        "Will-Retry-Until: Sat, 28 Nov 2026 12:00:00 +0300",
    ),
    *("soft", "delivered", False, "Connection timed out"),
)

POSTFIX_EXPIRED = Returned(
    _report(
        "mx.example.org",
        "Could not be delivered for 5 days.",
        "Final-Recipient: rfc822; {address}\nAction: failed\nStatus: 4.4.7\n"
        "Diagnostic-Code: X-Postfix; delivery expired",
    ),
    *("soft", "failed", False, "delivery expired"),
)

FULL = Returned(
    _report(
        "mail.example.org",
        "Alıcının posta kutusu dolu.",
        "Final-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.2.2\n"
        "Diagnostic-Code: smtp; 552 5.2.2 Mailbox full / Kota dolu",
    ),
    *("soft", "failed", False, "552 5.2.2"),
)

DISLIKED = Returned(
    _report(
        "mail.example.org",
        "Blocked.",
        "Final-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.7.1\n"
        "Diagnostic-Code: smtp; 550-5.7.1 [192.0.2.5] Our system has detected that this message is\n"
        "    550 5.7.1 likely unsolicited mail.",
    ),
    *("hard", "failed", False, "unsolicited"),
)

#: Exchange and Microsoft 365 put the recipient's address into Final-Recipient and explain in HTML.
EXCHANGE = Returned(
    """
Return-Path: <>
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@gazete.example>
To: <{to}>
Subject: =?utf-8?B?VGVzbGltIGVkaWxlbWVkaTogU2FoaWwgeW9sdQ==?=
Content-Type: multipart/report; report-type="delivery-status"; boundary="=_x_"
X-MS-Exchange-Message-Is-Ndr:
Auto-Submitted: auto-replied
MIME-Version: 1.0

--=_x_
Content-Type: multipart/alternative; boundary="=_y_"

--=_y_
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

xLBsZXRpbml6IHRlc2xpbSBlZGlsZW1lZGkuCg==
--=_y_
Content-Type: text/html; charset="utf-8"

<html><body><p>{address}</p><p>Alıcı bulunamadı.</p></body></html>
--=_y_--
--=_x_
Content-Type: message/delivery-status

Reporting-MTA: dns;EX01.gazete.example
Received-From-MTA: dns;mail.example.org

Final-recipient: RFC822;{address}
Action: failed
Status: 5.1.10
Diagnostic-code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup

--=_x_
Content-Type: message/rfc822

Message-ID: {id}
From: basin@example.org
Subject: Sahil yolu

Metin
--=_x_--
""",
    *("hard", "failed", True, "RecipientNotFound"),
)

GMAIL = Returned(
    """
Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
To: {to}
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
X-Failed-Recipients: {address}
In-Reply-To: {id}
Content-Type: multipart/report; boundary="0000g"; report-type=delivery-status
MIME-Version: 1.0

--0000g
Content-Type: text/plain; charset="UTF-8"

** Address not found **

Your message wasn't delivered to {address} because the address couldn't be found.

--0000g
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.example
Arrival-Date: Tue, 24 Nov 2026 01:10:11 -0800 (PST)

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
 550-5.1.1 double-checking the recipient's email address for typos or
 550 5.1.1 unnecessary spaces. - gsmtp
Last-Attempt-Date: Tue, 24 Nov 2026 01:10:12 -0800 (PST)

--0000g
Content-Type: message/rfc822

Message-ID: {id}
Subject: Sahil yolu

Metin
--0000g--
""",
    *("hard", "failed", True, "does not exist"),
)

#: No report part: Exim's own form.
EXIM = Returned(
    """
Return-path: <>
Envelope-to: {to}
From: Mail Delivery System <Mailer-Daemon@host.example.org>
To: {to}
Auto-Submitted: auto-replied
X-Failed-Recipients: {address}
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {address}
    host mx.gazete.example [192.0.2.77]
    SMTP error from remote mail server after RCPT TO:<{address}>:
    550 5.1.1 No such user here

------ This is a copy of the message, including all the headers. ------

Message-ID: {id}
From: basin@example.org
Subject: Sahil yolu

Metin
""",
    *("hard", "failed", True, "550 5.1.1 No such user"),
)

QMAIL = Returned(
    """
Return-Path: <>
From: MAILER-DAEMON@posta.example.org
To: {to}
Subject: failure notice

Hi. This is the qmail-send program at posta.example.org.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{address}>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Message-ID: {id}
Subject: Sahil yolu

Metin
""",
    *("hard", "failed", True, "no mailbox here"),
)

#: A hosting company's own words, in windows-1254 and without any standard.
TURKISH = Returned(
    """
Return-Path: <>
From: "Posta Sistemi" <postmaster@barindirma.example>
To: {to}
Subject: =?windows-1254?Q?=DDletiniz_teslim_edilemedi?=
Content-Type: text/plain; charset=windows-1254
Content-Transfer-Encoding: 8bit

Sayın kullanıcı,

Göndermiş olduğunuz ileti aşağıdaki alıcıya ulaştırılamamıştır:

{address}

Sunucunun yanıtı: 550 5.1.1 Böyle bir kullanıcı bulunamadı

İletinin başlıkları:
Message-ID: {id}
""",
    *("hard", "failed", True, "Böyle bir kullanıcı bulunamadı"),
    charset="windows-1254",
)

TURKISH_DELAYED = Returned(
    """
Return-Path: <>
From: MAILER-DAEMON@barindirma.example
To: {to}
Subject: =?utf-8?B?xLBsZXRpIGdlY2lrdGk=?=
Content-Type: text/plain; charset=utf-8

{address} adresine gönderdiğiniz ileti henüz teslim edilemedi: 451 4.7.1 sunucu meşgul
Sunucumuz denemeye devam edecektir; sizin bir şey yapmanız gerekmez.

Message-ID: {id}
""",
    *("soft", "delivered", False, "451 4.7.1"),
)

#: Sent on by an alias to several, one of whom is gone and one of whom has it.
PARTLY = Returned(
    _report(
        "liste.example.org",
        "Delivered to some.",
        "Final-Recipient: rfc822; eski@gazete.example\nOriginal-Recipient: rfc822;{address}\nAction: failed\n"
        "Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown\n\n"
        "Final-Recipient: rfc822; yeni@gazete.example\nOriginal-Recipient: rfc822;{address}\nAction: delivered\n"
        "Status: 2.0.0",
    ),
    *("soft", "delivered", False, "550 5.1.1"),
)

SEVERAL = Returned(
    _report(
        "mx.example.org",
        "Several failed.",
        "Final-Recipient: rfc822; baska@example.net\nAction: failed\nStatus: 4.2.2\n\n"
        "Final-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.0.0\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such recipient",
    ),
    *("hard", "failed", True, "no such recipient"),
)

#: A status part whose blocks have lost their type, the final boundary missing, in the middle of a letter.
BROKEN = Returned(
    """
Return-Path: <>
From: mailer-daemon@eski.example
To: {to}
Subject: Returned mail: see transcript for details
Content-Type: multipart/report; report-type=delivery-status; boundary="KIRIK"

--KIRIK
Content-Type: text/plain; charset=yok-boyle-bir-sey

   ----- The following addresses had permanent fatal errors -----
<{address}>
--KIRIK
Content-Type: message/delivery-status
Content-Transfer-Encoding: base64

Reporting-MTA: dns; eski.example

Final-Recipient: <{address}>
Action: failed (permanent)
Status: 5.1.2 (bad destination system)

--KIRIK
Content-Type: message/rfc822

Message-ID: {id}
Subject: =?utf-8?B?U2FoaWwgeW9
""",
    *("hard", "failed", True, "5.1.2"),
)

#: RFC 6533: an internationalised report.
GLOBAL = Returned(
    """
Return-Path: <>
From: postmaster@posta.example
To: {to}
Subject: Undeliverable: Sahil yolu
Content-Type: multipart/report; report-type=global-delivery-status; boundary="U8"

--U8
Content-Type: text/plain; charset=utf-8

Alıcı yok.
--U8
Content-Type: message/global-delivery-status

Reporting-MTA: dns; posta.example

Final-Recipient: utf-8; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 Böyle bir kullanıcı yok

--U8
Content-Type: message/global-headers

Message-ID: {id}
--U8--
""",
    *("hard", "failed", True, "5.1.1"),
)

ALL = {name.lower(): value for name, value in dict(globals()).items() if isinstance(value, Returned)}
