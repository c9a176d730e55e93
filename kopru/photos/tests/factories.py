"""Pictures and photos for tests."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.contrib.auth.models import Group
from PIL import Image, ImageDraw

from kopru.core.models import User
from kopru.core.roles import Role
from kopru.photos import intake
from kopru.photos.models import Photo

AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def picture(
    kind: str = "JPEG", *, size: tuple[int, int] = (64, 48), colour: Any = (20, 90, 140), mode: str = "RGB", **save: Any
) -> bytes:
    """Return an encoded picture with something to see in it."""
    image = Image.new(mode, size, colour)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] // 3, size[1] // 3), fill=tuple(255 for _ in image.getbands()))
    out = BytesIO()
    image.save(out, kind, **save)
    return out.getvalue()


_made = iter(range(1, 10_000))


def make_photo(*, by: User | None = None, **fields: Any) -> Photo:
    """Take a photo that is like no other into the archive."""
    number = next(_made)
    raw = picture(comment=str(number).encode())
    return intake.accept(BytesIO(raw), name=f"foto-{number}.jpg", by=by, at=AT, **fields)


def make_user(role: Role | None = None, **fields: Any) -> User:
    """Make somebody who signs in."""
    number = next(_made)
    user = User.objects.create_user(f"kisi{number}", f"kisi{number}@example.org", "parola-parola", **fields)
    if role is not None:
        user.groups.add(Group.objects.get_or_create(name=role.value)[0])
    return user


def kept_bytes(photo: Photo) -> bytes:
    """Return what lies on the disk for `photo`."""
    with photo.file.storage.open(photo.file.name) as file:
        return bytes(file.read())
