"""What photos have to say on "Bugün": those that may soon not be used, or are shown though they may not."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kopru.core.models import User
from kopru.core.roles import holds
from kopru.core.today import Card, Item
from kopru.photos.health import published_though_barred
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
