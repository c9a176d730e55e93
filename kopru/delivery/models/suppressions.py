"""Who must not be written to: kept by address and channel, so that no import brings anybody back."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kopru.core.models import AnyUser
from kopru.core.roles import OFFICE, Role, holds
from kopru.delivery.models.dispatches import Channel


class SuppressionReason(models.TextChoices):
    """Why nothing is sent."""

    OPT_OUT = "opt-out", _("Unsubscribed")
    BOUNCE = "bounce", _("The address does not exist")
    COMPLAINT = "complaint", _("Complained")
    DECEASED = "deceased", _("Deceased")
    STAFF = "staff", _("Blocked by the office")


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    """Suppressions."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002
        """Return all for the office and the mayor's office, and nothing for others."""
        return self if holds(user, *OFFICE, Role.MAYORS_OFFICE) else self.none()

    def in_force(self) -> Self:
        """Return those not lifted."""
        return self.filter(lifted_at__isnull=True)

    def on(self, channel: str) -> Self:
        """Return those that hold for `channel`; one without channel holds for all."""
        return self.filter(channel__in=(channel, ""))


class Suppression(models.Model):
    """One reason why an address gets nothing on a channel, until somebody lifts it; any other still holds then."""

    key = models.CharField(_("Address"), max_length=400)
    channel = models.CharField(_("Channel"), max_length=10, choices=[("", _("All")), *Channel.choices], blank=True)
    reason = models.CharField(_("Reason"), max_length=10, choices=SuppressionReason)
    source = models.CharField(_("Where it came from"), max_length=120)
    note = models.CharField(_("Note"), max_length=255, blank=True)
    since_at = models.DateTimeField(_("Blocked since"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    lifted_at = models.DateTimeField(_("Lifted"), null=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Suppression")
        verbose_name_plural = _("Suppressions")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["key", "channel", "reason"],
                name="delivery_suppression_once",
                condition=Q(lifted_at__isnull=True),
            ),
            models.CheckConstraint(
                name="delivery_suppression_reason", condition=Q(reason__in=SuppressionReason.values)
            ),
        ]

    def __str__(self) -> str:
        return self.key
