"""Bugün by mail: on the morning of a working day, once, to each of the staff for whom something waits."""

import logging
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django_tasks import task

from kopru.cases.clock import calendar
from kopru.core import clock, today
from kopru.core.models import AnyUser, Identity, User
from kopru.core.roles import STAFF
from kopru.core.today import Card
from kopru.delivery import actions as delivery
from kopru.delivery.merging import literal
from kopru.delivery.models import CLOSED, OPEN_ROWS, Dispatch, LegalBasis, Recipient, RowState
from kopru.desk.language import own_language
from kopru.desk.models import Morning, Often

logger = logging.getLogger(__name__)

#: The kind of its dispatches.
KIND: Final = "desk.morning"
#: A mail of the office to its own people, about their work; they turn it off on their profile, not with a link.
_TERMS: Final = delivery.Terms(legal_basis=LegalBasis.INTEREST, heeds_opt_out=False, threshold=1)
#: For so long after the hour a worker that was down still writes; later everybody has seen their desk.
_LASTS: Final = timedelta(hours=2)
_GREETING: Final = "\ue000"


def is_morning(at: datetime) -> bool:
    """Tell whether `at` lies within two hours of the set time, on a day on which the office works."""
    if not settings.MORNING_MAIL_AT:
        return False
    local = timezone.localtime(at)
    begins = timezone.make_aware(datetime.combine(local.date(), time.fromisoformat(settings.MORNING_MAIL_AT)))
    if not begins <= local < begins + _LASTS:
        return False
    day = calendar(local.date()).day(local.date())
    return not (day.is_weekend or day.is_full_holiday or day.leave)


def sweep(at: datetime) -> int:
    """Have written to whoever was not looked at today; return to how many."""
    if not is_morning(at):
        return 0
    due = list(_due(at).values_list("pk", flat=True))
    for pk in due:
        write.enqueue(pk)
    return len(due)


@task()
def write(pk: int) -> None:
    """Write to one person; in a task of their own, so that one who cannot be served stops no other."""
    serve(pk, at=clock.now())


def serve(pk: int, *, at: datetime) -> Dispatch | None:
    """Write to one person, if it is still morning and nobody was quicker."""
    user = _due(at).filter(pk=pk).first() if is_morning(at) else None
    return tell(user, at=at) if user else None


def tell(user: User, *, at: datetime) -> Dispatch | None:
    """Write to `user` what waits for them, unless they were looked at today, want no mail, or nothing waits."""
    with transaction.atomic():
        Morning.objects.get_or_create(user=user)
        morning = Morning.objects.select_for_update().get(user=user)
        if morning.looked_on == timezone.localdate(at):
            return None
        _forget(morning, at=at)
        morning.looked_on = timezone.localdate(at)
        morning.dispatch = _written(user, at=at) if morning.often == Often.DAILY else None
        morning.save()
        return morning.dispatch


def from_others(user: AnyUser, _at: datetime) -> Q:
    """Return the morning mails withheld from `user`: all but their own, for each says what its reader may see."""
    return Q(kind=KIND) & ~Q(reference=_reference(user))


def _due(at: datetime) -> QuerySet[User]:
    """Return the staff not looked at today; who wants no mail is looked at while their last one is remembered."""
    staff = Q(is_superuser=True) | Q(groups__name__in=[role.value for role in STAFF])
    found = User.objects.filter(staff, is_active=True).exclude(email="")
    found = found.exclude(morning__looked_on=timezone.localdate(at))
    return found.exclude(morning__often=Often.NEVER, morning__dispatch__isnull=True).distinct()


def _forget(morning: Morning, *, at: datetime) -> None:
    """End yesterday's mail where it still waits, and forget its words: they told of people, and are of no more use."""
    last = morning.dispatch
    if last is None:
        return
    if last.state not in CLOSED:
        delivery.cancel(last, by=None, at=at, reason=_("A newer one takes its place."))
        last.refresh_from_db()
    unsettled = Recipient.objects.filter(dispatch=last, state__in=[*OPEN_ROWS, RowState.UNKNOWN])
    if last.state in CLOSED and not unsettled.exists():
        Dispatch.objects.filter(pk=last.pk).update(text=_("What this mail said is not kept."), html="")


def _written(user: User, *, at: datetime) -> Dispatch | None:
    language = own_language(user)
    with override(language):
        cards = [card for card in today.cards(user=user, at=at) if card.items]
        if not cards:
            return None
        subject, text, html = _words(cards, language=language, at=at)
        greeting = _("Good morning %(name)s") % {"name": " ".join(str(user).split())}
    to = delivery.Addressee(user.email, str(user), greeting, language=language)
    try:
        return delivery.write_to(
            to,
            kind=KIND,
            subject=subject,
            text=text,
            html=html,
            headers={},
            reply_to=Identity.load().email,
            language=language,
            reference=_reference(user),
            terms=_TERMS,
            by=None,
            at=at,
        )
    except delivery.RowsRefused as refused:
        logger.warning("no morning mail for account %s: %s", user.pk, refused)
        return None


def _words(cards: Sequence[Card], *, language: str, at: datetime) -> tuple[str, str, str]:
    """Return subject, text and layout; the subject names nothing, for it shows on locked telephones."""
    count = sum(_count(card) for card in cards)
    subject = ngettext("%(count)s thing waits for you today", "%(count)s things wait for you today", count)
    facts = {
        "subject": subject % {"count": count},
        "day": date_format(timezone.localtime(at), "j F Y l"),
        "cards": [
            {
                "title": card.title,
                "count": _count(card),
                "url": _address(card.url),
                "is_cut": bool(card.url) and _count(card) > len(card.items),
                "items": [(item.title, item.state, _address(item.url)) for item in card.items],
            }
            for card in cards
        ],
        "greeting": _GREETING,
        "desk": _address(reverse("wagtailadmin_home")),
        "profile": _address(reverse("wagtailadmin_account")),
        "identity": Identity.load(),
        "language": language,
    }
    text, html = (render_to_string(f"desk/mail/morning.{kind}", facts).strip() + "\n" for kind in ("txt", "html"))
    return facts["subject"], *(literal(each).replace(_GREETING, "{greeting}") for each in (text, html))


def _count(card: Card) -> int:
    return card.count or len(card.items)


def _address(path: str) -> str:
    return f"{settings.BASE_URL}{path}" if path.startswith("/") else path


def _reference(user: AnyUser) -> str:
    return f"user:{user.pk}"
