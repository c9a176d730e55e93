"""The nouns of delivery: what is sent, to whom, in which state, and who must not be written to."""

from kopru.delivery.models.bounces import Bounce, BounceKind, BounceOutcome
from kopru.delivery.models.dispatches import (
    CLOSED,
    OPEN,
    UNDER_WAY,
    Attachment,
    Channel,
    Dispatch,
    DispatchState,
    LegalBasis,
)
from kopru.delivery.models.domain import DomainCheck
from kopru.delivery.models.installation import Installation
from kopru.delivery.models.recipients import (
    ENDED,
    IN_HAND,
    OPEN_ROWS,
    SENT,
    Recipient,
    RowState,
    Tally,
)
from kopru.delivery.models.suppressions import Suppression, SuppressionReason

__all__ = [
    "CLOSED",
    "ENDED",
    "IN_HAND",
    "OPEN",
    "OPEN_ROWS",
    "SENT",
    "UNDER_WAY",
    "Attachment",
    "Bounce",
    "BounceKind",
    "BounceOutcome",
    "Channel",
    "Dispatch",
    "DispatchState",
    "DomainCheck",
    "Installation",
    "LegalBasis",
    "Recipient",
    "RowState",
    "Suppression",
    "SuppressionReason",
    "Tally",
]
