"""`kopru demo`: load the demonstration office."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kopru.demo import loading


class Command(BaseCommand):
    """Open the invented office, with its season of bulletins."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--if-empty` and `--small`."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing where somebody works already")
        parser.add_argument("--small", action="store_true", help="a few bulletins only, as the tests use")

    def handle(self, *, if_empty: bool, small: bool, **_options: Any) -> None:
        """Load it and say what is being done.

        :raises CommandError: if the installation is in use, unless `--if-empty` was said
        """
        began = time.monotonic()
        with override("tr"):
            try:
                loaded = loading.load(at=timezone.now(), small=small, progress=self._say)
            except loading.HouseNotEmpty as obstacle:
                if if_empty:
                    return
                raise CommandError(str(obstacle)) from obstacle
            if loaded:
                self._say(
                    _("The demonstration office is ready (%(seconds).0f s).") % {"seconds": time.monotonic() - began}, 1
                )
            elif not if_empty:
                self._say(_("The demonstration office is here already."), 1)

    def _say(self, what: str, share: float) -> None:
        self.stdout.write(f"  %{share * 100:3.0f}  {what}")
        self.stdout.flush()
