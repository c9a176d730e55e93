"""The reading of a scanned letter, page by page: done by the worker, and taken up again where it was broken off."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from PIL import Image

from kopru.cases.intake import scans
from kopru.cases.models import Scan
from kopru.cases.privacy import redaction


@task()
def read(scan_id: int) -> None:
    """Read what is not read yet of a letter; twice does no harm."""
    scan = Scan.objects.unread().filter(pk=scan_id).first()
    if scan is None:
        return
    if not scans.is_readable():
        Scan.objects.unread().filter(pk=scan_id).update(read_at=timezone.now())
        return
    for number, page in islice(enumerate(pages_of(scan)), scan.done, None):
        words = scans.read([page]) if page is not None else ""
        if not _written(scan_id, number, words):
            return  # somebody else reads it, or it is a case by now


def pages_of(scan: Scan) -> Iterator[Image.Image | None]:
    """Yield the pages of all its files as pictures; None for one that cannot be drawn."""
    for file in scan.files.all():
        try:
            with file.file.open("rb") as stored:
                raw = stored.read()
            drawn = 0
            for page in redaction.pages(raw, file.content_type):
                drawn += 1
                yield page
        except (OSError, redaction.CannotRedact):
            yield from [None] * (file.pages - drawn)


@transaction.atomic
def _written(scan_id: int, number: int, words: str) -> bool:
    scan = Scan.objects.unread().select_for_update().filter(pk=scan_id).first()
    if scan is None or scan.done != number:
        return False
    scan.words = [*scan.words, words]
    if scan.done >= scan.pages:
        scan.read_at = timezone.now()
    scan.save(update_fields=["words", "read_at"])
    return True


def sweep(_at: datetime) -> int:
    """Let letters be read whose reader was killed, and return how many."""
    waiting = list(Scan.objects.unread().order_by("pk").values_list("pk", flat=True)[:20])
    for pk in waiting:
        read.enqueue(pk)
    return len(waiting)
