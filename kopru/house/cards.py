"""What the house says on "Bugün": only what is wrong with the machine and touches everybody's work."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kopru.core import clock
from kopru.core.models import User
from kopru.core.roles import Role, holds
from kopru.core.today import Card, Item


def cards(user: User, _at: datetime) -> Sequence[Card]:
    """Return the card of a clock that is not believed, for those who can have it set."""
    doubt = clock.doubt(clock.Reading.now())
    if doubt is None or not holds(user, Role.HEAD, Role.ADMINISTRATOR):
        return []
    item = Item(clock.in_words(doubt), reverse("wagtailadmin_home"), str(clock.WHAT_TO_DO), tone="late")
    return [Card(_("The server's clock jumped"), "time", [item], "", order=1)]
