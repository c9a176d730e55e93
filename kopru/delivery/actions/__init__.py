"""What can happen to a dispatch, its rows and the list of those who get nothing, in the order of its life."""

from kopru.delivery.actions.dispatching import (
    AlreadyFrozen,
    CountMismatch,
    DispatchClosed,
    EmptyText,
    File,
    HeaderInjection,
    NotFrozen,
    NothingToSend,
    NotReleased,
    SecondPersonNeeded,
    Terms,
    WindowOver,
    cancel,
    countersign,
    draft,
    freeze,
    release,
    resume,
    send_test,
    stop,
)
from kopru.delivery.actions.domain import check_domain
from kopru.delivery.actions.settling import AddressErased, Decision, DispatchEnded, NotInDoubt, settle_unknown
from kopru.delivery.actions.still_right import leave, prepare_question
from kopru.delivery.actions.suppressing import AlreadyLifted, lift, suppress
from kopru.delivery.actions.writing import Written, write_many, write_to
from kopru.delivery.sending.freezing import Addressee, RowsRefused

__all__ = [
    "AddressErased",
    "Addressee",
    "AlreadyFrozen",
    "AlreadyLifted",
    "CountMismatch",
    "Decision",
    "DispatchClosed",
    "DispatchEnded",
    "EmptyText",
    "File",
    "HeaderInjection",
    "NotFrozen",
    "NotInDoubt",
    "NotReleased",
    "NothingToSend",
    "RowsRefused",
    "SecondPersonNeeded",
    "Terms",
    "WindowOver",
    "Written",
    "cancel",
    "check_domain",
    "countersign",
    "draft",
    "freeze",
    "leave",
    "lift",
    "prepare_question",
    "release",
    "resume",
    "send_test",
    "settle_unknown",
    "stop",
    "suppress",
    "write_many",
    "write_to",
]
