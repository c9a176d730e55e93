"""What the apps above have to say before anything leaves: a reason ends what still waits of a dispatch."""

from collections.abc import Callable
from datetime import datetime

from kopru.delivery.models import Dispatch

#: `objector(dispatch, at)` returns a reason to end it, or "".
Objector = Callable[[Dispatch, datetime], str]

_objectors: dict[str, list[Objector]] = {}


def register(kind: str, objector: Objector) -> None:
    """Let `objector` be asked at every claim of dispatches of `kind`; called from `apps.ready()`."""
    _objectors.setdefault(kind, []).append(objector)


def objection(dispatch: Dispatch, at: datetime) -> str:
    """Return the first reason why nothing more of `dispatch` may leave, or ""."""
    return next((reason for objector in _objectors.get(dispatch.kind, ()) if (reason := objector(dispatch, at))), "")
