"""Who can be recognised in a photo, and whether they agree to its use.

    consent   NOT_ASKED → WRITTEN → WITHDRAWN      PUBLIC_FIGURE and CROWD need none (law 5846 art. 86)
                        → REFUSED

What was refused or withdrawn is lifted only by a new written consent.
"""

from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Final, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.core.models import AnyUser
from kopru.core.roles import STAFF, holds
from kopru.photos.models.photo import Photo, new_key
from kopru.turkish.folding import fold


class Consent(models.TextChoices):
    """By what right a face is shown (law 5846 art. 86; law 6698 art. 5)."""

    WRITTEN = "written", _("Consented in writing")
    PUBLIC_FIGURE = "figure", _("Public figure")
    CROWD = "crowd", _("Official ceremony or crowd")
    NOT_ASKED = "unasked", _("Not asked")
    REFUSED = "refused", _("Refused the use")
    WITHDRAWN = "withdrawn", _("Withdrew the consent")


#: a photo with one of these is neither put into a bulletin nor shown to the public
OBJECTIONS: Final = frozenset({Consent.REFUSED, Consent.WITHDRAWN})


def _place(depiction: "Depiction", name: str) -> str:
    """Name a signed form so that nobody guesses it; it is served to the office alone."""
    return f"consents/{depiction.photo_id}-{new_key()}{PurePosixPath(name).suffix.lower()}"


class DepictionQuerySet(models.QuerySet["Depiction"]):
    """People in photos, narrowed."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002 — the signature of every scope
        """Return all of them to the office's people, none to others: a name beside a face is personal data."""
        return self if holds(user, *STAFF) else self.none()

    def objecting(self) -> Self:
        """Return those who refused or withdrew."""
        return self.filter(consent__in=OBJECTIONS)

    def children_unasked(self) -> Self:
        """Return children for whom nobody has consented in writing."""
        return self.filter(is_minor=True).exclude(consent__in={Consent.WRITTEN, *OBJECTIONS})


class Depiction(models.Model):
    """One person in one photo, with what they say to its use."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="depictions", verbose_name=_("Photo"))
    person = models.ForeignKey(
        "directory.Person",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="depictions",
        verbose_name=_("In the directory"),
    )
    who = models.CharField(_("Who"), max_length=160)
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    is_minor = models.BooleanField(_("Under 18"), default=False)
    consent = models.CharField(_("Consent"), max_length=9, choices=Consent, default=Consent.NOT_ASKED)
    consent_on = models.DateField(_("Date of the statement"))
    note = models.CharField(_("Note"), max_length=255, blank=True)
    form = models.FileField(_("Signed form"), upload_to=_place, max_length=120, blank=True)
    recorded_at = models.DateTimeField(_("Recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Recorded by")
    )

    objects = DepictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Person shown")
        verbose_name_plural = _("People shown")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="photos_depiction_consent", condition=models.Q(consent__in=Consent.values)),
        ]

    def __str__(self) -> str:
        return self.who

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the statement; the name is kept as it is searched, too."""
        self.folded = fold(self.who)[:200]
        super().save(*args, **kwargs)

    @property
    def is_objection(self) -> bool:
        """Tell whether the person does not want the photo used."""
        return self.consent in OBJECTIONS

    @property
    def is_child_unasked(self) -> bool:
        """Tell whether it is a child for whom nobody has consented in writing."""
        return self.is_minor and self.consent not in {Consent.WRITTEN, *OBJECTIONS}
