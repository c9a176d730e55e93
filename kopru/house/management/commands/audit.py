"""`kopru audit verify`: whether the evidence is as it came, and what was changed."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.house import audit


class Command(BaseCommand):
    """Go through history, mails and files, and name what is not as it was."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `verify`, `--json`, and a link noted down before."""
        parser.add_argument("verb", choices=["verify"])
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--noted", default="", help=_("A link noted down earlier: it must still be in a chain."))

    def handle(self, **options: Any) -> None:
        """Print what was found; the exit code is 1 if anything was changed."""
        report = audit.verify(at=timezone.now(), noted=options["noted"])
        links = audit.last_links()
        if options["json"]:
            for each in report.faults:
                self.stdout.write(
                    json.dumps({"trail": each.trail, "row": each.row, "what": each.what}, ensure_ascii=False)
                )
            counts = {"links": report.links, "rows": report.rows, "erased": report.erased, "bytes": report.bytes_read}
            self.stdout.write(json.dumps({"whole": report.is_whole, **counts, "last": links}, ensure_ascii=False))
        else:
            for each in report.faults:
                self.stdout.write(self.style.ERROR(f"✕ {each.trail} {each.row}: {each.what}"))
            self.stdout.write(_said(report))
            for trail, newest in links.items():
                self.stdout.write(_("Note down: %(trail)s %(link)s") % {"trail": trail, "link": newest})
        if not report.is_whole:
            sys.exit(1)


def _said(report: audit.Report) -> str:
    mark = "✓" if report.is_whole else "✕"
    words = _(
        "%(links)d links, %(rows)d rows and %(files)d stored mails and files looked at; %(erased)d rows emptied by an"
        " erasure"
    )
    counts = {"links": report.links, "rows": report.rows, "files": report.bytes_read, "erased": report.erased}
    return f"{mark} {words % counts}"
