"""A spreadsheet comes in, is looked at, and is taken over."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Final

from django.core.files import File
from django.db import transaction
from wagtail.log_actions import log

from kopru.core.models import User
from kopru.directory import tasks
from kopru.directory.intake import sheets, takeover
from kopru.directory.intake.columns import FIELDS
from kopru.directory.models import ImportFile

#: Bytes up to which the preview is made while the clerk waits: some three hundred rows, 0.2 s.
AT_ONCE: Final = 32 * 1024


class NotPreviewed(Exception):
    """The file has not been read yet, could not be, or has been taken over already."""


def receive(file: File[bytes], *, name: str, by: User | None, at: datetime) -> ImportFile:
    """Store a spreadsheet as it came, with its SHA-256, and have it read; a small one is read at once.

    :raises FileTooLarge: if it is above 20 MiB; nothing is stored
    """
    sheets.refuse_size(file.size)
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    with transaction.atomic():
        stored = ImportFile(name=PurePath(name).name[-255:], size=file.size, sha256=digest.hexdigest())
        stored.uploaded_at, stored.uploaded_by = at, by
        stored.file.save(f"{digest.hexdigest()[:16]}{PurePath(name).suffix[:8].lower()}", file, save=False)
        stored.save()
        log(stored, "directory.receive", user=by, data={"sha256": stored.sha256})
    _read(stored)
    return stored


@transaction.atomic
def choose_columns(import_file: ImportFile, *, fields: Mapping[str, str], by: User | None, at: datetime) -> ImportFile:
    """Read the file again with what the clerk says each heading means (heading: field, empty for unused).

    :raises NotPreviewed: if the file does not wait for a word
    """
    locked = _previewed(import_file)
    locked.columns = [
        {"heading": column["heading"], "field": field if field in FIELDS else ""}
        for column in locked.columns
        for field in [fields.get(column["heading"], column["field"])]
    ]
    locked.state = ImportFile.State.STORED
    locked.save(update_fields=["columns", "state"])
    log(locked, "directory.choose_columns", user=by, data={"at": at.isoformat()})
    _read(locked)
    return locked


@transaction.atomic
def apply(import_file: ImportFile, *, by: User | None, at: datetime) -> ImportFile:
    """Take over the rows that are not bad, in the background.

    :raises NotPreviewed: if the file does not wait for a word
    """
    locked = _previewed(import_file)
    locked.state, locked.applied_at, locked.applied_by = ImportFile.State.APPLYING, at, by
    locked.save(update_fields=["state", "applied_at", "applied_by"])
    log(locked, "directory.apply", user=by, data={"rows": locked.row_count})
    transaction.on_commit(lambda: tasks.enqueue(locked))
    return locked


def _previewed(import_file: ImportFile) -> ImportFile:
    locked = ImportFile.objects.select_for_update().get(pk=import_file.pk)
    if locked.state != ImportFile.State.PREVIEWED:
        raise NotPreviewed(locked.state)
    return locked


def _read(stored: ImportFile) -> None:
    if stored.size <= AT_ONCE:
        takeover.preview(stored)
    else:
        transaction.on_commit(lambda: tasks.enqueue(stored))
