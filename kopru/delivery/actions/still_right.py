"""The yearly question "is this still right?": prepared by the system, released by a person or not at all."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from kopru.delivery import question
from kopru.delivery.actions.dispatching import NothingToSend, Terms, draft, freeze
from kopru.delivery.actions.suppressing import suppress
from kopru.delivery.models import Dispatch, LegalBasis, SuppressionReason
from kopru.delivery.sending.freezing import Addressee
from kopru.directory import actions as directory
from kopru.directory.models import ContactPoint, Enquiry, Kind, Person

#: Within so many days a prepared question is released, or it ends.
_WINDOW: Final = timedelta(days=30)
#: So long a link holds.
_VALID: Final = timedelta(days=90)
#: Asked at once; the most doubtful first.
MOST: Final = 500


@transaction.atomic
def prepare_question(language: str, *, at: datetime) -> Dispatch:
    """Freeze the yearly question for those who are due; nothing leaves before a person releases it.

    :raises NothingToSend: if nobody is due
    """
    points = _one_for_each(question.due(language=language, at=at))
    if not points:
        raise NothingToSend
    with translation.override(language):
        subject, text, html = question.words(until=at + _VALID)
        terms = Terms(LegalBasis.OBLIGATION, window_until=at + _WINDOW, heeds_quiet_hours=True)
        made = draft(
            kind=question.KIND, subject=subject, text=text, html=html, language=language, terms=terms, by=None, at=at
        )
    asked = [(point, directory.ask(point.owner, at=at, valid_until=at + _VALID)) for point in points]
    freeze(made, addressees=[_addressee(point, enquiry) for point, enquiry in asked], at=at)
    log(instance=made, action="delivery.prepare_question", data={"count": made.count}, timestamp=at)
    return made


def _one_for_each(points: QuerySet[ContactPoint]) -> list[ContactPoint]:
    """Return one address for each person or outlet, and each address once, the most doubtful first."""
    owners, keys, found = set(), set(), []
    rows = points.select_related("person", "outlet").order_by("verified_on", "pk")
    for point in rows.iterator(chunk_size=500):
        owner = (point.person_id, point.outlet_id)
        if owner not in owners and point.key not in keys:
            owners.add(owner)
            keys.add(point.key)
            found.append(point)
        if len(found) == MOST:
            break
    return found


def _addressee(point: ContactPoint, enquiry: Enquiry) -> Addressee:
    return Addressee(
        point.address,
        point.addressee,
        point.greeting,
        {"link": question.link(enquiry)},
        point.language,
        contact_point=point,
    )


@transaction.atomic
def leave(enquiry: Enquiry, *, at: datetime) -> None:
    """Send nothing more to whom was asked, from this moment on, and tell the directory.

    :raises EnquiryOver: if the link holds no longer
    """
    directory.ask_out(enquiry, at=at)
    role = "person" if isinstance(enquiry.owner, Person) else "outlet"
    own = ContactPoint.objects.filter(kind__in=(Kind.EMAIL, Kind.MOBILE), **{role: enquiry.owner})
    for key in sorted({point.key for point in own}):
        suppress(key, channel="", reason=SuppressionReason.OPT_OUT, source=_("The yearly question"), at=at)
    log(instance=enquiry.owner, action="delivery.leave", data={"enquiry": enquiry.pk}, timestamp=at)
