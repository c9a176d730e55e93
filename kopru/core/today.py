"""What each app has to say on the home page "Bugün": cards of things that wait for a hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kopru.core.models import User


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a card: what it is, where it opens, and its state in a word."""

    title: str
    url: str
    note: str = ""
    due_at: datetime | None = None
    state: str = ""
    #: one of "late", "due", "ok", "info": how it is shown, never by colour alone
    tone: str = "info"


@dataclass(frozen=True, slots=True)
class Card:
    """A group of lines with a heading; an empty one says what to do."""

    title: str
    icon: str
    items: Sequence[Item]
    empty: str
    url: str = ""
    #: how many there are in all, when `items` is only the first few
    count: int | None = None
    #: 0 is the most urgent
    order: int = 50
    actions: Sequence[tuple[str, str]] = field(default_factory=tuple)


_providers: list[Callable[[User, datetime], Sequence[Card]]] = []


def register(provider: Callable[[User, datetime], Sequence[Card]]) -> None:
    """Let `provider(user, at)` add cards; it returns only what `user` may see."""
    _providers.append(provider)


def cards(*, user: User, at: datetime) -> list[Card]:
    """Return all cards for `user`, the most urgent first."""
    return sorted((card for provider in _providers for card in provider(user, at)), key=lambda card: card.order)
