"""`kopru search rebuild [KIND…]` and `kopru search lemmas`: make the index, or the table of lemmas, anew."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from kopru.search import index, registry
from kopru.turkish import lemmas


class Command(BaseCommand):
    """Make what the search stands on anew."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to make, and for `rebuild` the kinds."""
        parser.add_argument("what", choices=["rebuild", "lemmas"])
        parser.add_argument("kinds", nargs="*")

    def handle(self, **options: Any) -> None:
        """Make it, telling the progress."""
        if options["what"] == "lemmas":
            count = lemmas.build(Path(settings.HOME) / lemmas.FILE_NAME)
            self.stdout.write(f"{count} forms")
            return
        for kind in registry.kinds():
            if options["kinds"] and kind.name not in options["kinds"]:
                continue
            for done in index.rebuild(kind):
                self.stdout.write(f"\r{kind.label}: {done}", ending="")
            self.stdout.write("")
