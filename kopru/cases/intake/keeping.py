"""Where incoming bytes lie: `KOPRU_HOME/incoming`, under their hash, never changed."""

from collections.abc import Sequence
from typing import Final

from kopru.cases.models import Incoming
from kopru.core import evidence

_SHELF: Final = "incoming"


def keep(raw: bytes) -> str:
    """Store a message; return its SHA-256.

    :raises OSError: if it cannot be stored
    """
    return evidence.keep(raw, shelf=_SHELF)


def keep_all(raws: Sequence[bytes]) -> list[str]:
    """Store messages, waiting for the disk once; return their SHA-256.

    :raises OSError: if one cannot be stored
    """
    return evidence.keep_all(raws, shelf=_SHELF)


def bytes_of(incoming: Incoming) -> bytes:
    """Return a message as it came.

    :raises OSError: if its bytes are gone
    """
    return bytes_under(incoming.sha256)


def bytes_under(sha256: str) -> bytes:
    """Return the bytes stored under a hash.

    :raises OSError: if they are gone
    """
    return evidence.kept_at(sha256, shelf=_SHELF).read_bytes()


def forget(sha256: str) -> None:
    """Delete the bytes under a hash; the hash stays in the rows and in their chain."""
    evidence.kept_at(sha256, shelf=_SHELF).unlink(missing_ok=True)
