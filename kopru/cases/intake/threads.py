"""What each mail belongs to: looked up for many at once where that can be, so that most cost no question at all."""

import re
from collections.abc import Sequence
from typing import Final

from kopru.cases.intake.mail import matching, tokens
from kopru.cases.intake.mail.matching import Match
from kopru.cases.intake.mail.message import Message
from kopru.cases.letters.posting import ELSEWHERE
from kopru.cases.models import Case, Incoming, Referral
from kopru.cases.models import Message as Word
from kopru.cases.models.referrals import ReferralQuerySet
from kopru.delivery.models import Bounce, Recipient

#: Our own Message-IDs: token of the dispatch, number of the row.
_OURS: Final = re.compile(r"^([0-9a-f]{16})\.([0-9]{1,18})@", re.IGNORECASE)
#: Of the mails that one answers, so many are looked up.
_MOST: Final = 20

Thread = Case | Referral | Recipient


class Threads:
    """The conversations that some mails may belong to."""

    def __init__(self, messages: Sequence[Message]) -> None:
        """Look up every mail that one of these answers."""
        #: Message-ID → place in the order of words, case, referral
        self._words: dict[str, tuple[int, int, int | None]] = {}
        ids = {each for message in messages for each in answered_by(message)}
        if ids:
            # The index holds only words with a Message-ID, and SQLite uses it only where the question says so too.
            known = Word.objects.filter(message_id__in=ids, case__erased_at__isnull=True).exclude(message_id="")
            for name, *place in known.order_by("pk").values_list("message_id", "pk", "case_id", "referral_id"):
                self._words[name] = (place[0], place[1], place[2])
        self._newest = max((pk for pk, _case, _referral in self._words.values()), default=0)

    def note(self, message_id: str, thread: Case | Referral) -> None:
        """Remember that a mail just taken in stands in `thread`."""
        if message_id:
            self._newest += 1
            at = (thread.case_id, thread.pk) if isinstance(thread, Referral) else (thread.pk, None)
            self._words[message_id] = (self._newest, *at)

    def of(self, message: Message) -> Match[Thread]:
        """Return what a mail belongs to."""
        return matching.match(
            message, by_token=_by_token, by_references=self._by_references, by_number=_by_number, knows=_takes_part
        )

    def _by_references(self, ids: Sequence[str]) -> Thread | None:
        """Return what a mail answers: one of our letters, or a mail that stands in a case already."""
        for each in ids[:_MOST]:
            ours = _OURS.match(each)
            if ours:
                rows = Recipient.objects.select_related("dispatch").filter(dispatch__token=ours[1].lower())
                row = rows.filter(pk=int(ours[2])).first()
                if row is not None:
                    return _about(row)
        found = [self._words[each] for each in ids[:_MOST] if each in self._words]
        if not found:
            return None
        _place, case, referral = max(found, key=lambda one: one[0])
        if referral is not None:  # who answers a mail of the unit's is of the unit, not the person
            return _referrals().filter(pk=referral).first()
        return Case.objects.filter(pk=case, erased_at__isnull=True).first()


def answered_by(message: Message) -> tuple[str, ...]:
    """Return the Message-IDs that a mail answers, the nearest first."""
    return matching.answered(message)[:_MOST]


def case_of(thread: Thread | None) -> Case | None:
    """Return the case of a thread, if it is one of a case."""
    if isinstance(thread, Referral):
        return thread.case
    return thread if isinstance(thread, Case) else None


def case_of_bounce(incoming: Incoming) -> Case | None:
    """Return the case whose letter came back."""
    bounce = Bounce.objects.filter(sha256=incoming.sha256).select_related("recipient__dispatch").first()
    return case_of(_about(bounce.recipient)) if bounce is not None and bounce.recipient is not None else None


def _by_token(token: tokens.Token) -> Thread | None:
    if token.kind == tokens.Kind.CASE:
        return Case.objects.filter(pk=token.number, erased_at__isnull=True).first()
    return _referrals().filter(pk=token.number).first()


def _referrals() -> ReferralQuerySet:
    """Return those whose case was not erased: nothing is written into it any more."""
    return Referral.objects.filter(case__erased_at__isnull=True).select_related("case", "unit")


def _about(row: Recipient) -> Thread:
    what, _colon, number = row.dispatch.reference.partition(":")
    if row.dispatch.kind == ELSEWHERE:
        return row  # another authority answers: its words are not the person's
    if what == "case" and number.isascii() and number.isdigit():
        return Case.objects.filter(pk=int(number), erased_at__isnull=True).first() or row
    if what == "referral" and number.isascii() and number.isdigit():
        return _referrals().filter(pk=int(number)).first() or row
    return row


def _by_number(year: int, number: int) -> Thread | None:
    return Case.objects.filter(year=year, number=number, erased_at__isnull=True).first()


def _takes_part(thread: Thread, address: str) -> bool:
    return isinstance(thread, Case) and bool(address) and thread.email_key == address
