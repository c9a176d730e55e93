"""`kopru words`: collect, compile or check the Turkish of every screen."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kopru.house import words


class Command(BaseCommand):
    """Collect the words of every app and compile them."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--compile` (no gettext needed) or `--check`."""
        parser.add_argument("--compile", action="store_true", dest="only_compile")
        parser.add_argument("--check", action="store_true")
        parser.add_argument("apps", nargs="*", help="names of apps; all when empty")

    def handle(self, **options: Any) -> None:
        """Do one of the three."""
        if options["check"]:
            self._check()
            return
        if not options["only_compile"]:
            for app in words.apps():
                if not options["apps"] or app.name in options["apps"]:
                    words.collect(app)
        self.stdout.write(f"{words.compile_all()} catalogues compiled")
        for line in words.untranslated():
            self.stdout.write(self.style.WARNING(line))

    def _check(self) -> None:
        missing = words.untranslated()
        stale = words.stale()
        if missing or stale:
            lines = [*(f"untranslated: {line}" for line in missing), *(f"stale: {po}" for po in stale)]
            raise CommandError("\n".join(lines))
