"""Who may see the edition in force: inside, by link, or everybody from a time on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kopru.core import freshness
from kopru.core.models import User
from kopru.newsroom.actions.obstacles import AlreadyPublic, AlreadyWithdrawn, ChangeWaits, InThePast, NotApproved
from kopru.newsroom.actions.offering import end_offers, move_offers
from kopru.newsroom.actions.owing import owe_kit
from kopru.newsroom.models import Bulletin, Edition
from kopru.newsroom.models.bulletins import Visibility, new_private_key


@transaction.atomic
def show_inside(bulletin: Bulletin, *, by: User, at: datetime) -> None:
    """Let everybody who works for the municipality read it.

    :raises NotApproved: if no edition was approved
    :raises AlreadyPublic: if the public has it
    :raises AlreadyWithdrawn: if it was taken back
    :raises ChangeWaits: if the edition in force is about to be replaced
    """
    bulletin = bulletin.locked()
    edition = _closed(bulletin, at)
    _settled(bulletin)
    _shown(edition, at)
    _confine(bulletin, Visibility.INTERNAL, by=by, at=at)
    log(instance=bulletin, action="newsroom.show_inside", user=by, timestamp=at)


@transaction.atomic
def share_by_link(bulletin: Bulletin, *, by: User, at: datetime) -> str:
    """Let whoever has the link read it; returns the new key, and every older link ends.

    :raises NotApproved: if no edition was approved
    :raises AlreadyPublic: if the public has it
    :raises AlreadyWithdrawn: if it was taken back
    :raises ChangeWaits: if the edition in force is about to be replaced
    """
    bulletin = bulletin.locked()
    edition = _closed(bulletin, at)
    _settled(bulletin)
    _shown(edition, at)
    bulletin.private_key = new_private_key()
    _confine(bulletin, Visibility.PRIVATE, by=by, at=at)
    log(instance=bulletin, action="newsroom.share_by_link", user=by, timestamp=at)
    return bulletin.private_key


@transaction.atomic
def publish(bulletin: Bulletin, *, by: User, at: datetime, release_at: datetime | None = None) -> None:
    """Let everybody read it: now, or by the clock from `release_at` on; an embargo can be moved until it ends.

    :raises NotApproved: if no edition was approved
    :raises AlreadyPublic: if the public has it
    :raises AlreadyWithdrawn: if it was taken back
    :raises InThePast: if `release_at` is not after `at`
    :raises ChangeWaits: if the edition in force is about to be replaced; a later hour for an embargo gives the time
    """
    bulletin = bulletin.locked()
    edition = _closed(bulletin, at)
    if release_at is None or not bulletin.is_embargoed(at):
        _settled(bulletin)
    if release_at is not None and release_at <= at:
        raise InThePast
    bulletin.visibility = Visibility.PUBLIC
    bulletin.release_at = release_at or at
    # Law 5187 art. 4: both dates stand on every piece. By the clock, not by whoever looks first after it.
    bulletin.first_published_at = bulletin.last_updated_at = bulletin.release_at
    bulletin.private_key = ""
    bulletin.save()
    move_offers(bulletin, at=at)
    owe_kit(edition)
    freshness.touch()
    action = "newsroom.embargo" if release_at else "newsroom.publish"
    log(instance=bulletin, action=action, user=by, timestamp=at, data={"release_at": bulletin.release_at.isoformat()})


@transaction.atomic
def hold(bulletin: Bulletin, *, by: User, at: datetime) -> None:
    """Close it again before the public has seen it: the embargo, link or internal showing ends.

    :raises NotApproved: if no edition was approved
    :raises AlreadyPublic: if the public has it
    :raises AlreadyWithdrawn: if it was taken back
    """
    bulletin = bulletin.locked()
    _closed(bulletin, at)
    _confine(bulletin, Visibility.DRAFT, by=by, at=at)
    log(instance=bulletin, action="newsroom.hold", user=by, timestamp=at)


def _closed(bulletin: Bulletin, at: datetime) -> Edition:
    """Make sure that it is approved and that the public has not seen it."""
    if bulletin.visibility == Visibility.WITHDRAWN:
        raise AlreadyWithdrawn
    edition: Edition | None = bulletin.edition
    if edition is None:
        raise NotApproved
    if bulletin.is_public(at):
        raise AlreadyPublic
    return edition


def _settled(bulletin: Bulletin) -> None:
    """Make sure that more people are not shown what is already being replaced."""
    if bulletin.pending is not None:
        raise ChangeWaits


def _shown(edition: Edition, at: datetime) -> None:
    """Remember that somebody may have read it, for the time after it is held back."""
    edition.shown_at = edition.shown_at or at
    edition.save(update_fields=["shown_at"])


def _confine(bulletin: Bulletin, visibility: Visibility, *, by: User, at: datetime) -> None:
    end_offers(bulletin, reason=_("The bulletin was held back."), by=by, at=at)
    bulletin.visibility = visibility
    bulletin.release_at = bulletin.first_published_at = bulletin.last_updated_at = None
    if visibility != Visibility.PRIVATE:
        bulletin.private_key = ""
    bulletin.save()
    freshness.touch()
