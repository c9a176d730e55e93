"""Who is calling: known by the number while it is typed, with what they asked; and what they may be speaking of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q

from kopru.cases.models import Case, Matter
from kopru.core.models import User
from kopru.directory.models import ContactPoint
from kopru.turkish import phones
from kopru.turkish.folding import fold

_LAST: Final = 5
#: Shorter words than this say nothing of a matter.
_SAYING: Final = 4


@dataclass(frozen=True, slots=True)
class Caller:
    """Who it is, as far as the house knows."""

    shown: str
    name: str
    cases: Sequence[Case]
    is_in_directory: bool


def caller_of(number: str, *, user: User, at: datetime) -> Caller | None:
    """Return who calls from `number`; None while it is no whole number yet."""
    try:
        phone = phones.parse(number)
    except phones.PhoneInvalid:
        return None
    if not phone.e164:
        return None
    same = Q(phone_key=phone.e164) & ~Q(phone_key="")
    cases = list(Case.objects.visible_to(user, at).filter(same, hides_identity=False).order_by("-pk")[:_LAST])
    points = ContactPoint.objects.visible_to(user, at).filter(key=phone.e164).select_related("person", "outlet", "unit")
    point = points.order_by("-person_id", "pk").first()
    known = point.addressee if point else ""
    name = known or next((case.name for case in cases if case.name), "")
    return Caller(phone.display, name, cases, point is not None)


def matter_of(text: str) -> Matter | None:
    """Return the matter whose name shares most with what was written; None where nothing does."""
    said = {word[:6] for word in fold(text).split() if len(word) >= _SAYING}
    if not said:
        return None
    best, most = None, 0
    for matter in Matter.objects.select_related("unit"):
        shared = len(said & {word[:6] for word in fold(matter.name).split() if len(word) >= _SAYING})
        if shared > most:
            best, most = matter, shared
    return best
