"""Mail that came back: kept as it is, read, and written into the ledger, the directory and the list of the blocked.

A bounce is believed when the address it came back to bears our sign, or when it returns a Message-ID of ours together
with the address we wrote to. One without a sign, where signs are in use, ends its row but blocks nobody.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kopru.core import evidence
from kopru.delivery.actions.suppressing import suppress
from kopru.delivery.bounces import matching, reading
from kopru.delivery.bounces.reading import Failure
from kopru.delivery.models import Bounce, BounceKind, BounceOutcome, Recipient, RowState, SuppressionReason
from kopru.delivery.sending import tallies
from kopru.directory import actions as directory
from kopru.directory.models import ContactPoint

__all__ = ["SOFT_LIMIT", "SOFT_PERIOD", "Verdict", "kept_at", "receive"]

#: The third temporary failure of different mails within this time counts as permanent.
SOFT_LIMIT: Final = 3
SOFT_PERIOD: Final = timedelta(days=30)
_SHELF: Final = "bounces"
#: A row in one of these did not arrive already, or never left.
_SETTLED: Final = frozenset({RowState.FAILED, RowState.SUPPRESSED, RowState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a returned mail was, whom it concerns, and whether it had been read before."""

    outcome: str
    recipient: str = ""
    kind: str = ""
    reason: str = ""
    known: bool = False


def kept_at(sha256: str) -> Path:
    """Return where the raw bytes of a returned mail lie."""
    return evidence.kept_at(sha256, shelf=_SHELF)


def receive(raw: bytes, *, at: datetime) -> Verdict:
    """Keep a returned mail, read it and write down what it says; the same mail twice changes nothing."""
    return _settle(raw, evidence.keep(raw, shelf=_SHELF), at)


@transaction.atomic
def _settle(raw: bytes, sha256: str, at: datetime) -> Verdict:
    bounce, new = Bounce.objects.get_or_create(
        sha256=sha256, defaults={"received_at": at, "outcome": BounceOutcome.OTHER}
    )
    if not new:
        address = bounce.recipient.address if bounce.recipient else bounce.key
        return Verdict(bounce.outcome, address, bounce.kind, bounce.reason, known=True)
    report = reading.read(raw)
    bounce.outcome, bounce.reason = report.outcome, report.reason[:255]
    match = matching.find(report)
    if report.outcome in (BounceOutcome.BOUNCE, BounceOutcome.COMPLAINT):
        if match.forged:
            bounce.outcome, bounce.reason = BounceOutcome.FORGED, _("The sign on its address is not ours.")
        elif match.row is None:
            bounce.outcome = BounceOutcome.UNMATCHED
    if bounce.outcome in (BounceOutcome.BOUNCE, BounceOutcome.COMPLAINT) and match.row is not None:
        bounce.recipient, bounce.key = match.row, match.row.key
        bounce.kind, bounce.reason = match.failure.kind, match.failure.reason[:255]
        if bounce.outcome == BounceOutcome.COMPLAINT:
            _block(match.row, SuppressionReason.COMPLAINT, bounce.reason, at)
        else:
            bounce.kind = _apply(match.row, match.failure, blames=match.blames, at=at)
    bounce.save()
    address = match.row.address if bounce.recipient and match.row else report.address
    return Verdict(bounce.outcome, address, bounce.kind, bounce.reason)


def _apply(row: Recipient, failure: Failure, *, blames: bool, at: datetime) -> str:
    """Write one failure into the ledger; return its kind, which the third temporary one raises to permanent."""
    kind, at_fault = failure.kind, failure.address_at_fault
    if kind == BounceKind.SOFT and _strikes(row, at) >= SOFT_LIMIT:
        kind, at_fault = BounceKind.HARD, True
    if kind == BounceKind.HARD or failure.final:
        _fail(row, kind, failure.reason, at)
    elif row.state not in _SETTLED:
        row.reason = failure.reason[:255]
        row.save(update_fields=["reason"])
    if kind == BounceKind.HARD and at_fault:
        _doubt(row, failure.reason, at)
        if blames:
            _block(row, SuppressionReason.BOUNCE, failure.reason, at)
    return kind


def _strikes(row: Recipient, at: datetime) -> int:
    """Count the different mails to this address that failed for a while, this one included."""
    before = Bounce.objects.soft_for(row.key, since=at - SOFT_PERIOD).exclude(recipient=row)
    return before.order_by().values("recipient").distinct().count() + 1


def _fail(row: Recipient, kind: str, reason: str, at: datetime) -> None:
    row.refresh_from_db(from_queryset=Recipient.objects.select_for_update())
    if row.state in _SETTLED:
        return
    tallies.move(row.dispatch_id, (row.state, RowState.FAILED, 1))
    row.state, row.reason, row.settled_at, row.lease_until = RowState.FAILED, reason[:255], at, None
    row.save(update_fields=["state", "reason", "settled_at", "lease_until"])
    data = {"row": row.pk, "kind": str(kind), "reason": row.reason}
    log(instance=row.dispatch, action="delivery.bounce", data=data, timestamp=at)


def _doubt(row: Recipient, reason: str, at: datetime) -> None:
    point = row.contact_point or ContactPoint.objects.filter(kind=row.dispatch.channel, key=row.key).first()
    if point is not None:
        words = _("Mail came back: %(reason)s") % {"reason": reason}
        directory.mark_stale(point, reason=words[:255], at=at)


def _block(row: Recipient, reason: str, note: str, at: datetime) -> None:
    source = _("The mail “%(subject)s” came back") % {"subject": row.dispatch.subject[:80]}
    if reason == SuppressionReason.COMPLAINT:
        source = _("Marked as unwanted: “%(subject)s”") % {"subject": row.dispatch.subject[:80]}
    suppress(row.key, channel=row.dispatch.channel, reason=reason, source=source, note=note, at=at)
