"""The usual commit between two letters, in the database's own words: the last was taken, the next is handed over.

Django's way to the same statements (cursors, wrappers, an atomic block) cost more than half of a letter's work.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

_ACCEPT: Final = """
UPDATE delivery_recipient
SET state = 'delivered', reason = '', provider_id = %s, settled_at = %s, lease_until = NULL, not_before = NULL
WHERE id = %s AND worker = %s AND state = 'handed'"""
HAND: Final = """
UPDATE delivery_recipient SET state = 'handed', handed_at = %s, attempts = attempts + 1
WHERE id = %s AND worker = %s AND state = 'claimed'
    AND (SELECT state FROM delivery_dispatch WHERE id = %s) = 'sending'
    AND (SELECT COALESCE(MAX(id), 0) FROM delivery_suppression) <= %s"""
_COUNT: Final = """
UPDATE delivery_tally
SET delivered = delivered + {taken}, handed = handed - {taken} + {gone}, claimed = claimed - {gone}
WHERE dispatch_id = %s AND part = %s"""

_SQLITE: Final = {
    "accept": _ACCEPT.replace("%s", "?"),
    "hand": HAND.replace("%s", "?"),
    "count": _COUNT.format(taken="?1", gone="?2").replace("%s", "?3", 1).replace("%s", "?4", 1),
}
_ALONE: Final = ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
_INSIDE: Final = ("SAVEPOINT turn", "RELEASE turn", "ROLLBACK TO turn")
#: One round trip instead of five.
_AT_ONCE: Final = " ".join(
    [
        f"WITH accepted AS ({_ACCEPT} RETURNING 1), gone AS ({HAND} RETURNING 1), counted AS (",
        _COUNT.format(taken="(SELECT count(*) FROM accepted)", gone="(SELECT count(*) FROM gone)"),
        ") SELECT (SELECT count(*) FROM accepted), (SELECT count(*) FROM gone)",
    ]
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a worker writes: row `taken` was taken with these words, row `following` is being handed over."""

    worker: str
    dispatch: int
    part: int
    taken: int
    words: str
    following: int
    suppressed_until: int
    #: the moment as the database keeps it
    at: Any

    def write(self) -> tuple[bool, bool]:
        """Write both and their count in one commit; return which of the two was so, for a row may be another's now."""
        database = connections[DEFAULT_DB_ALIAS]
        database.ensure_connection()
        with database.wrap_database_errors:
            taken, gone = self._sqlite(database) if database.vendor == "sqlite" else self._postgresql(database)
        return taken == 1, gone == 1

    def _accept(self) -> tuple[object, ...]:
        return self.words, self.at, self.taken, self.worker

    def _hand(self) -> tuple[object, ...]:
        return self.at, self.following, self.worker, self.dispatch, self.suppressed_until

    def _sqlite(self, database: BaseDatabaseWrapper) -> tuple[int, int]:
        connection = database.connection
        execute = connection.execute
        begin, commit, undo = _INSIDE if database.in_atomic_block else _ALONE
        execute(begin)
        try:
            taken: int = execute(_SQLITE["accept"], self._accept()).rowcount
            gone: int = execute(_SQLITE["hand"], self._hand()).rowcount
            execute(_SQLITE["count"], (taken, gone, self.dispatch, self.part))
            execute(commit)
        except BaseException:
            if connection.in_transaction:  # a full disk has ended it already
                execute(undo)
            raise
        return taken, gone

    def _postgresql(self, database: Any) -> tuple[int, int]:
        # A pool between us and the server, which Django is told of by this setting, knows nothing prepared.
        prepare = not database.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS", False)
        values = (*self._accept(), *self._hand(), self.dispatch, self.part)
        with database.Database.Cursor(database.connection) as cursor:
            taken, gone = cursor.execute(_AT_ONCE, values, prepare=prepare).fetchone()
        return taken, gone
