"""`kopru mail ingest FILE|FOLDER|-` takes mails in; `bounce` and `domain` are delivery's own."""

import json
import time
from typing import Any, Final

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.cases.intake import mailroom
from kopru.cases.intake.mail.message import Message
from kopru.cases.models import Incoming, Outcome, Source
from kopru.delivery.management.commands import mail as delivery

_PATIENCE: Final = 2.0


class Command(delivery.Command):
    """Take mails in, beside what delivery does with mail."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the verb and where the mails lie."""
        verbs = self.add_verbs(parser)
        ingest = verbs.add_parser("ingest", help="take mails in: each is stored, read, and gets its outcome")
        ingest.add_argument("source", help="a mail, an mbox, a folder (also a Maildir), or - for standard input")
        ingest.add_argument("--json", action="store_true", help="one object a line")

    def handle(self, **options: Any) -> None:
        """Do what is asked."""
        if options["verb"] == "ingest":
            self._ingest(options)
        else:
            super().handle(**options)

    def _ingest(self, options: dict[str, Any]) -> None:
        """Take in each mail by itself; one that cannot be read stops no other."""
        begun = said = time.monotonic()
        read = 0
        source = Source.PIPE if options["source"] == "-" else Source.FOLDER
        for read, (name, raw) in enumerate(delivery.mails_in(options["source"]), start=1):
            incoming, message = mailroom.take_in(raw, source=source, origin=name, at=timezone.now())
            self.stdout.write(_as_json(name, incoming, message) if options["json"] else _as_line(name, incoming))
            if time.monotonic() - said > _PATIENCE:
                said = time.monotonic()
                self.stderr.write(_("%(count)d mails read") % {"count": read}, ending="\r")
        if not options["json"]:
            seconds = time.monotonic() - begun
            self.stdout.write(_("%(count)d mails read in %(seconds).1f s") % {"count": read, "seconds": seconds})


def _as_json(name: str, incoming: Incoming, message: Message) -> str:
    """Return the line a program reads (design.md §5)."""
    date = message.date.at
    line = {
        "file": name,
        "outcome": incoming.outcome,
        "case": incoming.case.label if incoming.case else None,
        "from": message.sender.address,
        "from_name": message.sender.name,
        "subject": message.subject,
        "date": date.isoformat() if date else None,
        "text": message.text,
        "quoted": message.quoted,
        "attachments": [{"name": each.name, "type": each.type, "size": each.size} for each in message.attachments],
        "sha256": incoming.sha256,
        "why": incoming.why,
    }
    return json.dumps(line, ensure_ascii=False)


def _as_line(name: str, incoming: Incoming) -> str:
    outcome = Outcome(incoming.outcome).label if incoming.outcome else _("Waiting")
    said = [str(outcome), incoming.case.label if incoming.case else "", incoming.sender, incoming.subject, incoming.why]
    return f"{name}: " + ", ".join(word for word in said if word)
