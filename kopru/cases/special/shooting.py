"""Photo shoots seen together: which come, and which the same photographer cannot both take (P3)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from kopru.cases.models import OPEN_STATES, Case, ShootRequest
from kopru.core.models import User

#: Where no end is said.
USUAL: Final = timedelta(hours=2)
_SHOWN: Final = 80


def end_of(shoot: ShootRequest) -> datetime:
    """Return when it ends, as said or as usual."""
    return shoot.ends_at or shoot.starts_at + USUAL


def visible(user: User, at: datetime) -> list[ShootRequest]:
    """Return the open shoots that `user` may see, the next first."""
    cases = Case.objects.visible_to(user, at).open().values("pk")
    rows = ShootRequest.objects.filter(case__in=cases).order_by("starts_at", "pk")
    return list(rows.select_related("case__asking_unit", "photographer")[:_SHOWN])


def clashes(shoot: ShootRequest, *, photographer: int | None, among: Iterable[ShootRequest]) -> list[ShootRequest]:
    """Return the other shoots of `photographer` within the hours of `shoot`."""
    if photographer is None:
        return []
    return [
        each
        for each in among
        if each.pk != shoot.pk
        and each.photographer_id == photographer
        and each.starts_at < end_of(shoot)
        and end_of(each) > shoot.starts_at
    ]


def near(shoot: ShootRequest) -> list[ShootRequest]:
    """Return the open shoots of all photographers on the same and the neighbouring days."""
    around = (shoot.starts_at - timedelta(days=1), shoot.starts_at + timedelta(days=1))
    rows = ShootRequest.objects.filter(starts_at__range=around, case__state__in=OPEN_STATES)
    return list(rows.select_related("case", "photographer"))


def is_past(shoot: ShootRequest, at: datetime) -> bool:
    """Tell whether the photos are awaited: its hours are over."""
    return timezone.localtime(end_of(shoot)) < at
