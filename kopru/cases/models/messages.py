"""The conversation of a case, in the order it was held, and the files that came and went with it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.cases.models.cases import Case, Channel
from kopru.cases.models.incoming import Incoming


class Voice(models.TextChoices):
    """Who speaks to whom."""

    PERSON = "person", _("The person wrote")
    OFFICE = "office", _("We wrote to the person")
    RECEIPT = "receipt", _("Receipt")
    TO_UNIT = "to_unit", _("We asked the unit")
    UNIT = "unit", _("The unit wrote")
    NOTE = "note", _("Note of the office")
    CALL = "call", _("Telephone call")
    ELSEWHERE = "elsewhere", _("Written to another authority")


class Message(models.Model):
    """One word in a case; rows are only ever added."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="messages")
    voice = models.CharField(max_length=10, choices=Voice)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.EMAIL)
    at = models.DateTimeField()
    author = models.CharField(max_length=160, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    subject = models.CharField(max_length=255, blank=True)
    text = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    referral = models.ForeignKey("Referral", models.SET_NULL, null=True, related_name="messages")
    incoming = models.ForeignKey(Incoming, models.SET_NULL, null=True, related_name="messages")
    dispatch = models.ForeignKey("delivery.Dispatch", models.SET_NULL, null=True, related_name="case_messages")
    #: what mail programs call it, to find the thread again by `References`
    message_id = models.CharField(max_length=255, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("Message")
        verbose_name_plural = _("Messages")
        indexes = [
            models.Index(fields=["case", "at"], name="cases_message_order"),
            models.Index(fields=["message_id"], name="cases_message_msgid", condition=~models.Q(message_id="")),
        ]

    def __str__(self) -> str:
        return self.subject or self.text[:60]


class CaseFileQuerySet(models.QuerySet["CaseFile"]):
    """Files by what is done with them."""

    def held(self) -> Self:
        """Keep those of which parts are to be black and are not yet."""
        return self.filter(blackening_at__isnull=False)


class CaseFile(models.Model):
    """A file in a case, as it came; `redacted` is the copy that may leave."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="files")
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="files")
    name = models.CharField(_("Name"), max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="cases/%Y/%m/", max_length=255)
    #: why it is not opened: a program, an encrypted or nested archive …
    warning = models.CharField(max_length=200, blank=True)
    redacted = models.FileField(upload_to="cases/%Y/%m/", max_length=255, blank=True)
    #: [{"page": 0, "box": [x0, y0, x1, y1] (share of the page), "reason": "…"}] (law 4982 art. 9)
    redactions = models.JSONField(default=list, blank=True)
    text = models.TextField(blank=True)
    #: {"boxes": […], "done": 3, "pages": 20, "by": 5, "fault": ""} while the worker makes it black: till then it stays
    blackening = models.JSONField(default=dict, blank=True)
    blackening_at = models.DateTimeField(null=True)

    objects = CaseFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("File")
        verbose_name_plural = _("Files")
        indexes = [
            models.Index(
                fields=["blackening_at"], name="cases_file_blackening", condition=models.Q(blackening_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_held(self) -> bool:
        """Tell whether somebody wants parts of it black and it is not done: until then it leaves by no way."""
        return self.blackening_at is not None

    @property
    def may_leave(self) -> bool:
        """Tell whether it may be handed on: nothing suspicious or held back, of a hidden person only what is black."""
        if self.warning or self.is_held:
            return False
        return bool(self.redacted) or not self.case.hides_identity

    @property
    def is_theirs(self) -> bool:
        """Tell whether the person may have handed it in."""
        return self.message is None or self.message.voice == Voice.PERSON

    @property
    def outward_name(self) -> str:
        """Return the name under which it leaves: of a hidden person not the one they gave it, it may be their own."""
        if not self.case.hides_identity or not self.is_theirs:
            return self.name
        ending = self.name.rpartition(".")[2].lower()
        plain = ending.isascii() and ending.isalnum() and len(ending) <= 4
        return f"ek-{self.pk}.{ending}" if plain else f"ek-{self.pk}"
