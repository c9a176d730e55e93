"""Two rows that were one person or outlet: what moved, so that it can move back."""

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


class MergeQuerySet(models.QuerySet["Merge"]):
    """Merges."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002
        """Return all for staff and nothing for others."""
        return self if sees_all(user) else self.none()

    def standing(self) -> Self:
        """Return those not undone."""
        return self.filter(undone_at__isnull=True)


class Merge(models.Model):
    """One row was merged into another; the gone row stays, hidden, so that whatever points to it still can."""

    kept_person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="merges_kept")
    gone_person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="merges_gone")
    kept_outlet = models.ForeignKey(Outlet, models.CASCADE, null=True, related_name="merges_kept")
    gone_outlet = models.ForeignKey(Outlet, models.CASCADE, null=True, related_name="merges_gone")
    #: {"rows": {model: [ids]}, "fields": {name: given}, "tags": [ids]}
    moved = models.JSONField(default=dict)
    merged_at = models.DateTimeField(_("Merged at"))
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Merged by")
    )
    undone_at = models.DateTimeField(_("Undone at"), null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Merge")
        verbose_name_plural = _("Merges")
        ordering = ("-merged_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="directory_merge_of_one_kind",
                condition=Q(kept_person__isnull=False, gone_person__isnull=False)
                & Q(kept_outlet__isnull=True, gone_outlet__isnull=True)
                | Q(kept_person__isnull=True, gone_person__isnull=True)
                & Q(kept_outlet__isnull=False, gone_outlet__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"

    @property
    def kept(self) -> Person | Outlet | None:
        """Return the row that went on."""
        return self.kept_person or self.kept_outlet

    @property
    def gone(self) -> Person | Outlet | None:
        """Return the row that was folded into it."""
        return self.gone_person or self.gone_outlet


class Distinct(models.Model):
    """Somebody looked at a suggested pair and said that they are two."""

    first_person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    second_person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    first_outlet = models.ForeignKey(Outlet, models.CASCADE, null=True, related_name="+")
    second_outlet = models.ForeignKey(Outlet, models.CASCADE, null=True, related_name="+")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first_person", "second_person"], name="directory_two_people"),
            models.UniqueConstraint(fields=["first_outlet", "second_outlet"], name="directory_two_outlets"),
        ]

    def __str__(self) -> str:
        return f"{self.first_person or self.first_outlet} ≠ {self.second_person or self.second_outlet}"
