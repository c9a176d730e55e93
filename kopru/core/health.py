"""What can be wrong with the running product: each app registers its checks, `kopru doctor` asks them all."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

logger = logging.getLogger(__name__)

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: is it well, what was seen, and what a person should do about it."""

    check: str
    ok: bool
    message: Text
    what_to_do: Text = ""


_checks: dict[str, Callable[[datetime], Iterator[Finding]]] = {}


def register(name: str, check: Callable[[datetime], Iterator[Finding]]) -> None:
    """Let `check(at)` be asked by `kopru doctor`; called from `apps.ready()`."""
    _checks[name] = check


def findings(*, at: datetime) -> Iterator[Finding]:
    """Yield what every check finds; a check that fails itself is a finding."""
    for name, check in _checks.items():
        try:
            yield from check(at)
        except Exception as error:
            logger.exception("check %s failed", name)
            yield Finding(name, ok=False, message=f"{type(error).__name__}: {error}")
