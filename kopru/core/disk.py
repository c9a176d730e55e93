"""A disk without room: how it is told from other faults, and what of a file is left behind by it (nothing)."""

import errno
from collections.abc import Iterator
from copy import copy
from typing import Any, Final

from django.core.files.storage import FileSystemStorage

#: No room, over quota, larger than a file may grow.
_NO_ROOM: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class WholeFiles(FileSystemStorage):
    """Keeps a file whole or not at all: what a full disk cuts short is taken away again."""

    #: the name last tried; another than `save` asked for where somebody took that one meanwhile
    tried: str

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return a name that nobody has, and remember it."""
        self.tried = super().get_available_name(name, max_length)
        return self.tried

    def _save(self, name: str, content: Any) -> str:
        attempt = copy(self)  # one for each file: threads share the storage
        attempt.tried = name
        try:
            kept: str = super(WholeFiles, attempt)._save(name, content)  # type: ignore[misc]
        except OSError:
            self.delete(attempt.tried)
            raise
        return kept


def is_full(fault: BaseException | None) -> bool:
    """Tell whether `fault`, or what it came from, is a disk without room: a file's, SQLite's or PostgreSQL's."""
    return any(_says_full(each) for each in _chain(fault))


def _chain(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__


def _says_full(fault: BaseException) -> bool:
    if isinstance(fault, OSError):
        return fault.errno in _NO_ROOM
    # sqlite.org/rescode.html, SQLITE_FULL; PostgreSQL, appendix A, disk_full
    return getattr(fault, "sqlite_errorname", "") == "SQLITE_FULL" or getattr(fault, "sqlstate", "") == "53100"
