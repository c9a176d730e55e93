"""The rows of the table as the laws stand, each read in the consolidated text of its law.

Dates of coming into force: 3071 m.7 by 4778 (11.01.2003); 4982 m.32 (six months after 24.10.2003); 6698 m.32 (six
months after 07.04.2016); 6328 m.36 and temporary article (nine months after 29.06.2012, for municipalities one year
later); 5187 (26.06.2004), its sentences on news sites by 7418 m.7 (18.10.2022); 2577 m.10 by 7331 (14.07.2021).
"""

from datetime import date, timedelta

from kopru.turkish.deadlines.rules import Kind, Roll, Rule, RuleTable, Unit, house_target

_ROLL_IS_CUSTOM = (
    "Son günün tatile rastlaması hâlinde sürenin izleyen iş gününe uzaması 2577 sayılı Kanun m.8’e dayanan yerleşik "
    "uygulamadır; bu kanunda ayrıca yazılı değildir."
)
_CUT_IS_OPEN = (
    "Ödemeden sonra sürenin kaldığı yerden mi, baştan mı işleyeceği kanunda açık değildir; ihtiyaten kaldığı yerden "
    "yürütülür."
)
_OUTLETS_DAYS = "Yayın kuruluşuna tanınan süredir; tatil nedeniyle uzayacağına ilişkin bir hüküm yoktur."
_WAIT_SHORTENED = date(2021, 7, 14)


def _petition(kind: Kind, *, since: date, until: date | None, wait_months: int) -> Rule:
    return Rule(
        kind=kind,
        period=30,
        unit=Unit.CALENDAR_DAYS,
        since=since,
        until=until,
        law="3071 sayılı Kanun",
        article="m.7",
        roll=Roll.NEXT_WORKING_DAY,
        wait_months=wait_months,
        ends_by_forwarding=True,
        to_confirm=_ROLL_IS_CUSTOM,
    )


def _petitions(kind: Kind) -> tuple[Rule, Rule]:
    eve = _WAIT_SHORTENED - timedelta(days=1)
    return (
        _petition(kind, since=date(2003, 1, 11), until=eve, wait_months=6),
        _petition(kind, since=_WAIT_SHORTENED, until=None, wait_months=4),
    )


def _information(kind: Kind, *, assumes_extension: bool = False) -> Rule:
    return Rule(
        kind=kind,
        period=15,
        unit=Unit.WORKING_DAYS,
        since=date(2004, 4, 24),
        law="4982 sayılı Kanun",
        article="m.11",
        extended=30,
        extension_alarm=12,
        assumes_extension=assumes_extension,
        payment_days=15,
        ends_by_forwarding=True,
        to_confirm=_CUT_IS_OPEN,
    )


def _days(kind: Kind, period: int, *, since: date, law: str, article: str, to_confirm: str = "") -> Rule:
    return Rule(
        kind=kind,
        period=period,
        unit=Unit.CALENDAR_DAYS,
        since=since,
        law=law,
        article=article,
        roll=Roll.NEXT_WORKING_DAY,
        to_confirm=to_confirm or _ROLL_IS_CUSTOM,
    )


def _working_days(kind: Kind, period: int, *, since: date, law: str, article: str) -> Rule:
    return Rule(kind=kind, period=period, unit=Unit.WORKING_DAYS, since=since, law=law, article=article)


def _outlets_days(kind: Kind, period: int, *, since: date) -> Rule:
    return Rule(
        kind=kind,
        period=period,
        unit=Unit.CALENDAR_DAYS,
        since=since,
        law="5187 sayılı Kanun",
        article="m.14/1",
        to_confirm=_OUTLETS_DAYS,
    )


_PRESS_LAW = date(2004, 6, 26)
_LETTERS = "Resmî Yazışma Yönetmeliği (RG 10.06.2020/31151)"

STATUTES = RuleTable(
    (
        *_petitions(Kind.PETITION),
        *_petitions(Kind.CIMER_PETITION),
        _information(Kind.INFORMATION),
        _information(Kind.CIMER_INFORMATION),
        _information(Kind.INFORMATION_EXTENDED, assumes_extension=True),
        _days(Kind.DATA_SUBJECT, 30, since=date(2016, 10, 7), law="6698 sayılı Kanun", article="m.13/2"),
        _days(Kind.DATA_BOARD, 15, since=date(2016, 10, 7), law="6698 sayılı Kanun", article="m.15/3"),
        _days(Kind.PARLIAMENT, 30, since=date(2003, 1, 11), law="3071 sayılı Kanun", article="m.8"),
        _days(Kind.KDK, 30, since=date(2014, 3, 29), law="6328 sayılı Kanun", article="m.18/1"),
        _working_days(Kind.BEDK, 15, since=date(2004, 4, 24), law="4982 sayılı Kanun", article="m.13"),
        _working_days(Kind.INTEROFFICE_DOCUMENT, 5, since=date(2020, 6, 10), law=_LETTERS, article="m.33"),
        _working_days(Kind.INTEROFFICE_OPINION, 15, since=date(2020, 6, 10), law=_LETTERS, article="m.33"),
        Rule(
            kind=Kind.CORRECTION_REQUEST,
            period=2,
            unit=Unit.MONTHS,
            since=_PRESS_LAW,
            law="5187 sayılı Kanun",
            article="m.14/1",
            to_confirm="Hak düşürücü süredir; tatil nedeniyle uzayacağına güvenilmez.",
        ),
        _outlets_days(Kind.CORRECTION_DAILY, 3, since=_PRESS_LAW),
        _outlets_days(Kind.CORRECTION_WEB, 1, since=date(2022, 10, 18)),
        _days(
            Kind.CORRECTION_COURT,
            15,
            since=_PRESS_LAW,
            law="5187 sayılı Kanun",
            article="m.14/4",
            to_confirm="Son gün tatilse uzaması 5271 sayılı Kanun m.39/4’e dayanır; son güne bırakılmamalı.",
        ),
        house_target(15, since=_PRESS_LAW),
        Rule(
            kind=Kind.MEDIA,
            period=0,
            unit=Unit.GIVEN,
            since=_PRESS_LAW,
            law="Gazetecinin verdiği süre",
            article="",
            to_confirm="Kanuni bir süre değildir.",
        ),
    )
)
