"""From the draft to the last row: the verbs of a dispatch."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kopru.core.models import Identity, User
from kopru.delivery import kinds, sending, tasks
from kopru.delivery.models import CLOSED, Attachment, Channel, Dispatch, DispatchState, LegalBasis, Recipient
from kopru.delivery.sending import freezing, tallies
from kopru.delivery.sending.freezing import Addressee
from kopru.directory.models import ContactPoint
from kopru.turkish import emails

#: What would end a line of a header, or a line in some program's eyes.
_LINE_ENDS = re.compile("[\x00-\x1f\x7f\u2028\u2029]")
#: What a test to oneself begins its subject with, so that nobody takes it for the real one.
TEST = "test"


class DispatchClosed(Exception):
    """The dispatch is finished or cancelled."""


class AlreadyFrozen(Exception):
    """The recipients are frozen; neither they nor the text change any more."""


class NotFrozen(Exception):
    """The recipients must be frozen first."""


class NotReleased(Exception):
    """The dispatch does not stand where this verb begins."""


class NothingToSend(Exception):
    """There is nobody to send to."""


class EmptyText(Exception):
    """Subject or text is missing."""


class HeaderInjection(Exception):
    """A subject, name or header holds a line break, which would write headers of its own."""


class CountMismatch(Exception):
    """The number typed is not the number of recipients; `count` is."""

    def __init__(self, count: int) -> None:
        """Hold the true number."""
        super().__init__(str(count))
        self.count = count


class SecondPersonNeeded(Exception):
    """The same person cannot be both of the two."""


class WindowOver(Exception):
    """The time until which it may be sent has passed."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to attach."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Terms:
    """On what ground, when and to whom not; the defaults are those of a press mail."""

    legal_basis: str = LegalBasis.INTEREST
    window_from: datetime | None = None
    window_until: datetime | None = None
    heeds_opt_out: bool = True
    heeds_quiet_hours: bool = False
    #: more recipients than this need two people; None is the office's setting
    threshold: int | None = None


_USUAL = Terms()


@transaction.atomic
def draft(
    *,
    kind: str,
    subject: str,
    text: str,
    html: str = "",
    channel: str = Channel.EMAIL,
    headers: dict[str, str] | None = None,
    reply_to: str = "",
    sender_name: str = "",
    language: str = "tr",
    reference: str = "",
    files: Iterable[File] = (),
    terms: Terms = _USUAL,
    by: User | None,
    at: datetime,
) -> Dispatch:
    """Write down what is to be sent; nobody gets it yet.

    :raises EmptyText: if subject or text is empty
    :raises HeaderInjection: if a line break stands where a header is made of
    """
    dispatch = made(
        kind=kind,
        subject=subject,
        text=text,
        html=html,
        channel=channel,
        headers=headers or {},
        reply_to=reply_to,
        sender_name=sender_name,
        language=language,
        reference=reference,
        terms=terms,
        by=by,
        at=at,
    )
    dispatch.save()
    for file in files:
        attach(dispatch, file)
    log(instance=dispatch, action="delivery.draft", user=by, timestamp=at)
    return dispatch


def made(
    *,
    kind: str,
    subject: str,
    text: str,
    html: str,
    headers: dict[str, str],
    reply_to: str,
    sender_name: str,
    language: str,
    reference: str,
    terms: Terms,
    by: User | None,
    at: datetime,
    channel: str = Channel.EMAIL,
) -> Dispatch:
    """Return a dispatch that is checked and not stored yet.

    :raises EmptyText: if subject or text is empty
    :raises HeaderInjection: if a line break stands where a header is made of
    """
    if not subject.strip() or not text.strip():
        raise EmptyText
    in_headers = [subject, reply_to, sender_name, *(part for pair in headers.items() for part in pair)]
    if any(_LINE_ENDS.search(value) for value in in_headers):
        raise HeaderInjection
    return Dispatch(
        kind=kind,
        channel=channel,
        reference=reference,
        subject=subject.strip(),
        text=text,
        html=html,
        headers=headers,
        sender_name=sender_name,
        reply_to=reply_to and emails.parse(reply_to).transport,
        language=language,
        legal_basis=terms.legal_basis,
        heeds_opt_out=terms.heeds_opt_out,
        heeds_quiet_hours=terms.heeds_quiet_hours,
        window_from=terms.window_from,
        window_until=terms.window_until,
        threshold=settings.FOUR_EYES_ABOVE if terms.threshold is None else terms.threshold,
        drafted_by=by,
        drafted_at=at,
    )


def attach(dispatch: Dispatch, file: File) -> None:
    """Store a file with its dispatch."""
    attachment = Attachment(
        dispatch=dispatch,
        name=file.name,
        content_type=file.content_type,
        sha256=hashlib.sha256(file.content).hexdigest(),
        size=len(file.content),
    )
    attachment.file.save(file.name, ContentFile(file.content), save=False)
    attachment.save()


@transaction.atomic
def freeze(
    dispatch: Dispatch,
    *,
    contact_points: QuerySet[ContactPoint] | None = None,
    addressees: Iterable[Addressee] = (),
    at: datetime,
) -> int:
    """Fix text and recipients, one row for each different address; return how many there are.

    :raises AlreadyFrozen: if that was done
    :raises NothingToSend: if there is nobody
    :raises RowsRefused: if the text asks for what a row does not have
    """
    _lock(dispatch)
    if dispatch.state != DispatchState.DRAFT:
        raise AlreadyFrozen
    count = freezing.copy_contact_points(dispatch, contact_points) if contact_points is not None else 0
    extra = list(addressees)
    if extra:
        count = freezing.copy_addressees(dispatch, extra)
    if not count:
        raise NothingToSend
    freezing.check_fields(dispatch)
    identity = Identity.load()
    dispatch.sender_name = dispatch.sender_name or identity.name
    dispatch.sender_address = dispatch.sender_address or settings.MAIL_SENDER or identity.email
    dispatch.domain = dispatch.sender_address.rpartition("@")[2]
    dispatch.sha256 = freezing.fingerprint(dispatch)
    dispatch.state = DispatchState.FROZEN
    dispatch.frozen_at = at
    dispatch.count = count
    dispatch.save()
    tallies.open_tally(dispatch.pk, queued=count)
    log(instance=dispatch, action="delivery.freeze", data={"count": count, "sha256": dispatch.sha256}, timestamp=at)
    return count


@transaction.atomic
def send_test(dispatch: Dispatch, *, to: str, by: User, at: datetime) -> Dispatch:
    """Send the text to one's own address, marked as a test, through the same ledger and channel.

    Nothing of a real recipient is in it: where the letter has fields, the kind's examples stand.

    :raises DispatchClosed: if the dispatch has ended
    """
    if dispatch.state in CLOSED:
        raise DispatchClosed
    test = draft(
        kind=TEST,
        subject=_("[TEST] %(subject)s") % {"subject": dispatch.subject[:240]},
        text=dispatch.text,
        html=dispatch.html,
        channel=dispatch.channel,
        reply_to=dispatch.reply_to,
        sender_name=dispatch.sender_name,
        language=dispatch.language,
        terms=Terms(legal_basis=dispatch.legal_basis, heeds_opt_out=False),
        by=by,
        at=at,
    )
    test.test_of = dispatch
    test.save(update_fields=["test_of"])
    for file in dispatch.attachments.all():
        file.pk, file.dispatch = None, test
        file.save()
    example = Recipient.objects.filter(dispatch=dispatch).first()
    fields = kinds.examples(dispatch.kind, example.fields if example else {})
    greeting = _("Dear %(name)s") % {"name": by}
    freeze(test, addressees=[Addressee(to, str(by), greeting, fields)], at=at)
    _go(test, at=at)
    log(instance=dispatch, action="delivery.send_test", user=by, data={"test": test.pk}, timestamp=at)
    return test


@transaction.atomic
def release(dispatch: Dispatch, *, by: User | None, at: datetime, typed_count: int | None = None) -> None:
    """Let the dispatch go, or lay it before a second person when it is large.

    :raises NotFrozen: if it is not ready
    :raises CountMismatch: if the number typed is not the number of recipients, or none was and it is large
    :raises WindowOver: if its time has passed
    """
    _lock(dispatch)
    if dispatch.state != DispatchState.FROZEN:
        raise NotFrozen
    if typed_count != dispatch.count and (typed_count is not None or dispatch.needs_two):
        raise CountMismatch(dispatch.count)
    _within_window(dispatch, at)
    dispatch.released_by, dispatch.released_at = by, at
    if dispatch.needs_two:
        _set(dispatch, DispatchState.AWAITING)
    else:
        _go(dispatch, at=at)
    log(instance=dispatch, action="delivery.release", user=by, data={"count": dispatch.count}, timestamp=at)


@transaction.atomic
def countersign(dispatch: Dispatch, *, by: User, at: datetime) -> None:
    """Agree as the second person; the dispatch goes.

    :raises NotReleased: if it awaits nobody
    :raises SecondPersonNeeded: if `by` is the one who released it
    :raises WindowOver: if its time has passed
    """
    _lock(dispatch)
    if dispatch.state != DispatchState.AWAITING:
        raise NotReleased
    if dispatch.released_by_id == by.pk:
        raise SecondPersonNeeded
    _within_window(dispatch, at)
    dispatch.countersigned_by, dispatch.countersigned_at = by, at
    _go(dispatch, at=at)
    log(instance=dispatch, action="delivery.countersign", user=by, timestamp=at)


@transaction.atomic
def stop(dispatch: Dispatch, *, by: User | None, at: datetime, reason: str = "") -> None:
    """Let nothing more of it leave; workers read this between two messages.

    :raises NotReleased: if it is not being sent
    """
    _lock(dispatch)
    if dispatch.state != DispatchState.SENDING:
        raise NotReleased
    _set(dispatch, DispatchState.STOPPED, reason or _("Stopped by %(name)s.") % {"name": by})
    log(instance=dispatch, action="delivery.stop", user=by, data={"at": at.isoformat(), "reason": reason}, timestamp=at)


@transaction.atomic
def resume(dispatch: Dispatch, *, by: User, at: datetime, until: datetime | None = None) -> None:
    """Let a stopped or late dispatch go on; `until` is its new end, None for no end if the old one has passed.

    :raises NotReleased: if it is neither stopped nor late
    :raises WindowOver: if `until` has passed
    """
    _lock(dispatch)
    if dispatch.state not in (DispatchState.STOPPED, DispatchState.LATE):
        raise NotReleased
    if until is not None and until <= at:
        raise WindowOver
    if until is not None or dispatch.is_over(at):
        dispatch.window_until = until
    dispatch.bounces_accepted = dispatch.counts()["failed"]
    _go(dispatch, at=at)
    log(instance=dispatch, action="delivery.resume", user=by, timestamp=at)


@transaction.atomic
def cancel(dispatch: Dispatch, *, by: User | None, at: datetime, reason: str = "") -> int:
    """End what still waits; return how many rows. What has left stays as it is.

    :raises DispatchClosed: if the dispatch has ended
    """
    _lock(dispatch)
    if dispatch.state in CLOSED:
        raise DispatchClosed
    ended = sending.end_waiting(dispatch, reason=reason or _("Cancelled by %(name)s.") % {"name": by}, at=at)
    log(instance=dispatch, action="delivery.cancel", user=by, data={"rows": ended, "reason": reason}, timestamp=at)
    return ended


def _lock(dispatch: Dispatch) -> None:
    """Read the dispatch anew and keep others from changing it until the transaction ends."""
    dispatch.refresh_from_db(from_queryset=Dispatch.objects.select_for_update())


def _within_window(dispatch: Dispatch, at: datetime) -> None:
    if dispatch.is_over(at):
        raise WindowOver


def _set(dispatch: Dispatch, state: DispatchState, reason: str = "") -> None:
    dispatch.state, dispatch.state_reason = state, reason[:255]
    dispatch.save()


def _go(dispatch: Dispatch, *, at: datetime) -> None:
    dispatch.released_at = dispatch.released_at or at
    _set(dispatch, DispatchState.SENDING)
    tasks.wake(dispatch.pk)
