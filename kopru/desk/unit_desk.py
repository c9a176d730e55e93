"""What the people of a unit see: their unit's bulletins and the addresses we write to them at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopru.cases.models import Referral
from kopru.cases.showing import states
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


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits for the unit's answer, and until when."""

    referral: Referral
    due: states.Shown | None


def waiting_for(user: AnyUser, *, at: datetime) -> list[Waiting]:
    """Return the cases sent to the units of `user` that they have not answered, what is due first."""
    rows = Referral.objects.visible_to(user, at).waiting().select_related("case", "unit").order_by("due_on", "pk")
    return [Waiting(row, states.referral_due(row, at)) for row in rows[:SHOWN]]


def desks_of(user: AnyUser, *, at: datetime) -> list[UnitDesk]:
    """Return the units of `user`, each with its bulletins and addresses that `user` may see."""
    desks = []
    for unit in Unit.objects.visible_to(user, at):
        bulletins = Bulletin.objects.visible_to(user, at).filter(unit=unit).select_related("edition")
        points = ContactPoint.objects.visible_to(user, at).filter(unit=unit)
        desks.append(UnitDesk(unit, list(bulletins.order_by("-release_at", "-pk")[:SHOWN]), list(points)))
    return desks
