"""`kopru mail bounce FILE|FOLDER|-` reads mails that came back; `kopru mail domain` asks the DNS about our domain."""

import json
import mailbox
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.delivery import bounces
from kopru.delivery.bounces import Verdict
from kopru.delivery.domain import looking
from kopru.delivery.models import BounceKind, BounceOutcome

#: Seconds after which it says how far it is.
_PATIENCE: Final = 2.0
_MARKS: Final = {"ok": "✓", "note": "•", "fault": "✕"}


class Command(BaseCommand):
    """Read mails that came back, or what the DNS says of the domain we send from."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the verb and where the mails lie."""
        self.add_verbs(parser)

    def add_verbs(self, parser: CommandParser) -> Any:
        """Add the verbs of delivery; return where an app above adds its own."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        bounce = verbs.add_parser("bounce", help="read mails that came back")
        bounce.add_argument("source", help="a mail, an mbox, a folder (also a Maildir), or - for standard input")
        bounce.add_argument("--json", action="store_true", help="one object a line")
        verbs.add_parser("domain", help="ask the DNS about SPF, DKIM and DMARC of the sending domain")
        return verbs

    def handle(self, **options: Any) -> None:
        """Do what is asked.

        :raises SystemExit: with 1 if the domain has a fault
        """
        if options["verb"] == "bounce":
            self._read_bounces(options)
        elif self._look_at_domain():
            sys.exit(1)

    def _look_at_domain(self) -> bool:
        """Print what the DNS says; tell whether something must be mended."""
        findings = looking.renew(timezone.now())
        for one in findings:
            self.stdout.write(f"{_MARKS[one.level]} {one.title}: {one.message}")
            if one.what_to_do:
                self.stdout.write(f"  {one.what_to_do}")
            if one.publish:
                self.stdout.write(f'  {one.name} TXT "{one.publish}"')
        return any(one.level == "fault" for one in findings)

    def _read_bounces(self, options: dict[str, Any]) -> None:
        """Read each mail by itself; one that cannot be read stops no other."""
        begun = said = time.monotonic()
        read = 0
        for read, (name, raw) in enumerate(mails_in(options["source"]), start=1):
            verdict = bounces.receive(raw, at=timezone.now())
            self.stdout.write(_as_json(name, verdict) if options["json"] else _as_line(name, verdict))
            if time.monotonic() - said > _PATIENCE:
                said = time.monotonic()
                self.stderr.write(_("%(count)d mails read") % {"count": read}, ending="\r")
        if not options["json"]:
            seconds = time.monotonic() - begun
            self.stdout.write(_("%(count)d mails read in %(seconds).1f s") % {"count": read, "seconds": seconds})


def mails_in(source: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every mail in `source`."""
    if source == "-":
        yield "-", sys.stdin.buffer.read()
        return
    path = Path(source)
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file() and "tmp" not in file.relative_to(path).parts[:-1]:
                yield from _of_file(file)
    elif path.is_file():
        yield from _of_file(path)
    else:
        raise CommandError(_("There is no file or folder %(path)s.") % {"path": source})


def _of_file(path: Path) -> Iterator[tuple[str, bytes]]:
    with path.open("rb") as file:
        is_mbox = file.read(5) == b"From "
    if not is_mbox:
        yield str(path), path.read_bytes()
        return
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.keys(), start=1):
            yield f"{path}#{number}", box.get_bytes(key)
    finally:
        box.close()


def _as_json(name: str, verdict: Verdict) -> str:
    line = {
        "file": name,
        "outcome": "duplicate" if verdict.known else verdict.outcome,
        "recipient": verdict.recipient,
        "kind": verdict.kind,
        "reason": verdict.reason,
    }
    return json.dumps(line, ensure_ascii=False)


def _as_line(name: str, verdict: Verdict) -> str:
    said = [
        str(BounceOutcome(verdict.outcome).label),
        str(BounceKind(verdict.kind).label) if verdict.kind else "",
        verdict.recipient,
        verdict.reason,
        _("read before") if verdict.known else "",
    ]
    return f"{name}: " + ", ".join(word for word in said if word)
