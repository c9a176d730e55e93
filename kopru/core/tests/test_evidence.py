"""What must be kept lies on the disk when `keep` returns, its name too."""

import hashlib
import os
from pathlib import Path

from kopru.core import evidence


def test_bytes_and_every_new_name_are_written_through(settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    synced, really = [], os.fsync

    def noted(number):
        synced.append(Path(f"/proc/self/fd/{number}").readlink())
        really(number)

    monkeypatch.setattr(os, "fsync", noted)
    sha256 = evidence.keep(b"Subject: deneme\r\n\r\n", shelf="raf")
    path = evidence.kept_at(sha256, shelf="raf")
    assert path.read_bytes() == b"Subject: deneme\r\n\r\n"
    assert sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert synced[1:] == [path.parent, tmp_path / "raf", tmp_path]
    assert [each.name for each in tmp_path.rglob("*") if each.is_file()] == [path.name]

    synced.clear()
    assert evidence.keep(b"Subject: deneme\r\n\r\n", shelf="raf") == sha256
    assert synced == []
