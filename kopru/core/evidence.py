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
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}")
    try:
        with temporary.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return sha256


def kept_at(sha256: str, *, shelf: str) -> Path:
    """Return where the bytes with this hash lie."""
    return Path(settings.HOME) / shelf / sha256[:2] / f"{sha256}.eml"
