"""What can be made of a unit's material: apps above the cases offer links into their own rooms (N11)."""

from collections.abc import Callable
from dataclasses import dataclass

from kopru.cases.models import Material
from kopru.cases.showing.states import Words
from kopru.core.models import User


@dataclass(frozen=True, slots=True)
class Offer:
    """One link: its words and where it leads."""

    label: Words
    url: str


#: (material, user) → address, or "" where `user` cannot do it
Builder = Callable[[Material, User], str]
_offers: list[tuple[Words, Builder]] = []


def register(label: Words, url_builder: Builder) -> None:
    """Let an app offer to make something of material; called while apps get ready."""
    _offers.append((label, url_builder))


def offers(material: Material, *, user: User) -> list[Offer]:
    """Return what `user` can make of it, and where."""
    made = ((label, build(material, user)) for label, build in _offers)
    return [Offer(label, url) for label, url in made if url]
