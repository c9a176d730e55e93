"""`kopru clock`: whether the machine's clock is believed; `--right` says that it is right."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.core import clock
from kopru.turkish import dates


class Command(BaseCommand):
    """Say what the clock shows, and what is believed instead."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--right`."""
        parser.add_argument("--right", action="store_true", help="the clock is right: go by it from now on")

    def handle(self, **options: Any) -> None:
        """Print it; with `--right`, go by the clock from now on."""
        reading = clock.Reading.now()
        if options["right"]:
            clock.trust(reading)
        if doubt := clock.doubt(reading):
            self.stdout.write(clock.in_words(doubt))
            self.stdout.write(str(clock.WHAT_TO_DO))
        else:
            shown = dates.short_moment(timezone.localtime(reading.shown))
            self.stdout.write(_("The clock is believed: %(shown)s") % {"shown": shown})
