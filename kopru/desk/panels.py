"""The home page "Bugün": what waits for a hand, what one does most, and one field that finds everything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from wagtail.admin.ui.components import Component

from kopru.core import today
from kopru.core.today import Card

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One thing that is done often: its name, its sign and where it begins."""

    title: Text
    icon: str
    url: str


class TodayPanel(Component):
    """Everything the apps say about today, for one person."""

    name = "today"
    template_name = "desk/today.html"
    order = 0

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return cards and shortcuts of who is signed in."""
        user, at = parent_context["request"].user, timezone.now()
        cards = today.cards(user=user, at=at)
        return {
            "user": user,
            "now": timezone.localtime(at),
            "busy": [card for card in cards if card.items],
            "quiet": [card for card in cards if not card.items],
            "late": sum(_late(card) for card in cards),
            "shortcuts": list(_shortcuts(cards)),
            "identity": parent_context["identity"],
        }


def _late(card: Card) -> int:
    return sum(1 for item in card.items if item.tone == "late")


def _shortcuts(cards: Iterable[Card]) -> Iterable[Shortcut]:
    """Yield the actions the cards offer, each address once, in their order."""
    seen: set[str] = set()
    for card in cards:
        for title, url in card.actions:
            if url not in seen:
                seen.add(url)
                yield Shortcut(title, card.icon, url)


def address(name: str) -> str:
    """Return the address called `name`, or nothing where no app brings it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
