"""`kopru worker`: runs tasks and the minute's sweeps; `kopru run` starts one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kopru.house import memory, preparation, worker


class Command(BaseCommand):
    """Run the background worker in this process."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--interval`."""
        parser.add_argument(
            "--interval", type=float, default=worker.INTERVAL, help="seconds between looks at an empty queue"
        )

    def handle(self, **options: Any) -> None:
        """Work until a signal comes.

        :raises CommandError: if the tables are not those that this version knows
        """
        if preparation.unapplied():
            raise CommandError(_("Run “kopru setup”."))
        memory.give_back()
        worker.work(interval=options["interval"])
