"""Links to what other apps keep about an outlet or a person, shown on its page: apps above register here."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from kopru.core.models import AnyUser
from kopru.directory.models import Outlet, Person


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    label: str | Promise
    url: str


#: (owner, user) → what `user` may open
Provider = Callable[[Outlet | Person, AnyUser], list[Link]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Let an app stand beside; called while apps get ready."""
    _providers.append(provider)


def links(owner: Outlet | Person, *, user: AnyUser) -> list[Link]:
    """Return what stands beside `owner` for `user`."""
    return [link for provider in _providers for link in provider(owner, user)]
