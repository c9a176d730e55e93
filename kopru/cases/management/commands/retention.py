"""`kopru retention` forgets the persons of old cases; `--dry-run` says what is due; `--find` proves absence."""

import json
import time
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.cases.privacy import absence, retention

_PATIENCE: Final = 2.0


class Command(BaseCommand):
    """Anonymise in place what is due, case by case."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what is wanted."""
        parser.add_argument("--dry-run", action="store_true", help="only say what is due")
        parser.add_argument("--json", action="store_true", help="one object a line, for programs")
        parser.add_argument("--find", nargs="+", metavar="WORD", help="where a name, address or number still stands")

    def handle(self, **options: Any) -> None:
        """Do it, with a line of progress every two seconds."""
        at = timezone.now()
        if options["find"]:
            self._find(options["find"], as_json=options["json"])
        elif options["dry_run"]:
            self._say(at, as_json=options["json"])
        else:
            self._run(at, as_json=options["json"])

    def _say(self, at: Any, *, as_json: bool) -> None:
        if not as_json:
            self.stdout.write("\n".join(retention.described(at)))
            return
        for each in retention.due(at):
            line = {"class": each.retention, "years": each.years, "before": each.before.isoformat()}
            self.stdout.write(json.dumps(line | {"due": each.cases.count()}))
        self.stdout.write(json.dumps({"class": "stray-mails", "due": retention.strays(at).count()}))

    def _run(self, at: Any, *, as_json: bool) -> None:
        erased, said = 0, time.monotonic()
        for case, obstacle in retention.run(at):
            erased += not obstacle
            if as_json:
                self.stdout.write(json.dumps({"case": case.label, "erased": not obstacle, "why": obstacle}))
            elif obstacle:
                self.stdout.write(f"{case.label}: {obstacle}")
            if time.monotonic() - said > _PATIENCE:
                said = time.monotonic()
                self.stderr.write(_("%(count)d cases anonymised") % {"count": erased}, ending="\r")
        mails = 0
        while turn := retention.forget_strays(at):
            mails += turn
        if as_json:
            self.stdout.write(json.dumps({"anonymised": erased, "mails": mails}))
        else:
            self.stdout.write(
                _("%(count)d cases anonymised, %(mails)d mails forgotten") % {"count": erased, "mails": mails}
            )

    def _find(self, words: list[str], *, as_json: bool) -> None:
        found = absence.traces(words)
        for trace in found:
            self.stdout.write(json.dumps({"word": trace.word, "place": trace.place}) if as_json else str(trace.place))
        if found:
            raise CommandError(_("Still found in %(count)d places.") % {"count": len(found)})
        if not as_json:
            self.stdout.write(_("Found nowhere: neither in the database nor in the files."))
