"""What an operator reads where a command cannot go on: the obstacle, and what to do about it."""

from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import override

from kopru.house import preparation


def said_of_database(error: DatabaseError) -> str:
    """Return why the database cannot be used and which command mends it."""
    with override("tr"):
        try:
            missing = preparation.unapplied()
        except DatabaseError:
            todo = _("Check KOPRU_DATABASE_URL and the server.")
        else:
            todo = _("Run “kopru setup”.") if missing else _("“kopru doctor” looks for the cause.")
        return _("The database cannot be used: %(error)s\n  → %(what_to_do)s") % {"error": error, "what_to_do": todo}
