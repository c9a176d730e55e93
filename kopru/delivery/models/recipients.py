"""The ledger: one row for each recipient, in exactly one state.

   ┌──────────── lease ran out, or certainly not accepted ───────────┐
   ▼                                                                 │
queued ──claim (lease, worker)──▶ claimed ──written before the──▶ handed ──▶ delivered ──bounce──▶ failed
   │                                 │      provider is called       ├─────▶ failed
   ├──▶ suppressed (reason) ◀────────┘                               └─────▶ unknown (crash or time-out: in doubt)
   └──▶ cancelled                                                               │
                                      delivered | failed | queued ◀── a person ─┘
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kopru.core.models import AnyUser
from kopru.delivery.models.dispatches import Dispatch
from kopru.directory.models import ContactPoint


class RowState(models.TextChoices):
    """Where one recipient's copy is."""

    QUEUED = "queued", _("Waiting")
    CLAIMED = "claimed", _("Taken up")
    HANDED = "handed", _("Being handed over")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Not delivered")
    UNKNOWN = "unknown", _("In doubt")
    SUPPRESSED = "suppressed", _("Held back")
    CANCELLED = "cancelled", _("Cancelled")


#: Twice a lease, and the longest pause between two attempts: what lies further ahead was written by a wrong clock.
FARTHEST_LEASE: Final = timedelta(minutes=30)
FARTHEST_RETRY: Final = timedelta(hours=12)

_LEASED: Final = (RowState.CLAIMED, RowState.HANDED)
#: A worker has it.
IN_HAND: Final = frozenset(_LEASED)
#: Something will still happen to it by itself.
OPEN_ROWS: Final = IN_HAND | {RowState.QUEUED}
#: It left, or may have left.
SENT: Final = frozenset({RowState.HANDED, RowState.DELIVERED, RowState.UNKNOWN})
#: Nothing happens to it by itself.
ENDED: Final = frozenset(
    {RowState.DELIVERED, RowState.FAILED, RowState.UNKNOWN, RowState.SUPPRESSED, RowState.CANCELLED}
)


def _is_one_of(states: Iterable[str]) -> Q:
    """Say that a row is in one of `states`, by comparing: for each row SQLite makes a table of an IN within a CHECK."""
    return reduce(or_, (Q(state=state) for state in states))


class RecipientQuerySet(models.QuerySet["Recipient"]):
    """Rows of the ledger."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:
        """Return the rows of the dispatches that `user` may see."""
        return self.filter(dispatch__in=Dispatch.objects.visible_to(user, at))

    def waiting(self, *, at: datetime) -> Self:
        """Return those that may be claimed at `at`; a pause longer than any we make comes from a clock that was wrong.

        Nothing doubles by it: only what was certainly not accepted waits for a next attempt.
        """
        due = Q(not_before__isnull=True) | Q(not_before__lte=at) | Q(not_before__gt=at + FARTHEST_RETRY)
        return self.filter(state=RowState.QUEUED).filter(due)

    def in_doubt(self) -> Self:
        """Return those of which nobody knows whether they left."""
        return self.filter(state=RowState.UNKNOWN)

    def received(self) -> Self:
        """Return those that left, or may have left: whom a correction must reach."""
        return self.filter(state__in=SENT)

    def abandoned(self, *, at: datetime) -> Self:
        """Return those whose worker's lease ran out, or reaches further than any lease: its clock was wrong.

        Nothing doubles by it: what was being handed over becomes doubtful, and a worker that still lives finds its
        claimed rows gone before it hands them over.
        """
        ran_out = Q(lease_until__lt=at) | Q(lease_until__gt=at + FARTHEST_LEASE)
        return self.filter(ran_out, state__in=IN_HAND)

    def in_hand(self, *, at: datetime) -> Self:
        """Return those that a worker may still be working on."""
        return self.filter(state__in=IN_HAND, lease_until__gt=at, lease_until__lte=at + FARTHEST_LEASE)


class Recipient(models.Model):
    """One recipient of one dispatch, as frozen, and what became of their copy."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="recipients", db_index=False)
    contact_point = models.ForeignKey(
        ContactPoint, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    address = models.CharField(_("Address"), max_length=400)
    key = models.CharField(max_length=400)
    name = models.CharField(_("Name"), max_length=200, blank=True)
    greeting = models.CharField(_("Greeting"), max_length=255, blank=True)
    language = models.CharField(max_length=2, default="tr")
    fields = models.JSONField(default=dict)
    state = models.CharField(_("State"), max_length=10, choices=RowState, default=RowState.QUEUED)
    reason = models.CharField(_("Reason"), max_length=255, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(_("Attempts"), default=0)
    not_before = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True, default="")
    lease_until = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(_("Handed over"), null=True)
    settled_at = models.DateTimeField(_("Settled"), null=True)
    provider_id = models.CharField(_("The server's answer"), max_length=255, blank=True, default="")

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("Recipient")
        verbose_name_plural = _("Recipients")
        ordering = ("pk",)
        indexes = [
            models.Index(fields=["dispatch", "state", "id"], name="delivery_recipient_state"),
            models.Index(
                fields=["lease_until"], name="delivery_recipient_lease", condition=Q(lease_until__isnull=False)
            ),
            models.Index(fields=["id"], name="delivery_recipient_doubt", condition=Q(state="unknown")),
        ]
        constraints = [
            # key first: the same index answers "what did this address ever get?"
            models.UniqueConstraint(fields=["key", "dispatch"], name="delivery_recipient_once"),
            models.CheckConstraint(name="delivery_recipient_state", condition=_is_one_of(RowState.values)),
            models.CheckConstraint(
                name="delivery_recipient_leased",
                condition=Q(state__in=_LEASED, lease_until__isnull=False)
                | (~Q(state__in=_LEASED) & Q(lease_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="delivery_recipient_handed",
                condition=~_is_one_of((RowState.HANDED, RowState.DELIVERED, RowState.UNKNOWN))
                | Q(handed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address

    @property
    def message_id(self) -> str:
        """Return the Message-ID of this copy: the same at every attempt, so that mailboxes see doubles (RFC 5322)."""
        return f"<{self.dispatch.token}.{self.pk}@{self.dispatch.domain}>"


class Tally(models.Model):
    """How many rows of a dispatch are in each state, kept in the same transactions that move them.

    Several rows a dispatch, by worker, so that workers do not wait for each other; a single one may be negative.
    """

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="tallies", db_index=False)
    part = models.PositiveSmallIntegerField(default=0)
    queued = models.IntegerField(default=0)
    claimed = models.IntegerField(default=0)
    handed = models.IntegerField(default=0)
    delivered = models.IntegerField(default=0)
    failed = models.IntegerField(default=0)
    unknown = models.IntegerField(default=0)
    suppressed = models.IntegerField(default=0)
    cancelled = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dispatch", "part"], name="delivery_tally_once")]

    def __str__(self) -> str:
        return f"{self.dispatch_id}/{self.part}"
