"""`kopru settings`: what an operator may set."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kopru.house import handbook


class Command(BaseCommand):
    """Print, or write into `docs/settings.md`, every setting with its default and its explanation."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--write`."""
        parser.add_argument("--write", action="store_true")

    def handle(self, **options: Any) -> None:
        """Print the page, or write it."""
        if options["write"]:
            handbook.SETTINGS_PAGE.write_text(handbook.settings_page(), encoding="utf-8")
        else:
            self.stdout.write(handbook.settings_page())
