"""Somebody looks at a case: takes it, says what it is, puts it beside its like."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kopru.cases import clock
from kopru.cases.actions.ending import close
from kopru.cases.models import Case, Channel, Close, Cluster, Kind, Matter, Message, State, Voice
from kopru.cases.obstacles import AlreadyClosed, NothingWritten
from kopru.core.models import User


@transaction.atomic
def take(case: Case, *, owner: User, by: User, at: datetime) -> None:
    """Let `owner` answer for the case from now on.

    :raises AlreadyClosed: if it has ended
    """
    case = case.locked()
    if not case.is_open:
        raise AlreadyClosed
    case.owner = owner
    if case.state == State.NEW:
        case.state = State.OPEN
    case.save()
    log(instance=case, action="cases.take", user=by, data={"owner": owner.pk, "name": str(owner), "at": at.isoformat()})


@transaction.atomic
def classify(case: Case, *, kind: str, legal_class: str, matter: Matter | None, by: User, at: datetime) -> None:
    """Say what it is and which law sets its clock; the date it is due on follows.

    :raises AlreadyClosed: if it has ended
    """
    case = case.locked()
    if not case.is_open:
        raise AlreadyClosed
    before = {"kind": case.kind, "legal_class": case.legal_class, "matter": case.matter_id}
    case.kind, case.legal_class, case.matter = Kind(kind).value, legal_class, matter
    clock.recount(case)
    case.save()
    now = {"kind": case.kind, "legal_class": case.legal_class, "matter": case.matter_id, "at": at.isoformat()}
    log(instance=case, action="cases.classify", user=by, data={"before": before, "now": now})


@transaction.atomic
def join(case: Case, *, other: Case, by: User, at: datetime) -> Cluster:
    """Put `case` into one cluster with `other`, to be answered together."""
    first, second = sorted((case, other), key=lambda each: each.pk)  # one order for all, so that nobody waits for ever
    first.locked()
    second.locked()
    cluster = other.cluster or case.cluster
    if cluster is None:
        cluster = Cluster.objects.create(title=other.subject, made_at=at, made_by=by)
    for each in (case, other):
        if each.cluster_id != cluster.pk:
            each.cluster = cluster
            each.save()
    log(instance=case, action="cases.join", user=by, data={"other": other.label})
    return cluster


@transaction.atomic
def leave(case: Case, *, by: User, at: datetime) -> None:
    """Take the case out of its cluster."""
    case = case.locked()
    case.cluster = None
    case.save()
    log(instance=case, action="cases.leave", user=by, data={"at": at.isoformat()})


@transaction.atomic
def mark_duplicate(case: Case, *, of: Case, by: User, at: datetime) -> None:
    """End the case because the same person asked the same in `of`, which goes on.

    :raises AlreadyClosed: if it has ended
    """
    close(case, how=Close.DUPLICATE, reason=_("The same ask stands in %(label)s.") % {"label": of.label}, by=by, at=at)
    Message.objects.create(
        case=of, voice=Voice.NOTE, channel=Channel.DESK, at=at, by=by, text=_("Asked again: %s") % case.label
    )
    log(instance=case, action="cases.mark_duplicate", user=by, data={"of": of.label})


@transaction.atomic
def note(case: Case, *, text: str, by: User, at: datetime, is_call: bool = False) -> Message:
    """Write down what happened beside the mails: a call, a visit, a thought of the office.

    :raises NothingWritten: if there are no words
    """
    if not text.strip():
        raise NothingWritten
    voice, channel = (Voice.CALL, Channel.PHONE) if is_call else (Voice.NOTE, Channel.DESK)
    message = Message.objects.create(
        case=case, voice=voice, channel=channel, at=at, by=by, author=str(by), text=text.strip()
    )
    log(instance=case, action="cases.note", user=by, data={"call": is_call})
    return message
