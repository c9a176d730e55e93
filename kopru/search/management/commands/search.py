"""`kopru search rebuild` and `kopru search lemmas`: make the index, or the table of lemmas, anew."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from kopru.search import index
from kopru.turkish import lemmas


class Command(BaseCommand):
    """Make what the search stands on anew."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to make."""
        parser.add_argument("what", choices=["rebuild", "lemmas"])

    def handle(self, **options: Any) -> None:
        """Make it, telling the progress."""
        if options["what"] == "lemmas":
            count = lemmas.build(Path(settings.HOME) / lemmas.FILE_NAME)
            self.stdout.write(f"{count} forms")
            return
        for kind, done in index.rebuild_all():
            self.stdout.write(f"{kind.label}: {done}")
