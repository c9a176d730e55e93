"""From the writer's desk to the approved, numbered edition."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.log_actions import log

from kopru.core import freshness
from kopru.core.models import User
from kopru.core.roles import Role, holds
from kopru.newsroom import content, permissions
from kopru.newsroom.actions.obstacles import (
    AlreadyWithdrawn,
    NothingChanged,
    NotOpen,
    NotWaiting,
    OtherEdition,
    OwnWords,
    PhotoNotCleared,
    ReasonMissing,
    Unfinished,
)
from kopru.newsroom.actions.owing import owe_kit
from kopru.newsroom.models import Approval, Bulletin, Counter, Edition, EditionFigure, Rules
from kopru.newsroom.models.approvals import Decision, Step
from kopru.newsroom.models.bulletins import Stage, Visibility
from kopru.turkish.folding import slug


@transaction.atomic
def submit(bulletin: Bulletin, *, by: User, at: datetime, comment: str = "") -> Edition:
    """Freeze the words as they are and lay them before the head of the office.

    A head whose own words nobody else could approve lays them before the mayor's office.

    :raises NotOpen: if it waits already, or is approved and was not reopened
    :raises AlreadyWithdrawn: if it was taken back
    :raises Unfinished: if headline or text is missing
    :raises PhotoNotCleared: if the office has no right to print one of its photos
    :raises NothingChanged: if it is, word for word, the edition in force
    """
    bulletin = bulletin.locked()
    if bulletin.visibility == Visibility.WITHDRAWN:
        raise AlreadyWithdrawn
    if not bulletin.is_open:
        raise NotOpen
    edition = _frozen(bulletin, by=by, at=at)
    bulletin.candidate = edition
    bulletin.stage = _first_desk(by=by, at=at)
    bulletin.save()
    _said(edition, Step.WRITER, Decision.SUBMITTED, by=by, at=at, comment=comment)
    log(instance=bulletin, action="newsroom.submit", user=by, timestamp=at, data={"version": edition.version})
    return edition


@transaction.atomic
def take_back(bulletin: Bulletin, *, by: User, at: datetime) -> None:
    """Take the bulletin from the approver's desk, to go on writing.

    :raises NotWaiting: if it waits for nobody
    """
    bulletin = bulletin.locked()
    edition = _waiting(bulletin)
    bulletin.stage = Stage.DRAFT
    bulletin.save()
    _said(edition, Step.WRITER, Decision.TAKEN_BACK, by=by, at=at)
    log(instance=bulletin, action="newsroom.take_back", user=by, timestamp=at, data={"version": edition.version})


@transaction.atomic
def send_back(bulletin: Bulletin, *, reason: str, by: User, at: datetime) -> None:
    """Give the bulletin back to its writer, with the reason.

    :raises NotWaiting: if it waits for nobody
    :raises ReasonMissing: if no reason is given
    """
    if not reason.strip():
        raise ReasonMissing
    bulletin = bulletin.locked()
    edition = _waiting(bulletin)
    step = permissions.STEP_OF[Stage(bulletin.stage)]
    bulletin.stage = Stage.RETURNED
    bulletin.save()
    _said(edition, step, Decision.RETURNED, by=by, at=at, comment=reason)
    log(
        instance=bulletin,
        action="newsroom.send_back",
        user=by,
        timestamp=at,
        data={"version": edition.version, "reason": reason},
    )


@transaction.atomic
def approve(bulletin: Bulletin, *, edition: Edition, by: User, at: datetime, comment: str = "") -> None:
    """Say yes to the edition that was read; the last yes gives the bulletin its number, once and for ever.

    :raises NotWaiting: if it waits for nobody
    :raises OtherEdition: if another edition waits than the one that was read
    :raises OwnWords: if the words are the approver's own and the office's rules do not allow it
    """
    bulletin = bulletin.locked()
    waits = _waiting(bulletin)
    if waits.pk != edition.pk:
        raise OtherEdition
    rules = Rules.load()
    if permissions.wrote(by, waits) and not rules.own_words:
        raise OwnWords
    step = permissions.STEP_OF[Stage(bulletin.stage)]
    _said(waits, step, Decision.APPROVED, by=by, at=at, comment=comment)
    if step == Step.HEAD and (bulletin.needs_mayor or rules.mayor_always):
        bulletin.stage = Stage.WITH_MAYOR
        bulletin.save()
        log(instance=bulletin, action="newsroom.pass_on", user=by, timestamp=at, data={"version": waits.version})
        return
    _take_force(bulletin, waits, by=by, at=at)
    log(instance=bulletin, action="newsroom.approve", user=by, timestamp=at, data=_approval(bulletin, waits))


def _take_force(bulletin: Bulletin, edition: Edition, *, by: User, at: datetime) -> None:
    """Put the approved edition in force, unless somebody outside the office may have read the one it replaces.

    What was read (by the public, inside the municipality, by a private link, or in a mail) is replaced, even if it was
    held back since, only by `correct` or `supplement`: they write the dated line that stands on the page wherever it is
    shown, also when it becomes public later. What nobody may have read, a draft or an embargoed bulletin not yet
    offered, changes silently.
    """
    edition.approved_at, edition.approved_by = at, by
    edition.save(update_fields=["approved_at", "approved_by"])
    bulletin.stage = Stage.APPROVED
    if bulletin.number is None:
        bulletin.year = timezone.localtime(at).year
        bulletin.number = _next_number(bulletin.year)
        bulletin.slug = slug(edition.headline)
    replaces = bulletin.edition is not None and bulletin.edition_id != edition.pk
    if not (replaces and _may_have_been_read(bulletin, at)):
        bulletin.edition = edition
        owe_kit(edition)
        freshness.touch()
    bulletin.save()


def _may_have_been_read(bulletin: Bulletin, at: datetime) -> bool:
    shown = bulletin.is_public(at) or bulletin.visibility in {Visibility.INTERNAL, Visibility.PRIVATE}
    return shown or bulletin.editions.filter(shown_at__isnull=False).exists() or bulletin.offered_editions().exists()


def _next_number(year: int) -> int:
    """Give the next number of `year`; the row stays locked until the approval is committed, so none is lost."""
    Counter.objects.get_or_create(year=year)
    counter = Counter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save()
    return counter.last


def _approval(bulletin: Bulletin, edition: Edition) -> dict[str, object]:
    return {"version": edition.version, "number": bulletin.label, "sha256": edition.sha256}


def _frozen(bulletin: Bulletin, *, by: User, at: datetime) -> Edition:
    words = content.freeze(bulletin)
    if not words["headline"] or not words["blocks"]:
        raise Unfinished
    if not all(figure.photo.is_usable(on=timezone.localdate(at)) for figure in bulletin.figures.all()):
        raise PhotoNotCleared
    fingerprint = content.fingerprint(words)
    if bulletin.edition is not None and bulletin.edition.sha256 == fingerprint:
        raise NothingChanged
    last = bulletin.editions.aggregate(last=Max("version"))["last"] or 0
    edition = Edition.objects.create(
        bulletin=bulletin,
        version=last + 1,
        language=words["language"],
        overline=words["overline"],
        headline=words["headline"],
        spot=words["spot"],
        lead_photo_id=words["figures"][0]["photo"] if words["figures"] else None,
        content=words,
        sha256=fingerprint,
        revision=bulletin.latest_revision,
        made_at=at,
        made_by=by,
    )
    edition.topics.set(bulletin.topics.all())
    EditionFigure.objects.bulk_create(
        EditionFigure(
            edition=edition, photo_id=each["photo"], order=order, caption=each["caption"], credit=each["credit"]
        )
        for order, each in enumerate(words["figures"])
    )
    return edition


def _first_desk(*, by: User, at: datetime) -> Stage:
    if Rules.load().own_words or not holds(by, Role.HEAD):
        return Stage.WITH_HEAD
    others = permissions.deciders(Step.HEAD, at=at).exclude(pk=by.pk)
    return Stage.WITH_HEAD if others.exists() else Stage.WITH_MAYOR


def _waiting(bulletin: Bulletin) -> Edition:
    edition: Edition | None = bulletin.candidate
    if not bulletin.is_waiting or edition is None:
        raise NotWaiting
    return edition


def _said(edition: Edition, step: Step, decision: Decision, *, by: User, at: datetime, comment: str = "") -> None:
    absent = None
    if step != Step.WRITER and not holds(by, permissions.ROLE_OF[step]):
        absent = permissions.stands_in_for(by, step, at=at)
    Approval.objects.create(
        edition=edition, step=step, decision=decision, by=by, in_place_of=absent, at=at, comment=comment.strip()
    )
