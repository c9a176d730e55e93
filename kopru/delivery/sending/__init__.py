"""Sends one batch: claim it, then letter by letter hand over and write down, then give back what did not leave."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from kopru.delivery import channels
from kopru.delivery.channels import Carrier, ChannelUnavailable, Fate, Letter, Outcome
from kopru.delivery.mail.dkim import DkimKeyUnusable
from kopru.delivery.mail.headers import HeaderRefused
from kopru.delivery.mail.return_path import return_path
from kopru.delivery.mail.skeleton import FileGone, prepared
from kopru.delivery.models import Dispatch, DispatchState, Recipient, RowState
from kopru.delivery.sending.claiming import Claim, claim
from kopru.delivery.sending.ledger import Ledger, take_back
from kopru.delivery.sending.stopping import end_waiting, stop_by_itself

__all__ = ["end_waiting", "owed", "send_batch", "take_back"]

logger = logging.getLogger(__name__)

#: Seconds of work after which the lease is renewed, whatever the wall clock says meanwhile.
_RENEW: Final = 120.0

Clock = Callable[[], datetime]


def send_batch(dispatch_id: int, *, clock: Clock, channel: str = "") -> bool:
    """Send up to 100 rows of a dispatch; return whether more may be waiting for the same worker."""
    claimed = claim(dispatch_id, at=clock())
    if claimed is None:
        return False
    if not claimed.rows:
        return True
    ledger = Ledger(claimed)
    try:
        with channels.carrier(channel) as carrier:
            return _Round(claimed, ledger, carrier, clock).run()
    except (ChannelUnavailable, DkimKeyUnusable) as obstacle:
        logger.warning("dispatch %s waits: %s", dispatch_id, obstacle)
        note = _("Waits: %(why)s") % {"why": obstacle}
        Dispatch.objects.filter(pk=dispatch_id, state=DispatchState.SENDING).update(state_reason=note[:255])
        return False
    except FileGone as gone:
        logger.exception("dispatch %s lacks a file", dispatch_id)
        stop_by_itself(dispatch_id, reason=_("a file cannot be read: %(name)s") % {"name": gone}, at=clock())
        return False
    finally:
        ledger.give_back()


class _Round:
    """One batch on its way through an open channel."""

    def __init__(self, claimed: Claim, ledger: Ledger, carrier: Carrier, clock: Clock) -> None:
        self.claim, self.ledger, self.carrier, self.clock = claimed, ledger, carrier, clock
        self.skeleton = prepared(claimed.dispatch)
        self.in_flight = 0
        self._renewed = time.monotonic()

    def run(self) -> bool:
        """Hand over every row in turn; return whether all of them got their turn."""
        lanes = self.carrier.lanes
        pending = [(row, self._envelope(row)) for row in self.claim.rows]
        try:
            for index, (row, letter) in enumerate(pending):
                ahead = pending[index + lanes][1] if index + lanes < len(pending) else None
                if not self._one(row, letter, ahead):
                    return False
        finally:
            for done in self._landed(down_to=0):
                self.ledger.turn([done], None, at=self.clock())
        return True

    def _one(self, row: Recipient, letter: Letter, ahead: Letter | None) -> bool:
        """Hand over one letter; return False when nothing more may leave."""
        self._renew()
        try:
            letter.content = self.skeleton.compose(row, at=self.clock())
        except (HeaderRefused, KeyError) as fault:
            self.ledger.fail(row, reason=_("The mail cannot be made: %(why)s") % {"why": fault}, at=self.clock())
            return True
        settled = list(self._landed(down_to=self.carrier.lanes - 1))
        go = self.ledger.turn(settled, row, at=self.clock())
        if go is None:
            return False
        if go:
            self._hand(letter, ahead)
        return True

    def _hand(self, letter: Letter, ahead: Letter | None) -> None:
        try:
            self.carrier.hand(letter, ahead=ahead)
        except ChannelUnavailable as obstacle:
            self.ledger.turn([(letter.row_id, Outcome(Fate.POSTPONED, str(obstacle)))], None, at=self.clock())
            raise
        self.in_flight += 1

    def _landed(self, *, down_to: int) -> Iterator[tuple[int, Outcome]]:
        while self.in_flight > down_to:
            done = self.carrier.outcome()
            self.in_flight -= 1
            yield done

    def _envelope(self, row: Recipient) -> Letter:
        dispatch = self.claim.dispatch
        return Letter(row.pk, dispatch.pk, return_path(dispatch, row.pk), row.address)

    def _renew(self) -> None:
        if time.monotonic() - self._renewed > _RENEW:
            self.ledger.extend(at=self.clock())
            self._renewed = time.monotonic()


def owed(*, at: datetime) -> list[int]:
    """Return the dispatches being sent of which rows wait, or that only need to be closed, and that nobody works on."""
    waiting = []
    for dispatch in Dispatch.objects.under_way():
        rows = Recipient.objects.filter(dispatch=dispatch)
        in_hand = rows.in_hand(at=at).exists()
        if not in_hand and (rows.waiting(at=at).exists() or not rows.filter(state=RowState.QUEUED).exists()):
            waiting.append(dispatch.pk)
    return waiting
