"""`kopru run`: the web server and the worker together."""

import socket
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kopru.core import demonstration
from kopru.house import supervisor


class Command(BaseCommand):
    """Make ready what is not, say where Köprü is, then supervise web and worker."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--host`, `--port` and `--threads`."""
        parser.add_argument("--host", default=settings.HOST)
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--threads", type=int, default=4, help="requests answered at the same time")

    def handle(self, **options: Any) -> None:
        """Set up what is missing, print address and, in the demonstration, the logins; run until a signal comes.

        :raises CommandError: if another program listens there already
        """
        _ask_for(options["host"], options["port"])
        call_command("setup", quiet=True, stdout=self.stdout)
        host = "localhost" if options["host"] == "127.0.0.1" else options["host"]  # no passkey for a number
        address = f"http://{host}:{options['port']}"
        self.stdout.write(f"\n  Köprü  {self.style.SUCCESS(address)}\n  Masa   {address}/masa/\n")
        for line in demonstration.logins():
            self.stdout.write(f"         {line}")
        self.stdout.write("  Durdurmak için Ctrl+C\n\n")
        self.stdout.flush()
        supervisor.load()
        supervisor.supervise(supervisor.children(options["host"], options["port"], threads=options["threads"]))


def _ask_for(host: str, port: int) -> None:
    """Take the address for a moment: the web server, which comes later, would only be started again and again."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        raise CommandError(
            _("Nothing can listen on %(host)s:%(port)d: %(error)s\n  → Choose another port: KOPRU_PORT=8001")
            % {"host": host, "port": port, "error": error.strerror}
        ) from error
