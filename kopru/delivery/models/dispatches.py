"""What is sent: one text to one frozen list.

draft ──freeze──▶ frozen ──release──▶ sending ──▶ finished
                    │                  │  ▲  │
                    │ above threshold  │  │  └─ window missed ─▶ late ──resume──▶ sending
                    ▼                  ▼  │resume
                 awaiting ─countersign─┘ stopped (a person, or too many bounces)
        cancel from every state but finished: what still waits ends, what has left stays as it is
"""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kopru.core.models import AnyUser
from kopru.core.roles import OFFICE, Role, holds
from kopru.delivery import withheld

if TYPE_CHECKING:
    from kopru.delivery.models.recipients import Recipient


class Channel(models.TextChoices):
    """By what a message reaches people; which program carries it is a setting."""

    EMAIL = "email", _("E-mail")


class LegalBasis(models.TextChoices):
    """Why the address may be used for this (KVKK, law 6698, art. 5)."""

    LAW = "law", _("Provided for by law (KVKK 5/2-a)")
    OBLIGATION = "obligation", _("Legal obligation (KVKK 5/2-ç)")
    PUBLISHED = "published", _("Made public by the person (KVKK 5/2-d)")
    INTEREST = "interest", _("Legitimate interest (KVKK 5/2-f)")
    CONSENT = "consent", _("Explicit consent (KVKK 5/1)")


class DispatchState(models.TextChoices):
    """Where a dispatch stands."""

    DRAFT = "draft", _("Draft")
    FROZEN = "frozen", _("Ready")
    AWAITING = "awaiting", _("Awaits a second person")
    SENDING = "sending", _("Being sent")
    STOPPED = "stopped", _("Stopped")
    LATE = "late", _("Its time has passed")
    FINISHED = "finished", _("Finished")
    CANCELLED = "cancelled", _("Cancelled")


#: Rows may still leave, now or after a person decides.
OPEN: Final = frozenset(
    {
        DispatchState.FROZEN,
        DispatchState.AWAITING,
        DispatchState.SENDING,
        DispatchState.STOPPED,
        DispatchState.LATE,
    }
)
#: Rows leave by themselves.
UNDER_WAY: Final = frozenset({DispatchState.SENDING})
#: Nothing leaves any more.
CLOSED: Final = frozenset({DispatchState.FINISHED, DispatchState.CANCELLED})


def new_token() -> str:
    """Return the random part of a dispatch's Message-IDs."""
    return secrets.token_hex(8)


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    """Dispatches."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:
        """Return all for the office; for the mayor's office what awaits or had their word; nothing for others.

        A dispatch holds the words of what may still be under embargo, so that it is no wider open than those words;
        what an app withholds from `user` (`delivery.withheld`) is not there for them either.
        """
        if holds(user, *OFFICE):
            seen = self
            for rule in withheld.rules(user, at):
                seen = seen.exclude(rule)
            return seen
        if holds(user, Role.MAYORS_OFFICE):
            return self.filter(Q(state=DispatchState.AWAITING) | Q(countersigned_by=user.pk))
        return self.none()

    def open(self) -> Self:
        """Return those of which rows may still leave."""
        return self.filter(state__in=OPEN)

    def under_way(self) -> Self:
        """Return those whose rows leave by themselves."""
        return self.filter(state__in=UNDER_WAY)

    def real(self) -> Self:
        """Return those that are not somebody's test to themselves."""
        return self.filter(test_of__isnull=True)

    def for_decision(self) -> Self:
        """Return those that wait for a person."""
        return self.real().filter(state__in=(DispatchState.AWAITING, DispatchState.STOPPED, DispatchState.LATE))


class Dispatch(models.Model):
    """One text, frozen together with everyone who is to get it."""

    kind = models.CharField(_("Kind"), max_length=40)
    channel = models.CharField(_("Channel"), max_length=10, choices=Channel, default=Channel.EMAIL)
    reference = models.CharField(max_length=80, blank=True, editable=False)
    subject = models.CharField(_("Subject"), max_length=255)
    text = models.TextField(_("Text"))
    html = models.TextField(_("Text with layout"), blank=True)
    headers = models.JSONField(default=dict, blank=True, editable=False)
    sender_name = models.CharField(_("Sender"), max_length=160, blank=True)
    sender_address = models.CharField(_("Sender's address"), max_length=254, blank=True)
    reply_to = models.CharField(_("Answers go to"), max_length=254, blank=True)
    language = models.CharField(_("Language"), max_length=2, default="tr")
    legal_basis = models.CharField(_("Legal basis"), max_length=10, choices=LegalBasis, default=LegalBasis.INTEREST)
    heeds_opt_out = models.BooleanField(_("Not to those who unsubscribed"), default=True)
    heeds_quiet_hours = models.BooleanField(_("Wait through quiet hours"), default=False)
    window_from = models.DateTimeField(_("Not before"), null=True, blank=True)
    window_until = models.DateTimeField(_("Not after"), null=True, blank=True)
    threshold = models.PositiveIntegerField(_("Two people above"))
    test_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, editable=False, related_name="tests")
    state = models.CharField(
        _("State"), max_length=9, choices=DispatchState, default=DispatchState.DRAFT, editable=False
    )
    state_reason = models.CharField(max_length=255, blank=True, editable=False)
    token = models.CharField(max_length=16, default=new_token, unique=True, editable=False)
    domain = models.CharField(max_length=253, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    count = models.PositiveIntegerField(_("Recipients"), default=0, editable=False)
    bounces_accepted = models.PositiveIntegerField(default=0, editable=False)
    drafted_at = models.DateTimeField(_("Drafted"), editable=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    frozen_at = models.DateTimeField(null=True, editable=False)
    released_at = models.DateTimeField(_("Released"), null=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    countersigned_at = models.DateTimeField(null=True, editable=False)
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    ended_at = models.DateTimeField(_("Finished"), null=True, editable=False)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("Dispatch")
        verbose_name_plural = _("Dispatches")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=["state", "id"], name="delivery_dispatch_state"),
            models.Index(fields=["kind", "reference"], name="delivery_dispatch_reference"),
        ]
        constraints = [
            models.CheckConstraint(name="delivery_dispatch_state", condition=Q(state__in=DispatchState.values)),
            models.CheckConstraint(
                name="delivery_dispatch_frozen",
                condition=Q(state__in=(DispatchState.DRAFT, DispatchState.CANCELLED))
                | (Q(frozen_at__isnull=False) & ~Q(sha256="")),
            ),
            models.CheckConstraint(
                name="delivery_dispatch_window",
                condition=Q(window_from__isnull=True)
                | Q(window_until__isnull=True)
                | Q(window_until__gt=F("window_from")),
            ),
        ]

    if TYPE_CHECKING:
        recipients: models.Manager[Recipient]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """Return the address of its page in the desk."""
        return reverse("delivery_desk:dispatch", args=[self.pk])

    def counts(self) -> dict[str, int]:
        """Return how many rows are in each state, from the tally."""
        from_tally: dict[str, Any] = self.tallies.aggregate(
            **{state: models.Sum(state, default=0) for state in _row_states()}
        )
        return {state: int(number) for state, number in from_tally.items()}

    def is_over(self, at: datetime) -> bool:
        """Tell whether the time within which it may be sent has passed."""
        return self.window_until is not None and self.window_until <= at

    @property
    def needs_two(self) -> bool:
        """Tell whether a second person must agree."""
        return self.count > self.threshold and self.test_of_id is None


def _row_states() -> list[str]:
    return ["queued", "claimed", "handed", "delivered", "failed", "unknown", "suppressed", "cancelled"]


def attachment_path(attachment: "Attachment", _name: str) -> str:
    """Return where a file lies: by its hash, so that the same file is kept once."""
    return f"delivery/{attachment.sha256[:2]}/{attachment.sha256}"


class Attachment(models.Model):
    """One file of a dispatch."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("Name"), max_length=160)
    content_type = models.CharField(_("Type"), max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("Size"))
    file = models.FileField(upload_to=attachment_path, max_length=200)

    class Meta:
        verbose_name = _("Attachment")
        verbose_name_plural = _("Attachments")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
