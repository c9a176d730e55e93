"""A day of mail in the demonstration office, byte for byte as mail programs write it, through the mailroom."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from django.utils import timezone

from kopru.cases.intake import mailroom
from kopru.cases.models import Case, Outcome, Source
from kopru.cases.showing import mail as found_mail
from kopru.delivery.models import Recipient
from kopru.demo import office
from kopru.demo.asks.living import mailed
from kopru.turkish.folding import slug

_BOX: Final = "basin"
_MINUTE: Final = timedelta(minutes=1)
_REPORT: Final = """\
From: Mail Delivery System <postmaster@{domain}>
To: <basin@{domain}>
Date: {day}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="iade"
Message-ID: <iade-1@{domain}>

--iade
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

İletiniz ulaştırılamadı: posta kutusu dolu.

--iade
Content-Type: message/delivery-status

Reporting-MTA: dns; posta.{domain}

Final-Recipient: rfc822; emekli.muhabir@{domain}
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

--iade--
"""


def receive_all(*, at: datetime) -> None:
    """Let the mail of the day come in, each at its minute; what came in already is not taken twice."""
    for number, (ago, raw) in enumerate(_mails(at)):
        moment = at - ago * _MINUTE
        incoming, _message = mailroom.take_in(
            raw, source=Source.FOLDER, origin=_BOX, origin_id=f"1/{number + 1}", at=moment
        )
        if incoming.case is not None and incoming.outcome != Outcome.DUPLICATE:
            mailed(incoming.case, moment)
    found_mail.sweep(at)


def _mails(at: datetime) -> Iterator[tuple[int, bytes]]:
    """Yield minutes before `at`, and a mail."""
    bench = _written(
        "Rüya Yelkenli",
        "Sahildeki bank kırık",
        "Merhaba,\n\nİskelenin yanındaki bankın oturma tahtaları kırılmış, çiviler dışarıda. Dün torunum"
        " eteğini yırttı.\n\nİyi çalışmalar,\nRüya Yelkenli",
        at - 95 * _MINUTE,
    )
    yield 95, bench.as_bytes()
    yield 93, bench.as_bytes()  # the mail program sent it twice
    market = _written("Kerem Bostancı", "Pazar yerinde tuvalet", "", at - 80 * _MINUTE)
    market.set_content(
        "<p>Sayın yetkili,</p><p>Salı pazarında tuvalet <b>kapalı</b>. Esnaf da müşteri de çok zorlanıyor.</p>",
        subtype="html",
    )
    yield 80, market.as_bytes()
    yield 70, _away(at).as_bytes()
    yield 64, _unwanted("Şans Gişesi", "TEBRİKLER! Tatil kazandınız", at).as_bytes()
    yield 52, _unwanted("Ucuz Kartuş", "Belediyelere özel toner kampanyası", at).as_bytes()
    yield 41, _REPORT.format(domain=office.DOMAIN, day=format_datetime(at - 41 * _MINUTE)).encode()
    yield 33, b"\x00\xff\xfe\x00 bozuk bir ileti"
    asked = Case.objects.filter(channel="email", hides_identity=False).exclude(email="").order_by("pk").first()
    if asked is not None:
        subject = f"Ynt: [{asked.label}] {asked.subject}"
        yield 20, _written(asked.name, subject, "Bir ek: en karanlık yer 14 numaranın önü.", at).as_bytes()
    journalist = Recipient.objects.filter(dispatch__offer__isnull=False, state="delivered").order_by("pk").first()
    if journalist is not None:
        ask = _written(journalist.name, "Re: bülteniniz", "Elinize sağlık. Fotoğrafın büyüğünü alabilir miyiz?", at)
        del ask["From"]
        ask["From"] = f"{slug(journalist.name)} <{journalist.address}>"
        ask["In-Reply-To"] = f"<{journalist.dispatch.token}.{journalist.pk}@{office.DOMAIN}>"
        yield 8, ask.as_bytes()


def _written(name: str, subject: str, text: str, at: datetime) -> EmailMessage:
    """Return a mail of a person of the town."""
    made = EmailMessage()
    box = slug(name).replace("-", ".")
    made["From"] = f"{name} <{box}@{office.DOMAIN}>"
    made["To"] = f"{office.IDENTITY['office']} <{_BOX}@{office.DOMAIN}>"
    made["Subject"] = subject
    made["Date"] = format_datetime(timezone.localtime(at))
    made["Message-ID"] = f"<{box}.{slug(subject)[:40]}@{office.DOMAIN}>"
    if text:
        made.set_content(text)
    return made


def _away(at: datetime) -> EmailMessage:
    made = _written("Suat Rençber", "Otomatik yanıt: Ofis dışındayım", "30 Kasım’a kadar izindeyim.", at - 70 * _MINUTE)
    made["Auto-Submitted"] = "auto-replied"
    return made


def _unwanted(name: str, subject: str, at: datetime) -> EmailMessage:
    """Return a mail that our own mail server has marked."""
    made = _written(name, subject, "Hemen tıklayın, fırsatı kaçırmayın!", at - 60 * _MINUTE)
    made["X-Spam-Flag"] = "YES"
    return made
