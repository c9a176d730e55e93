"""The worker makes a file black, page by page, and says how far it is; a file that cannot be done stays held."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.log_actions import log

from kopru.cases.models import CaseFile
from kopru.cases.obstacles import NothingToRedact
from kopru.cases.privacy import redaction
from kopru.cases.privacy.redaction import Box
from kopru.core.models import User

#: A file whose pages stand still for so long has lost its worker.
_STILL: Final = timedelta(minutes=2)
#: Workers that may die of one file before a person is told.
_DEATHS: Final = 3


@task()
def blacken(file_id: int) -> None:
    """Make a file black as it was asked; twice does no harm. Its pages are drawn outside of any transaction."""
    file = CaseFile.objects.held().filter(pk=file_id).select_related("case").first()
    if file is None or file.blackening["fault"]:
        return
    wish = {**file.blackening, "begun": file.blackening.get("begun", 0) + 1}
    if wish["begun"] > _DEATHS:
        _write(file_id, wish, fault=_("The file brings down its reader."))
        return
    _write(file_id, wish)
    boxes = boxes_of(wish)
    try:
        made = drawn(file, boxes, tell=lambda pages: _write(file_id, wish, done=pages))
    except (NothingToRedact, OSError) as obstacle:
        _write(file_id, wish, fault=str(obstacle) or type(obstacle).__name__)
        return
    with transaction.atomic():
        held = CaseFile.objects.held().select_for_update().filter(pk=file_id).first()
        if held is None or held.blackening["asked"] != wish["asked"]:
            return  # somebody asked for something else meanwhile, or for nothing
        keep(held, made, boxes)
        by = User.objects.filter(pk=wish["by"]).first()
        log(instance=held.case, action="cases.redact", user=by, data=told(held, boxes, timezone.now()))


def need_boxes(file: CaseFile, boxes: Sequence[Box]) -> None:
    """See that there is something to make black.

    :raises NothingToRedact: if no box covers anything, or the file cannot be made black
    """
    if not boxes or not all(box.is_one for box in boxes) or not redaction.is_redactable(file.content_type):
        raise NothingToRedact


def drawn(file: CaseFile, boxes: Sequence[Box], *, tell: Callable[[int], object] = lambda _pages: None) -> bytes:
    """Return the file with its boxes black; `tell(pages)` says how many pages are done.

    :raises NothingToRedact: if there is nothing to make black, or it cannot be done
    """
    need_boxes(file, boxes)
    try:
        return redaction.redacted(bytes_of(file), file.content_type, boxes, tell=tell)
    except redaction.CannotRedact:
        raise NothingToRedact from None


def keep(file: CaseFile, made: bytes, boxes: Sequence[Box]) -> None:
    """Keep the copy in place of an older one, and let the file leave again; to be called in a transaction."""
    if file.redacted.name:
        transaction.on_commit(partial(file.redacted.storage.delete, file.redacted.name))
    file.redacted.save(f"{hashlib.sha256(made).hexdigest()[:24]}.bin", ContentFile(made), save=False)
    file.redactions = [box.as_record() for box in boxes]
    file.blackening, file.blackening_at = {}, None
    file.save()


def told(file: CaseFile, boxes: Sequence[Box], at: datetime) -> dict[str, Any]:
    """Return what the history keeps of it."""
    reasons = sorted({box.reason for box in boxes})
    return {"file": file.pk, "boxes": len(boxes), "reasons": reasons, "at": at.isoformat()}


def boxes_of(wish: dict[str, Any]) -> list[Box]:
    """Return the boxes that were asked for."""
    boxes = []
    for each in wish.get("boxes", []):
        left, top, right, bottom = each["box"]
        boxes.append(Box(each["page"], left, top, right, bottom, each["reason"]))
    return boxes


def bytes_of(file: CaseFile) -> bytes:
    """Return the file as it came."""
    with file.file.open("rb") as stored:
        raw: bytes = stored.read()
    return raw


def sweep(at: datetime) -> int:
    """Let files be done whose worker was killed, and return how many."""
    still = CaseFile.objects.filter(blackening_at__lt=at - _STILL)
    waiting = [each.pk for each in still[:50] if not each.blackening["fault"]]
    for pk in waiting:
        blacken.enqueue(pk)
    return len(waiting)


def _write(file_id: int, wish: dict[str, Any], **changed: Any) -> None:
    """Write down how far it is, unless something else was asked meanwhile."""
    own = CaseFile.objects.held().filter(pk=file_id, blackening__asked=wish["asked"])
    own.update(blackening={**wish, **changed}, blackening_at=timezone.now())
