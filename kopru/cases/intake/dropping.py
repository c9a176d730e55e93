"""A folder into which mails are dropped: swept every minute from `new` to `done`, as a Maildir is read."""

import logging
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError

from kopru.cases.intake import mailroom
from kopru.cases.models import Source

logger = logging.getLogger(__name__)

#: Files in one sweep; the rest comes with the next.
_MOST: Final = 500
#: Seconds a file must have lain still: a network share shows a file while it is still being written.
STILL: Final = 5.0


def sweep(at: datetime) -> int:
    """Take in what lies in KOPRU_MAIL_DROP/new; return how many. What cannot be stored stays where it is."""
    if not settings.MAIL_DROP:
        return 0
    drop = Path(settings.MAIL_DROP)
    new, done = drop / "new", drop / "done"
    for folder in (new, done):
        folder.mkdir(parents=True, exist_ok=True)
    waiting = [path for path in sorted(new.iterdir()) if path.is_file() and time.time() - path.stat().st_mtime > STILL]
    for together in mailroom.batches((path.stat().st_size, path) for path in waiting[:_MOST]):
        try:
            _take(together, done, at=at)
        except (OSError, DatabaseError):
            logger.exception("%d files from %s on do not come in together", len(together), together[0])
            _each(together, done, at=at)
    return min(len(waiting), _MOST)


def _each(paths: Sequence[Path], done: Path, *, at: datetime) -> None:
    for path in paths:
        try:
            _take([path], done, at=at)
        except (OSError, DatabaseError):
            logger.exception("%s stays in the drop folder", path)


def _take(paths: Sequence[Path], done: Path, *, at: datetime) -> None:
    """Take in some files, then move them; killed in between, they are the same rows again."""
    stamps = {}
    arrivals = []
    for path in paths:
        raw, status = path.read_bytes(), path.stat()
        stamps[path] = f"{status.st_mtime_ns}-{status.st_size}"
        arrivals.append(mailroom.Arrival(raw, path.name, stamps[path]))
    mailroom.take_in_all(arrivals, source=Source.FOLDER, at=at)
    for path, stamp in stamps.items():
        path.replace(done / (path.name if not (done / path.name).exists() else f"{stamp}-{path.name}"))
