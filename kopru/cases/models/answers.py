"""Words that go back to the person, and the templates they are made from.

draft ──submit──▶ with_head (──▶ with_mayor) ──approve──▶ sent ──▶ delivered | failed
  ▲────────send back─────┘                       └── given by telephone, at the desk, on paper: delivered

What is sent is frozen in the ledger; what is given by voice or hand says how that is known.
"""

from datetime import datetime
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kopru.cases.models.cases import Case, Channel, Kind
from kopru.cases.models.messages import CaseFile
from kopru.core.models import AnyUser


class AnswerStage(models.TextChoices):
    """Where the words stand."""

    DRAFT = "draft", _("Draft")
    WITH_HEAD = "with_head", _("Waits for the head of the office")
    WITH_MAYOR = "with_mayor", _("Waits for the mayor's office")
    SENT = "sent", _("On its way")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Not delivered")


WAITING: Final = frozenset({AnswerStage.WITH_HEAD, AnswerStage.WITH_MAYOR})


class AnswerKind(models.TextChoices):
    """What the words are to the case."""

    FINAL = "final", _("Final answer")
    INTERIM = "interim", _("Interim answer")
    EXTENSION = "extension", _("Extension told")
    COST = "cost", _("Cost told")
    FORWARDED = "forwarded", _("Told that it was passed on")
    QUESTION = "question", _("Question to the person")


class Outcome(models.TextChoices):
    """What the person gets: the yearly report counts exactly these (law 4982 art. 30)."""

    GRANTED = "granted", _("Granted")
    PARTLY = "partly", _("Granted in part")
    REFUSED = "refused", _("Refused")
    NONE = "none", _("Told only")


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:
        """Keep those of the cases `user` may see."""
        return self.filter(case__in=Case.objects.visible_to(user, at))

    def waiting(self) -> Self:
        """Keep those somebody must approve."""
        return self.filter(stage__in=WAITING)

    def under_way(self) -> Self:
        """Keep those handed to delivery, of which nobody knows yet whether they arrived."""
        return self.filter(stage=AnswerStage.SENT)


class Answer(models.Model):
    """One letter to the person; its words change only while it is a draft."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="answers")
    kind = models.CharField(_("What it is"), max_length=10, choices=AnswerKind, default=AnswerKind.FINAL)
    outcome = models.CharField(_("Result"), max_length=8, choices=Outcome, default=Outcome.GRANTED)
    channel = models.CharField(_("Goes by"), max_length=8, choices=Channel, default=Channel.EMAIL)
    subject = models.CharField(_("Subject"), max_length=200)
    text = models.TextField(_("Answer"))
    stage = models.CharField(max_length=10, choices=AnswerStage, default=AnswerStage.DRAFT, editable=False)
    template = models.ForeignKey("Template", models.SET_NULL, null=True, blank=True, related_name="+")
    files: models.ManyToManyField[CaseFile, models.Model] = models.ManyToManyField(
        CaseFile, blank=True, related_name="answers"
    )
    #: the same words go to everybody of the case's cluster, each by their own channel (R12)
    is_for_cluster = models.BooleanField(default=False)
    twin_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="twins")
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    #: [{"stage": …, "decision": "submitted|returned|approved", "by": id, "name": …, "at": iso, "comment": …}]
    decisions = models.JSONField(default=list, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    dispatch = models.ForeignKey("delivery.Dispatch", models.PROTECT, null=True, related_name="answers")
    delivered_at = models.DateTimeField(null=True)
    #: how somebody knows that it was given: "read out to her by telephone", "handed over, signed"
    proof = models.CharField(max_length=255, blank=True)
    failure = models.CharField(max_length=255, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Answer")
        verbose_name_plural = _("Answers")
        indexes = [
            models.Index(fields=["id"], name="cases_answer_under_way", condition=Q(stage="sent")),
            models.Index(fields=["stage"], name="cases_answer_stage"),
        ]
        constraints = [
            models.CheckConstraint(
                name="cases_answer_delivered",
                condition=~Q(stage=AnswerStage.DELIVERED)
                | (Q(delivered_at__isnull=False) & (Q(dispatch__isnull=False) | ~Q(proof=""))),
            )
        ]

    def __str__(self) -> str:
        return self.subject

    def locked(self: "Answer") -> "Answer":
        """Read itself anew, and hold the row until the transaction ends."""
        self.refresh_from_db(from_queryset=Answer.objects.select_for_update())
        return self


class TemplateQuerySet(models.QuerySet["Template"]):
    """Templates."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002 - the signature all share
        """Keep all: what is written in them is no secret of anybody."""
        return self

    def fitting(self, case: Case) -> Self:
        """Keep those for the type and language of `case`."""
        return self.filter(Q(case_kind="") | Q(case_kind=case.kind), language=case.language)


class Template(models.Model):
    """Words that an answer begins with: `{name}`, `{number}`, `{subject}`, `{received_on}` are filled in."""

    title = models.CharField(_("Title"), max_length=120)
    case_kind = models.CharField(_("For"), max_length=12, choices=Kind, blank=True)
    kind = models.CharField(_("What it is"), max_length=10, choices=AnswerKind, default=AnswerKind.FINAL)
    outcome = models.CharField(_("Result"), max_length=8, choices=Outcome, default=Outcome.GRANTED)
    language = models.CharField(_("Language"), max_length=5, choices=settings.LANGUAGES, default="tr")
    text = models.TextField(_("Text"))
    #: the remedies a refusal must name (law 4982 art. 12), and the like
    ending = models.TextField(_("Legal ending"), blank=True)
    source = models.CharField(_("Source"), max_length=200, blank=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("Answer template")
        verbose_name_plural = _("Answer templates")

    def __str__(self) -> str:
        return self.title
