"""Letters to one person each, drafted, frozen and on their way in one act: the receipts and answers of a day."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from kopru.core import rows, trail
from kopru.core.models import Identity, User
from kopru.delivery import tasks
from kopru.delivery.actions.dispatching import File, SecondPersonNeeded, Terms, attach, made
from kopru.delivery.models import Dispatch, DispatchState, Recipient
from kopru.delivery.sending import freezing, tallies
from kopru.delivery.sending.freezing import Addressee


@dataclass(frozen=True, slots=True)
class Written:
    """One letter to one person, ready to leave."""

    addressee: Addressee
    subject: str
    text: str
    html: str
    headers: Mapping[str, str]
    reply_to: str
    language: str
    reference: str
    files: Sequence[File] = ()


@transaction.atomic
def write_to(
    addressee: Addressee,
    *,
    kind: str,
    subject: str,
    text: str,
    html: str,
    headers: dict[str, str],
    reply_to: str,
    language: str,
    reference: str,
    files: Iterable[File] = (),
    terms: Terms,
    by: User | None,
    at: datetime,
) -> Dispatch:
    """Write to one person; what `draft`, `freeze` and `release` do one after the other, at a third of the queries.

    :raises EmptyText: if subject or text is empty
    :raises HeaderInjection: if a line break stands where a header is made of
    :raises RowsRefused: if nobody can be written to so
    :raises SecondPersonNeeded: if even one recipient needs two people by these terms
    """
    letter = Written(addressee, subject, text, html, headers, reply_to, language, reference, tuple(files))
    return write_many([letter], kind=kind, terms=terms, by=by, at=at)[0]


@transaction.atomic(savepoint=False)
def write_many(letters: Sequence[Written], *, kind: str, terms: Terms, by: User | None, at: datetime) -> list[Dispatch]:
    """Write to one person each, letters of one kind: one insert a table, whatever their number.

    :raises EmptyText: if a subject or text is empty
    :raises HeaderInjection: if a line break stands where a header is made of
    :raises RowsRefused: if one of them cannot be written to so
    :raises SecondPersonNeeded: if even one recipient needs two people by these terms
    """
    identity = Identity.load()
    dispatches = [_frozen(letter, identity, kind=kind, terms=terms, by=by, at=at) for letter in letters]
    recipients = [freezing.row_for(*pair) for pair in zip(dispatches, (one.addressee for one in letters), strict=True)]
    numbers = rows.take_numbers({Dispatch: len(letters), Recipient: len(letters)})
    for dispatch, row in zip(dispatches, recipients, strict=True):
        dispatch.pk, row.pk = next(numbers[Dispatch]), next(numbers[Recipient])
        row.dispatch = dispatch
    rows.insert(dispatches)
    for dispatch, letter in zip(dispatches, letters, strict=True):
        for file in letter.files:
            attach(dispatch, file)
    rows.insert(recipients)
    tallies.open_tallies([dispatch.pk for dispatch in dispatches], queued=1)
    told = [(each, {"count": 1, "sha256": each.sha256}) for each in dispatches]
    trail.log(told, action="delivery.release", user=by, at=at)
    tasks.wake_many([dispatch.pk for dispatch in dispatches])
    return dispatches


def _frozen(letter: Written, identity: Identity, *, kind: str, terms: Terms, by: User | None, at: datetime) -> Dispatch:
    """Return the dispatch of one letter, checked, signed by the office and on its way; not stored yet."""
    dispatch = made(
        kind=kind,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        headers=dict(letter.headers),
        reply_to=letter.reply_to,
        sender_name="",
        language=letter.language,
        reference=letter.reference,
        terms=terms,
        by=by,
        at=at,
    )
    dispatch.count = 1
    if dispatch.needs_two:
        raise SecondPersonNeeded
    dispatch.sender_name = identity.name
    dispatch.sender_address = settings.MAIL_SENDER or identity.email
    dispatch.domain = dispatch.sender_address.rpartition("@")[2]
    told = [[file.name, file.content_type, hashlib.sha256(file.content).hexdigest()] for file in letter.files]
    dispatch.sha256 = freezing.fingerprint_of(dispatch, told)
    dispatch.state = DispatchState.SENDING
    dispatch.frozen_at = dispatch.released_at = at
    dispatch.released_by = by
    return dispatch
