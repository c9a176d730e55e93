"""An ask becomes a case; later words of the person join it."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from kopru.cases import clock, letters
from kopru.cases.actions.ending import reopen
from kopru.cases.asks import Ask, Asker, Attached
from kopru.cases.kinds import TYPES
from kopru.cases.models import (
    Case,
    CaseFile,
    Channel,
    ClockEvent,
    ClockKind,
    Counter,
    Incoming,
    Kind,
    Message,
    State,
    Voice,
)
from kopru.cases.obstacles import NothingAsked
from kopru.core.models import User
from kopru.directory.models import ContactPoint, Person
from kopru.turkish import emails, phones

#: More receipts than this to one address within a day would feed two robots that write to each other.
RECEIPTS_A_DAY: Final = 5


@transaction.atomic
def open_case(ask: Ask, *, by: User | None, at: datetime, incoming: Incoming | None = None) -> Case:
    """Take down what is asked, give it its number and clock, and send the receipt.

    :raises NothingAsked: if neither subject nor text says anything
    """
    subject = " ".join(ask.subject.split())[:200] or " ".join(ask.text.split())[:80]
    if not subject:
        raise NothingAsked
    given = TYPES[Kind(ask.kind)]
    year = timezone.localtime(at).year
    case = Case(
        year=year,
        number=_next_number(year),
        kind=ask.kind,
        legal_class=ask.legal_class or given.legal_class,
        channel=ask.channel,
        matter=ask.matter,
        subject=subject,
        text=ask.text.strip(),
        language=ask.language,
        details=dict(ask.details),
        is_for_mayor=ask.is_for_mayor,
        outside_number=ask.outside_number,
        place=ask.place,
        received_at=ask.received_at,
        opened_at=at,
        opened_by=by,
        retention=given.retention,
        ticket=ask.ticket,
    )
    if ask.position:
        case.latitude, case.longitude = ask.position
    _set_asker(case, ask.asker)
    events = _first_events(ask, by)
    clock.recount(case, events=events)
    case.promised_on = case.due_on
    case.save()  # once, dates and all: each time it is also written into the search
    for event in events:
        event.case = case
    ClockEvent.objects.bulk_create(events)
    _hear(
        case, ask.text, subject=subject, author=ask.asker.name, files=ask.files, incoming=incoming, at=ask.received_at
    )
    if ask.sends_receipt and may_be_receipted(case, at):
        letters.send_receipt(case, at=at)
    log(instance=case, action="cases.open_case", user=by, data={"channel": case.channel, "kind": case.kind})
    return case


@transaction.atomic
def hear(
    case: Case,
    *,
    text: str,
    at: datetime,
    by: User | None = None,
    channel: str = Channel.EMAIL,
    quoted: str = "",
    message_id: str = "",
    files: Sequence[Attached] = (),
    incoming: Incoming | None = None,
    wants_more: bool = True,
    author: str = "",
) -> Message:
    """Add what the person wrote since; a closed case opens again unless they only say thanks (`wants_more`).

    `author` is who wrote in their place, "" for themselves.
    """
    case = case.locked()
    message = _hear(
        case,
        text,
        subject=case.subject,
        author=author or case.name,
        files=files,
        incoming=incoming,
        at=at,
        channel=channel,
        quoted=quoted,
        message_id=message_id,
    )
    if not case.is_open and wants_more:
        reopen(case, reason=letters.said_again(), by=by, at=at)
    elif case.state == State.ASKED or (case.state == State.LEAVING and wants_more):
        case.state = State.REFERRED if case.referrals.waiting().exists() else State.OPEN
        case.save()
    log(instance=case, action="cases.hear", user=by, data={"channel": channel})
    return message


@transaction.atomic
def identify(case: Case, *, asker: Asker, by: User, at: datetime) -> None:
    """Write down who asks, or better than before."""
    case = case.locked()
    _set_asker(case, asker)
    case.save()
    log(instance=case, action="cases.identify", user=by, data={"at": at.isoformat()})


def keep_files(case: Case, message: Message | None, files: Sequence[Attached]) -> list[CaseFile]:
    """Store files with a case, each under its own name and hash."""
    kept = []
    for each in files:
        file = CaseFile(
            case=case,
            message=message,
            name=each.name[:200],
            content_type=each.content_type[:120],
            size=len(each.content),
            sha256=hashlib.sha256(each.content).hexdigest(),
            warning=each.warning[:200],
        )
        file.file.save(f"{file.sha256[:24]}.bin", ContentFile(each.content), save=False)
        file.save()
        kept.append(file)
    return kept


def _hear(
    case: Case,
    text: str,
    *,
    subject: str,
    author: str,
    files: Sequence[Attached],
    incoming: Incoming | None,
    at: datetime,
    channel: str = "",
    quoted: str = "",
    message_id: str = "",
) -> Message:
    message = Message.objects.create(
        case=case,
        voice=Voice.PERSON,
        channel=channel or case.channel,
        at=at,
        author=author[:160],
        subject=subject[:255],
        text=text.strip(),
        quoted=quoted,
        incoming=incoming,
        message_id=message_id or (incoming.message_id if incoming else ""),
    )
    keep_files(case, message, files)
    return message


def _first_events(ask: Ask, by: User | None) -> list[ClockEvent]:
    """Return what the clock of a new case begins with."""
    events = [ClockEvent(kind=ClockKind.RECEIVED, at=ask.received_at, by=by)]
    if ask.wanted_by:
        events.append(ClockEvent(kind=ClockKind.DEADLINE_SET, at=ask.wanted_by, by=by))
    return events


def _set_asker(case: Case, asker: Asker) -> None:
    case.name = " ".join(asker.name.split())[:160]
    case.email, case.email_key = _mail_of(asker.email)
    case.phone, case.phone_key = _phone_of(asker.phone)
    case.address = asker.address.strip()
    case.outlet, case.asking_unit = asker.outlet, asker.unit
    case.hides_identity, case.wants_answer = asker.hides_identity, asker.wants_answer
    case.person = asker.person or _known(case)


def _mail_of(written: str) -> tuple[str, str]:
    """Return the address as written, and its key if it is one."""
    try:
        parsed = emails.parse(written)
    except emails.EmailInvalid:
        return written.strip()[:254], ""
    return parsed.shown[:254], parsed.key


def _phone_of(written: str) -> tuple[str, str]:
    try:
        parsed = phones.parse(written)
    except phones.PhoneInvalid:
        return written.strip()[:60], ""
    return parsed.display[:60], parsed.e164


def _known(case: Case) -> Person | None:
    """Return whom the directory knows by this address or number, if it is one person only."""
    keys = [key for key in (case.email_key, case.phone_key) if key]
    if not keys or case.hides_identity:
        return None
    points = ContactPoint.objects.filter(key__in=keys, person__isnull=False).select_related("person")[:5]
    people = {point.person.current for point in points if point.person}
    return people.pop() if len(people) == 1 else None


def may_be_receipted(case: Case, at: datetime) -> bool:
    """Tell whether a receipt can go out, and would not be one of a flood."""
    if not case.email_key or not case.wants_answer:
        return False
    lately = Case.objects.filter(email_key=case.email_key, opened_at__gt=at - timedelta(days=1))
    return lately[: RECEIPTS_A_DAY + 1].count() <= RECEIPTS_A_DAY


def _next_number(year: int) -> int:
    """Give the next number of `year`; the row stays locked until the case is committed, so none is lost."""
    if not Counter.objects.filter(year=year).update(last=F("last") + 1):
        Counter.objects.get_or_create(year=year)
        Counter.objects.filter(year=year).update(last=F("last") + 1)
    return Counter.objects.values_list("last", flat=True).get(year=year)
