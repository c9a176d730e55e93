"""An ask becomes a case; later words of the person join it."""

import hashlib
from collections import Counter as Tally
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from wagtail.log_actions import log

from kopru.cases import clock, letters
from kopru.cases.actions.askers import set_askers
from kopru.cases.actions.ending import reopen
from kopru.cases.asks import Ask, Asker, Attached
from kopru.cases.kinds import TYPES
from kopru.cases.models import (
    Case,
    CaseFile,
    Channel,
    ClockEvent,
    ClockKind,
    Incoming,
    Kind,
    Message,
    State,
    Voice,
)
from kopru.cases.obstacles import NothingAsked
from kopru.core import rows, trail
from kopru.core.models import User
from kopru.search import index

#: More receipts than this to one address within a day would feed two robots that write to each other.
RECEIPTS_A_DAY: Final = 5


@dataclass(frozen=True, slots=True)
class Opening:
    """One ask that is to become a case, and the mail it came by."""

    ask: Ask
    incoming: Incoming | None = None

    @property
    def subject(self) -> str:
        """Return what the case will be called, "" if nothing is said."""
        return " ".join(self.ask.subject.split())[:200] or " ".join(self.ask.text.split())[:80]

    @property
    def message_id(self) -> str:
        """Return the Message-ID of the mail, "" if there is none."""
        return self.incoming.message_id if self.incoming else ""


@transaction.atomic
def open_case(ask: Ask, *, by: User | None, at: datetime, incoming: Incoming | None = None) -> Case:
    """Take down what is asked, give it its number and clock, and send the receipt.

    :raises NothingAsked: if neither subject nor text says anything
    """
    return open_cases([Opening(ask, incoming)], by=by, at=at)[0]


@transaction.atomic(savepoint=False)
def open_cases(openings: Sequence[Opening], *, by: User | None, at: datetime) -> list[Case]:
    """Take down many asks in their order: one insert a table, whatever their number.

    :raises NothingAsked: if one of them says nothing
    """
    if not all(opening.subject for opening in openings):
        raise NothingAsked
    cases = [_drawn(opening, by=by, at=at) for opening in openings]
    set_askers((case, opening.ask.asker) for case, opening in zip(cases, openings, strict=True))
    count, files = len(cases), sum(len(opening.ask.files) for opening in openings)
    numbers = rows.take_numbers({Case: count, ClockEvent: 2 * count, Message: count, CaseFile: files})
    house = clock.House.now()
    first = _next_numbers(timezone.localtime(at).year, count)
    events: list[ClockEvent] = []
    for place, (case, opening) in enumerate(zip(cases, openings, strict=True)):
        case.pk, case.number = next(numbers[Case]), first + place
        own = _first_events(opening.ask, by)
        clock.set_first_dates(case, events=own, house=house)
        case.promised_on = case.due_on
        for event in own:
            event.pk, event.case = next(numbers[ClockEvent]), case
        events += own
    rows.insert(cases)
    rows.insert(events)
    index.put_new(cases)
    words = [_first_word(*pair) for pair in zip(cases, openings, strict=True)]
    for word in words:
        word.pk = next(numbers[Message])
    rows.insert(words)
    kept = [
        _stored(case, word, each)
        for case, word, opening in zip(cases, words, openings, strict=True)
        for each in opening.ask.files
    ]
    for file in kept:
        file.pk = next(numbers[CaseFile])
    rows.insert(kept)
    receipted = _to_be_receipted(cases, at)
    pairs = [pair for pair in zip(cases, openings, strict=True) if pair[1].ask.sends_receipt]
    letters.send_receipts([(case, one.message_id) for case, one in pairs if case.pk in receipted], at=at)
    told = [(case, {"channel": case.channel, "kind": case.kind}) for case in cases]
    trail.log(told, action="cases.open_case", user=by)
    _withhold([pair for pair in pairs if pair[0].pk not in receipted and _could_be_receipted(pair[0])])
    return cases


def _withhold(pairs: Sequence[tuple[Case, Opening]]) -> None:
    """Say at the case, and at the mail it came by, why it got no receipt."""
    if not pairs:
        return
    for _case, opening in pairs:
        if opening.incoming is not None and not opening.incoming.why:
            opening.incoming.why = letters.too_many_receipts(RECEIPTS_A_DAY)[:255]
    told = [(case, {"channel": case.channel, "receipts": RECEIPTS_A_DAY}) for case, _opening in pairs]
    trail.log(told, action="cases.withhold_receipt", user=None)


def _drawn(opening: Opening, *, by: User | None, at: datetime) -> Case:
    """Return the case of an ask without who asks, number and dates; not stored yet."""
    ask, given = opening.ask, TYPES[Kind(opening.ask.kind)]
    case = Case(
        year=timezone.localtime(at).year,
        kind=ask.kind,
        legal_class=ask.legal_class or given.legal_class,
        channel=ask.channel,
        matter=ask.matter,
        subject=opening.subject,
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
    return case


def _first_word(case: Case, opening: Opening) -> Message:
    ask = opening.ask
    return Message(
        case=case,
        voice=Voice.PERSON,
        channel=case.channel,
        at=ask.received_at,
        author=ask.asker.name[:160],
        subject=opening.subject[:255],
        text=case.text,
        incoming=opening.incoming,
        message_id=opening.message_id,
    )


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
    set_askers([(case, asker)])
    case.save()
    log(instance=case, action="cases.identify", user=by, data={"at": at.isoformat()})


def keep_files(case: Case, message: Message | None, files: Sequence[Attached]) -> list[CaseFile]:
    """Store files with a case, each under its own name and hash."""
    kept = [_stored(case, message, each) for each in files]
    for file in kept:
        file.save()
    return kept


def _stored(case: Case, message: Message | None, each: Attached) -> CaseFile:
    """Store a file's bytes, and return its row, which is not."""
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
    return file


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


def may_be_receipted(case: Case, at: datetime) -> bool:
    """Tell whether a receipt can go out, and would not be one of a flood."""
    return case.pk in _to_be_receipted([case], at)


def _could_be_receipted(case: Case) -> bool:
    return bool(case.email_key) and case.wants_answer


def _to_be_receipted(cases: Sequence[Case], at: datetime) -> set[int]:
    """Return which of these cases, stored a moment ago in this order, may be answered with a receipt."""
    keys = {case.email_key for case in cases if _could_be_receipted(case)}
    lately = _opened_lately(keys, since=at - timedelta(days=1), most=RECEIPTS_A_DAY + len(cases))
    following = Tally(case.email_key for case in cases)
    allowed = set()
    for case in cases:
        following[case.email_key] -= 1  # what comes after it does not count against it
        if _could_be_receipted(case):
            before = lately[case.email_key] - following[case.email_key]
            if before <= RECEIPTS_A_DAY:
                allowed.add(case.pk)
    return allowed


def _opened_lately(keys: Collection[str], *, since: datetime, most: int) -> dict[str, int]:
    """Return how many cases each address opened since then, looking at no more than its `most` newest."""
    if not keys:
        return {}
    marks = ", ".join(["(%s)"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH asked(key) AS (VALUES {marks}) SELECT key, (SELECT COUNT(*) FROM (SELECT opened_at FROM cases_case"  # noqa: S608
            " WHERE email_key = asked.key AND NOT (email_key = '') ORDER BY id DESC LIMIT %s) AS newest"
            " WHERE opened_at > %s) FROM asked",
            [*keys, most, connection.ops.adapt_datetimefield_value(since)],
        )
        return dict(cursor.fetchall())


def _next_numbers(year: int, count: int) -> int:
    """Give the next `count` numbers of `year` and return the first; until the commit nobody else gets one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_counter (year, last) VALUES (%s, %s)"
            " ON CONFLICT (year) DO UPDATE SET last = cases_counter.last + excluded.last RETURNING last",
            [year, count],
        )
        return int(cursor.fetchone()[0]) - count + 1
