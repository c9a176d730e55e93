"""A letter on paper is put in, read page by page, and becomes a case; or it is thrown away, by a person."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kopru.cases.actions.opening import open_case
from kopru.cases.actions.triaging import note
from kopru.cases.asks import Ask, Asker, Attached
from kopru.cases.intake import scanning, scans
from kopru.cases.models import Case, Channel, Kind, Matter, Scan, ScanFile
from kopru.cases.obstacles import NotAScan, OpenedAlready, TooManyPages
from kopru.cases.privacy import redaction
from kopru.core.models import User

#: Pages of one letter: what has more is a file, and goes in by e-mail.
MOST_PAGES = 20


@transaction.atomic
def put_in_letter(files: Sequence[Attached], *, by: User, at: datetime) -> Scan:
    """Keep the sheets of a letter byte for byte, and let the worker read them.

    :raises NotAScan: if one is neither a PDF nor a picture that can be opened, or there is none
    :raises TooManyPages: if they have more than `MOST_PAGES` together
    """
    counts = [_pages_of(each) for each in files]
    if not files:
        raise NotAScan
    if sum(counts) > MOST_PAGES:
        raise TooManyPages
    scan = Scan.objects.create(put_in_by=by, put_in_at=at, pages=sum(counts))
    for each, pages in zip(files, counts, strict=True):
        sha256 = hashlib.sha256(each.content).hexdigest()
        kept = ScanFile(scan=scan, name=each.name[:200], content_type=each.content_type, sha256=sha256)
        kept.size, kept.pages = len(each.content), pages
        kept.file.save(f"{sha256[:24]}.bin", ContentFile(each.content), save=False)
        kept.save()
    log(instance=scan, action="cases.put_in_letter", user=by, data={"pages": scan.pages, "at": at.isoformat()})
    transaction.on_commit(partial(scanning.read.enqueue, scan.pk))
    return scan


@transaction.atomic
def open_letter(
    scan: Scan,
    *,
    text: str,
    received_at: datetime,
    by: User,
    at: datetime,
    asker: Asker | None = None,
    subject: str = "",
    kind: str = Kind.PETITION,
    matter: Matter | None = None,
    outside_number: str = "",
) -> Case:
    """Open a case from a scanned letter: its words as the clerk put them right, and always the scan itself.

    :raises OpenedAlready: if it is a case, or was thrown away
    """
    scan = _held(scan)
    words = text.strip()
    files = [Attached(each.name, each.content_type, _bytes_of(each)) for each in scan.files.all()]
    ask = Ask(
        subject=subject or scans.subject_of(words) or _("Letter: %(name)s") % {"name": files[0].name},
        text=words or _("The letter stands in the attached scan."),
        received_at=received_at,
        asker=asker or Asker(),
        kind=kind,
        channel=Channel.LETTER,
        matter=matter,
        outside_number=outside_number,
        files=files,
        sends_receipt=False,
    )
    case = open_case(ask, by=by, at=at)
    if not words:
        note(case, text=_("The scan was not read by machine: read it, and write down what is asked."), by=by, at=at)
    elif words == scan.text.strip():
        words = _("Read by machine from the scan: compare it with the scan before you answer.")
        note(case, text=words, by=by, at=at)
    _empty(scan)
    scan.case, scan.words = case, []
    scan.read_at = scan.read_at or at
    scan.save()
    log(instance=case, action="cases.open_letter", user=by, data={"scan": scan.pk, "pages": scan.pages})
    return case


@transaction.atomic
def discard_letter(scan: Scan, *, by: User, at: datetime) -> None:
    """Throw a scan away that became no case: scanned askew, or twice.

    :raises OpenedAlready: if it is a case
    """
    scan = _held(scan)
    log(instance=scan, action="cases.discard_letter", user=by, data={"pages": scan.pages, "at": at.isoformat()})
    _empty(scan)
    scan.delete()


def _pages_of(given: Attached) -> int:
    try:
        return redaction.page_count(given.content, given.content_type)
    except redaction.CannotRedact as fault:
        raise NotAScan from fault


def _held(scan: Scan) -> Scan:
    """Hold the row; nobody else opens or throws it away meanwhile."""
    held = Scan.objects.select_for_update().filter(pk=scan.pk).first()
    if held is None or held.case_id is not None:
        raise OpenedAlready
    return held


def _bytes_of(kept: ScanFile) -> bytes:
    with kept.file.open("rb") as stored:
        content: bytes = stored.read()
    return content


def _empty(scan: Scan) -> None:
    """Delete its files when this commits."""
    for each in scan.files.all():
        transaction.on_commit(partial(each.file.storage.delete, str(each.file.name)))
    scan.files.all().delete()
