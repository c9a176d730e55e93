"""What is owed in the tables of the cases: looked for every minute in the worker, safe to repeat."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from kopru.cases import actions, clock
from kopru.cases.actions.following import to_remind
from kopru.cases.models import Answer, Case
from kopru.delivery.models import OPEN_ROWS, Recipient, RowState
from kopru.directory.models import Unit

#: Local hours in which units are reminded, and people asked: from, until.
_REMINDING: Final = (9, 10)
_ASKING: Final = (10, 18)
_NOT_KNOWN = OPEN_ROWS | {RowState.UNKNOWN}


def answers(at: datetime) -> int:
    """Settle the answers of which the ledger knows by now what became of them; return how many."""
    mailed = Answer.objects.under_way().filter(dispatch__isnull=False)
    known = mailed.exclude(dispatch__recipients__state__in=_NOT_KNOWN).select_related("case")
    return sum(actions.settle_answer(answer, at=at) for answer in known[:500])


def lost_answers(at: datetime) -> int:
    """Open again the cases whose answer came back after it was held for delivered; return how many."""
    back = Answer.objects.filter(stage="delivered", dispatch__recipients__state=RowState.FAILED).select_related("case")
    count = 0
    for answer in back[:500]:
        row = Recipient.objects.filter(dispatch__answers=answer).first()
        actions.lose_answer(answer, reason=row.reason if row else "", at=at)
        count += 1
    return count


def reminders(at: datetime) -> int:
    """Remind each unit once, on the morning of a working day, of all that it owes; return of how many cases."""
    if not _is_within(_REMINDING, at) or not _is_working_day(at):
        return 0
    units = Unit.objects.filter(pk__in=to_remind(at).values("unit"))
    return sum(actions.remind(unit, at=at) for unit in units)


def surveys(at: datetime) -> int:
    """Ask, by day, those whose answer came some weeks ago whether it was solved; return how many."""
    if not _is_within(_ASKING, at):
        return 0
    due = Case.objects.closed().filter(survey_at__lte=at, erased_at__isnull=True).order_by("survey_at")
    return sum(actions.survey(case, at=at) for case in due[:200])


def _is_within(hours: tuple[int, int], at: datetime) -> bool:
    return hours[0] <= timezone.localtime(at).hour < hours[1]


def _is_working_day(at: datetime) -> bool:
    today = timezone.localdate(at)
    return clock.working_days_after(today - timedelta(days=1), 1) == today
