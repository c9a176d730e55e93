"""What the people of a unit see: their unit's bulletins and the addresses we write to them at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopru.core.models import AnyUser
from kopru.directory.models import ContactPoint, Unit
from kopru.newsroom.models import Bulletin

#: How many bulletins are shown of each unit, the newest first.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class UnitDesk:
    """One unit as its own people see it."""

    unit: Unit
    bulletins: Sequence[Bulletin]
    contact_points: Sequence[ContactPoint]


def desks_of(user: AnyUser, *, at: datetime) -> list[UnitDesk]:
    """Return the units of `user`, each with its bulletins and addresses that `user` may see."""
    desks = []
    for unit in Unit.objects.visible_to(user, at):
        bulletins = Bulletin.objects.visible_to(user, at).filter(unit=unit).select_related("edition")
        points = ContactPoint.objects.visible_to(user, at).filter(unit=unit)
        desks.append(UnitDesk(unit, list(bulletins.order_by("-release_at", "-pk")[:SHOWN]), list(points)))
    return desks
