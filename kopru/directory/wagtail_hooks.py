"""What the directory adds to the desk."""

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

#: verb: (what it is called in a filter, what the history says)
_VERBS: Final[dict[str, tuple[Promise, Promise]]] = {
    "mark_stale": (_("Address doubted"), _("An address was marked as to be verified.")),
    "mark_bad": (_("Address given up"), _("An address was marked as not valid.")),
    "verify": (_("Address verified"), _("An address was verified.")),
    "merge": (_("Merged"), _("Another record was merged into this one.")),
    "unmerge": (_("Parted"), _("A merge was undone.")),
    "keep_apart": (_("Kept apart"), _("A similar record was said to be another.")),
    "receive": (_("File received"), _("The file was received.")),
    "choose_columns": (_("Columns chosen"), _("The meaning of the columns was chosen.")),
    "apply": (_("File taken over"), _("The file was taken over into the directory.")),
    "erase": (_("Erased"), _("Personal data were erased.")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name the verbs of the directory in histories and reports."""
    for verb, (label, message) in _VERBS.items():
        actions.register_action(f"directory.{verb}", label, message)
