"""Photographs and their renditions: how they are stored, named, addressed and who may see them."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, ImageQuerySet

from kopru.core.models import AnyUser
from kopru.core.roles import STAFF, holds
from kopru.photos import addresses, visibility
from kopru.photos.turns import one_at_a_time


def new_key() -> str:
    """Return 22 random characters (128 bits): the part of a photo's names and addresses that nobody guesses."""
    return secrets.token_urlsafe(16)


class PhotoQuerySet(ImageQuerySet):
    """Photos, narrowed."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:
        """Return all of them to the office's people, to others those that something they may see uses."""
        if holds(user, *STAFF):
            return self
        narrowed: Self = self.filter(pk__in=visibility.seen(self.values("pk"), user, at))
        return narrowed

    def expiring(self, *, by: date) -> Self:
        """Return those whose right of use ends on or before `by`."""
        narrowed: Self = self.filter(rights_until__lte=by)
        return narrowed


class Photo(AbstractImage):
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
    place = models.CharField(_("Place"), max_length=120, blank=True)
    rights = models.CharField(_("Rights"), max_length=10, choices=Rights.choices, default=Rights.OWN)
    rights_note = models.CharField(
        _("Note on rights"), max_length=255, blank=True, help_text=_("Who gave it, under which agreement.")
    )
    rights_until = models.DateField(
        _("Usable until"), null=True, blank=True, help_text=_("The last day on which it may be used. Empty: no end.")
    )
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
        "rights",
        "rights_note",
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
        ]

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


def photos_of(pks: Iterable[int]) -> dict[int, Photo]:
    """Return the photos with these ids, by id, in one query."""
    found: dict[int, Photo] = Photo.objects.in_bulk(list(pks))
    return found
