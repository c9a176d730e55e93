"""Parts of a file are made black by the worker; from the asking until it is done, the file leaves by no way."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from wagtail.log_actions import log

from kopru.cases.models import CaseFile
from kopru.cases.obstacles import NothingToRedact
from kopru.cases.privacy import blackening, redaction
from kopru.core.models import User


@transaction.atomic
def ask_redaction(file: CaseFile, *, boxes: Sequence[redaction.Box], by: User, at: datetime) -> None:
    """Let parts of a file be made black by the worker; what was asked before and is not done yet is forgotten.

    :raises NothingToRedact: if no box covers anything, or the file cannot be made black
    """
    blackening.need_boxes(file, boxes)
    try:
        pages = redaction.page_count(blackening.bytes_of(file), file.content_type)
    except redaction.CannotRedact:
        raise NothingToRedact from None
    if any(box.page >= pages for box in boxes):
        raise NothingToRedact
    records = [box.as_record() for box in boxes]
    file.blackening = {"boxes": records, "by": by.pk, "asked": at.isoformat(), "done": 0, "pages": pages, "fault": ""}
    file.blackening_at = at
    file.save(update_fields=["blackening", "blackening_at"])
    log(instance=file.case, action="cases.ask_redaction", user=by, data={"file": file.pk, "boxes": len(boxes)})
    transaction.on_commit(partial(blackening.blacken.enqueue, file.pk))


@transaction.atomic
def redact(file: CaseFile, *, boxes: Sequence[redaction.Box], by: User, at: datetime) -> None:
    """Make parts of a file black, each with its reason; the copy leaves from now on, the original stays inside.

    :raises NothingToRedact: if no box covers anything, or the file cannot be made black
    """
    made = blackening.drawn(file, boxes)
    blackening.keep(file, made, boxes)
    log(instance=file.case, action="cases.redact", user=by, data=blackening.told(file, boxes, at))


@transaction.atomic
def drop_redaction(file: CaseFile, *, by: User, at: datetime) -> None:
    """Leave a file as it is, though it was to be made black: it may leave again."""
    file.blackening, file.blackening_at = {}, None
    file.save(update_fields=["blackening", "blackening_at"])
    log(instance=file.case, action="cases.drop_redaction", user=by, data={"file": file.pk, "at": at.isoformat()})
