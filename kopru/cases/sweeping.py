"""What is owed in the tables of the cases: looked for every minute in the worker, safe to repeat."""

from datetime import datetime

from kopru.cases import actions
from kopru.cases.models import Answer
from kopru.delivery.models import OPEN_ROWS, Recipient, RowState

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
