"""What the apps above have to say before anything leaves: a reason ends what still waits of a dispatch."""

from collections.abc import Callable
from datetime import datetime

from kopru.delivery.models import Dispatch

#: `guard(dispatch, at)` returns a reason to end it, or "".
Guard = Callable[[Dispatch, datetime], str]

_guards: dict[str, list[Guard]] = {}


def register(kind: str, guard: Guard) -> None:
    """Let `guard` be asked at every claim of dispatches of `kind`; called from `apps.ready()`."""
    _guards.setdefault(kind, []).append(guard)


def objection(dispatch: Dispatch, at: datetime) -> str:
    """Return the first reason why nothing more of `dispatch` may leave, or ""."""
    return next((reason for guard in _guards.get(dispatch.kind, ()) if (reason := guard(dispatch, at))), "")
