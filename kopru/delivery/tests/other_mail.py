"""Mail that comes in and is no bounce: an absence, a letter, a complaint; `{to}` and `{id}` as in `returned`."""

AWAY = """
Return-Path: <>
From: Ayşe Örnek <ayse@gazete.example>
To: {to}
Auto-Submitted: auto-replied
Precedence: bulk
Subject: =?utf-8?B?T3RvbWF0aWsgeWFuxLF0OiBTYWhpbCB5b2x1?=
In-Reply-To: {id}

30 Kasım'a kadar izindeyim. 550 5.1.1 benimle ilgili değildir.
"""

LETTER = """
Return-Path: <okur@example.net>
From: Bir Okur <okur@example.net>
To: {to}
Subject: Sahil yolu

Yolda bir lamba yanmıyor; belediyeye 550 kere yazdım, iletim ulaşmadı mı?
"""

COMPLAINT = """
Return-Path: <>
From: <feedback@posta.example>
To: {to}
Subject: Sahil yolu
Content-Type: multipart/report; report-type=feedback-report; boundary="F"

--F
Content-Type: text/plain

This is an email abuse report.
--F
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Ornek/1.0
Version: 1
--F
Content-Type: message/rfc822

Message-ID: {id}
Subject: Sahil yolu

Metin
--F--
"""


def plain(text: str, *, to: str, message_id: str) -> bytes:
    return text.strip().replace("{to}", to).replace("{id}", message_id).replace("\n", "\r\n").encode()
