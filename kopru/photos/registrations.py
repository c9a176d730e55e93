"""What photos tell the apps below."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy

from kopru.core import bodies, health, today
from kopru.core.roles import STAFF, grant, holds
from kopru.directory import holders
from kopru.photos import erasure
from kopru.photos.forms.people import LARGEST
from kopru.photos.health import findings
from kopru.photos.models import Photo
from kopru.photos.permissions import KEEPERS, PHOTO_DESK, may_caption, may_delete
from kopru.photos.policies import PhotoPolicy
from kopru.photos.today import cards
from kopru.search import registry


def _document(photo: Photo) -> registry.Document:
    said = [
        photo.caption,
        photo.description,
        photo.caption_en,
        photo.place,
        photo.event,
        photo.photographer,
        photo.credit,
    ]
    tags = [tag.name for tag in photo.tags.all()]
    people = [depiction.who for depiction in photo.depictions.all()]
    return registry.Document(
        title=photo.title,
        text="\n".join(filter(None, said + tags + people)),
        at=photo.created_at,
        url=photo.get_absolute_url(),
        summary=photo.caption or photo.description,
    )


def _open_to(user: Any, at: datetime) -> bool:  # noqa: ARG001 — the registry's signature
    return holds(user, *STAFF)


# For exactly this class: Wagtail's own app gets ready after ours and puts a policy of its own on the image model.
register_permission_policy(
    Photo,
    PhotoPolicy(
        Photo,
        view=STAFF,
        add=PHOTO_DESK,
        change=PHOTO_DESK,
        delete=PHOTO_DESK | KEEPERS,
        rules={"change": may_caption, "delete": may_delete},
    ),
    exact_class=True,
)
for _codename in ("add_photo", "change_photo", "delete_photo", "view_photo"):
    grant(f"photos.{_codename}", *PHOTO_DESK)
registry.register(registry.Kind("photo", _("Photo"), Photo, _document, icon="image", open_to=_open_to))
today.register(cards)
# Many in one form where a browser runs no script; each of them may have what the settings say.
bodies.open_door("kopru.photos.views.many.upload", megabytes=400)
bodies.open_door(
    "kopru.photos.views.one.PhotoView",
    "photo_chooser:create",
    megabytes=settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // bodies.MEGABYTE,
)
bodies.open_door("photo_desk:name", "photo_desk:record", megabytes=LARGEST // bodies.MEGABYTE)
health.register("photos", findings)
holders.register("photos", holders.Holder(erasure.describe, erasure.export, erasure.erase))
