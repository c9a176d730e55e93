"""The words of a bulletin for whoever looks: those being written for the office, those in force for others."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from kopru.core.models import User
from kopru.newsroom import permissions
from kopru.newsroom.content import blocks_of
from kopru.newsroom.models import Bulletin, Edition, Figure
from kopru.typesetting.documents import Block

#: width of a photo in the pane, in pixels
_WIDTH: Final = "width-320"


@dataclass(frozen=True, slots=True)
class Words:
    """What can be read of a bulletin without opening the editor."""

    overline: str
    headline: str
    spot: str
    blocks: list[Block]
    figures: list[dict[str, Any]]


def edition_for(user: User, bulletin: Bulletin, *, at: datetime) -> Edition | None:
    """Return the frozen version `user` reads, or None where it is the working copy."""
    if permissions.may_write(user):
        return None if bulletin.is_open else bulletin.candidate or bulletin.edition
    return bulletin.candidate if permissions.may_decide(user, bulletin, at=at) else bulletin.edition


def headline_for(user: User, bulletin: Bulletin, *, at: datetime) -> str:
    """Return the headline as `user` may know it: nobody outside the office reads an unapproved one."""
    edition = edition_for(user, bulletin, at=at)
    return edition.headline if edition else bulletin.headline


def words_for(user: User, bulletin: Bulletin, *, at: datetime) -> Words:
    """Return the words `user` reads."""
    edition = edition_for(user, bulletin, at=at)
    source: Any = edition or bulletin
    figures = edition.figures.all() if edition else Figure.objects.filter(bulletin=bulletin).order_by("sort_order")
    return Words(
        source.overline,
        source.headline,
        source.spot,
        edition.content["blocks"] if edition else blocks_of(bulletin),
        [_seen(figure) for figure in figures.select_related("photo")],
    )


def _seen(figure: Any) -> dict[str, Any]:
    photo = figure.photo
    return {"caption": figure.caption or photo.caption, "thumbnail": photo.url_for(_WIDTH)}
