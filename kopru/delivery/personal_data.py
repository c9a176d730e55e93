"""What the ledger holds about a person, and that nothing more goes to whom was forgotten (KVKK 6698 art. 7 and 11)."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kopru.core.models import User
from kopru.delivery.models import Recipient, RowState
from kopru.delivery.models.recipients import RecipientQuerySet
from kopru.delivery.sending import tallies
from kopru.directory.erasure import every_row
from kopru.directory.models import Person


def rows_of(person: Person) -> RecipientQuerySet:
    """Return the rows of the ledger that were frozen for `person`, merged rows included."""
    return Recipient.objects.filter(contact_point__person__in=every_row(person))


def describe(person: Person) -> list[str]:
    """Say in a sentence how many mails were addressed to `person`, and that this record stays."""
    count = rows_of(person).count()
    words = ngettext(
        "%(count)d mail addressed to them: who was sent what stays on record, nothing more is sent",
        "%(count)d mails addressed to them: who was sent what stays on record, nothing more is sent",
        count,
    )
    return [words % {"count": count}] if count else []


def export(person: Person) -> dict[str, Any]:
    """Return what was addressed to `person`, when and with what outcome, ready for JSON."""
    found = rows_of(person).order_by("pk")
    fields = ("dispatch__subject", "address", "name", "greeting", "state", "reason", "handed_at", "settled_at")
    return {"mails": list(found.values(*fields))}


@transaction.atomic
def erase(person: Person, *, by: User, at: datetime) -> None:  # noqa: ARG001  the form of `directory.holders`
    """End what still waits for `person` in any dispatch, and forget for whom it was; what left stays on record."""
    waiting = list(rows_of(person).select_for_update(of=("self",)).filter(state=RowState.QUEUED))
    for row in waiting:
        row.address, row.key, row.name, row.greeting, row.fields = "", f"erased:{row.pk}", "", "", {}
        row.state, row.settled_at, row.not_before, row.contact_point = RowState.CANCELLED, at, None, None
        row.reason = _("Whom it was for was erased from the directory.")
        row.save()
    for dispatch_id, number in Counter(row.dispatch_id for row in waiting).items():
        tallies.move(dispatch_id, (RowState.QUEUED, RowState.CANCELLED, number))
