"""In what state a bulletin is, in words for the desk: one look at row and clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopru.newsroom.models import Bulletin, BulletinQuerySet
from kopru.newsroom.models.bulletins import Stage, Visibility

Words = str | Promise


@dataclass(frozen=True, slots=True)
class State:
    """A state: its label, the time that belongs to it, and its mark (never by colour alone)."""

    label: Words
    mark: str
    tone: str
    at: datetime | None = None


def state_of(bulletin: Bulletin, at: datetime) -> State:
    """Return the state that whoever works on the bulletin must know first."""
    if bulletin.visibility == Visibility.WITHDRAWN:
        return State(_("Withdrawn"), "✕", "late", bulletin.last_updated_at)
    if bulletin.is_public(at):
        return State(pgettext_lazy("bulletin", "Public"), "●", "ok", bulletin.first_published_at)
    if bulletin.is_embargoed(at):
        return State(_("Embargoed"), "◔", "due", bulletin.release_at)
    if bulletin.edition_id is None:
        return _unapproved(bulletin)
    return _SHOWN[Visibility(bulletin.visibility)]


def work_on(bulletin: Bulletin) -> State | None:
    """Return what is going on beside the edition in force, if anything: a correction written, or waiting."""
    if bulletin.edition_id is None or bulletin.visibility == Visibility.WITHDRAWN:
        return None
    if bulletin.stage != Stage.APPROVED:
        return _unapproved(bulletin)
    return State(_("Approved change waits"), "◐", "due") if bulletin.pending else None


_SHOWN: Final = {
    Visibility.DRAFT: State(_("Approved, not published"), "◐", "due"),
    Visibility.INTERNAL: State(_("Inside the municipality"), "◑", "info"),
    Visibility.PRIVATE: State(_("By private link"), "◑", "info"),
}
_STAGES: Final = {
    Stage.DRAFT: State(_("Draft"), "○", "info"),
    Stage.RETURNED: State(_("Sent back"), "↩", "late"),
    Stage.WITH_HEAD: State(_("With the head of the office"), "◔", "due"),
    Stage.WITH_MAYOR: State(_("With the mayor's office"), "◔", "due"),
}


def _unapproved(bulletin: Bulletin) -> State:
    return _STAGES[Stage(bulletin.stage)]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One filter of the list."""

    name: str
    label: Words
    keep: Callable[[BulletinQuerySet, datetime], Any]
    empty: Words
    #: whether its number is worth saying: of these there are few
    is_counted: bool = False


SHELVES: Final = {
    shelf.name: shelf
    for shelf in (
        Shelf("hepsi", _("All"), lambda rows, _at: rows, _("There is no bulletin yet. Write the first.")),
        Shelf("taslak", _("Drafts"), lambda rows, _at: rows.drafts(), _("No draft lies here."), is_counted=True),
        Shelf(
            "onayda", _("Waiting for approval"), lambda rows, _at: rows.waiting(), _("Nothing waits."), is_counted=True
        ),
        Shelf(
            "hazir", _("Approved, not published"), lambda rows, _at: rows.ready(), _("Nothing waits."), is_counted=True
        ),
        Shelf(
            "ambargolu",
            _("Embargoed"),
            lambda rows, at: rows.embargoed(at).order_by("release_at"),
            _("Nothing is under embargo."),
            is_counted=True,
        ),
        Shelf(
            "yayinda",
            pgettext_lazy("bulletin", "Public"),
            lambda rows, at: rows.public(at).order_by("-release_at"),
            _("Nothing is public yet."),
        ),
        Shelf("geri-cekilen", _("Withdrawn"), lambda rows, _at: rows.withdrawn(), _("Nothing was withdrawn.")),
    )
}
