"""What a person decides about a row in doubt."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from kopru.core.models import User
from kopru.delivery import tasks
from kopru.delivery.models import Dispatch, DispatchState, Recipient, RowState
from kopru.delivery.sending import tallies


class NotInDoubt(Exception):
    """The row's outcome is known."""


class DispatchEnded(Exception):
    """The dispatch was cancelled: nothing of it is sent again."""


class AddressErased(Exception):
    """Its person was forgotten at their own wish: there is no address to send it to."""


class Decision(models.TextChoices):
    """What becomes of a row in doubt."""

    RESEND = "resend", _("Send again")
    DELIVERED = "delivered", _("It arrived")
    FAILED = "failed", _("It did not arrive")


_STATE = {
    Decision.RESEND: RowState.QUEUED,
    Decision.DELIVERED: RowState.DELIVERED,
    Decision.FAILED: RowState.FAILED,
}


@transaction.atomic
def settle_unknown(recipient: Recipient, *, decision: str, by: User | None, at: datetime) -> None:
    """Decide a row in doubt; sent again, it keeps its Message-ID, so that most mailboxes show it once.

    :raises NotInDoubt: if its outcome is known
    :raises DispatchEnded: if it is to be sent again though the dispatch was cancelled
    :raises AddressErased: if it is to be sent again though its person was forgotten
    """
    # The dispatch first, as the worker does: it neither ends nor is cancelled while a row of it is decided.
    dispatch = Dispatch.objects.select_for_update().get(pk=recipient.dispatch_id)
    recipient.refresh_from_db(from_queryset=Recipient.objects.select_for_update())
    if recipient.state != RowState.UNKNOWN:
        raise NotInDoubt
    state = _STATE[Decision(decision)]
    if state == RowState.QUEUED and dispatch.state == DispatchState.CANCELLED:
        raise DispatchEnded
    if state == RowState.QUEUED and not recipient.address:
        raise AddressErased
    recipient.state, recipient.settled_at = state, at
    recipient.reason = str(_("Decided by %(name)s.") % {"name": by}) if by else ""
    recipient.save()
    tallies.move(recipient.dispatch_id, (RowState.UNKNOWN, state, 1))
    if state == RowState.QUEUED:
        _reopen(dispatch)
    log(
        instance=dispatch,
        action="delivery.settle_unknown",
        user=by,
        data={"row": recipient.pk, "decision": str(decision)},
        timestamp=at,
    )


def _reopen(dispatch: Dispatch) -> None:
    if dispatch.state == DispatchState.FINISHED:
        dispatch.state, dispatch.ended_at = DispatchState.SENDING, None
        dispatch.save(update_fields=["state", "ended_at"])
    tasks.wake(dispatch.pk)
