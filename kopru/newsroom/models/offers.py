"""What was mended in public, and which edition was offered to whom (the recipients stand in delivery's ledger)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CorrectionKind(models.TextChoices):
    """What was done to a bulletin the public had."""

    CORRECTION = "correction", _("Correction")
    SUPPLEMENT = "supplement", _("Supplement")
    WITHDRAWAL = "withdrawal", _("Withdrawal")


class Correction(models.Model):
    """One line of the dated list the public reads on the bulletin's page. Rows are only ever added."""

    bulletin = models.ForeignKey("Bulletin", on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=12, choices=CorrectionKind)
    note = models.TextField(_("What the public reads"), max_length=1000)
    faulty = models.ForeignKey("Edition", on_delete=models.PROTECT, related_name="corrections")
    #: the edition that replaced it; none after a withdrawal
    mended = models.ForeignKey("Edition", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("Correction")
        verbose_name_plural = _("Corrections")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.note}"


class Offer(models.Model):
    """An edition went to an audience, or a correction to those who had the faulty edition: one dispatch for all."""

    edition = models.ForeignKey("Edition", on_delete=models.PROTECT, related_name="offers")
    dispatch = models.OneToOneField("delivery.Dispatch", on_delete=models.PROTECT, related_name="offer")
    audience = models.ForeignKey("directory.Audience", on_delete=models.SET_NULL, null=True, related_name="+")
    #: set when it tells of a correction rather than offering the bulletin
    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, null=True, related_name="offers")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("Offer")
        verbose_name_plural = _("Offers")

    def __str__(self) -> str:
        return str(self.edition)
