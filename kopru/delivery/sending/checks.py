"""What is asked before a batch may leave: its time, quiet hours, how many failed, and who must not be written to."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from kopru.delivery.models import Dispatch, Recipient, Suppression, SuppressionReason

#: Failures are judged only after so many rows.
_FEWEST: Final = 20


def quiet_until(hours: str, at: datetime) -> datetime | None:
    """Return when the quiet `hours` ("21:00-08:00", local) end, or None if `at` is outside them.

    :raises ValueError: if `hours` is not written so
    """
    if not hours.strip():
        return None
    begin, end = (time.fromisoformat(part.strip()) for part in hours.split("-"))
    local = timezone.localtime(at)
    now = local.time()
    over_midnight = begin > end
    if not (now >= begin or now < end if over_midnight else begin <= now < end):
        return None
    ends = local.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return ends + timedelta(days=1) if over_midnight and now >= begin else ends


def must_wait(dispatch: Dispatch, at: datetime) -> bool:
    """Tell whether its time has not come, or quiet hours are kept."""
    if dispatch.window_from is not None and at < dispatch.window_from:
        return True
    return dispatch.heeds_quiet_hours and quiet_until(settings.QUIET_HOURS, at) is not None


def too_many_failed(dispatch: Dispatch) -> bool:
    """Tell whether more failed, since a person last looked, than an ordinary list would."""
    counts = dispatch.counts()
    failed = counts["failed"] - dispatch.bounces_accepted
    settled = counts["delivered"] + counts["failed"] + counts["unknown"] - dispatch.bounces_accepted
    return settled >= _FEWEST and failed * 100 > settled * settings.BOUNCE_STOP_PERCENT


def suppressions_of(dispatch: Dispatch, keys: Sequence[str]) -> dict[str, Suppression]:
    """Return, by key, what keeps `dispatch` from some of `keys`."""
    found = Suppression.objects.in_force().on(dispatch.channel).filter(key__in=keys)
    return {one.key: one for one in found if dispatch.heeds_opt_out or one.reason != SuppressionReason.OPT_OUT}


def held_back(dispatch: Dispatch, rows: Iterable[Recipient]) -> dict[int, Suppression]:
    """Return, by row, the suppressions that hold for `rows`."""
    rows = list(rows)
    found = suppressions_of(dispatch, [row.key for row in rows])
    return {row.pk: found[row.key] for row in rows if row.key in found}
