"""The legal clock as rows: every event that moves it; the date itself is derived (`cases.clock`)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopru.cases.models.cases import Case


class ClockKind(models.TextChoices):
    """What moved the clock; the values are the events of `kopru.turkish.deadlines`."""

    RECEIVED = "received", _("Received")
    FORWARDED = "forwarded", _("Passed on to another authority")
    EXTENSION_TOLD = "extension-told", _("Extension told to the person")
    COST_TOLD = "cost-told", _("Cost told")
    COST_PAID = "cost-paid", _("Cost paid")
    INTERIM_ANSWER = "interim-answer", _("Interim answer")
    FINAL_ANSWER = "final-answer", _("Final answer")
    REOPENED = "reopened", pgettext_lazy("case", "Reopened")
    DEADLINE_SET = "deadline-set", _("Deadline of the one who asks")


class ExtensionGround(models.TextChoices):
    """The only three grounds on which the time may be extended (law 4982 art. 11)."""

    OTHER_UNIT = "other-unit", _("To be supplied from another unit of the institution")
    OTHER_INSTITUTION = "other-institution", _("The opinion of another institution is needed")
    SEVERAL_INSTITUTIONS = "several-institutions", _("It concerns more than one institution")


class ClockEvent(models.Model):
    """One event; rows are only ever added."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="clock_events")
    kind = models.CharField(max_length=16, choices=ClockKind)
    at = models.DateTimeField()
    ground = models.CharField(max_length=20, choices=ExtensionGround, blank=True)
    #: the cost told, in kuruş
    amount = models.PositiveIntegerField(null=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("Event of the clock")
        verbose_name_plural = _("Events of the clock")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"
