"""Holds everything back in a copy of the system, or over a database older than what was already sent (G6).

A marker file in the home folder names this installation, the file's own place on the disk, and how many batches were
claimed here. A copied folder has another place, a copied database another file, a restored database a smaller number,
one restored from before the first mail knows nothing of the marker.
"""

import fcntl
import json
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from kopru.core.models import User
from kopru.delivery.models import Dispatch, Installation

_NAME: Final = "installation.json"
_OTHER_COPY: Final = _("This system is a copy of another. It sends nothing until somebody releases it.")
_OLDER: Final = _(
    "The database is older than what was already sent from here. It sends nothing until somebody releases it."
)


def _path() -> Path:
    return Path(settings.HOME) / _NAME


def why_held() -> str | Promise:
    """Return why nothing may leave from here, or "" if it may: a home and a database that never sent are adopted."""
    marker = _read()
    known = Installation.objects.filter(token=marker.get("token", "")).first()
    if known is None:
        if Installation.objects.exists():
            return _OTHER_COPY
        # A marker whose first batch was never committed says 0, and is written anew.
        return _OLDER if int(marker.get("serial", 0)) > 0 else ""
    if marker["place"] != _place():
        return _OTHER_COPY
    return _OLDER if int(marker["serial"]) > known.serial else ""


@transaction.atomic
def adopt(*, at: datetime, by: User | None = None) -> Installation:
    """Make this home, with this database, one that may send."""
    installation = Installation.objects.create(token=secrets.token_hex(16), released_at=at, released_by=by)
    _write({"token": installation.token, "serial": 0})
    return installation


@transaction.atomic
def settle_in(*, at: datetime) -> bool:
    """Let a system that was just made send, so that every backup of it is known for a copy; return whether it was."""
    if Installation.objects.exists() or Dispatch.objects.exists() or why_held():
        return False
    adopt(at=at)
    return True


@transaction.atomic
def release(*, by: User, at: datetime) -> Installation:
    """Let a copied or restored system send: a person looked at what waits."""
    installation = adopt(by=by, at=at)
    log(instance=installation, action="delivery.release_installation", user=by, timestamp=at)
    return installation


def count_batch(*, at: datetime) -> None:
    """Count one more claimed batch, here and in the marker; the marker follows the commit, never precedes it."""
    token = _read().get("token", "")
    if not Installation.objects.filter(token=token).update(serial=F("serial") + 1):
        token = adopt(at=at).token
        Installation.objects.filter(token=token).update(serial=1)
    serial = Installation.objects.values_list("serial", flat=True).get(token=token)
    transaction.on_commit(lambda: _advance(token, serial))


def stand_alone() -> None:
    """Let one worker alone pass here until the transaction ends; others wait for it."""
    list(Installation.objects.select_for_update().order_by("pk"))


def _place() -> str:
    path = _path()
    return f"{path.resolve()}#{path.stat().st_ino}"


def _read() -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(_path().read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return found


def _advance(token: str, serial: int) -> None:
    """Raise the marker's number in place: replacing the file would move it, and mark it a copy."""
    with _path().open("r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        marker = json.load(file)
        if marker["token"] != token or int(marker["serial"]) >= serial:
            return
        marker["serial"] = serial
        _put(file.fileno(), marker)


def _write(marker: dict[str, str | int]) -> None:
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("r+" if path.exists() else "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        _put(file.fileno(), {**marker, "place": _place()})


def _put(descriptor: int, marker: dict[str, str | int]) -> None:
    content = json.dumps(marker).encode().ljust(1024)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.ftruncate(descriptor, len(content))
    os.pwrite(descriptor, content, 0)
