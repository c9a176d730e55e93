"""The time that is believed: what the machine's clock shows, as long as it goes together with how long it has run.

A clock that jumps by days (a flat battery, a wrong time server, a slip of the hand) would lift every embargo early and
end every dispatch as late, or hide again what the public has read. The worker notes each minute what the clock showed
and how long the machine had run. Where the two part, time is counted on from the last note, until the clock comes back
by itself or a person says that it is right (`kopru clock --right`). Of a machine that was switched off nobody knows for
how long: there the clock is believed as long as it does not go back.
"""

import json
import os
import secrets
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final, Self

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopru.turkish import dates

#: A correction up to here is the time server's daily work.
TOLERANCE: Final = timedelta(minutes=5)
_NAME: Final = "clock.json"


@dataclass(frozen=True, slots=True)
class Reading:
    """One look: what the clock shows, seconds that the machine has run (sleep included), and which run of it."""

    shown: datetime
    ran: float
    boot: str

    @classmethod
    def now(cls) -> Self:
        """Look at the clock."""
        return cls(datetime.now(UTC), time.clock_gettime(_RUNNING), _boot())


@dataclass(frozen=True, slots=True)
class Doubt:
    """The clock shows what cannot be."""

    shown: datetime
    believed: datetime


#: Linux counts sleep too; elsewhere a machine that slept is in doubt until somebody says that its clock is right.
_RUNNING: Final = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_kept: tuple[tuple[str, int, int], Reading] | None = None


def now() -> datetime:
    """Return the time that is believed, with its zone (UTC): what embargoes, windows and leases are compared with."""
    return believed(Reading.now())


def believed(reading: Reading) -> datetime:
    """Return the time when the clock shows `reading`."""
    note = _note()
    if note is None:
        return reading.shown
    if note.boot != reading.boot:
        return max(reading.shown, note.shown)
    expected = note.shown + timedelta(seconds=reading.ran - note.ran)
    return reading.shown if abs(reading.shown - expected) <= TOLERANCE else expected


def doubt(reading: Reading) -> Doubt | None:
    """Return what cannot be, or None."""
    told = believed(reading)
    return None if abs(told - reading.shown) <= TOLERANCE else Doubt(reading.shown, told)


WHAT_TO_DO: Final = gettext_lazy(
    "Set the clock, or say “kopru clock --right” on the server if it is right. Until then "
    "embargoes and dispatches go by the time that is believed."
)


def in_words(doubt: Doubt) -> str:
    """Return what a person is told of it."""
    return _("The clock of this machine shows %(shown)s, but by the time it has run it must be %(believed)s.") % {
        "shown": dates.short_moment(timezone.localtime(doubt.shown)),
        "believed": dates.short_moment(timezone.localtime(doubt.believed)),
    }


def note(reading: Reading) -> bool:
    """Remember `reading`, unless it is in doubt; return whether it was remembered. The worker does so every minute."""
    if doubt(reading):
        return False
    trust(reading)
    return True


def trust(reading: Reading) -> None:
    """Believe the clock from now on: a person looked at it."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{secrets.token_hex(8)}")
    temporary.write_text(json.dumps(asdict(reading) | {"shown": reading.shown.isoformat()}))
    temporary.replace(path)


def _note() -> Reading | None:
    """Return the last note; read again only when it was written anew, for time is asked for with every letter."""
    global _kept  # noqa: PLW0603 — one for each process
    path = _path()
    try:
        found = path.stat()
        key = (str(path), found.st_mtime_ns, found.st_ino)
        if _kept is None or _kept[0] != key:
            said = json.loads(path.read_text())
            _kept = key, Reading(datetime.fromisoformat(said["shown"]), float(said["ran"]), str(said["boot"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None  # none was made yet, or a power cut left it empty
    return _kept[1]


def _path() -> Path:
    return Path(settings.HOME) / _NAME


@cache
def _boot() -> str:
    """Return which run of this machine it is; a name of the process where the kernel does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except FileNotFoundError:
        return f"process-{os.getpid()}"
