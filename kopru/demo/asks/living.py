"""The life of one ask, by the verbs of the cases, at the hours at which an office works."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.utils import timezone

from kopru.cases import actions as cases
from kopru.cases import sweeping
from kopru.cases.asks import Ask, Asker
from kopru.cases.models import (
    AnswerKind,
    Case,
    Channel,
    ExtensionGround,
    Kind,
    Matter,
    MediaForm,
    Referral,
    ShootRequest,
)
from kopru.core.models import User
from kopru.delivery import sending
from kopru.delivery.models import Dispatch, DispatchState
from kopru.demo import office
from kopru.demo.asks.words import ASKS, MATTERS, Asked, End
from kopru.demo.living import Staff
from kopru.directory.models import Unit
from kopru.turkish.folding import slug

_HOUR: Final = timedelta(hours=1)
_MINUTE: Final = timedelta(minutes=1)
_DAYS: Final = 5
#: Everything that came this far went through the unit's answer.
_SAID: Final = frozenset(
    {End.UNIT_ANSWERED, End.APPROVAL, End.ANSWERED, End.THANKED, End.REOPENED, End.TOLD_BY_PHONE, End.TIME_ASKED}
)
_ANSWERED: Final = frozenset({End.ANSWERED, End.THANKED, End.REOPENED, End.TOLD_BY_PHONE})


def ask_all(staff: Staff, clerk: User, *, at: datetime, small: bool) -> None:
    """Let the town ask; what was asked already is not asked again."""
    _matters()
    for asked in ASKS:
        if (asked.small or not small) and not Case.objects.filter(subject=asked.subject).exists():
            _live(asked, staff, clerk, at=at)


def _matters() -> None:
    for name, name_en, unit, place, photo in MATTERS:
        Matter.objects.get_or_create(
            name=name,
            defaults={
                "name_en": name_en,
                "slug": slug(name),
                "unit": Unit.objects.filter(name=unit).first(),
                "asks_place": place,
                "asks_photo": photo,
            },
        )


@transaction.atomic
def _live(asked: Asked, staff: Staff, clerk: User, *, at: datetime) -> None:
    begun = at - asked.ago * _HOUR
    case = cases.open_case(_ask(asked, begun), by=None if asked.channel == Channel.EMAIL else clerk, at=begun)
    mailed(case, begun)
    if asked.end == End.NEW:
        return
    cases.take(case, owner=staff.writer if asked.kind == Kind.MEDIA else clerk, by=clerk, at=begun + 10 * _MINUTE)
    _plan(case, asked, staff, at=begun + 12 * _MINUTE)
    if asked.end == End.FORWARDED:
        _forward(case, clerk, at=begun + 2 * _HOUR)
        return
    if asked.unit:
        _refer(case, asked, clerk, at=begun + 20 * _MINUTE)
    _answer(case, asked, staff, clerk, at=begun + 6 * _HOUR)


def _ask(asked: Asked, begun: datetime) -> Ask:
    unit = Unit.objects.filter(name=asked.name).first()
    box = slug(asked.name).replace("-", ".")
    by_mail = asked.channel in (Channel.EMAIL, Channel.FORM) and unit is None
    return Ask(
        subject=asked.subject,
        text=asked.text,
        received_at=begun,
        asker=Asker(
            name=asked.name,
            email=f"{box}@{office.DOMAIN}" if by_mail and box else "",
            phone=asked.phone,
            unit=unit,
            hides_identity=asked.hides_identity,
        ),
        kind=asked.kind,
        channel=asked.channel,
        matter=Matter.objects.filter(name=asked.matter).first(),
        language=asked.language,
        is_for_mayor=asked.is_for_mayor,
        outside_number=asked.outside_number,
        place=asked.place,
        wanted_by=_at_four(begun + asked.wanted_in * _HOUR) if asked.wanted_in else None,
    )


def _at_four(moment: datetime) -> datetime:
    """Return the next four o'clock in the afternoon: nobody wants a thing at half past two at night."""
    four = timezone.localtime(moment).replace(hour=16, minute=0, second=0, microsecond=0)
    return four if four >= moment else four + timedelta(days=1)


def _plan(case: Case, asked: Asked, staff: Staff, *, at: datetime) -> None:
    deadline = _at_four(case.received_at + asked.wanted_in * _HOUR)
    if asked.kind == Kind.MEDIA:
        form = MediaForm.INTERVIEW if asked.answer else MediaForm.DATA
        cases.plan_media(case, form=form, deadline_at=deadline, by=staff.writer, at=at, wants_mayor=bool(asked.answer))
        for text in asked.questions:
            cases.add_question(case, text=text, by=staff.writer, at=at)
    elif asked.kind == Kind.SHOOT:
        shoot: ShootRequest = cases.plan_shoot(case, starts_at=deadline, place=asked.place, by=staff.head, at=at)
        cases.assign_shoot(shoot, photographer=staff.photographer, by=staff.head, at=at)


def _forward(case: Case, clerk: User, *, at: datetime) -> None:
    cases.forward(
        case,
        institution="Karayolları Bölge Müdürlüğü (ÖRNEK)",
        address=f"karayollari@{office.DOMAIN}",
        reason="Devlet karayolları belediyenin sorumluluk alanında değildir.",
        by=clerk,
        at=at,
    )
    mailed(case, at)


def _refer(case: Case, asked: Asked, clerk: User, *, at: datetime) -> None:
    unit = Unit.objects.get(name=asked.unit)
    due_on = timezone.localdate(at + _DAYS * 24 * _HOUR)
    referral: Referral = cases.refer(case, unit=unit, asked="", due_on=due_on, by=clerk, at=at)
    mailed(case, at)
    if asked.end == End.TIME_ASKED:
        until = timezone.localdate(at + 15 * 24 * _HOUR)
        cases.ask_time(referral, until=until, reason=asked.said, at=at + 3 * _HOUR, author=unit.name)
    elif asked.end in _SAID:
        cases.answer_referral(referral, text=asked.said, at=at + 3 * _HOUR, author=unit.name)


def _answer(case: Case, asked: Asked, staff: Staff, clerk: User, *, at: datetime) -> None:
    if asked.end == End.EXTENDED:
        ground, reason = ExtensionGround.OTHER_UNIT, "Belgeler Fen İşleri Müdürlüğünden isteniyor."
        cases.extend(case, ground=ground, reason=reason, by=clerk, at=at + 30 * _HOUR)
    elif asked.end == End.COST_TOLD:
        cases.tell_cost(case, amount=84_000, reason="420 sayfa fotokopi", by=clerk, at=at + 30 * _HOUR)
    elif asked.end == End.WITH_MAYOR:
        for question, said in zip(case.questions.all(), asked.answer.split("|"), strict=True):
            cases.settle_question(question, answer=said, by=staff.writer, at=at)
        words = cases.assemble_answer(case, by=staff.writer, at=at)
        cases.submit_answer(words, by=staff.writer, at=at + _MINUTE)
        cases.approve_answer(words, by=staff.head, at=at + _HOUR, comment="Uygundur.")
    elif asked.end == End.APPROVAL or asked.end in _ANSWERED:
        _written(case, asked, staff, clerk, at=at)
    mailed(case, at + 31 * _HOUR)


def _written(case: Case, asked: Asked, staff: Staff, clerk: User, *, at: datetime) -> None:
    channel = Channel.PHONE if asked.end == End.TOLD_BY_PHONE else Channel.EMAIL
    subject = f"Re: {asked.subject}" if asked.language == "en" else f"Başvurunuz: {asked.subject}"
    words = cases.draft_answer(
        case, subject=subject, text=asked.answer, kind=AnswerKind.FINAL, channel=channel, by=clerk, at=at
    )
    cases.submit_answer(words, by=clerk, at=at + 5 * _MINUTE)
    words.refresh_from_db()
    if asked.end == End.APPROVAL:
        return
    if words.approved_at is None and words.sent_at is None:
        cases.approve_answer(words, by=staff.head, at=at + _HOUR)
    if channel == Channel.PHONE:
        words.refresh_from_db()
        cases.give_answer(words, proof="Telefonda okundu, teşekkür etti.", by=clerk, at=at + 2 * _HOUR)
        return
    mailed(case, at + 2 * _HOUR)
    sweeping.answers(at + 2 * _HOUR)
    case.refresh_from_db()
    if asked.end == End.THANKED:
        cases.hear(case, text="Thank you very much!", at=at + 20 * _HOUR, wants_more=False)
    elif asked.end == End.REOPENED:
        cases.hear(case, text="Teşekkür ederim ama dün gece yine aynıydı, sorun çözülmedi.", at=at + 72 * _HOUR)


def mailed(case: Case, at: datetime) -> None:
    """Let what was released for this case leave at its hour, as the worker would have done it then."""
    waiting = Dispatch.objects.filter(case_messages__case=case, state=DispatchState.SENDING).distinct()
    for dispatch in waiting:
        while sending.send_batch(dispatch.pk, clock=partial(_later, at)):
            pass


def _later(moment: datetime) -> datetime:
    return moment + _MINUTE
