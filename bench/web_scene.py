"""The archive that Q8 asks for: filled in one go, and written to while it is asked (`fill COUNT`, `write`)."""

import io
import sys
import time
from datetime import datetime, timedelta
from typing import Any

import django
from django.core.files.base import ContentFile

django.setup()

from django.utils import timezone  # noqa: E402
from PIL import Image  # noqa: E402

from kopru.core import freshness  # noqa: E402
from kopru.core.models import User  # noqa: E402
from kopru.newsroom.models import Bulletin, Edition, Topic  # noqa: E402
from kopru.photos.models import Photo  # noqa: E402

_CONTENT: dict[str, Any] = {
    "language": "tr",
    "overline": "Mıhlı Çayı",
    "headline": "Yürüyüş yolu salı günü açılıyor",
    "spot": "Liman meydanından Mıhlı Şelalesi’ne uzanan 2,4 kilometrelik yol hizmete giriyor.",
    "place": "Küçükkuyu",
    "unit": "Fen İşleri Müdürlüğü",
    "topics": ["Su"],
    "contact": None,
    "blocks": [{"kind": "paragraph", "runs": [{"text": "Yol, zeytinliklerin arasından şelaleye uzanıyor. " * 8}]}] * 8,
    "figures": [],
    "files": [],
}


def fill(count: int) -> None:
    """Make `count` public bulletins, the newest an hour old, one in three with a photo."""
    drawn = io.BytesIO()
    Image.new("RGB", (1800, 1200), (11, 79, 108)).save(drawn, "JPEG")
    file = ContentFile(drawn.getvalue(), name="deniz.jpg")
    photo = Photo.objects.create(file=file, width=1800, height=1200, title="Deniz", caption="Deniz", credit="Belediye")
    user = User.objects.create_user("olcum", "olcum@example.org")
    topics = [Topic.objects.create(name=name, slug=f"konu-{name.lower()}") for name in ("Su", "Yol", "Kent", "Deniz")]
    now = timezone.now()
    bulletins = Bulletin.objects.bulk_create(_bulletin(number, count, now) for number in range(1, count + 1))
    editions = Edition.objects.bulk_create(
        [_edition(bulletin, user, photo if bulletin.number % 3 == 0 else None, now) for bulletin in bulletins]
    )
    for bulletin, edition in zip(bulletins, editions, strict=True):
        bulletin.edition, bulletin.visibility = edition, "public"
    Bulletin.objects.bulk_update(bulletins, ["edition", "visibility"], batch_size=500)
    told = Edition.topics.through
    told.objects.bulk_create(told(edition=edition, topic=topics[edition.pk % 4]) for edition in editions)


def _bulletin(number: int, count: int, now: datetime) -> Bulletin:
    at = now - timedelta(hours=1 + (count - number) * 4)
    return Bulletin(
        headline=_CONTENT["headline"],
        body="[]",
        year=2026,
        number=number,
        stage="approved",
        visibility="draft",
        release_at=at,
        first_published_at=at,
        last_updated_at=at,
    )


def _edition(bulletin: Bulletin, user: User, photo: Photo | None, now: datetime) -> Edition:
    return Edition(
        bulletin=bulletin,
        version=1,
        language="tr",
        overline=_CONTENT["overline"],
        lead_photo=photo,
        headline=f"{_CONTENT['headline']} {bulletin.number}",
        spot=_CONTENT["spot"],
        content=_CONTENT,
        sha256="0" * 64,
        made_at=now,
        made_by=user,
        approved_at=now,
        approved_by=user,
    )


def write() -> None:
    """Change the newest bulletin five times a second, and say so, until killed."""
    newest = Bulletin.objects.order_by("-release_at").first()
    while newest is not None:
        newest.last_updated_at = timezone.now()
        newest.save()
        freshness.touch()
        time.sleep(0.2)


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
    else:
        write()
