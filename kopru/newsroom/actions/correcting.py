"""What is done, openly, to a bulletin that somebody may have read."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kopru.core import freshness
from kopru.core.models import User
from kopru.newsroom.actions.obstacles import AlreadyWithdrawn, NotApproved, NothingToMend, NotOpen, ReasonMissing
from kopru.newsroom.actions.offering import end_offers
from kopru.newsroom.actions.owing import owe_kit
from kopru.newsroom.models import Bulletin, Correction
from kopru.newsroom.models.bulletins import Stage, Visibility
from kopru.newsroom.models.offers import CorrectionKind


@transaction.atomic
def reopen(bulletin: Bulletin, *, by: User, at: datetime) -> None:
    """Let the words be written on; the edition in force stays what everybody reads.

    :raises AlreadyWithdrawn: if it was taken back
    :raises NotOpen: if it waits for approval
    """
    bulletin = bulletin.locked()
    if bulletin.visibility == Visibility.WITHDRAWN:
        raise AlreadyWithdrawn
    if bulletin.stage != Stage.APPROVED:
        raise NotOpen
    bulletin.stage = Stage.DRAFT
    bulletin.save()
    log(instance=bulletin, action="newsroom.reopen", user=by, timestamp=at)


@transaction.atomic
def correct(bulletin: Bulletin, *, note: str, by: User, at: datetime) -> Correction:
    """Put the newly approved edition in the place of a faulty one, and say in public what was wrong.

    :raises NothingToMend: if no newly approved edition waits
    :raises ReasonMissing: if nothing is said
    :raises AlreadyWithdrawn: if it was taken back
    """
    return _replace(bulletin.locked(), CorrectionKind.CORRECTION, note, by=by, at=at)


@transaction.atomic
def supplement(bulletin: Bulletin, *, note: str, by: User, at: datetime) -> Correction:
    """Put the newly approved edition, which says more, in the place of the one in force, and say so in public.

    :raises NothingToMend: if no newly approved edition waits
    :raises ReasonMissing: if nothing is said
    :raises AlreadyWithdrawn: if it was taken back
    """
    return _replace(bulletin.locked(), CorrectionKind.SUPPLEMENT, note, by=by, at=at)


@transaction.atomic
def withdraw(bulletin: Bulletin, *, reason: str, by: User, at: datetime) -> Correction:
    """Take the bulletin back for good; its address says so for ever, and what still waits to be mailed ends.

    :raises NotApproved: if no edition was approved
    :raises ReasonMissing: if no reason is given
    :raises AlreadyWithdrawn: if it was taken back before
    """
    bulletin = bulletin.locked()
    if bulletin.visibility == Visibility.WITHDRAWN:
        raise AlreadyWithdrawn
    if bulletin.edition is None:
        raise NotApproved
    if not reason.strip():
        raise ReasonMissing
    correction: Correction = bulletin.corrections.create(
        kind=CorrectionKind.WITHDRAWAL, note=reason.strip(), faulty=bulletin.edition, at=at, by=by
    )
    if bulletin.is_public(at):
        bulletin.last_updated_at = at
    else:
        bulletin.first_published_at = bulletin.last_updated_at = None
    bulletin.visibility, bulletin.stage, bulletin.private_key = Visibility.WITHDRAWN, Stage.APPROVED, ""
    bulletin.save()
    end_offers(bulletin, reason=_("The bulletin was withdrawn."), by=by, at=at)
    freshness.touch()
    log(instance=bulletin, action="newsroom.withdraw", user=by, timestamp=at, data={"reason": correction.note})
    return correction


def _replace(bulletin: Bulletin, kind: CorrectionKind, note: str, *, by: User, at: datetime) -> Correction:
    if bulletin.visibility == Visibility.WITHDRAWN:
        raise AlreadyWithdrawn
    mended = bulletin.pending
    if mended is None or bulletin.edition is None:
        raise NothingToMend
    if not note.strip():
        raise ReasonMissing
    correction: Correction = bulletin.corrections.create(
        kind=kind, note=note.strip(), faulty=bulletin.edition, mended=mended, at=at, by=by
    )
    bulletin.edition = mended
    if bulletin.is_public(at):
        bulletin.last_updated_at = at
    bulletin.save()
    end_offers(bulletin, reason=_("A newer version is in force."), by=by, at=at)
    owe_kit(mended)
    freshness.touch()
    log(
        instance=bulletin,
        action=f"newsroom.{'correct' if kind == CorrectionKind.CORRECTION else 'supplement'}",
        user=by,
        timestamp=at,
        data={"version": mended.version, "note": correction.note},
    )
    return correction
