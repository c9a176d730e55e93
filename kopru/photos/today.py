"""Photos that may soon not be used, or are shown though they may not: told on "Bugün" and by the doctor."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kopru.core.health import Finding
from kopru.core.models import User
from kopru.core.roles import holds
from kopru.core.today import Card, Item
from kopru.photos import visibility
from kopru.photos.models import Photo
from kopru.photos.permissions import PHOTO_DESK

_AHEAD: Final = timedelta(days=14)
_SHOWN: Final = 5


def cards(user: User, at: datetime) -> Sequence[Card]:
    """Return a card with published photos that may not be shown any more and one with rights that end within two
    weeks; none where there is nothing to say.
    """
    if not holds(user, *PHOTO_DESK):
        return []
    today = localdate(at)
    barred = [
        Item(title=photo.title, url=photo.get_absolute_url(), note=photo.obstacle(on=today), tone="late")
        for photo in published_though_barred(at)[:_SHOWN]
    ]
    ending = Photo.objects.visible_to(user, at).lapsing(on=today, by=today + _AHEAD).order_by("rights_until")
    soon = [
        Item(
            title=photo.title,
            url=photo.get_absolute_url(),
            note=_("Usable until %(day)s") % {"day": date_format(photo.rights_until)},
            tone="due",
        )
        for photo in ending[:_SHOWN]
    ]
    made = [
        Card(title=_("Published photos that may not be shown"), icon="warning", items=barred, empty="", order=5),
        Card(title=_("Rights of photos that end soon"), icon="image", items=soon, empty="", order=70),
    ]
    return [card for card in made if card.items]


def published_though_barred(at: datetime) -> list[Photo]:
    """Return the photos of public bulletins that are left out there, because they may not be used any more."""
    barred = Photo.objects.barred(on=localdate(at))
    used = visibility.seen(barred.values("pk"), AnonymousUser(), at)
    return list(Photo.objects.filter(pk__in=used))


def findings(at: datetime) -> Iterator[Finding]:
    """Look for photos in public bulletins that may not be shown any more."""
    found = published_though_barred(at)
    yield Finding(
        "photos.rights",
        not found,
        _summary(found, localdate(at)) if found else _("Every published photo may be shown."),
        _("Correct these bulletins without the photo, or renew the right or the consent.") if found else "",
    )


def _summary(found: list[Photo], today: date) -> str:
    said: Any = [f"“{photo.title}”: {photo.obstacle(on=today)}" for photo in found[:_SHOWN]]
    return _("%(count)d published photos may not be shown any more. %(photos)s") % {
        "count": len(found),
        "photos": " ".join(said),
    }
