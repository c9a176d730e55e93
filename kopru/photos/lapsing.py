"""Rights that end soon, told on "Bugün" before they have ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kopru.core.models import User
from kopru.core.roles import holds
from kopru.core.today import Card, Item
from kopru.photos.models import Photo
from kopru.photos.permissions import PHOTO_DESK

_AHEAD: Final = timedelta(days=14)
_SHOWN: Final = 5


def cards(user: User, at: datetime) -> Sequence[Card]:
    """Return one card with the photos whose right of use ends within two weeks, none if there are none."""
    if not holds(user, *PHOTO_DESK):
        return []
    today = localdate(at)
    ending = Photo.objects.visible_to(user, at).filter(rights_until__range=(today, today + _AHEAD))
    soon = list(ending.order_by("rights_until")[: _SHOWN + 1])
    if not soon:
        return []
    items = [
        Item(title=photo.title, url=photo.get_absolute_url(), note=f"{photo.rights_until:%d.%m.%Y}", tone="due")
        for photo in soon[:_SHOWN]
    ]
    return [Card(title=str(_("Rights of photos that end soon")), icon="image", items=items, empty="", order=70)]
