"""What happens to a photo in the archive after `intake.accept`: it is captioned, and the people in it are asked.

Obstacle
├── ConsentRefused     somebody said no: only a new written consent lifts it
└── AlreadyWithdrawn   the consent was withdrawn before
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from kopru.core import freshness
from kopru.core.models import User
from kopru.directory.models import Person
from kopru.photos.models import Consent, Depiction, Photo
from kopru.photos.models.depictions import OBJECTIONS
from kopru.search import index


class Obstacle(Exception):
    """A verb cannot be done; `str()` says why, in the reader's language."""

    words = _("This is not possible now.")

    def __str__(self) -> str:
        return str(self.words)


class ConsentRefused(Obstacle):
    """Somebody said no: only a new written consent lifts it."""

    words = _("This person did not consent. Only a new written consent lifts that.")


class AlreadyWithdrawn(Obstacle):
    """The consent was withdrawn before."""

    words = _("The consent was withdrawn already.")


@transaction.atomic
def caption(photo: Photo, *, words: Mapping[str, Any], tags: tuple[str, ...] = (), by: User, at: datetime) -> list[str]:
    """Write `words` (field → value) beside the photo and add `tags`; return the names of the fields that changed."""
    changed = [name for name, value in words.items() if getattr(photo, name) != value]
    for name in changed:
        setattr(photo, name, words[name])
    new = sorted(set(tags) - set(photo.tags.names())) if tags else []
    if new:
        photo.tags.add(*new)
        changed.append("tags")
    if changed:
        photo.save()
        log(instance=photo, action="photos.caption", user=by, data={"fields": changed}, timestamp=at)
    return changed


@transaction.atomic
def name_person(
    photo: Photo,
    *,
    who: str,
    consent: str,
    consent_on: date,
    by: User | None,
    at: datetime,
    person: Person | None = None,
    is_minor: bool = False,
    note: str = "",
    form: Any = None,
) -> Depiction:
    """Say that `who` can be recognised in the photo, and what they say to its use."""
    depiction = Depiction(photo=photo, who=who, person=person, is_minor=is_minor, recorded_by=by)
    _state(depiction, consent=consent, consent_on=consent_on, note=note, form=form, at=at)
    _weigh(photo)
    _tell(depiction, "photos.name_person", by=by, at=at)
    return depiction


@transaction.atomic
def record_consent(
    depiction: Depiction,
    *,
    consent: str,
    consent_on: date,
    by: User,
    at: datetime,
    note: str = "",
    form: Any = None,
) -> None:
    """Write down what the person said now.

    :raises ConsentRefused: if they had said no, and this is no written consent
    """
    _lock(depiction)
    if depiction.is_objection and consent != Consent.WRITTEN and consent not in OBJECTIONS:
        raise ConsentRefused
    depiction.recorded_by = by
    _state(depiction, consent=consent, consent_on=consent_on, note=note, form=form, at=at)
    _weigh(depiction.photo)
    _tell(depiction, "photos.record_consent", by=by, at=at)


@transaction.atomic
def withdraw_consent(depiction: Depiction, *, on: date, note: str, by: User, at: datetime) -> None:
    """Take the photo out of the public's sight: the person no longer agrees (law 6698 art. 7 and 11).

    The signed form stays as the proof of the time before. Bulletins that show the photo stay as they are;
    their pages leave it out from now on, and the office is told.

    :raises AlreadyWithdrawn: if they had withdrawn before
    """
    _lock(depiction)
    if depiction.consent == Consent.WITHDRAWN:
        raise AlreadyWithdrawn
    depiction.recorded_by = by
    _state(depiction, consent=Consent.WITHDRAWN, consent_on=on, note=note, form=None, at=at)
    _weigh(depiction.photo)
    _tell(depiction, "photos.withdraw_consent", by=by, at=at)


@transaction.atomic
def remove_name(depiction: Depiction, *, by: User, at: datetime) -> None:
    """Take a name back that was set beside the wrong face.

    :raises ConsentRefused: if the person said no; a no is not deleted
    """
    _lock(depiction)
    if depiction.is_objection:
        raise ConsentRefused
    _tell(depiction, "photos.remove_name", by=by, at=at)
    if depiction.form:
        storage, name = depiction.form.storage, str(depiction.form.name)
        transaction.on_commit(lambda: storage.delete(name))
    photo = depiction.photo
    Depiction.objects.filter(pk=depiction.pk).delete()
    index.put(photo)


def _lock(depiction: Depiction) -> None:
    """Read what is stored now and let nobody change it meanwhile."""
    depiction.refresh_from_db(from_queryset=Depiction.objects.select_for_update())


def _state(depiction: Depiction, *, consent: str, consent_on: date, note: str, form: Any, at: datetime) -> None:
    depiction.consent, depiction.consent_on, depiction.note = consent, consent_on, note
    depiction.recorded_at = at
    if form:
        depiction.form = form
    depiction.full_clean(exclude=["photo", "person", "recorded_by"])
    depiction.save()


def _weigh(photo: Photo) -> None:
    """Keep on the photo whether somebody in it objects, and let the pages that show it be made anew."""
    photo.has_objection = photo.depictions.objecting().exists()
    Photo.objects.filter(pk=photo.pk).update(has_objection=photo.has_objection)
    index.put(photo)
    freshness.touch()


def _tell(depiction: Depiction, action: str, *, by: User | None, at: datetime) -> None:
    """Log on the photo; by the row's id and kind of consent, for a log outlives a name that must be erased."""
    data = {"depiction": depiction.pk, "consent": depiction.consent, "on": depiction.consent_on.isoformat()}
    log(instance=depiction.photo, action=action, user=by, data=data, timestamp=at)
