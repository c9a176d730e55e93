"""What can be wrong with published photos: told by the doctor."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from kopru.core.health import Finding
from kopru.photos import visibility
from kopru.photos.models import Photo

_SHOWN: Final = 5


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
