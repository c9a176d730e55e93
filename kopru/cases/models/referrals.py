"""A case at a unit (havale): what it is asked, until when, and what it said.

asked ──answer──▶ answered
  │ ├──"bizim değil"──▶ returned
  │ └──recall──▶ recalled
  └──asks for time (until, why)──▶ still asked; the office grants it or not

A unit answers from the mail it was sent, on a signed page, or at its own desk.
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kopru.cases.models.cases import Case
from kopru.core.models import AnyUser
from kopru.core.roles import OFFICE, Role, holds
from kopru.directory.models import Unit
from kopru.directory.models.units import unit_ids


class ReferralState(models.TextChoices):
    """Where it stands."""

    ASKED = "asked", _("Waiting for the unit")
    ANSWERED = "answered", _("Answered by the unit")
    RETURNED = "returned", _("Not ours")
    RECALLED = "recalled", _("Called back")


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Referrals."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002 - the signature all share
        """Keep all for the office, their own for a unit."""
        if holds(user, *OFFICE):
            return self
        if holds(user, Role.UNIT):
            return self.filter(unit__in=unit_ids(user), recalled_at__isnull=True)
        return self.none()

    def waiting(self) -> Self:
        """Keep those the unit has not answered."""
        return self.filter(state=ReferralState.ASKED)

    def overdue(self, at: datetime) -> Self:
        """Keep those waiting past their time."""
        return self.waiting().filter(due_on__lt=at)


class Referral(models.Model):
    """One unit asked about one case; a case may have several, each with its own date (R9)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="referrals")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="referrals", verbose_name=_("Unit"))
    asked = models.TextField(_("What the unit is asked"))
    due_on = models.DateField(_("Due on"))
    state = models.CharField(_("State"), max_length=8, choices=ReferralState, default=ReferralState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(_("The unit's answer"), blank=True)
    #: who of the unit, as the mail or the page said
    answered_by = models.CharField(max_length=160, blank=True)
    recalled_at = models.DateTimeField(null=True)
    time_asked_on = models.DateField(_("Asks for time until"), null=True)
    time_reason = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    #: the question of a media request that it gathers facts for (M2)
    question = models.ForeignKey("Question", models.SET_NULL, null=True, related_name="referrals")

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Referral")
        verbose_name_plural = _("Referrals")
        indexes = [
            models.Index(fields=["unit", "due_on"], name="cases_referral_unit", condition=Q(state="asked")),
            models.Index(fields=["due_on"], name="cases_referral_due", condition=Q(state="asked")),
        ]
        constraints = [
            models.CheckConstraint(name="cases_referral_state", condition=Q(state__in=ReferralState.values)),
            models.CheckConstraint(
                name="cases_referral_answered",
                condition=~Q(state=ReferralState.ANSWERED) | (Q(answered_at__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.label} → {self.unit}"

    def locked(self: "Referral") -> "Referral":
        """Read itself anew, and hold the row until the transaction ends."""
        self.refresh_from_db(from_queryset=Referral.objects.select_for_update())
        return self
