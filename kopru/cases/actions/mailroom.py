"""A person corrects what became of a mail: settled out of quarantine, unwanted after all, or wanted after all."""

import logging
from datetime import datetime
from enum import StrEnum

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kopru.cases.actions.ending import close, reopen
from kopru.cases.actions.triaging import classify
from kopru.cases.intake import cleaning, deciding, keeping
from kopru.cases.intake.mail import reading
from kopru.cases.intake.mail.message import Message
from kopru.cases.models import Case, Close, Incoming, Kind, Outcome
from kopru.cases.obstacles import (
    AlreadyErased,
    AlreadySettled,
    BytesGone,
    NotFromMail,
    NotUnwanted,
    NoWay,
    StillUnreadable,
)
from kopru.core.models import User
from kopru.search import index

logger = logging.getLogger(__name__)

#: What a mail has to be for its case to have begun with it.
_OPENING = (Outcome.CASE, Outcome.DELIVERY_REPLY, Outcome.QUARANTINE)


class How(StrEnum):
    """What a person decides about a mail in quarantine."""

    SPAM = "spam"
    TAKEN = "taken"
    READ_AGAIN = "read_again"


@transaction.atomic
def settle_incoming(incoming: Incoming, *, how: str, by: User, at: datetime) -> None:
    """Take a mail out of quarantine: as unwanted, as a case like any other, or by reading it again.

    :raises NoWay: if `how` is none of `How`
    :raises AlreadySettled: if it is not in quarantine any more
    :raises StillUnreadable: if it is read again and still cannot be
    :raises BytesGone: if its bytes are not kept any more
    """
    if how not in list(How):
        raise NoWay
    incoming = _locked(incoming)
    if incoming.outcome != Outcome.QUARANTINE or incoming.settled_at is not None:
        raise AlreadySettled
    case = incoming.case
    incoming.settled_at = at
    if how == How.SPAM:
        incoming.outcome = Outcome.SPAM
        _end(case, how=Close.SPAM, reason=_("Unwanted mail, looked at in quarantine."), by=by, at=at)
    elif how == How.TAKEN:
        if case is not None and case.is_open:
            classify(case, kind=Kind.REQUEST, legal_class=case.legal_class, matter=case.matter, by=by, at=at)
    else:
        _read_again(incoming, by=by, at=at)
    incoming.save()
    told = {"how": how, "outcome": incoming.outcome, "at": at.isoformat()}
    for each in {one.pk: one for one in (case, incoming.case) if one is not None}.values():
        log(instance=each, action="cases.settle_incoming", user=by, data=told)


@transaction.atomic
def mark_spam(case: Case, *, by: User, at: datetime) -> None:
    """End a case that a mail began, because the mail is unwanted.

    :raises NotFromMail: if no mail began it
    :raises AlreadyClosed: if it has ended
    """
    mail = Incoming.objects.filter(case=case, outcome__in=_OPENING).order_by("pk").first()
    if mail is None:
        raise NotFromMail
    incoming = _locked(mail)
    close(case, how=Close.SPAM, reason=_("The mail is unwanted."), by=by, at=at)
    incoming.outcome, incoming.settled_at = Outcome.SPAM, at
    incoming.why = _("Marked as unwanted by hand.")
    incoming.save()
    log(instance=case, action="cases.mark_spam", user=by, data={"incoming": incoming.pk})


@transaction.atomic
def not_spam(incoming: Incoming, *, by: User, at: datetime) -> Case:
    """Let a mail that counted as unwanted be a case: its own is opened, or the one that was ended goes on.

    :raises NotUnwanted: if it does not count as unwanted
    :raises AlreadyErased: if the person was taken out of its case
    :raises StillUnreadable: if it cannot be read
    :raises BytesGone: if its bytes are not kept any more
    """
    incoming = _locked(incoming)
    if incoming.outcome != Outcome.SPAM:
        raise NotUnwanted
    if incoming.case is None:
        message = _read(incoming)
        if message.unreadable:
            raise StillUnreadable
        case = deciding.as_case(incoming, message, by=by, at=at)
    else:
        case = incoming.case
        if case.erased_at is not None:
            raise AlreadyErased
        if not case.is_open:
            reopen(case, reason=_("The mail is not unwanted after all."), by=by, at=at)
    incoming.outcome, incoming.case, incoming.settled_at = Outcome.CASE, case, at
    incoming.why = _("Wanted after all, said by hand.")
    incoming.save()
    index.put(incoming)  # from now on it is found by its case
    log(instance=case, action="cases.not_spam", user=by, data={"incoming": incoming.pk})
    return case


def _locked(incoming: Incoming) -> Incoming:
    return Incoming.objects.select_for_update().get(pk=incoming.pk)


def _end(case: Case | None, *, how: Close, reason: str, by: User, at: datetime) -> None:
    """End the case of an unread mail, unless somebody did."""
    if case is not None and case.is_open:
        close(case, how=how, reason=reason, by=by, at=at)


def _read(incoming: Incoming) -> Message:
    try:
        return cleaning.cleaned(reading.read(keeping.bytes_of(incoming)))
    except OSError as error:
        raise BytesGone from error


def _read_again(incoming: Incoming, *, by: User, at: datetime) -> None:
    """Give the mail the outcome it would have had; the case of the unread one ends with a reason."""
    message = _read(incoming)
    if message.unreadable:
        raise StillUnreadable
    _end(incoming.case, how=Close.DONE, reason=_("The mail could be read now and went its way."), by=by, at=at)
    incoming.outcome, incoming.case, incoming.why = "", None, ""
    incoming.save()
    try:
        deciding.decide(incoming, message, at=at)
    except OperationalError:
        raise  # the database is busy: the mail is not to blame
    except Exception as fault:
        logger.exception("message %s cannot be taken in", incoming.pk)
        raise StillUnreadable from fault
    incoming.read_at = at
