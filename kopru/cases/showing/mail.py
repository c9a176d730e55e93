"""What a mail that is no case says of itself in the one search; the others are found by their case."""

from datetime import datetime
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopru.cases.intake.mail.message import Obstacle
from kopru.cases.models import Incoming, Outcome
from kopru.cases.models.incoming import IncomingQuerySet
from kopru.core.models import AnyUser
from kopru.core.roles import OFFICE, holds
from kopru.search import index, query
from kopru.search.models import Entry
from kopru.search.registry import Document, Kind

NAME: Final = "mail"
#: Mails found at most; what is searched for is looked at, not counted.
_FOUND: Final = 500
_TURN: Final = 200
_NOT_FOUND: Final = ("", Outcome.DUPLICATE)
#: What the reader of mails notes of one it cannot read.
_UNREADABLE: Final[dict[str, Any]] = {
    Obstacle.EMPTY: gettext_lazy("There is nothing in it."),
    Obstacle.BROKEN: gettext_lazy("It is damaged."),
    Obstacle.NOT_A_MAIL: gettext_lazy("It is not built as a mail."),
    Obstacle.NESTED_TOO_DEEPLY: gettext_lazy("Its parts lie too deep in one another."),
}
#: What begins no case; each is read by the index of its outcome.
_STRAY: Final = (Outcome.SPAM, Outcome.BOUNCE, Outcome.AUTOMATIC)


def document(mail: Incoming) -> Document | None:
    """Return its sender and subject; nothing of one that has a case, is known already, or was forgotten."""
    if mail.case_id is not None or mail.outcome in _NOT_FOUND or not mail.size:
        return None
    said = [mail.sender_name, mail.sender, str(Outcome(mail.outcome).label)]
    return Document(
        title=mail.subject or _("Message without subject"),
        text="\n".join(part for part in said if part),
        at=mail.stored_at,
        url=reverse("cases_desk:incoming_one", args=[mail.pk]),
        summary=f"{mail.sender_name} {mail.sender}".strip(),
    )


def why(mail: Incoming) -> str:
    """Return why it has its outcome, in words: what a reader notes as a code is told in a sentence."""
    told = _UNREADABLE.get(mail.why)
    return str(told) if told else mail.why


def found(words: str) -> IncomingQuerySet:
    """Return the mails with these words, by the index: those without a case, and those of the cases that have them.

    Of a case whose person hides nothing is found: the search must not tell whether a name was right.
    """
    mails, cases = query.ids(NAME, words, limit=_FOUND), query.ids("case", words, limit=_FOUND)
    rows = Incoming.objects.filter(Q(pk__in=mails, case__isnull=True) | Q(case__in=cases))
    return rows.exclude(case__hides_identity=True)


def sweep(_at: datetime) -> int:
    """Write into the index what came in since and is no case, newest first, until nothing is missing; return how many.

    Done beside the taking in, which must not wait for it.
    """
    return sum(_written(outcome) for outcome in _STRAY)


def _written(outcome: Outcome) -> int:
    done, before = 0, None
    rows = Incoming.objects.filter(outcome=outcome, case__isnull=True, size__gt=0).order_by("-pk")
    while True:
        chunk = list((rows.filter(pk__lt=before) if before else rows)[:_TURN])
        ids = [mail.pk for mail in chunk]
        there = set(Entry.objects.filter(kind=NAME, object_id__in=ids).values_list("object_id", flat=True))
        missing = [mail for mail in chunk if mail.pk not in there]
        if not missing:
            return done
        done, before = done + index.put_many(missing), ids[-1]


def _sees_all(user: AnyUser, _at: datetime) -> bool:
    return holds(user, *OFFICE)


KIND: Final = Kind(NAME, gettext_lazy("Incoming message"), Incoming, document, icon="mail", open_to=_sees_all)
