"""What can happen in the directory, in the order of the things' lives."""

from kopru.directory.actions.freshness import mark_bad, mark_stale, verify
from kopru.directory.actions.importing import NotPreviewed, apply, choose_columns, receive
from kopru.directory.actions.merging import (
    AlreadyMerged,
    AlreadyParted,
    LaterMergeStands,
    SameRow,
    keep_apart,
    merge,
    unmerge,
)

__all__ = [
    "AlreadyMerged",
    "AlreadyParted",
    "LaterMergeStands",
    "NotPreviewed",
    "SameRow",
    "apply",
    "choose_columns",
    "keep_apart",
    "mark_bad",
    "mark_stale",
    "merge",
    "receive",
    "unmerge",
    "verify",
]
