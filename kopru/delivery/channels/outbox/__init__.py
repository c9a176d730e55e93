"""The default channel: mails lie as .eml files in the home folder and nothing leaves this machine."""

import contextlib
import os
from collections import deque
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from kopru.core import disk
from kopru.delivery.channels import ChannelUnavailable, Fate, Letter, Outcome


def folder() -> Path:
    """Return where the mails lie."""
    return Path(settings.HOME) / "outbox"


def path_of(dispatch_id: int, row_id: int) -> Path:
    """Return the file of one row's mail; a row handed over again replaces its own file."""
    return folder() / str(dispatch_id) / f"{row_id}.eml"


def read(dispatch_id: int, row_id: int) -> EmailMessage | None:
    """Return the mail of a row as its recipient's program would read it, or None if it does not lie here."""
    try:
        raw = path_of(dispatch_id, row_id).read_bytes()
    except FileNotFoundError:
        return None
    return message_from_bytes(raw.replace(b"\r\n", b"\n"), policy=policy.default)


class Outbox:
    """Writes each mail to a file that survives a power cut."""

    lanes = 1

    def __init__(self) -> None:
        """Hold what was written and not yet asked for."""
        self._written: deque[int] = deque()

    def __enter__(self) -> "Outbox":
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is open."""

    def hand(self, letter: Letter, *, ahead: Letter | None = None) -> None:  # noqa: ARG002
        """Write the mail whole or not at all.

        :raises ChannelUnavailable: if the disk does not take it
        """
        path = path_of(letter.dispatch_id, letter.row_id)
        temporary = path.with_suffix(f".{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as file:
                file.write(letter.content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            why = _("the disk is full") if disk.is_full(error) else os.strerror(error.errno or 0)
            raise ChannelUnavailable(_("The mail cannot be written to the outbox: %(why)s") % {"why": why}) from error
        self._written.append(letter.row_id)

    def outcome(self) -> tuple[int, Outcome]:
        """Return the oldest mail: what is written is delivered."""
        return self._written.popleft(), Outcome(Fate.ACCEPTED, "outbox")


def open_channel() -> Outbox:
    """Open the outbox."""
    return Outbox()
