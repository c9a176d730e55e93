"""What the ways in have to say on "Bugün": where mail does not come in, and letters that lie scanned and unopened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kopru.cases.intake import findings, mailboxes
from kopru.cases.models import Scan
from kopru.core.models import User
from kopru.core.roles import OFFICE, holds
from kopru.core.today import Card, Item

_SHOWN: Final = 5


def cards(user: User, at: datetime) -> Sequence[Card]:
    """Return a card while mail does not come in, and one while letters wait, for those who take them down."""
    if not holds(user, *OFFICE):
        return []
    return [*_faults(at), *_letters()]


def _letters() -> list[Card]:
    waiting = list(Scan.objects.unopened().prefetch_related("files").order_by("put_in_at")[: _SHOWN + 1])
    if not waiting:
        return []
    items = [
        Item(
            title=next((file.name for file in scan.files.all()), _("Scanned letter")),
            url=reverse("cases_desk:scan", args=[scan.pk]),
            note=date_format(timezone.localtime(scan.put_in_at), "j F H:i"),
            tone="due",
        )
        for scan in waiting[:_SHOWN]
    ]
    url = reverse("cases_desk:scans")
    return [Card(title=_("Scanned letters, not taken down"), icon="doc-full", items=items, empty="", url=url, order=12)]


def _faults(at: datetime) -> list[Card]:
    faults = [found for name in mailboxes.names() if not (found := findings.finding_of(name, at)).ok]
    items = [
        Item(title=str(fault.message), url=reverse("cases_desk:incoming"), note=str(fault.what_to_do), tone="late")
        for fault in faults
    ]
    return [Card(title=_("Mail does not come in"), icon="warning", items=items, empty="", order=1)] if items else []
