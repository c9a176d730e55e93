"""`kopru deadline --kind K --received D`: the last day the law gives, explained day by day."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kopru.turkish import dates
from kopru.turkish.deadlines import asking, reckoning, wording
from kopru.turkish.deadlines.counting import Practice
from kopru.turkish.deadlines.events import EventKind, ExtensionReason
from kopru.turkish.deadlines.record import as_record
from kopru.turkish.deadlines.rules import Kind
from kopru.turkish.deadlines.working_days import WorkCalendar


class Command(BaseCommand):
    """Say until when an answer is due, and why."""

    help = "Until when an answer is due, and why, day by day. Dates: 2026-03-02, 02.03.2026 or 2 Mart 2026."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the kind, the day of receipt, and what happened since."""
        parser.add_argument("--kind", default="", help=", ".join(Kind))
        parser.add_argument("--received", default="", help="the day it reached the office")
        parser.add_argument(
            "--event",
            action="append",
            default=[],
            metavar="EVENT:DATE[:REASON]",
            help=f"{', '.join(EventKind)}; the reasons of an extension: {', '.join(ExtensionReason)}",
        )
        parser.add_argument("--leave", action="append", default=[], metavar="DATE[..DATE]", help="administrative leave")
        parser.add_argument("--on", default="", help="the day as of which the state is told")
        parser.add_argument("--deadline", default="", help="the journalist's last day (media)")
        parser.add_argument("--days", default="", help="the target of the house in working days (service)")
        parser.add_argument("--skip-half-days", action="store_true", help="half days are no working days")
        parser.add_argument("--count-leave", action="store_true", help="days of leave are working days")
        parser.add_argument("--cut-restarts", action="store_true", help="after payment the period begins anew")
        parser.add_argument("--json", action="store_true", help="one object in one line")

    def handle(self, **options: Any) -> None:
        """Reckon and print."""
        try:
            result = _reckon(options)
        except wording.OBSTACLES as error:
            raise CommandError(wording.obstacle(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_record(result), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(wording.explanation(result)))


def _reckon(options: dict[str, Any]) -> reckoning.Reckoning:
    question = reckoning.Question(
        kind=asking.read_kind(options["kind"]),
        received=dates.parse_date(options["received"]),
        events=tuple(asking.read_event(written) for written in options["event"]),
        given=dates.parse_date(options["deadline"]) if options["deadline"] else None,
    )
    return reckoning.reckon(
        question,
        calendar=WorkCalendar.with_leave(day for span in options["leave"] for day in asking.read_leave(span)),
        rules=asking.rules_with_target(options["days"]),
        practice=Practice(
            half_days_count=not options["skip_half_days"],
            leave_counts=options["count_leave"],
            cut_restarts=options["cut_restarts"],
        ),
        on=dates.parse_date(options["on"]) if options["on"] else None,
    )
