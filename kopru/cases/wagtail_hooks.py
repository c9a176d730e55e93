"""What the cases add to the desk: registrations only."""

from typing import Any

from wagtail import hooks

from kopru.cases import logbook


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name the verbs in the history."""
    for code, (label, message) in logbook.ENTRIES.items():
        actions.register_action(code, label, message)
