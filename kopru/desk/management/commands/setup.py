"""`kopru setup`: database, roles, words and files made ready; safe to repeat, fast the second time."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from kopru.desk import preparation


class Command(BaseCommand):
    """Make everything ready to start."""

    help = __doc__
    requires_system_checks = []

    def handle(self, **_options: Any) -> None:
        """Do each step and say how long it took."""
        for title, step in preparation.steps():
            self._do(title, step)

    def _do(self, title: str, step: preparation.Step) -> None:
        began = shown = time.monotonic()

        def progress(share: float) -> None:
            nonlocal shown
            if time.monotonic() - shown > 1:
                shown = time.monotonic()
                self.stdout.write(f"  {title} … %{share * 100:.0f}")
                self.stdout.flush()

        changed = step(progress)
        note = f"{time.monotonic() - began:.1f} sn" if changed else "hazır"
        self.stdout.write(f"  {title}: {note}")
        self.stdout.flush()
