"""How far a moment is, in words that need no colour: the journalist's deadline, our own target, a shoot."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kopru.cases.showing.states import Shown

_SOON: Final = timedelta(hours=4)
_DAY: Final = timedelta(days=1)


def clock_to(moment: datetime, at: datetime) -> Shown:
    """Return how long it is from `at` to `moment`, or how long it has passed."""
    left = moment - at
    if left < timedelta(0):
        return Shown(_("%(time)s late") % {"time": _length(-left)}, "!", "late")
    tone = "late" if left < _SOON else "due" if left < _DAY else "info"
    return Shown(_("%(time)s left") % {"time": _length(left)}, "◔" if tone != "info" else "○", tone)


def _length(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return ngettext("%(n)d day", "%(n)d days", hours // 24) % {"n": hours // 24}
