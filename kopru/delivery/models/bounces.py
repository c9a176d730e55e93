"""What came back: one line for each returned mail that was read, so that the same one is never counted twice."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.core.models import AnyUser
from kopru.core.roles import OFFICE, holds
from kopru.delivery.models.recipients import Recipient


class BounceOutcome(models.TextChoices):
    """What a returned mail turned out to be."""

    BOUNCE = "bounce", _("Bounce")
    COMPLAINT = "complaint", _("Complaint")
    AUTOMATIC = "automatic", _("Automatic reply")
    FORGED = "forged", _("Forged")
    UNMATCHED = "unmatched", _("Belongs to no mail of ours")
    OTHER = "other", _("Not a bounce")
    UNREADABLE = "unreadable", _("Unreadable")


class BounceKind(models.TextChoices):
    """Whether it is for good."""

    HARD = "hard", _("Permanent")
    SOFT = "soft", _("Temporary")


class BounceQuerySet(models.QuerySet["Bounce"]):
    """Returned mails."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002
        """Return all for the office and nothing for others."""
        return self if holds(user, *OFFICE) else self.none()

    def soft_for(self, key: str, *, since: datetime) -> Self:
        """Return the temporary ones of one address since `since`."""
        return self.filter(key=key, kind=BounceKind.SOFT, received_at__gte=since)


class Bounce(models.Model):
    """One returned mail; its raw bytes lie in the home folder under its hash."""

    sha256 = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField(_("Received"))
    outcome = models.CharField(_("Outcome"), max_length=10, choices=BounceOutcome)
    kind = models.CharField(_("Kind"), max_length=4, choices=BounceKind, blank=True)
    recipient = models.ForeignKey(Recipient, on_delete=models.SET_NULL, null=True, related_name="bounces")
    key = models.CharField(_("Address"), max_length=400, blank=True)
    reason = models.CharField(_("Reason"), max_length=255, blank=True)

    objects = BounceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bounce")
        verbose_name_plural = _("Bounces")
        ordering = ("-pk",)
        indexes = [models.Index(fields=["key", "received_at"], name="delivery_bounce_address")]

    def __str__(self) -> str:
        return self.key or self.sha256[:12]
