"""What the mailroom has to say on "Bugün": only what is wrong."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kopru.cases.intake import findings, mailboxes
from kopru.core.models import User
from kopru.core.roles import OFFICE, holds
from kopru.core.today import Card, Item


def cards(user: User, at: datetime) -> Sequence[Card]:
    """Return a card while mail does not come in, for those who wait for it."""
    if not holds(user, *OFFICE):
        return []
    faults = [found for name in mailboxes.names() if not (found := findings.finding_of(name, at)).ok]
    items = [
        Item(title=str(fault.message), url=reverse("cases_desk:incoming"), note=str(fault.what_to_do), tone="late")
        for fault in faults
    ]
    return [Card(title=_("Mail does not come in"), icon="warning", items=items, empty="", order=1)] if items else []
