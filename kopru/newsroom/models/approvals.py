"""Who said yes or no to which edition, who stands in for whom, and the office's own rules of approval."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from kopru.core.models import AnyUser
from kopru.core.roles import OFFICE, holds


@register_setting(icon="clipboard-list", order=20)
class Rules(BaseGenericSetting):
    """How this office approves."""

    own_words = models.BooleanField(
        _("People may approve their own bulletins"),
        default=False,
        help_text=_("Only for an office of one person: otherwise two people read every bulletin."),
    )
    mayor_always = models.BooleanField(_("The mayor's office approves every bulletin"), default=False)

    class Meta:
        verbose_name = _("Rules of approval")

    def __str__(self) -> str:
        return str(_("Rules of approval"))


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Absences by day."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002 - the signature all share
        """Keep all for the office."""
        return self if holds(user, *OFFICE) else self.none()

    def on(self, day: date) -> Self:
        """Keep those of `day`, first and last day included."""
        return self.filter(from_on__lte=day, until_on__gte=day)


class Absence(models.Model):
    """Somebody is away, and who approves in their place."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences", verbose_name=_("Who is away")
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deputyships", verbose_name=_("Deputy")
    )
    from_on = models.DateField(_("First day"))
    until_on = models.DateField(_("Last day"))

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on"]
        verbose_name = _("Absence")
        verbose_name_plural = _("Absences")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="absence_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(person=F("deputy")),
                name="absence_deputy_is_another",
                violation_error_message=_("The deputy must be somebody else."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.deputy}"


class Step(models.TextChoices):
    """Whose word it was."""

    WRITER = "writer", _("Writer")
    HEAD = "head", _("Head of the office")
    MAYOR = "mayor", _("Mayor's office")


class Decision(models.TextChoices):
    """What was said."""

    SUBMITTED = "submitted", _("Sent for approval")
    TAKEN_BACK = "taken_back", _("Taken back")
    RETURNED = "returned", _("Sent back")
    APPROVED = "approved", _("Approved")


class Approval(models.Model):
    """One word on the way: who, when, about which edition. Rows are only ever added."""

    edition = models.ForeignKey("Edition", on_delete=models.PROTECT, related_name="approvals")
    step = models.CharField(max_length=8, choices=Step)
    decision = models.CharField(max_length=12, choices=Decision)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    in_place_of = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("Approval")
        verbose_name_plural = _("Approvals")

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.by}"
