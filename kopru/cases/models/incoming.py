"""What came in, byte for byte: stored and hashed before anything reads it.

stored ──read──▶ case | reply | delivery-reply | bounce | automatic | spam | quarantine | duplicate
   └── killed in between: the sweep finds `outcome = ""` and reads it again

Whatever is wrong with it, it gets one of these, and the next message is not kept waiting.
"""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kopru.cases.models.cases import Case
from kopru.core.models import AnyUser
from kopru.core.roles import OFFICE, holds


class Outcome(models.TextChoices):
    """What became of a message; each has exactly one."""

    CASE = "case", _("New case")
    REPLY = "reply", _("Reply to a case")
    DELIVERY_REPLY = "delivery-reply", _("Reply to something we sent")
    BOUNCE = "bounce", _("Came back")
    AUTOMATIC = "automatic", _("Automatic reply")
    SPAM = "spam", _("Unwanted mail")
    QUARANTINE = "quarantine", _("Quarantine")
    DUPLICATE = "duplicate", _("Known already")


class Source(models.TextChoices):
    """The way it came in."""

    MAILBOX = "mailbox", _("Mailbox")
    PIPE = "pipe", _("Pipe")
    FOLDER = "folder", _("Folder")
    SCAN = "scan", _("Scan")
    FORM = "form", _("Web form")


class IncomingQuerySet(models.QuerySet["Incoming"]):
    """Messages by what became of them."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002 - the signature all share
        """Keep all for the office: what came in is nobody else's."""
        return self if holds(user, *OFFICE) else self.none()

    def unread(self) -> Self:
        """Keep those that are stored and wait to be read."""
        return self.filter(outcome="")

    def quarantined(self) -> Self:
        """Keep those nobody could read, not yet settled by a person."""
        return self.filter(outcome=Outcome.QUARANTINE, settled_at__isnull=True)


class Incoming(models.Model):
    """One message as it came; its bytes lie under their hash in `KOPRU_HOME/incoming`."""

    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    source = models.CharField(max_length=8, choices=Source)
    #: mailbox name, file name or the like
    origin = models.CharField(max_length=255, blank=True)
    #: IMAP's own name of it, "UIDVALIDITY/UID": fetched once
    origin_id = models.CharField(max_length=120, blank=True)
    stored_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(_("Outcome"), max_length=14, choices=Outcome, blank=True)
    why = models.CharField(max_length=255, blank=True)
    message_id = models.CharField(max_length=255, blank=True)
    sender = models.CharField(_("Sender"), max_length=254, blank=True)
    sender_name = models.CharField(max_length=160, blank=True)
    subject = models.CharField(_("Subject"), max_length=255, blank=True)
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="incoming")
    duplicate_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="duplicates")
    settled_at = models.DateTimeField(null=True)
    #: the daily chain of hashes (invariant 5)
    chained = models.CharField(max_length=64, blank=True)

    objects = IncomingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("Incoming message")
        verbose_name_plural = _("Incoming messages")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "origin", "origin_id"], name="cases_incoming_fetched_once", condition=~Q(origin_id="")
            ),
            models.CheckConstraint(name="cases_incoming_outcome", condition=Q(outcome__in=["", *Outcome.values])),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="cases_incoming_hash"),
            models.Index(fields=["message_id"], name="cases_incoming_msgid", condition=~Q(message_id="")),
            models.Index(fields=["id"], name="cases_incoming_unread", condition=Q(outcome="")),
            models.Index(fields=["outcome", "-id"], name="cases_incoming_by_outcome"),
            models.Index(
                fields=["-id"],
                name="cases_incoming_waits",
                condition=Q(outcome="quarantine", settled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.sha256[:12]


class Mailbox(models.Model):
    """How far a mailbox is read; its address and password stand in the environment, never here."""

    name = models.CharField(max_length=120, primary_key=True)
    uid_validity = models.PositiveBigIntegerField(default=0)
    last_uid = models.PositiveBigIntegerField(default=0)
    #: the first mail that came after Köprü began to look: from here on the server's and our numbers must agree
    began_uid = models.PositiveBigIntegerField(default=1)
    seen_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=255, blank=True)
    #: what the last reconciliation found: how many the server holds of which we have no row
    missing = models.PositiveIntegerField(default=0)
    reconciled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Mailbox")
        verbose_name_plural = _("Mailboxes")

    def __str__(self) -> str:
        return self.name
