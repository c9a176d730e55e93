"""Bytes that must be kept as they came (invariants 1 and 5): stored under their hash before anything reads them."""

import ctypes
import hashlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.conf import settings

#: Fewer than these are written through one by one: the whole file system may have other things to write.
_FEW: Final = 8
#: Only Linux has it; elsewhere each file is written through by itself.
_syncfs: Final = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)


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


def keep_all(raws: Sequence[bytes], *, shelf: str) -> list[str]:
    """Store many on a shelf, safe on disk when this returns; return their SHA-256.

    The disk is waited for twice, not twice for each: once before names point to the bytes, once for the names.

    :raises OSError: if one cannot be stored; what was stored before it stays, and does no harm
    """
    if len(raws) < _FEW or _syncfs is None:
        return [keep(raw, shelf=shelf) for raw in raws]
    hashes = [hashlib.sha256(raw).hexdigest() for raw in raws]
    root = kept_at(hashes[0], shelf=shelf).parent.parent
    root.mkdir(parents=True, exist_ok=True)
    folder = os.open(root, os.O_RDONLY)
    written: dict[Path, Path] = {}
    try:
        mark = f".{os.getpid()}-{secrets.token_hex(4)}"
        for sha256, raw in dict(zip(hashes, raws, strict=True)).items():
            path = root / sha256[:2] / f"{sha256}.eml"
            if not path.exists():
                written[path] = path.with_suffix(mark)
                _write(written[path], raw)
        if written:
            _sync(folder)
            for path, temporary in written.items():
                temporary.replace(path)
            _sync(folder)
    except OSError:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)
        raise
    finally:
        os.close(folder)
    return hashes


def _write(path: Path, raw: bytes) -> None:
    """Write the bytes to a file that is not there yet, making its folder where there is none."""
    try:
        opened = path.open("xb", buffering=0)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        opened = path.open("xb", buffering=0)
    with opened as file:
        rest = memoryview(raw)
        while rest:
            rest = rest[file.write(rest) or 0 :]


def _sync(folder: int) -> None:
    """Have everything on this file system on disk; faults of earlier writing come out here (syncfs(2), Linux 5.8)."""
    if _syncfs is not None and _syncfs(folder) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


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
