"""Finds work that is owed and that no task does: the queue only wakes workers, the tables know the truth."""

import logging
from collections.abc import Callable
from datetime import datetime

logger = logging.getLogger(__name__)

_sweeps: dict[str, Callable[[datetime], int]] = {}


def register(name: str, sweep: Callable[[datetime], int]) -> None:
    """Let `sweep(at)` run every minute; it enqueues again what waits and returns how many; safe to repeat."""
    _sweeps[name] = sweep


def run_all(*, at: datetime) -> dict[str, int]:
    """Run every sweep once; one that fails is logged and stops no other."""
    found: dict[str, int] = {}
    for name, sweep in _sweeps.items():
        try:
            found[name] = sweep(at)
        except Exception:
            logger.exception("sweep %s failed", name)
            found[name] = 0
    return found
