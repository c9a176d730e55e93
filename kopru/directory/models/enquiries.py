"""The yearly question "is this still right?", and what those who were asked want changed.

asked ──▶ confirmed · left          a proposal: waiting ──▶ accepted | declined
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kopru.core.models import AnyUser
from kopru.directory.models.outlets import Outlet
from kopru.directory.models.people import Person
from kopru.directory.models.scope import sees_all


class Enquiry(models.Model):
    """One person or outlet was asked, at one address, until when the link holds, and what they answered."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="enquiries")
    outlet = models.ForeignKey(Outlet, models.CASCADE, null=True, related_name="enquiries")
    asked_at = models.DateTimeField(_("Asked"))
    valid_until = models.DateTimeField(_("Valid until"))
    confirmed_at = models.DateTimeField(_("Confirmed"), null=True)
    left_at = models.DateTimeField(_("Asked to be taken out"), null=True)

    class Meta:
        verbose_name = _("Enquiry")
        verbose_name_plural = _("Enquiries")
        constraints = [
            models.CheckConstraint(
                name="directory_enquiry_of_one",
                condition=Q(person__isnull=False, outlet__isnull=True) | Q(person__isnull=True, outlet__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.owner)

    @property
    def owner(self) -> Person | Outlet:
        """Return whom it is about today: a merged row leads to the one that is kept."""
        owner: Person | Outlet | None = self.person or self.outlet
        if owner is None:
            raise ValueError("an enquiry is about somebody")
        return owner.current

    def is_open(self, at: datetime) -> bool:
        """Tell whether its link still holds."""
        return at < self.valid_until and not self.is_gone

    @property
    def is_gone(self) -> bool:
        """Tell whether nothing is held any more of whom it is about."""
        owner = self.owner
        return isinstance(owner, Person) and (owner.erased_at is not None or owner.deceased_on is not None)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002
        """Return all for staff and nothing for others."""
        return self if sees_all(user) else self.none()

    def waiting(self) -> Self:
        """Return those that nobody decided yet."""
        return self.filter(state=Proposal.State.WAITING)


class Proposal(models.Model):
    """What somebody says of their own data; nothing of it holds before a clerk accepts it."""

    class State(models.TextChoices):
        """Whether somebody decided."""

        WAITING = "waiting", _("Waits")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="proposals")
    #: [{"key": what, "before": text, "after": text}]
    changes = models.JSONField(default=list)
    remark = models.TextField(_("Remark"), blank=True)
    wants_out = models.BooleanField(_("Wants to be taken out"), default=False)
    state = models.CharField(_("State"), max_length=8, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(_("Proposed"))
    decided_at = models.DateTimeField(_("Decided"), null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("Reason"), max_length=255, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("Proposal")
        verbose_name_plural = _("Proposals")
        ordering = ("-made_at", "-pk")
        indexes = [models.Index(fields=["state", "made_at"], name="directory_proposal_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "wants_out"], condition=Q(state="waiting"), name="directory_one_proposal_waits"
            )
        ]

    def __str__(self) -> str:
        return str(self.enquiry)
