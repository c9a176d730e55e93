"""One case: what it is, its state, what can be done, who did what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.log_actions import registry as logs

from kopru.cases import permissions
from kopru.cases.deeds import Deed, offered_to
from kopru.cases.models import (
    Answer,
    Case,
    ClockEvent,
    ClockKind,
    Close,
    Message,
    Referral,
    ReferralState,
    State,
    Voice,
)
from kopru.cases.privacy import outward
from kopru.cases.showing import states
from kopru.cases.views.desk.doors import found, is_part, staff
from kopru.core.models import User

_LINES: Final = 30
_OTHERS: Final = 6
#: Of a long conversation the newest words are open, and the first.
_OPEN: Final = 5
#: These stand in the conversation as letters already.
_TOLD: Final = frozenset({ClockKind.RECEIVED})
_FROM_US: Final = frozenset({Voice.OFFICE, Voice.RECEIPT, Voice.TO_UNIT, Voice.ELSEWHERE})


@dataclass(frozen=True, slots=True)
class Word:
    """One thing in the conversation: a message, or an event of the clock."""

    at: datetime
    message: Message | None = None
    event: ClockEvent | None = None
    author: str = ""
    is_ours: bool = False
    is_inside: bool = False


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one case: as a page of its own, or as the pane beside the list."""
    user, at = staff(request), timezone.now()
    context = shown(found(pk, user=user, at=at), user=user, at=at)
    template = "cases/desk/item.html" if is_part(request) else "cases/desk/one.html"
    return render(request, template, context)


def shown(case: Case, *, user: User, at: datetime) -> dict[str, Any]:
    """Return what the template `item.html` and its parts read."""
    sees = permissions.may_see_identity(user, case)
    works = permissions.may_work(user, case)
    deeds = offered_to(user, case)
    first = next_step(case)
    words = conversation(case, sees_identity=sees) if works or permissions.may_read_words(user, case) else []
    return {
        "case": case,
        "state": states.state_of(case),
        "due": states.due_of(case, at),
        "sees_identity": sees,
        "is_shut": case.hides_identity and not sees,
        "first_deed": first,
        "main_deeds": sorted(
            (deed for deed in deeds if _stands_out(deed, case)),
            key=lambda deed: (deed.name != first, deed.weight != "main"),
        ),
        "more_deeds": [deed for deed in deeds if not _stands_out(deed, case)],
        "referrals": [_referral(row, user, at) for row in _referrals(case, user, at)],
        "answers": [_answer(row, user) for row in _answers(case)],
        "handovers": case.handovers.all(),
        "judged": judged_of(case) if works and sees else None,
        "first_word": words[0] if words else None,
        "folded": words[1:-_OPEN] if len(words) > _OPEN + 1 else [],
        "words": words[max(1, len(words) - _OPEN) :],
        "history": logs.get_logs_for_instance(case).select_related("user").order_by("-timestamp")[:_LINES],
        "others": others_of(case, user=user, at=at) if works and not case.hides_identity else [],
        "cluster": _cluster(case, user, at),
        "may_work": works,
        "at": at,
    }


def judged_of(case: Case) -> dict[str, Any] | None:
    """Return which words may tell who hides, and of how many nobody has said whether they are shown; else None."""
    found = outward.found_in(case) if case.hides_identity else []
    if not found:
        return None
    words = [{"text": each.text, "said": case.judged.get(each.key, "")} for each in found]
    return {"words": words, "open": sum(not each["said"] for each in words)}


def next_step(case: Case) -> str:
    """Return the name of what usually comes next: somebody takes it, a unit is asked, the answer is written."""
    if not case.is_open:
        return "istenmeyen-degil" if case.closed_how == Close.SPAM else "yeniden-ac"
    if case.owner_id is None:
        return "ustlen"
    if case.state in (State.REFERRED, State.APPROVAL, State.LEAVING):
        return ""
    asked = [row for row in case.referrals.all() if row.state == ReferralState.ANSWERED]
    return "cevap" if asked else "havale"


def _stands_out(deed: Deed, case: Case) -> bool:
    """Tell whether a deed has a button of its own; whose case has an owner is seldom taken by another."""
    return deed.weight in ("main", "") and not (deed.name == "ustlen" and case.owner_id is not None)


def conversation(case: Case, *, sees_identity: bool = True) -> list[Word]:
    """Return messages and events of the clock in the order they happened."""
    rows = case.messages.select_related("by", "dispatch", "referral__unit", "incoming").prefetch_related("files")
    for file in (file for row in rows for file in row.files.all()):
        file.case = case  # known already: not asked for again with each file
    words = [_word(row, sees_identity=sees_identity) for row in rows]
    words += [Word(row.at, event=row) for row in case.clock_events.all() if row.kind not in _TOLD]
    return sorted(words, key=lambda word: word.at)


def others_of(case: Case, *, user: User, at: datetime) -> Sequence[Case]:
    """Return the newest other cases of whoever asks, each found by an index of its own."""
    visible = Case.objects.visible_to(user, at)
    ways = [
        Q(person=case.person_id) if case.person_id else None,
        Q(email_key=case.email_key) & ~Q(email_key="") if case.email_key else None,
        Q(phone_key=case.phone_key) & ~Q(phone_key="") if case.phone_key else None,
    ]
    ids: set[int] = set()
    for way in ways:
        if way is not None:
            ids |= set(visible.filter(way).order_by("-pk").values_list("pk", flat=True)[: _OTHERS + 1])
    ids.discard(case.pk)
    return list(Case.objects.filter(pk__in=ids, hides_identity=False).order_by("-pk")[:_OTHERS])


def is_fresh(moment: datetime | None, at: datetime) -> bool:
    """Tell whether it happened a moment ago."""
    return moment is not None and at - moment < timedelta(minutes=2)


def _word(row: Message, *, sees_identity: bool) -> Word:
    author = row.author
    if row.voice == Voice.PERSON and not sees_identity:
        author = ""
    return Word(
        row.at,
        row,
        author=author,
        is_ours=row.voice in _FROM_US,
        is_inside=row.voice in (Voice.NOTE, Voice.CALL, Voice.TO_UNIT, Voice.UNIT),
    )


def _referrals(case: Case, user: User, at: datetime) -> list[Referral]:
    rows = list(case.referrals.select_related("unit", "asked_by"))
    for each in rows:
        each.case = case
    seen = permissions.may_work(user, case) or permissions.may_read_words(user, case)
    return rows if seen else [each for each in rows if each in Referral.objects.visible_to(user, at)]


def _answers(case: Case) -> list[Answer]:
    rows = list(case.answers.select_related("drafted_by", "approved_by", "dispatch").prefetch_related("files"))
    for each in rows:
        each.case = case
    return rows


def _referral(row: Referral, user: User, at: datetime) -> dict[str, Any]:
    return {
        "referral": row,
        "state": states.referral_state(row),
        "due": states.referral_due(row, at),
        "deeds": offered_to(user, row),
    }


def _answer(row: Answer, user: User) -> dict[str, Any]:
    deeds: Sequence[Deed] = offered_to(user, row)
    return {"answer": row, "stage": states.answer_stage(row), "deeds": deeds}


def _cluster(case: Case, user: User, at: datetime) -> Sequence[Case]:
    if case.cluster_id is None:
        return []
    return list(Case.objects.visible_to(user, at).filter(cluster=case.cluster_id).exclude(pk=case.pk)[:10])
