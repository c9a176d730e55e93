"""Bytes that must be kept as they came (invariants 1 and 5): stored under their hash before anything reads them."""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings


def keep(raw: bytes, *, shelf: str) -> str:
    """Store `raw` on a shelf of `KOPRU_HOME`, safe on disk when this returns; return its SHA-256.

    :raises OSError: if it cannot be stored
    """
    sha256 = hashlib.sha256(raw).hexdigest()
    path = kept_at(sha256, shelf=shelf)
    if path.exists():
        return sha256
    new = [folder for folder in (path.parent, path.parent.parent) if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}")
    try:
        with temporary.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        for folder in dict.fromkeys((path.parent, *(each.parent for each in new))):
            _write_through(folder)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return sha256


def _write_through(folder: Path) -> None:
    """Have the names in `folder` on disk: a file's own fsync does not see to its name (fsync(2))."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def kept_at(sha256: str, *, shelf: str) -> Path:
    """Return where the bytes with this hash lie."""
    return Path(settings.HOME) / shelf / sha256[:2] / f"{sha256}.eml"
