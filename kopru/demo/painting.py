"""From a picture described to a photo in the archive; painted once, whoever asks again."""

from datetime import date, datetime
from typing import Final

from kopru.core.models import User
from kopru.demo import office
from kopru.demo.art import light
from kopru.demo.art.scenes import paint
from kopru.demo.season.items import Picture
from kopru.photos import intake
from kopru.photos.models import Photo

_PHOTOGRAPHER: Final = "Kaan Işıklı"


def photo_of(picture: Picture, *, by: User, on: date, at: datetime) -> Photo:
    """Paint `picture` and take it into the archive, or find it there if an earlier load was cut off after it."""
    found = Photo.objects.filter(title=picture.title, rights_note=office.EXAMPLE, caption=picture.caption).first()
    if found is not None:
        return found  # type: ignore[no-any-return]
    sheet = paint(picture.scene, getattr(light, picture.light), picture.seed)
    photo = intake.accept(
        sheet.jpeg(),
        name=f"{picture.scene}-{picture.seed}.jpg",
        by=by,
        at=at,
        title=picture.title,
        caption=picture.caption,
        description=picture.description,
        credit=f"{_PHOTOGRAPHER} / Zeytinyalı Belediyesi",
        photographer=_PHOTOGRAPHER,
        place=picture.place,
        taken_on=on,
        rights_note=office.EXAMPLE,
        tags=picture.tags,
    )
    Photo.objects.filter(pk=photo.pk).update(created_at=at)  # the column follows the clock on the wall
    return photo
