"""The bulletin leaves: to an audience, the same to all at the same minute; and its corrections to whoever got it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kopru.core.models import User
from kopru.delivery import actions as delivery
from kopru.delivery.models import OPEN, OPEN_ROWS, SENT, Dispatch, DispatchState, Recipient, RowState
from kopru.delivery.models.recipients import RecipientQuerySet
from kopru.directory import audiences
from kopru.directory.models import Audience
from kopru.newsroom import mails
from kopru.newsroom.actions.obstacles import (
    AlreadyNotified,
    NobodyToWriteTo,
    NotYetPublic,
    Overtaken,
    StillLeaving,
)
from kopru.newsroom.kits import making
from kopru.newsroom.models import Bulletin, Correction, Edition, Offer
from kopru.newsroom.models.bulletins import Visibility
from kopru.newsroom.models.offers import CorrectionKind
from kopru.newsroom.wording import day

KIND = "newsroom.bulletin"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@transaction.atomic
def offer(bulletin: Bulletin, *, audience: Audience, by: User, at: datetime) -> Dispatch:
    """Freeze the edition in force for those of `audience` who do not have it; an embargoed one waits for its hour.

    The dispatch leaves when it is released, one for all: nobody has it earlier than another.

    :raises NotYetPublic: if it is neither public nor embargoed
    :raises NobodyToWriteTo: if nobody is left
    """
    bulletin = bulletin.locked()
    edition: Edition | None = bulletin.edition
    if edition is None or not (bulletin.is_public(at) or bulletin.is_embargoed(at)):
        raise NotYetPublic
    waits_until = bulletin.release_at if bulletin.is_embargoed(at) else None
    dispatch = _draft(mails.offering(edition), edition, waits_until=waits_until, by=by, at=at)
    Offer.objects.create(edition=edition, dispatch=dispatch, audience=audience, at=at, by=by)
    points = audiences.contact_points(audience, kind=dispatch.channel, at=at)
    try:
        count = delivery.freeze(dispatch, contact_points=points.exclude(key__in=holders_of(edition)), at=at)
    except delivery.NothingToSend:
        raise NobodyToWriteTo from None
    data = {"audience": str(audience), "version": edition.version, "count": count, "dispatch": dispatch.pk}
    log(instance=bulletin, action="newsroom.offer", user=by, timestamp=at, data=data)
    return dispatch


@transaction.atomic
def notify_recipients(correction: Correction, *, by: User, at: datetime) -> Dispatch:
    """Freeze the correction for exactly those who, by the ledger, received an edition and not the one in force.

    Whoever holds an older edition is told by the newest correction alone, once, whether earlier ones were told or
    not. After a withdrawal these are all who received any edition; after a notice that was cancelled half-way, those
    whom it did not reach.

    :raises Overtaken: if a newer correction, or the withdrawal, is what they must know
    :raises AlreadyNotified: if that was done
    :raises StillLeaving: if copies of a faulty edition, or of the one in force, are on their way to them
    :raises NobodyToWriteTo: if nobody received it
    """
    bulletin = correction.bulletin.locked()
    if not is_newest(correction, bulletin):
        raise Overtaken
    if correction.offers.exclude(dispatch__state=DispatchState.CANCELLED).exists():
        raise AlreadyNotified
    if _on_its_way(correction).exists():
        raise StillLeaving
    edition = correction.mended or correction.faulty
    dispatch = _draft(mails.correcting(correction), edition, attaches=correction.mended is not None, by=by, at=at)
    Offer.objects.create(edition=edition, dispatch=dispatch, correction=correction, at=at, by=by)
    try:
        count = delivery.freeze(dispatch, addressees=_addressees(correction), at=at)
    except delivery.NothingToSend:
        raise NobodyToWriteTo from None
    data = {"correction": correction.pk, "count": count, "dispatch": dispatch.pk}
    log(instance=bulletin, action="newsroom.notify", user=by, timestamp=at, data=data)
    return dispatch


def is_newest(correction: Correction, bulletin: Bulletin) -> bool:
    """Tell whether `correction` is what holders of older editions must know now."""
    if correction.kind == CorrectionKind.WITHDRAWAL:
        return True
    return bulletin.visibility != Visibility.WITHDRAWN and correction.mended_id == bulletin.edition_id


def end_offers(bulletin: Bulletin, *, reason: str, by: User, at: datetime) -> None:
    """End what still waits of every dispatch of `bulletin`; what has left stays as it is."""
    waiting = Dispatch.objects.filter(offer__edition__bulletin=bulletin, state__in=OPEN)
    for dispatch in waiting.select_for_update(of=["self"]):  # one that ends at this moment is no obstacle
        delivery.cancel(dispatch, by=by, at=at, reason=reason)


def move_offers(bulletin: Bulletin, *, at: datetime) -> None:
    """Let what waits for the end of an embargo wait for the new one; none of it was claimed before the old one."""
    waits_until = bulletin.release_at if bulletin.is_embargoed(at) else None
    Dispatch.objects.filter(offer__edition__bulletin=bulletin, state__in=OPEN).update(window_from=waits_until)


def holders_of(edition: Edition) -> QuerySet[Any, Any]:
    """Return the keys of those who have `edition`, or to whom it is on its way, as a subquery."""
    return Recipient.objects.filter(dispatch__in=edition.offers.values("dispatch"), state__in=OPEN_ROWS | SENT).values(
        "key"
    )


def _copies(correction: Correction) -> RecipientQuerySet:
    """Return the rows of the ledger that carried any edition of the bulletin, whatever became of them."""
    offers = Offer.objects.filter(edition__bulletin=correction.bulletin_id)
    return Recipient.objects.filter(dispatch__in=offers.values("dispatch"))


def _current(correction: Correction) -> RecipientQuerySet:
    """Return the rows that carried what is right now: the mended edition, or the word of the withdrawal."""
    offers = Offer.objects.filter(Q(correction=correction) | Q(edition=correction.mended_id))
    return Recipient.objects.filter(dispatch__in=offers.values("dispatch"))


def _outdated(correction: Correction) -> RecipientQuerySet:
    """Return the copies that left for somebody whom nothing current has reached."""
    return _copies(correction).received().exclude(key__in=_current(correction).received().values("key"))


def _on_its_way(correction: Correction) -> RecipientQuerySet:
    """Return the copies that must arrive, or end, before it is known who lacks the edition in force."""
    leaving = _copies(correction).filter(state=RowState.CLAIMED).exclude(pk__in=_current(correction).values("pk"))
    coming = _current(correction).filter(state__in=OPEN_ROWS, key__in=_outdated(correction).values("key"))
    return leaving | coming


def _addressees(correction: Correction) -> Iterator[delivery.Addressee]:
    """Yield each address once, with the headline it last got and the day of it."""
    language = correction.faulty.language
    offers = Offer.objects.filter(edition__bulletin=correction.bulletin_id)
    headlines = dict(offers.values_list("dispatch", "edition__headline"))
    last = ""
    for row in _outdated(correction).select_related("contact_point").order_by("key", "-handed_at", "-pk").iterator():
        if row.key != last:
            fields = {"sent_on": day(row.handed_at or correction.at, language), "headline": headlines[row.dispatch_id]}
            yield delivery.Addressee(row.address, row.name, row.greeting, fields, row.language, row.contact_point)
        last = row.key


def _draft(
    mail: mails.Mail,
    edition: Edition,
    *,
    by: User,
    at: datetime,
    waits_until: datetime | None = None,
    attaches: bool = True,
) -> Dispatch:
    corrections = edition.bulletin.corrections.filter(mended__version__lte=edition.version)
    docx = delivery.File(f"{making.name_of(edition)}.docx", _DOCX, making.docx(edition, corrections=corrections))
    return delivery.draft(
        kind=KIND,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        language=edition.language,
        reference=f"bulletin:{edition.bulletin_id}",
        files=[docx] if attaches else [],
        terms=delivery.Terms(window_from=waits_until),
        by=by,
        at=at,
    )


def objection(dispatch: Dispatch, at: datetime) -> str:
    """Return why nothing more of a bulletin's dispatch may leave, or ""; asked at every claim."""
    offered = Offer.objects.filter(dispatch=dispatch).select_related("edition__bulletin", "correction").first()
    if offered is None:
        return _("It belongs to no bulletin.")
    bulletin = offered.edition.bulletin
    if offered.correction is not None and offered.correction.kind == CorrectionKind.WITHDRAWAL:
        return ""
    if bulletin.visibility == Visibility.WITHDRAWN:
        return _("The bulletin was withdrawn.")
    if not bulletin.is_public(at):
        return _("The bulletin is not public.")
    if bulletin.edition_id != offered.edition_id:
        return _("A newer version is in force.")
    return ""
