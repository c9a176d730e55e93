"""Who gets nothing, from the moment it is said."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from kopru.core.models import User
from kopru.delivery.models import Suppression


class AlreadyLifted(Exception):
    """The suppression no longer holds."""


@transaction.atomic
def suppress(
    key: str, *, channel: str, reason: str, source: str, at: datetime, by: User | None = None, note: str = ""
) -> Suppression:
    """Send nothing more to the address with `key` on `channel` ("" is all); one reason said twice, the first stays.

    Each reason stands for itself: who left the list stays out when the office lifts a block of its own.
    """
    found, made = Suppression.objects.in_force().get_or_create(
        key=key,
        channel=channel,
        reason=reason,
        defaults={"source": source[:120], "note": note[:255], "since_at": at, "by": by},
    )
    if made:
        data = {"reason": reason, "source": source}
        log(instance=found, action="delivery.suppress", user=by, data=data, timestamp=at)
    return found


@transaction.atomic
def lift(suppression: Suppression, *, by: User, at: datetime, reason: str = "") -> None:
    """Take one reason away; where no other is in force, the address is written to again.

    :raises AlreadyLifted: if that was done
    """
    suppression.refresh_from_db(from_queryset=Suppression.objects.select_for_update())
    if suppression.lifted_at is not None:
        raise AlreadyLifted
    suppression.lifted_at, suppression.lifted_by = at, by
    suppression.save()
    log(instance=suppression, action="delivery.lift", user=by, data={"reason": reason}, timestamp=at)
