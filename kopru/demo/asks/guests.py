"""Lines to take, ready packs, group visits and material of the units, in the demonstration office."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from kopru.cases import actions as cases
from kopru.cases.asks import Ask, Asker
from kopru.cases.models import Became, Case, Channel, Kind, LineToTake, Pack, Question
from kopru.core.models import User
from kopru.demo import office
from kopru.demo.asks.living import mailed
from kopru.demo.living import Staff
from kopru.directory.models import Unit

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
#: Title, wording, sources, days ago from which and days from now until which it is valid.
_LINES: Final = (
    (
        "Zeytin üreticisine destek",
        "Belediyemiz bu yıl 214 üreticiye fidan ve kasa desteği verdi; başvurular yıl boyunca alınıyor.",
        "Mali Hizmetler Müdürlüğü, 12 Kasım",
        12,
        60,
    ),
    (
        "Soğuk hava deposu",
        "Deponun inşaatı sürüyor; açılış günü iş programı kesinleşince duyurulacak.",
        "Fen İşleri Müdürlüğü",
        20,
        10,
    ),
    ("Yaz su kesintileri", "Planlı kesintiler en az iki gün önceden duyurulur.", "Su ve Kanalizasyon", 200, -40),
)
#: Title, language, text, days since it was checked.
_PACKS: Final = (
    (
        "Zeytinyalı’da bir gün",
        "tr",
        "Eski değirmen pazartesi dışında her gün 10.00–17.00 açıktır. Yürüyüş yolu iskeleden başlar, 4 km’dir.",
        20,
    ),
    (
        "A day in Zeytinyalı",
        "en",
        "The old olive press is open every day except Monday, 10 am to 5 pm. The walking path begins at the pier.",
        20,
    ),
    ("Okul grupları için bilgi", "tr", "Gruplar en az bir hafta önceden yazmalıdır; en çok 40 kişi alınır.", 230),
)
#: Unit, subject, text, what became of it.
_MATERIAL: Final = (
    (
        "Park ve Bahçeler Müdürlüğü",
        "Yukarıköy Parkı yenilendi",
        "Parka 40 ağaç dikildi, 6 oyun grubu yenilendi. Çalışma üç hafta sürdü; fotoğraflar dosyada.",
        "",
    ),
    (
        "Temizlik İşleri Müdürlüğü",
        "Kasım ayında toplanan atık",
        "Kasımda 312 ton evsel, 41 ton ambalaj atığı toplandı.",
        Became.BULLETIN,
    ),
)


def furnish(staff: Staff, clerk: User, *, at: datetime) -> None:
    """Make what is not there yet."""
    _lines(staff, at=at)
    today = timezone.localdate(at)
    for title, language, text, ago in _PACKS:
        values = {"text": text, "checked_on": today - ago * _DAY}
        Pack.objects.get_or_create(title=title, language=language, defaults=values)
    _visits(clerk, at=at)
    for unit, subject, text, became in _MATERIAL:
        if not Case.objects.filter(subject=subject, kind=Kind.MATERIAL).exists():
            _hand_in(Unit.objects.get(name=unit), subject, text, became, staff, at=at)


def _lines(staff: Staff, *, at: datetime) -> None:
    today = timezone.localdate(at)
    for title, text, sources, ago, until in _LINES:
        values = {"text": text, "sources": sources, "owner": staff.head}
        values |= {"valid_from": today - ago * _DAY, "valid_until": today + until * _DAY}
        LineToTake.objects.get_or_create(title=title, defaults=values)
    open_ = Question.objects.filter(text__startswith="Bu yıl kaç üreticiye", answer="", case__closed_at__isnull=True)
    question = open_.select_related("case").first()
    if question is not None:
        line = LineToTake.objects.get(title=_LINES[0][0])
        cases.use_line(question, line=line, by=staff.writer, at=at - _HOUR)


def _visits(clerk: User, *, at: datetime) -> None:
    asked = Case.objects.open().filter(kind=Kind.GROUP, visit__isnull=True).first()
    wished = timezone.localdate(at + 6 * _DAY)
    if asked is not None:
        cases.plan_visit(
            asked, institution="Yukarıköy İlkokulu", people=28, ages="4. sınıf", wished_on=wished, by=clerk, at=at
        )
    for subject, school, people, days in (
        ("Lise öğrencileriyle kent gezisi", "Zeytinyalı Anadolu Lisesi", 36, 2),
        ("Huzurevinden gezi", "Çınaraltı Huzurevi", 14, 0),
    ):
        if Case.objects.filter(subject=subject).exists():
            continue
        begun = at - 3 * _DAY
        case = cases.open_case(_group(subject, school, begun), by=clerk, at=begun)
        cases.take(case, owner=clerk, by=clerk, at=begun + _HOUR)
        visit = cases.plan_visit(case, institution=school, people=people, wished_on=wished, by=clerk, at=begun + _HOUR)
        if days:
            day = timezone.localtime(at + days * _DAY).replace(hour=10, minute=0, second=0, microsecond=0)
            cases.book_visit(visit, starts_at=day, guide="Umut Satırcı", by=clerk, at=begun + 2 * _HOUR)
        mailed(case, begun + 2 * _HOUR)


def _group(subject: str, school: str, begun: datetime) -> Ask:
    asker = Asker(name=school, email=f"ziyaret@{office.DOMAIN}")
    text = f"{school} olarak belediyeyi ve eski değirmeni gezmek istiyoruz. Uygun bir gün bildirir misiniz?"
    return Ask(subject, text, begun, asker, kind=Kind.GROUP, channel=Channel.EMAIL)


def _hand_in(unit: Unit, subject: str, text: str, became: str, staff: Staff, *, at: datetime) -> None:
    begun = at - 26 * _HOUR
    ask = Ask(subject, text, begun, Asker(name=unit.name, unit=unit), kind=Kind.MATERIAL, channel=Channel.UNIT)
    case = cases.open_case(ask, by=None, at=begun)
    material = cases.hand_in(case, unit=unit, at=begun)
    if became:
        cases.use_material(material, became=became, by=staff.writer, at=begun + 3 * _HOUR)
    mailed(case, begun + 3 * _HOUR)
