"""Who else holds something about a person: apps above register here, and one wish reaches all (KVKK art. 11)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kopru.core.models import User
from kopru.directory.models import Person


@dataclass(frozen=True, slots=True)
class Holder:
    """What an app says, hands out and forgets of a person; `erase(person, by=, at=)` runs within one transaction."""

    describe: Callable[[Person], list[str]]
    export: Callable[[Person], dict[str, Any]]
    erase: Callable[..., None]


_holders: dict[str, Holder] = {}


def register(name: str, holder: Holder) -> None:
    """Let an app be asked; called while apps get ready."""
    _holders[name] = holder


def describe(person: Person) -> Iterator[str]:
    """Yield what each app says it holds."""
    for holder in _holders.values():
        yield from holder.describe(person)


def export(person: Person) -> dict[str, Any]:
    """Return what every app hands out, under its own keys."""
    return {key: value for holder in _holders.values() for key, value in holder.export(person).items()}


def erase(person: Person, *, by: User, at: datetime) -> None:
    """Let every app forget, before the directory forgets the addresses by which they find the person."""
    for holder in _holders.values():
        holder.erase(person, by=by, at=at)
