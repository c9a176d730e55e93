"""Who may do what with what leaves the house, in sentences."""

from typing import Final

from kopru.core.models import AnyUser
from kopru.core.roles import OFFICE, Role, holds
from kopru.delivery.models import CLOSED, Dispatch, DispatchState, Recipient, RowState, Suppression

#: Those who answer for every word that leaves.
RELEASERS: Final = frozenset({Role.HEAD, Role.ADMINISTRATOR, Role.WRITER})
CHIEFS: Final = frozenset({Role.HEAD, Role.ADMINISTRATOR})


def may_view(user: AnyUser) -> bool:
    """Tell whether `user` may see what was sent, and to whom."""
    return holds(user, *OFFICE, Role.MAYORS_OFFICE)


def may_send_test(user: AnyUser, dispatch: Dispatch) -> bool:
    """Tell whether `user` may send `dispatch` to themselves."""
    return holds(user, *OFFICE) and dispatch.state not in CLOSED and bool(user.is_authenticated and user.email)


def may_release(user: AnyUser, dispatch: Dispatch) -> bool:
    """Tell whether `user` may let `dispatch` go."""
    return holds(user, *RELEASERS) and dispatch.state == DispatchState.FROZEN


def may_countersign(user: AnyUser, dispatch: Dispatch) -> bool:
    """Tell whether `user` may be the second person: never the one who released."""
    return (
        holds(user, *RELEASERS | {Role.MAYORS_OFFICE})
        and dispatch.state == DispatchState.AWAITING
        and dispatch.released_by_id != user.pk
    )


def may_stop(user: AnyUser, dispatch: Dispatch) -> bool:
    """Tell whether `user` may stop `dispatch`; everybody in the office may pull this brake."""
    return holds(user, *OFFICE) and dispatch.state == DispatchState.SENDING


def may_resume(user: AnyUser, dispatch: Dispatch) -> bool:
    """Tell whether `user` may let a stopped or late `dispatch` go on."""
    return holds(user, *RELEASERS) and dispatch.state in (DispatchState.STOPPED, DispatchState.LATE)


def may_cancel(user: AnyUser, dispatch: Dispatch) -> bool:
    """Tell whether `user` may end what still waits of `dispatch`."""
    return holds(user, *RELEASERS) and dispatch.state not in CLOSED


def may_settle_unknown(user: AnyUser, recipient: Recipient) -> bool:
    """Tell whether `user` may decide what is assumed of a row in doubt."""
    return holds(user, *OFFICE) and recipient.state == RowState.UNKNOWN


def may_suppress(user: AnyUser) -> bool:
    """Tell whether `user` may block an address."""
    return holds(user, *OFFICE)


def may_lift(user: AnyUser, suppression: Suppression) -> bool:
    """Tell whether `user` may let an address be written to again."""
    return holds(user, *CHIEFS) and suppression.lifted_at is None


def may_release_installation(user: AnyUser) -> bool:
    """Tell whether `user` may let a copied or restored system send."""
    return holds(user, *CHIEFS)


def may_see_domain(user: AnyUser) -> bool:
    """Tell whether `user` may read what the DNS says of the sending domain."""
    return holds(user, *CHIEFS)


def may_check_domain(user: AnyUser) -> bool:
    """Tell whether `user` may have the DNS asked again."""
    return holds(user, *CHIEFS)
