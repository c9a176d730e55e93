"""What the demonstration adds to the desk: a line in its history."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from kopru.demo import LOADED


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name the loading in histories and reports."""
    actions.register_action(LOADED, _("Demonstration loaded"), _("The demonstration office was loaded."))
