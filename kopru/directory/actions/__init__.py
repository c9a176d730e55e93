"""What can happen in the directory, in the order of the things' lives."""

from kopru.directory.actions.enquiries import (
    AlreadyDecided,
    EnquiryOver,
    NothingProposed,
    accept,
    ask,
    ask_out,
    confirm,
    decline,
    propose,
)
from kopru.directory.actions.freshness import mark_bad, mark_stale, verify
from kopru.directory.actions.importing import NotPreviewed, apply, choose_columns, receive
from kopru.directory.actions.merging import (
    AlreadyMerged,
    AlreadyParted,
    Erased,
    LaterMergeStands,
    SameRow,
    keep_apart,
    merge,
    unmerge,
)

__all__ = [
    "AlreadyDecided",
    "AlreadyMerged",
    "AlreadyParted",
    "EnquiryOver",
    "Erased",
    "LaterMergeStands",
    "NotPreviewed",
    "NothingProposed",
    "SameRow",
    "accept",
    "apply",
    "ask",
    "ask_out",
    "choose_columns",
    "confirm",
    "decline",
    "keep_apart",
    "mark_bad",
    "mark_stale",
    "merge",
    "propose",
    "receive",
    "unmerge",
    "verify",
]
