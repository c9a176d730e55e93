"""How a photo comes into the archive, from a screen, a card or a mail: always by `accept`."""

from datetime import date, datetime
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from kopru.core.models import User
from kopru.photos import darkroom, likeness
from kopru.photos.models import Photo
from kopru.search import index

#: How many of the newest photos are compared for likeness: doubles come from the same days.
COMPARED = 5000


class AlreadyKept(ValidationError):
    """The very same file is in the archive."""

    def __init__(self, photo: Photo) -> None:
        """Name the photo that is there."""
        self.photo = photo
        message = _("This photo is already in the archive: “%(title)s”.")
        super().__init__(message, code="already_kept", params={"title": lazystr(photo.title)})


def accept(
    file: IO[bytes] | Any,
    *,
    name: str,
    by: User | None,
    at: datetime,
    title: str = "",
    description: str = "",
    tags: tuple[str, ...] = (),
    **captions: str | date | None,
) -> Photo:
    """Take a photo into the archive; what is not given (`caption`, `credit`, `photographer`, `place`, `taken_on`,
    `rights`, `rights_note`, `rights_until`, `caption_en`) is read from the file.

    The file is developed before the transaction begins. Given the same file twice it raises, and keeps one.

    :raises kopru.photos.darkroom.Refused: if it is no picture that can be kept
    :raises AlreadyKept: if the archive has the same file
    """
    developed = file if isinstance(file, darkroom.Developed) else darkroom.develop(file, name=name)
    refuse_double(developed)
    photo = Photo(title=(title or developed.said.title or stem(name))[:255], description=description)
    for field, value in captions.items():
        setattr(photo, field, value)
    fill_in(photo, developed.said)
    photo.uploaded_by_user = by
    try:
        with transaction.atomic():
            photo.file.save(developed.name or name, developed, save=False)
            photo.save()
            if tags:
                photo.tags.add(*tags)
                index.put(photo)
            log(instance=photo, action="photos.accept", user=by, data={"sha256": developed.sha256}, timestamp=at)
    except IntegrityError:
        photo.file.storage.delete(photo.file.name)
        refuse_double(developed)  # somebody handed in the same file at the same moment
        raise
    return photo


def refuse_double(developed: darkroom.Developed, *, of: Photo | None = None) -> None:
    """Do nothing, unless the archive has the same file in another photo than `of`.

    :raises AlreadyKept: if it has
    """
    same = Photo.objects.filter(sha256=developed.sha256).exclude(pk=of.pk if of else None).first()
    if same is not None:
        raise AlreadyKept(same)


def fill_in(photo: Photo, said: Any) -> None:
    """Fill what nobody wrote with what the picture says of itself."""
    for field in ("caption", "credit", "photographer", "place", "rights_note", "taken_on"):
        if not getattr(photo, field):
            setattr(photo, field, getattr(said, field))


def lookalikes(photo: Photo, *, limit: int = 3) -> list[Photo]:
    """Return the photos that look like this one, the most alike first, among the newest of the archive."""
    if not photo.dhash:
        return []
    others = Photo.objects.exclude(pk=photo.pk).exclude(dhash="").order_by("-created_at", "-pk")
    pairs = others.values_list("pk", "dhash")[:COMPARED]
    near = sorted((likeness.distance(photo.dhash, dhash), pk) for pk, dhash in pairs)
    wanted = [pk for distance, pk in near[:limit] if distance <= likeness.NEAR]
    found = Photo.objects.in_bulk(wanted)
    return [found[pk] for pk in wanted]


def stem(name: str) -> str:
    """Return a file's name as a first title: "DSC_0142.JPG" becomes "DSC 0142"."""
    return name.rpartition(".")[0].replace("_", " ").strip() or name
