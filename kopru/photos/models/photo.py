"""Photographs and their renditions: how they are stored, named, addressed and who may see them."""

import secrets
from datetime import date, datetime
from hashlib import sha1
from pathlib import PurePosixPath
from typing import Any, ClassVar, Self

from django.core.files.base import ContentFile, File
from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    ImageQuerySet,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)

from kopru.core import freshness
from kopru.core.models import AnyUser
from kopru.core.roles import STAFF, holds
from kopru.photos import addresses, darkroom, visibility
from kopru.photos.turns import one_at_a_time
from kopru.search.indexed import Indexed


def new_key() -> str:
    """Return 22 random characters (128 bits): the part of a photo's names and addresses that nobody guesses."""
    return secrets.token_urlsafe(16)


class PhotoQuerySet(ImageQuerySet):
    """Photos, narrowed."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:
        """Return all to the office's people, to others those that something they may see uses and that may be used."""
        if holds(user, *STAFF):
            return self
        narrowed: Self = self.filter(pk__in=visibility.seen(self.values("pk"), user, at)).usable(on=localdate(at))
        return narrowed

    def usable(self, *, on: date) -> Self:
        """Return those that may be used on that day: what `Photo.obstacle` asks of one."""
        narrowed: Self = self.filter(_usable(on))
        return narrowed

    def lapsing(self, *, on: date, by: date) -> Self:
        """Return those whose right of use ends from `on` to `by`, both days included."""
        narrowed: Self = self.filter(rights_until__range=(on, by))
        return narrowed

    def barred(self, *, on: date) -> Self:
        """Return those that may not be used on that day."""
        narrowed: Self = self.filter(~_usable(on))
        return narrowed


def _usable(on: date) -> models.Q:
    begun = models.Q(rights_from=None) | models.Q(rights_from__lte=on)
    lasting = models.Q(rights_until=None) | models.Q(rights_until__gte=on)
    return begun & lasting & models.Q(has_objection=False) & ~models.Q(rights=Photo.Rights.UNCLEAR)


class PhotoFile(WagtailImageFieldFile):
    """The stored file: whatever way a picture comes, it goes through the darkroom before it touches the disk."""

    instance: "Photo"

    def save(self, name: str, content: Any, save: bool = True) -> None:  # noqa: FBT001, FBT002 — Django's signature
        """Store the developed picture and note on the photo what was learnt.

        :raises kopru.photos.darkroom.Refused: if it is no picture that can be kept
        """
        developed = content if isinstance(content, darkroom.Developed) else self._developed(name, content)
        photo = self.instance
        photo.key, photo.sha256, photo.dhash = new_key(), developed.sha256, developed.dhash
        photo.file_size, photo.file_hash = developed.size, sha1(developed.read(), usedforsecurity=False).hexdigest()
        developed.seek(0)
        super().save(developed.name or name, developed, save)

    def _developed(self, name: str, content: Any) -> darkroom.Developed:
        inner = getattr(content, "file", None)  # Django wraps what a form hands over
        return inner if isinstance(inner, darkroom.Developed) else darkroom.develop(content, name=name)


class PhotoFileField(WagtailImageField):
    """A file field that keeps only what the darkroom made."""

    attr_class = PhotoFile


class Photo(Indexed, AbstractImage):
    """One photograph: re-encoded at the door, without position, with credit and rights.

    `description` is what somebody who cannot see it is told; `caption` is what stands below it in print.
    `sha256` is of the file as it was handed in, `dhash` of what it looks like.
    """

    class Rights(models.TextChoices):
        """By what right the office uses a photo."""

        OWN = "own", _("Our own work")
        GIVEN = "given", _("Given to us with permission")
        LICENSED = "licensed", _("Licensed for a time")
        FREE = "free", _("Free of rights")
        UNCLEAR = "unclear", _("Not cleared yet")

    file = PhotoFileField(
        _("File"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    key = models.CharField(max_length=22, unique=True, editable=False, default=new_key)
    caption = models.CharField(
        _("Caption"), max_length=500, blank=True, help_text=_("What stands below the photo: who, what, where, when.")
    )
    caption_en = models.CharField(_("Caption in English"), max_length=500, blank=True)
    credit = models.CharField(
        _("Credit"), max_length=120, blank=True, help_text=_("As it must be printed, e.g. “Photo: Municipality”.")
    )
    photographer = models.CharField(_("Photographer"), max_length=120, blank=True)
    taken_on = models.DateField(_("Taken on"), null=True, blank=True)
    place = models.CharField(_("Place"), max_length=120, blank=True, db_index=True)
    event = models.CharField(
        _("Event"),
        max_length=160,
        blank=True,
        db_index=True,
        help_text=_("What it was taken at, e.g. “Opening of the market”."),
    )
    rights = models.CharField(_("Rights"), max_length=10, choices=Rights.choices, default=Rights.OWN)
    rights_note = models.CharField(
        _("Note on rights"), max_length=255, blank=True, help_text=_("Who gave it, under which agreement.")
    )
    rights_from = models.DateField(
        _("Usable from"), null=True, blank=True, help_text=_("The first day on which it may be used. Empty: at once.")
    )
    rights_until = models.DateField(
        _("Usable until"), null=True, blank=True, help_text=_("The last day on which it may be used. Empty: no end.")
    )
    #: somebody it shows refused or withdrew; kept by the verbs of `actions`, so that lists and pages need not ask
    has_objection = models.BooleanField(_("Somebody objects"), default=False, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    dhash = models.CharField(max_length=16, blank=True, editable=False)

    objects: ClassVar[Any] = PhotoQuerySet.as_manager()

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "caption_en",
        "credit",
        "photographer",
        "taken_on",
        "place",
        "event",
        "rights",
        "rights_note",
        "rights_from",
        "rights_until",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("Photo")
        verbose_name_plural = _("Photos")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=~models.Q(sha256=""), name="photos_a_file_is_kept_once"
            ),
            models.CheckConstraint(
                name="photos_a_lease_begins_before_it_ends",
                condition=models.Q(rights_from=None)
                | models.Q(rights_until=None)
                | models.Q(rights_from__lte=models.F("rights_until")),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the photo; pages that show it are made anew."""
        super().save(*args, **kwargs)
        freshness.touch()

    def is_usable(self, *, on: date) -> bool:
        """Tell whether it may be put into a bulletin and shown to the public on that day."""
        return not self.obstacle(on=on)

    def obstacle(self, *, on: date) -> str:
        """Say why it may not be used on that day; empty if it may. Asks the database nothing."""
        if self.has_objection:
            return gettext("Somebody who can be recognised in it does not want it used.")
        if self.rights == self.Rights.UNCLEAR:
            return gettext("Its rights are not cleared yet.")
        if self.rights_until is not None and self.rights_until < on:
            return gettext("The right to use it ended on %(day)s.") % {"day": date_format(self.rights_until)}
        if self.rights_from is not None and self.rights_from > on:
            return gettext("It may only be used from %(day)s on.") % {"day": date_format(self.rights_from)}
        return ""

    def get_absolute_url(self) -> str:
        """Return where the office's people open it."""
        return reverse("wagtailimages:edit", args=(self.pk,))

    @property
    def printed_credit(self) -> str:
        """The credit line, or the photographer where there is none."""
        return self.credit or self.photographer

    @property
    def default_alt_text(self) -> str:
        """What is said to those who cannot see it."""
        return str(self.description or self.caption or self.title)

    def url_for(self, spec: str) -> str:
        """Return the address of the photo at `spec` ("width-640", "fill-1200x630|format-webp"; "original" is all).

        Costs no query; the rendition is made when the address is first asked for.
        """
        return addresses.address(self, spec)

    def get_upload_to(self, filename: str) -> str:
        """Name the stored file by its key: nothing of the uploader's name, nothing to guess."""
        return f"photos/{self.key[:2]}/{self.key}{PurePosixPath(filename).suffix.lower()}"

    def create_rendition(self, filter: Filter) -> "Rendition":  # noqa: A002 — Wagtail's name
        """Make a rendition once, however many ask for it at the same moment on this machine."""
        with one_at_a_time(f"{self.key}-{filter.spec}"):
            found = self.renditions.filter(filter_spec=filter.spec, focal_point_key=filter.get_cache_key(self)).first()
            made: Rendition = found or super().create_rendition(filter)
        return made

    def create_renditions(self, *filters: Filter) -> dict[Filter, "Rendition"]:
        """Make several one after the other: three decoded photos at once are half a gigabyte."""
        return {wanted: self.create_rendition(wanted) for wanted in filters}

    def generate_rendition_file(self, filter: Filter, *, source: Any = None) -> ContentFile[bytes]:  # noqa: A002
        """Return the made picture in memory and close what it was made in."""
        with self.open_file() as original:
            made = super().generate_rendition_file(filter, source=source or File(original, name=self.file.name))
        with made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)


class Rendition(AbstractRendition):
    """One photograph at one size."""

    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="photos_a_size_is_kept_once"
            ),
        ]

    @property
    def url(self) -> str:
        """The address that asks the visibility rule; the disk has none."""
        photo: Photo = self.image
        return photo.url_for(self.filter_spec)

    def get_upload_to(self, filename: str) -> str:
        """Name the file by the photo's key."""
        return f"renditions/{self.image.key[:2]}/{PurePosixPath(filename).name}"
