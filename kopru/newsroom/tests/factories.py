"""Bulletins for tests, also of the other apps: each made by the verbs, as the office makes them."""

import io
import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image

from kopru.core.models import User
from kopru.core.roles import Role
from kopru.newsroom import actions
from kopru.newsroom.models import Bulletin, Topic
from kopru.photos.models import Photo

#: Tuesday, 13.00 in Küçükkuyu
NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

_counted = itertools.count(1)

OPENING = "<p>Mıhlı Çayı boyunca yapılan <b>2,4 kilometrelik</b> yürüyüş yolu salı günü açılıyor.</p>"
BODY = [
    ("paragraph", OPENING),
    ("subhead", "Liman meydanından şelaleye"),
    (
        "paragraph",
        "<p>Yol, zeytinliklerin arasından <a href='https://example.org/yol'>Mıhlı Şelalesi’ne</a> uzanıyor.</p>",
    ),
    (
        "quote",
        {"text": "<p>Bu yol herkesin.</p>", "speaker": "Ayşe Örnek", "office": "Küçükkuyu Belediye Başkanı"},
    ),
    ("facts", {"title": "Bir bakışta", "facts": [{"label": "Uzunluk", "value": "2,4 km"}]}),
]


def user(*roles: Role, **fields: Any) -> User:
    number = next(_counted)
    name = {"first_name": "Işıl", "last_name": f"Örnek {number}"} | fields
    made = User.objects.create_user(f"kisi{number}", f"kisi{number}@example.org", **name)
    for role in roles:
        made.groups.add(Group.objects.get_or_create(name=role.value)[0])
    return made


def photo(caption: str = "Yürüyüş yolu", *, width: int = 640, height: int = 480, **fields: Any) -> Photo:
    written = io.BytesIO()
    number = next(_counted)
    Image.new("RGB", (width, height), (number % 256, number // 256 % 256, 108)).save(written, "PNG")
    file = ContentFile(written.getvalue(), name="yol.png")
    given = {"title": caption, "caption": caption, "credit": "Deniz Örnek", "description": "Zeytinlikte yol"} | fields
    return Photo.objects.create(file=file, width=width, height=height, **given)


def bulletin(*, figures: int = 0, topics: tuple[str, ...] = (), **fields: Any) -> Bulletin:
    given = {
        "overline": "Mıhlı Çayı",
        "headline": "Yürüyüş yolu salı günü açılıyor",
        "spot": "Liman meydanından Mıhlı Şelalesi’ne uzanan yol hizmete giriyor.",
        "place": "Küçükkuyu",
        "body": BODY,
    }
    made = Bulletin(**(given | fields))
    made.topics = [Topic.objects.get_or_create(name=name, slug=f"konu-{name.lower()}")[0] for name in topics]
    for order in range(figures):
        made.figures.add(made.figures.model(photo=photo(f"Yolun {order + 1}. durağı"), sort_order=order))
    made.save()
    return made


def approved(*, by: User | None = None, at: datetime = NOON, **fields: Any) -> Bulletin:
    """A numbered bulletin that nobody outside the office may see yet."""
    made = bulletin(**fields)
    approve(made, at=at)
    return made


def approve(made: Bulletin, *, at: datetime = NOON) -> None:
    edition = actions.submit(made, by=user(Role.WRITER), at=at)
    actions.approve(made, edition=edition, by=user(Role.HEAD), at=at)


def published(*, at: datetime = NOON, release_at: datetime | None = None, **fields: Any) -> Bulletin:
    made = approved(at=at, **fields)
    actions.publish(made, by=user(Role.HEAD), at=at, release_at=release_at)
    return made


def rewritten(made: Bulletin, *, at: datetime = NOON, **words: Any) -> Bulletin:
    """Reopen, change and approve again: a newly approved edition waits."""
    actions.reopen(made, by=user(Role.WRITER), at=at)
    for name, value in words.items():
        setattr(made, name, value)
    made.save()
    approve(made, at=at)
    return made
