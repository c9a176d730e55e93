"""What holds a dispatch back or stops it by itself: its hour, an objection, the late guard, too many failures."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kopru.delivery import objections
from kopru.delivery.models import OPEN_ROWS, Dispatch, DispatchState, Recipient, RowState
from kopru.delivery.sending import checks, installation, tallies


def may_leave(dispatch: Dispatch, *, at: datetime) -> bool:
    """Tell whether rows of `dispatch` may leave at `at`; what stands against it is written on the dispatch."""
    if dispatch.state != DispatchState.SENDING or installation.why_held() or checks.must_wait(dispatch, at):
        return False
    if objection := objections.objection(dispatch, at):
        end_waiting(dispatch, reason=objection, at=at)
        log(instance=dispatch, action="delivery.cancel", data={"reason": objection}, timestamp=at)
        return False
    if dispatch.is_over(at):
        late = _open_rows(dispatch) > 0
        if late:
            _halt(dispatch, DispatchState.LATE, _("Its time passed before all was sent."), at=at)
        return not late
    if checks.too_many_failed(dispatch):
        _halt(dispatch, DispatchState.STOPPED, _("Stopped by itself: too many addresses failed."), at=at)
        return False
    return True


@transaction.atomic
def stop_by_itself(dispatch_id: int, *, reason: str, at: datetime) -> None:
    """Let nothing more of it leave before a person looked: it would fail again each minute, and nobody would know."""
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch_id)
    if dispatch.state == DispatchState.SENDING:
        _halt(dispatch, DispatchState.STOPPED, _("Stopped by itself: %(why)s") % {"why": reason}, at=at)


def _halt(dispatch: Dispatch, state: DispatchState, reason: str, *, at: datetime) -> None:
    dispatch.state, dispatch.state_reason = state, reason[:255]
    dispatch.save(update_fields=["state", "state_reason"])
    log(instance=dispatch, action=f"delivery.{state}", data={"reason": reason}, timestamp=at)


def end_waiting(dispatch: Dispatch, *, reason: str, at: datetime) -> int:
    """Cancel every waiting row and the dispatch; return how many rows. What is in hand settles by itself."""
    waiting = Recipient.objects.filter(dispatch=dispatch, state=RowState.QUEUED)
    ended = waiting.update(state=RowState.CANCELLED, reason=reason[:255], settled_at=at)
    tallies.move(dispatch.pk, (RowState.QUEUED, RowState.CANCELLED, ended))
    dispatch.state, dispatch.state_reason, dispatch.ended_at = DispatchState.CANCELLED, reason[:255], at
    dispatch.save(update_fields=["state", "state_reason", "ended_at"])
    return ended


def _open_rows(dispatch: Dispatch) -> int:
    counts = dispatch.counts()
    return sum(counts[state] for state in OPEN_ROWS)


def finish_if_empty(dispatch: Dispatch, *, at: datetime) -> None:
    """Close a dispatch of which no row will move by itself any more."""
    if _open_rows(dispatch) == 0:
        dispatch.state, dispatch.state_reason, dispatch.ended_at = DispatchState.FINISHED, "", at
        dispatch.save(update_fields=["state", "state_reason", "ended_at"])
        log(instance=dispatch, action="delivery.finish", data=dispatch.counts(), timestamp=at)
