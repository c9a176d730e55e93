"""What each kind of thing contributes to the index, and who may see it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model


class KindUnknown(LookupError):
    """Nothing is registered under this name, or for this model."""


@dataclass(frozen=True, slots=True)
class Document:
    """What one object says of itself: `text` is searched, `title` and `summary` are shown, `at` orders."""

    title: str
    text: str
    at: datetime
    url: str
    summary: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of thing in the index.

    The model's default manager has `visible_to(user, at)`. `document` returns None for what is not to be found.
    `open_to(user, at)` may say that `user` sees every object, which spares asking for each.
    """

    name: str
    label: Any
    model: type[Model]
    document: Callable[[Any], Document | None]
    icon: str = "search"
    open_to: Callable[[Any, datetime], bool] = lambda _user, _at: False

    @property
    def token(self) -> str:
        """The word that stands in the index for the kind itself."""
        return f"kind0{self.name}"


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let `kind` be found; called while apps get ready."""
    _kinds[kind.name] = kind


def kinds() -> list[Kind]:
    """Return all kinds in the order they were registered."""
    return list(_kinds.values())


def kind_named(name: str) -> Kind:
    """Return the kind called `name`.

    :raises KindUnknown: if there is none
    """
    try:
        return _kinds[name]
    except KeyError:
        raise KindUnknown(name) from None


def kind_of(model: type[Model]) -> Kind:
    """Return the kind registered for `model`.

    :raises KindUnknown: if there is none
    """
    for kind in _kinds.values():
        if issubclass(model, kind.model):
            return kind
    raise KindUnknown(model.__name__)
