"""After the referral and after the answer: units are reminded, people are asked whether it was solved."""

from datetime import datetime, time
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from kopru.cases import clock, letters
from kopru.cases.actions.ending import reopen
from kopru.cases.actions.opening import hear
from kopru.cases.models import Case, Channel, Referral
from kopru.cases.models.referrals import ReferralQuerySet
from kopru.directory.models import Unit

#: What somebody may say of the end.
SOLVED: Final = ("yes", "partly", "no")


def to_remind(at: datetime) -> ReferralQuerySet:
    """Return what units owe by the next working day, and were not reminded of today.

    What was asked today is fresh; whoever asked for time waits for the office.
    """
    today = timezone.localdate(at)
    began = timezone.make_aware(datetime.combine(today, time()))
    owed = Referral.objects.waiting().filter(due_on__lte=clock.working_days_after(today, 1), asked_at__lt=began)
    fresh = Q(reminded_at__isnull=True) | Q(reminded_at__lt=began)
    return owed.filter(fresh, time_asked_on__isnull=True, case__erased_at__isnull=True)


@transaction.atomic
def remind(unit: Unit, *, at: datetime) -> int:
    """Remind a unit in one mail of all that it owes, once a day; return of how many cases."""
    rows = to_remind(at).filter(unit=unit).select_for_update(of=("self",))
    owed = list(rows.select_related("case", "unit").order_by("due_on", "pk"))
    if not owed or letters.send_reminder(owed, at=at) is None:
        return 0
    for each in owed:
        each.reminded_at, each.reminders = at, each.reminders + 1
        each.save(update_fields=["reminded_at", "reminders"])
        log(instance=each.case, action="cases.remind", data={"unit": str(unit), "reminders": each.reminders})
    return len(owed)


@transaction.atomic
def survey(case: Case, *, at: datetime) -> bool:
    """Ask the person whether it was solved, once; return whether they were asked."""
    case = case.locked()
    if case.is_open or case.survey_at is None or case.survey_at > at or case.erased_at:
        return False
    case.survey_at = None
    case.save()
    asked = letters.send_survey(case, at=at) is not None
    log(instance=case, action="cases.survey", data={"asked": asked})
    return asked


@transaction.atomic
def hear_survey(case: Case, *, solved: str, reason: str, at: datetime) -> None:
    """Take down the person's own word; "no" opens the case again, with what they say is missing.

    :raises ValueError: if it is none of `SOLVED`
    """
    if solved not in SOLVED:
        raise ValueError(solved)
    case = case.locked()
    if case.solved == solved:  # sent twice
        return
    case.solved = solved
    case.save()
    if reason.strip():
        hear(case, text=reason, at=at, channel=Channel.FORM, wants_more=False)
        case = case.locked()
    if solved == "no" and not case.is_open:
        reopen(case, reason=reason.strip() or letters.not_solved(), by=None, at=at)
    log(instance=case, action="cases.hear_survey", data={"solved": solved})
