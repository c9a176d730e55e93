"""`kopru setup`: database, roles, words and files made ready; safe to repeat, fast the second time."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kopru.house import preparation


class Command(BaseCommand):
    """Make everything ready to start."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--quiet`."""
        parser.add_argument("--quiet", action="store_true", help="name only the steps that had something to do")

    def handle(self, *, quiet: bool, **_options: Any) -> None:
        """Do each step and say how long it took."""
        for title, step in preparation.steps():
            self._do(title, step, quiet=quiet)

    def _do(self, title: str, step: preparation.Step, *, quiet: bool) -> None:
        began = shown = time.monotonic()

        def progress(share: float) -> None:
            nonlocal shown
            if time.monotonic() - shown > 1:
                shown = time.monotonic()
                self.stdout.write(f"  {title} … %{share * 100:.0f}")
                self.stdout.flush()

        changed = step(progress)
        if changed or not quiet:
            note = f"{time.monotonic() - began:.1f} sn" if changed else "hazır"
            self.stdout.write(f"  {title}: {note}")
            self.stdout.flush()
