"""When the public site last changed: one stamp that every cached page is compared with."""

import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction


def _stamp() -> Path:
    return Path(settings.HOME) / "public.stamp"


def touch() -> None:
    """Say that something public changed; takes effect when the transaction commits."""
    transaction.on_commit(_write)


def _write() -> None:
    stamp = _stamp()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    temporary = stamp.with_suffix(f".{secrets.token_hex(8)}")  # threads of one process write at once
    temporary.write_text("")
    temporary.replace(stamp)  # a new inode and time, so that two changes in one tick differ


def generation() -> str:
    """Return a token that differs after every `touch`."""
    try:
        found = _stamp().stat()
    except FileNotFoundError:
        return "0"
    return f"{found.st_mtime_ns:x}-{found.st_ino:x}"
