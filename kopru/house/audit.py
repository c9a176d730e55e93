"""The proof that nothing of the evidence was changed (invariant 5): a daily chain of hashes over history and files.

    leaf = row number, SHA-256 of what never changes, of the label, of the details
    link = SHA-256(link before, trail, day, range, SHA-256 of the day's leaves)

A row is sealed the night after the one in which it was first seen, when every transaction has ended. When a person is
erased, label and details of a row go; that counts as whole where an erasure is itself in the history.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from kopru.cases.intake import chain, reconciling
from kopru.cases.models import Case, CaseFile, Incoming
from kopru.house.models import Proof, Seal

_NUMBER, _HASH = 8, 32
_LEAF: Final = _NUMBER + 3 * _HASH
_EMPTY: Final = bytes(_HASH)
#: What is written when a person is forgotten; it is sealed like everything else.
_ERASING: Final = ("cases.anonymise", "directory.erase")
_NIGHT: Final = range(2, 6)


@dataclass(frozen=True, slots=True)
class Leaf:
    """The hashes of one row."""

    number: int
    fixed: bytes
    label: bytes = _EMPTY
    details: bytes = _EMPTY

    def packed(self) -> bytes:
        """Return it as it lies in a seal."""
        return self.number.to_bytes(_NUMBER, "big") + self.fixed + self.label + self.details


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was: of which trail, which row, and what is wrong with it."""

    trail: str
    row: str
    what: str


@dataclass(slots=True)
class Report:
    """What was gone through, and what was found."""

    links: int = 0
    rows: int = 0
    erased: int = 0
    bytes_read: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Tell whether everything is as it was."""
        return not self.faults


def _sha(*parts: Any) -> bytes:
    return hashlib.sha256("\n".join(str(part) for part in parts).encode()).digest()


def _of_entry(row: ModelLogEntry) -> Leaf:
    when = row.timestamp.isoformat()
    fixed = _sha(row.pk, row.content_type_id, row.object_id, row.action, when, row.user_id, row.uuid)
    details = json.dumps(row.data, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return Leaf(row.pk, fixed, _sha(row.label), _sha(details))


def _of_file(row: CaseFile) -> Leaf:
    return Leaf(row.pk, _sha(row.pk, row.case_id, row.sha256, row.size, row.content_type))


#: the tables whose rows are sealed, and how a row is hashed
_TRAILS: Final[Mapping[str, tuple[type[Model], Callable[[Any], Leaf]]]] = {
    "history": (ModelLogEntry, _of_entry),
    "files": (CaseFile, _of_file),
}


def nightly(at: datetime) -> int:
    """Seal once a night what was seen the night before; return how many rows."""
    if timezone.localtime(at).hour not in _NIGHT:
        return 0
    return sum(seal(trail, at=at) for trail in _TRAILS)


@transaction.atomic
def seal(trail: str, *, at: datetime) -> int:
    """Add today's link to a trail, unless it is there; return how many rows it seals."""
    model, leaf_of = _TRAILS[trail]
    day = timezone.localdate(at)
    last = Seal.objects.select_for_update().filter(trail=trail).order_by("-day").first()
    if last is not None and last.day >= day:
        return 0
    after, until = (last.last, last.seen) if last else (0, 0)
    leaves = [leaf_of(row).packed() for row in _rows(model, after, until)]
    seen = model._default_manager.aggregate(top=Max("pk"))["top"] or 0  # noqa: SLF001 - Django's own name for it
    made = Seal(trail=trail, day=day, after=after, last=max(after, until), rows=len(leaves), leaves=b"".join(leaves))
    made.seen, made.before = max(seen, until), last.link if last else ""
    made.link = link(made)
    made.save()
    return made.rows


def link(of: Seal) -> str:
    """Return the link of a day that follows the link `of.before`."""
    leaves = hashlib.sha256(bytes(of.leaves)).hexdigest()
    return _sha(of.before, of.trail, of.day.isoformat(), of.after, of.last, of.rows, of.seen, leaves).hex()


def verify(*, at: datetime, noted: str = "") -> Report:
    """Go through everything; a link noted down elsewhere (`noted`) must still be in a chain. The result is kept."""
    report = Report()
    for trail in _TRAILS:
        _verify_trail(trail, report)
    _verify_mail(report)
    _verify_files(report)
    known = not noted or Seal.objects.filter(link=noted).exists() or Incoming.objects.filter(chained=noted).exists()
    if not known:
        report.faults.append(Fault("link", noted, _("is in no chain any more")))
    Proof.objects.create(
        at=at,
        is_whole=report.is_whole,
        links=report.links,
        faults=[[each.trail, each.row, each.what] for each in report.faults[:100]],
    )
    return report


def last_links() -> dict[str, str]:
    """Return the newest link of each trail, to be noted down outside of this machine."""
    newest = {trail: Seal.objects.filter(trail=trail).order_by("-day").first() for trail in _TRAILS}
    return {trail: found.link for trail, found in newest.items() if found}


def _rows(model: type[Model], after: int, last: int) -> Iterator[Any]:
    manager = model._default_manager  # noqa: SLF001 - Django's own name for it
    yield from manager.filter(pk__gt=after, pk__lte=last).order_by("pk").iterator(chunk_size=2000)


def _verify_trail(trail: str, report: Report) -> None:
    model, leaf_of = _TRAILS[trail]
    before, after = "", 0
    for found in Seal.objects.filter(trail=trail).order_by("day").iterator(chunk_size=20):
        report.links += 1
        if (found.before, found.after, found.link) != (before, after, link(found)):
            report.faults.append(Fault(trail, str(found.day), _("the day’s link does not fit")))
        before, after = found.link, found.last
        sealed = {each[0]: each for each in _unpacked(bytes(found.leaves))}
        for row in _rows(model, found.after, found.last):
            _compare(trail, row, leaf_of(row), sealed.pop(row.pk, None), report)
        report.faults += [Fault(trail, str(number), _("is gone")) for number in sealed]


_Unpacked = tuple[int, bytes, bytes, bytes]


def _unpacked(leaves: bytes) -> Iterator[_Unpacked]:
    for start_at in range(0, len(leaves), _LEAF):
        raw = leaves[start_at : start_at + _LEAF]
        if len(raw) == _LEAF:
            parts = [raw[start : start + _HASH] for start in range(_NUMBER, _LEAF, _HASH)]
            yield int.from_bytes(raw[:_NUMBER], "big"), parts[0], parts[1], parts[2]


def _compare(trail: str, row: Any, now: Leaf, sealed: _Unpacked | None, report: Report) -> None:
    report.rows += 1
    if sealed is None:
        report.faults.append(Fault(trail, str(row.pk), _("was added later")))
    elif sealed[1] != now.fixed:
        report.faults.append(Fault(trail, str(row.pk), _("was changed")))
    elif sealed[2:] != (now.label, now.details):
        if _is_erased(row, details_changed=sealed[3] != now.details):
            report.erased += 1
        else:
            report.faults.append(Fault(trail, str(row.pk), _("its words were changed")))


def _is_erased(row: ModelLogEntry, *, details_changed: bool) -> bool:
    """Tell whether the words of a row went because a person was erased: that is in the history, and later."""
    if details_changed and row.data:
        return False
    erasures = ModelLogEntry.objects.filter(action__in=_ERASING, pk__gt=row.pk)
    if row.content_type_id == ContentType.objects.get_for_model(Case).pk:
        erasures = erasures.filter(content_type_id=row.content_type_id, object_id=row.object_id)
    return bool(erasures.exists())


def _verify_mail(report: Report) -> None:
    verdict = chain.verify()
    report.links += verdict.links
    if not verdict.is_whole:
        report.faults.append(Fault("mail", str(verdict.broken_at), _("the link of this mail does not fit")))
    kept = Incoming.objects.filter(size__gt=0).values_list("pk", "sha256").order_by("pk")
    for number, sha256 in kept.iterator(chunk_size=2000):
        report.bytes_read += 1
        if not reconciling.is_intact(sha256):
            report.faults.append(Fault("mail", str(number), _("its bytes are not as they came")))


def _verify_files(report: Report) -> None:
    for row in CaseFile.objects.exclude(file="").order_by("pk").iterator(chunk_size=500):
        report.bytes_read += 1
        try:
            with row.file.open("rb") as stored:
                is_intact = hashlib.file_digest(stored, "sha256").hexdigest() == row.sha256
        except OSError:
            is_intact = False
        if not is_intact:
            report.faults.append(Fault("files", str(row.pk), _("its bytes are not as they came")))
