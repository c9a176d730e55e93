"""A full disk: told from other faults, and no half of a file is left."""

import errno
import io
import resource
import signal
import sqlite3
from contextlib import contextmanager

import psycopg
import pytest
from django.core.files.base import File
from django.db import OperationalError

from kopru.core.disk import WholeFiles, is_full


@contextmanager
def no_file_above(size):
    """Let the kernel refuse every write beyond `size` bytes, as a full disk does; root too."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, heard)


def test_what_does_not_fit_leaves_nothing_behind(tmp_path):
    storage = WholeFiles(tmp_path)
    with no_file_above(100_000), pytest.raises(OSError, match="File too large") as refused:
        storage.save("2026/11/liste.csv", File(io.BytesIO(b"x" * 300_000)))
    assert is_full(refused.value)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    kept = storage.save("2026/11/liste.csv", File(io.BytesIO(b"x" * 300_000)))
    assert storage.size(kept) == 300_000


def test_what_was_there_before_stays(tmp_path):
    storage = WholeFiles(tmp_path)
    kept = storage.save("liste.csv", File(io.BytesIO(b"first")))
    with no_file_above(100_000), pytest.raises(OSError, match="File too large"):
        storage.save("liste.csv", File(io.BytesIO(b"x" * 300_000)))
    with storage.open(kept) as file:
        assert file.read() == b"first"


def test_what_somebody_stored_under_the_name_meanwhile_stays(tmp_path):
    storage = WholeFiles(tmp_path)
    storage.save("liste.csv", File(io.BytesIO(b"theirs")))
    with no_file_above(100_000), pytest.raises(OSError, match="File too large"):
        storage._save("liste.csv", File(io.BytesIO(b"x" * 300_000)))  # `save` found the name free a moment before
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"theirs"]


def test_a_database_without_room_is_a_full_disk(tmp_path):
    database = sqlite3.connect(tmp_path / "small.sqlite3")
    database.execute("PRAGMA max_page_count = 4")
    database.execute("CREATE TABLE t (c)")
    with pytest.raises(sqlite3.OperationalError) as refused:
        database.execute("INSERT INTO t VALUES (?)", ["x" * 100_000])
    database.close()
    wrapped = OperationalError("database or disk is full")
    wrapped.__cause__ = refused.value
    assert is_full(wrapped)


@pytest.mark.parametrize(
    ("fault", "full"),
    [
        (psycopg.errors.DiskFull(), True),
        (OSError(errno.EDQUOT, "quota"), True),
        (psycopg.errors.UniqueViolation(), False),
        (OSError(errno.EACCES, "not ours"), False),
        (ValueError(), False),
        (None, False),
    ],
)
def test_only_that_is(fault, full):
    assert is_full(fault) is full
