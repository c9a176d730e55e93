"""`kopru mail ingest FILE|FOLDER|-` takes mails in, `fetch` does from the mailboxes, `reconcile` misses none.

`bounce` and `domain` are delivery's own.
"""

import json
import os
import sys
import time
from dataclasses import asdict
from typing import Any, Final

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.cases.intake import mailboxes, mailroom, reconciling, watching
from kopru.cases.intake.fetching import MailboxRefused, MailboxUnreachable
from kopru.cases.intake.mail.message import Message
from kopru.cases.intake.mailboxes import MailboxMisconfigured
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
        fetch = verbs.add_parser("fetch", help="take in what is new in the mailboxes, and go on watching them")
        fetch.add_argument("--once", action="store_true", help="look once and end")
        reconcile = verbs.add_parser("reconcile", help="compare the mailboxes with what came in")
        reconcile.add_argument("--json", action="store_true", help="one object")

    def handle(self, **options: Any) -> None:
        """Do what is asked."""
        match options["verb"]:
            case "ingest":
                self._ingest(options)
            case "fetch" if options["once"]:
                self._fetch()
            case "fetch":
                watching.watch()
            case "reconcile":
                self._reconcile(options)
            case _:
                super().handle(**options)

    def _fetch(self) -> None:
        """Look into each mailbox once; one that does not answer keeps no other waiting.

        :raises CommandError: if one could not be looked into
        """
        faults = []
        for name in mailboxes.names():
            try:
                count = watching.look(name)
            except (MailboxMisconfigured, MailboxRefused, MailboxUnreachable) as obstacle:
                faults.append(f"{name}: {obstacle}")
            else:
                self.stdout.write(_("%(name)s: %(count)d new") % {"name": name, "count": count})
        if not mailboxes.names():
            faults.append(_("No mailbox is named in KOPRU_MAILBOXES."))
        if faults:
            raise CommandError("\n".join(faults))

    def _reconcile(self, options: dict[str, Any]) -> None:
        """Print the balance.

        :raises SystemExit: with 1 if it is not exact
        """
        balance = reconciling.reconcile(at=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(asdict(balance) | {"exact": balance.is_exact}, ensure_ascii=False))
        else:
            for line in reconciling.lines(balance):
                self.stdout.write(line)
        if not balance.is_exact:
            sys.exit(1)

    def _ingest(self, options: dict[str, Any]) -> None:
        """Take mails in as they come, many together; one that cannot be read stops no other."""
        begun = said = time.monotonic()
        read = 0
        source = Source.PIPE if options["source"] == "-" else Source.FOLDER
        mails = ((len(raw), mailroom.Arrival(raw, name)) for name, raw in delivery.mails_in(options["source"]))
        for together in mailroom.batches(mails):
            try:
                settled = mailroom.take_in_all(together, source=source, at=timezone.now())
            except (OSError, DatabaseError) as obstacle:
                if source is not Source.PIPE:
                    raise
                self.stderr.write(f"{type(obstacle).__name__}: {obstacle}")
                sys.exit(os.EX_TEMPFAIL)  # the mail server keeps it and comes again
            for each, (incoming, message) in zip(together, settled, strict=True):
                name = each.origin
                self.stdout.write(_as_json(name, incoming, message) if options["json"] else _as_line(name, incoming))
            read += len(together)
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
