"""Who sees a photo: the apps above say so, each for what it uses; nobody else is asked."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from kopru.core.models import AnyUser

#: Ids, or a query of ids (`values("pk")`): both stand behind `photo_id__in=`.
PhotoIds = Iterable[Any]
Resolver = Callable[[PhotoIds, AnyUser, datetime], set[int]]

_resolvers: list[Resolver] = []


def register(resolver: Resolver) -> None:
    """Let `resolver(photo_ids, user, at)` name those of `photo_ids` that `user` may see at `at`.

    `photo_ids` is a collection or a query: use it as `photo_id__in=photo_ids`. The public is `AnonymousUser`.
    """
    if resolver not in _resolvers:
        _resolvers.append(resolver)


def seen(photo_ids: PhotoIds, user: AnyUser, at: datetime) -> set[int]:
    """Return those of `photo_ids` that something visible to `user` uses."""
    found: set[int] = set()
    for resolver in _resolvers:
        found |= resolver(photo_ids, user, at)
    return found
