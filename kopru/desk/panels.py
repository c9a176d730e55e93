"""The home page "Bugün": what waits for a hand, what one does most, and one field that finds everything."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from kopru.core import clock, today
from kopru.core.models import AnyUser
from kopru.core.today import Card
from kopru.core.viewsets import policy_of
from kopru.directory.models import Person
from kopru.newsroom.permissions import may_write
from kopru.photos.permissions import may_accept

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One thing that is done often: its name, its sign and where it begins."""

    title: Text
    icon: str
    url: str


#: What each role does most, by the address where it begins and the sentence that permits it.
_QUICK: Final[tuple[tuple[Text, str, str, Callable[[AnyUser], bool]], ...]] = (
    (_("Write a bulletin"), "edit", "bulletin:add", may_write),
    (_("Upload a photo"), "upload", "wagtailimages:add_multiple", may_accept),
    (_("Add a person"), "user", "directory_people:add", lambda user: _may_add(Person, user)),
)


def _may_add(model: type[Model], user: AnyUser) -> bool:
    return policy_of(model).user_has_permission(user, "add")


class TodayPanel(Component):
    """Everything the apps say about today, for one person."""

    name = "today"
    template_name = "desk/today.html"
    order = 0

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return cards and shortcuts of who is signed in."""
        user, at = parent_context["request"].user, clock.now()
        cards = today.cards(user=user, at=at)
        return {
            "user": user,
            "now": timezone.localtime(at),
            "busy": [card for card in cards if card.items],
            "quiet": [card for card in cards if not card.items],
            "late": sum(_late(card) for card in cards),
            "shortcuts": list(_shortcuts(user, cards)),
            "identity": parent_context["identity"],
        }


def _late(card: Card) -> int:
    return sum(1 for item in card.items if item.tone == "late")


def _shortcuts(user: AnyUser, cards: Iterable[Card]) -> Iterable[Shortcut]:
    """Yield what `user` does most, then the actions the cards offer; each address once."""
    seen: set[str] = set()
    for title, icon, name, may in _QUICK:
        if may(user) and (url := address(name)):
            seen.add(url)
            yield Shortcut(title, icon, url)
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
