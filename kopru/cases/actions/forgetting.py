"""What must not be read: parts of a file are made black; at last the person goes out, the figures stay."""

from datetime import datetime
from functools import partial
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from kopru.cases.intake import keeping
from kopru.cases.models import (
    Answer,
    Case,
    CaseFile,
    ClockEvent,
    Cluster,
    GroupVisit,
    Handover,
    Incoming,
    Message,
    Question,
    Referral,
    ShootRequest,
)
from kopru.cases.models.cases import new_secret
from kopru.cases.models.incoming import IncomingQuerySet
from kopru.cases.obstacles import AlreadyErased, AnswerUnderWay, ReasonMissing, StillOpen
from kopru.core.models import User
from kopru.delivery import erasure as letters
from kopru.delivery.models import Dispatch
from kopru.search import index

#: the columns of a case that hold a word of the person
_PERSONAL: Final = (
    *("text", "name", "email", "email_key", "phone", "phone_key"),
    *("address", "outside_number", "place", "ticket"),
)


@transaction.atomic
def anonymise(case: Case, *, by: User | None, at: datetime, reason: str) -> None:
    """Take every word about the person out of a closed case, its letters and the mails it came with.

    Type, matter, unit, dates, states and counts stay. Files and raw bytes are deleted when the transaction commits; the
    SHA-256 of a mail stays, so that the daily chain of hashes can still be verified.

    :raises StillOpen: if it has not ended
    :raises AlreadyErased: if it was done before
    :raises ReasonMissing: if no reason is given
    :raises AnswerUnderWay: if a letter may still leave
    """
    case = case.locked()
    if case.is_open:
        raise StillOpen
    if case.erased_at is not None:
        raise AlreadyErased
    if not reason.strip():
        raise ReasonMissing
    try:
        for dispatch in _dispatches(case):
            letters.erase(dispatch)
    except letters.StillLeaving:
        raise AnswerUnderWay from None
    _forget_mails(case)
    _forget_words(case)
    _forget_files(case)
    _forget_special(case)
    _empty(case, at=at)
    kind = ContentType.objects.get_for_model(Case)
    ModelLogEntry.objects.filter(content_type=kind, object_id=str(case.pk)).update(label=case.label, data={})
    log(instance=case, action="cases.anonymise", user=by, data={"reason": reason.strip()})


def _dispatches(case: Case) -> list[Dispatch]:
    """Return every letter that speaks of the case, also the reminders in which it stood beside others."""
    ids = set(Message.objects.filter(case=case, dispatch__isnull=False).values_list("dispatch", flat=True))
    ids |= set(Answer.objects.filter(case=case, dispatch__isnull=False).values_list("dispatch", flat=True))
    references = [f"case:{case.pk}", *(f"referral:{pk}" for pk in case.referrals.values_list("pk", flat=True))]
    ids |= set(
        Dispatch.objects.filter(kind__startswith="cases.", reference__in=references).values_list("pk", flat=True)
    )
    return list(Dispatch.objects.filter(pk__in=ids).order_by("pk"))


def _forget_mails(case: Case) -> None:
    """Forget the mails that came, and every copy of them that came again."""
    ids = set(Incoming.objects.filter(case=case).values_list("pk", flat=True))
    ids |= set(Message.objects.filter(case=case, incoming__isnull=False).values_list("incoming", flat=True))
    hashes = set(Incoming.objects.filter(pk__in=ids).values_list("sha256", flat=True))
    forget_mails(Incoming.objects.filter(sha256__in=hashes))


def forget_mails(rows: IncomingQuerySet) -> None:
    """Empty the rows of mails, and delete their bytes when this commits; `size` 0 says that this was done too."""
    hashes = sorted(set(rows.values_list("sha256", flat=True)))
    for each in rows:
        index.remove(each)
    # A file's name goes; a mailbox and its number must stay, or the mail would be fetched again.
    rows.filter(origin_id="").update(origin="")
    rows.update(sender="", sender_name="", subject="", message_id="", why="")
    for sha256 in hashes:
        transaction.on_commit(partial(_drop_mail, sha256))


def _drop_mail(sha256: str) -> None:
    keeping.forget(sha256)
    Incoming.objects.filter(sha256=sha256).update(size=0)


def drop_left() -> int:
    """Delete what still lies there of erased cases, because a process was killed before it could; return how much."""
    erased = Q(case__erased_at__isnull=False)
    mails = Incoming.objects.filter(erased | Q(messages__case__erased_at__isnull=False), size__gt=0)
    hashes = set(mails.values_list("sha256", flat=True))
    for sha256 in hashes:
        _drop_mail(sha256)
    cases = set(CaseFile.objects.filter(erased).exclude(file="", redacted="").values_list("case", flat=True))
    for case in cases:
        _drop_files(case)
    return len(hashes) + len(cases)


def _forget_words(case: Case) -> None:
    erased = _("(personal data erased)")
    # Who of the office spoke stays; a unit's people and the person do not.
    Message.objects.filter(case=case).update(subject="", text=erased, quoted="", message_id="")
    Message.objects.filter(case=case, by__isnull=True).update(author="")
    ClockEvent.objects.filter(case=case).update(note="")
    for answer in Answer.objects.filter(case=case):
        answer.subject, answer.text, answer.failure = erased, erased, ""
        answer.proof = erased if answer.proof else ""
        answer.decisions = [_without_words(each) for each in answer.decisions]
        answer.save()
    for referral in Referral.objects.filter(case=case):
        referral.asked, referral.answer = erased, erased if referral.answer else ""
        referral.answered_by, referral.time_reason = "", ""
        referral.save()


def _without_words(decision: dict[str, Any]) -> dict[str, Any]:
    return {**decision, "comment": ""}


def _forget_files(case: Case) -> None:
    """Delete the bytes when this commits; how many files there were, of which type and size, stays."""
    for file in CaseFile.objects.filter(case=case):
        file.name, file.text, file.warning = _("(erased)"), "", ""
        file.redactions = [{"reason": each.get("reason", "")} for each in file.redactions]
        file.blackening, file.blackening_at = {}, None
        file.save()
    transaction.on_commit(partial(_drop_files, case.pk))


def _drop_files(case: int) -> None:
    """Delete bytes, then forget where they lay: killed in between, the next night finds them."""
    for file in CaseFile.objects.filter(case=case).exclude(file="", redacted=""):
        for stored in (file.file, file.redacted):
            if stored.name:
                stored.storage.delete(stored.name)
        file.file, file.redacted = "", ""
        file.save(update_fields=["file", "redacted"])


def _forget_special(case: Case) -> None:
    Handover.objects.filter(case=case).update(fields={}, reason="", status_notes="", fault="", next_at=None)
    Question.objects.filter(case=case).update(text=_("(personal data erased)"), answer="", why_not="")
    ShootRequest.objects.filter(case=case).update(place="", brief="", contact="", delivered_url="")
    GroupVisit.objects.filter(case=case).update(institution="", guide="")


def _empty(case: Case, *, at: datetime) -> None:
    erased = _("(personal data erased)")
    for name in _PERSONAL:
        setattr(case, name, "")
    if case.cluster_id:  # its title is the subject of one of its cases
        Cluster.objects.filter(pk=case.cluster_id).update(title=erased)
    case.subject, case.details, case.secret, case.person = erased, {}, new_secret(), None
    case.latitude, case.longitude, case.survey_at, case.judged = None, None, None, {}
    case.closing_reason = erased if case.closing_reason else ""
    case.erased_at = at
    case.save()
