"""A letter to one person, drafted, frozen and on its way in one act: the receipts and answers of an office's day."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from wagtail.log_actions import log

from kopru.core.models import Identity, User
from kopru.delivery import tasks
from kopru.delivery.actions.dispatching import File, SecondPersonNeeded, Terms, attach, made
from kopru.delivery.models import Dispatch, DispatchState
from kopru.delivery.sending import freezing, tallies
from kopru.delivery.sending.freezing import Addressee


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
    dispatch = made(
        kind=kind,
        subject=subject,
        text=text,
        html=html,
        headers=headers,
        reply_to=reply_to,
        sender_name="",
        language=language,
        reference=reference,
        terms=terms,
        by=by,
        at=at,
    )
    _sign(dispatch)
    dispatch.count = 1
    if dispatch.needs_two:
        raise SecondPersonNeeded
    row = freezing.row_for(dispatch, addressee)
    dispatch.state = DispatchState.SENDING
    dispatch.frozen_at = dispatch.released_at = at
    dispatch.released_by = by
    kept = list(files)
    told = [[file.name, file.content_type, hashlib.sha256(file.content).hexdigest()] for file in kept]
    dispatch.sha256 = freezing.fingerprint_of(dispatch, told)
    dispatch.save()
    for file in kept:
        attach(dispatch, file)
    row.dispatch = dispatch
    row.save()
    tallies.open_tally(dispatch.pk, queued=1)
    data = {"count": 1, "sha256": dispatch.sha256}
    log(instance=dispatch, action="delivery.release", user=by, data=data, timestamp=at)
    tasks.wake(dispatch.pk)
    return dispatch


def _sign(dispatch: Dispatch) -> None:
    """Say from whom it is: the office."""
    identity = Identity.load()
    dispatch.sender_name = identity.name
    dispatch.sender_address = settings.MAIL_SENDER or identity.email
    dispatch.domain = dispatch.sender_address.rpartition("@")[2]
