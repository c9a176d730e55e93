"""`kopru doctor`: what is wrong, in Turkish, and what to do."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from kopru.core import health


class Command(BaseCommand):
    """Look at everything and say what is wrong."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--json`: one object a line."""
        parser.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        """Print each finding; the exit code is 1 if one is not well."""
        findings = list(health.findings(at=timezone.now()))
        for found in findings:
            self.stdout.write(_line(found) if options["json"] else self._sentence(found))
        if not all(found.ok for found in findings):
            sys.exit(1)

    def _sentence(self, found: health.Finding) -> str:
        if found.ok:
            return f"{self.style.SUCCESS('✓')} {found.check}: {found.message}"
        return f"{self.style.ERROR('✗')} {found.check}: {found.message}\n  → {found.what_to_do}"


def _line(found: health.Finding) -> str:
    todo = "" if found.ok else str(found.what_to_do)
    record = {"check": found.check, "ok": found.ok, "message": str(found.message), "what_to_do": todo}
    return json.dumps(record, ensure_ascii=False)
