"""The municipality's units, the offices people hold, and who held them when."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from kopru.core.models import AnyUser
from kopru.directory.models.naming import Named, one_line
from kopru.directory.models.periods import Dated, holds_on, in_order
from kopru.directory.models.reachable import Reachable
from kopru.directory.models.scope import is_of_a_unit, sees_all


def unit_ids(user: AnyUser) -> "models.QuerySet[UnitMember, int]":
    """Return the ids of the units `user` belongs to, as a subquery."""
    return UnitMember.objects.filter(user_id=user.pk or 0).values_list("unit_id", flat=True)


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002
        """Return all for staff, their own for a unit's people."""
        if sees_all(user):
            return self
        return self.filter(pk__in=unit_ids(user)) if is_of_a_unit(user) else self.none()

    def open(self, on: date) -> Self:
        """Return units that exist on `on`."""
        return self.filter(models.Q(closed_on__isnull=True) | models.Q(closed_on__gt=on))


class Unit(Named, Reachable, ClusterableModel):
    """A directorate or service of the municipality, such as "Fen İşleri Müdürlüğü"."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("Belongs to")
    )
    duties = models.TextField(_("Duties"), blank=True)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta(Named.Meta):
        abstract = False
        verbose_name = _("Unit")
        verbose_name_plural = _("Units")
        constraints = [models.UniqueConstraint(fields=["folded"], name="directory_unit_once")]


class UnitMemberQuerySet(models.QuerySet["UnitMember"]):
    """Memberships."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002
        """Return all for staff, those of their own units for a unit's people."""
        if sees_all(user):
            return self
        return self.filter(unit_id__in=unit_ids(user)) if is_of_a_unit(user) else self.none()


class UnitMember(models.Model):
    """Somebody who signs in and belongs to a unit."""

    unit = ParentalKey(Unit, on_delete=models.CASCADE, related_name="members", verbose_name=_("Unit"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="unit_memberships", verbose_name=_("User")
    )
    is_lead = models.BooleanField(_("Leads the unit"), default=False)

    objects = UnitMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("Unit member")
        verbose_name_plural = _("Unit members")
        constraints = [models.UniqueConstraint(fields=["unit", "user"], name="directory_member_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.unit}"


class OfficeQuerySet(models.QuerySet["Office"]):
    """Offices."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002
        """Return all for staff, those of their own unit for a unit's people."""
        if sees_all(user):
            return self
        return self.filter(unit_id__in=unit_ids(user)) if is_of_a_unit(user) else self.none()


class Office(Named, ClusterableModel):
    """A makam: what stays when its holder changes, such as "Kaymakam"."""

    institution = models.CharField(
        _("Institution"), max_length=160, blank=True, validators=[one_line], help_text=_("E.g. Ayvacık Kaymakamlığı.")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="offices", verbose_name=_("Unit of the municipality")
    )
    precedence = models.PositiveSmallIntegerField(
        _("Order of protocol"), null=True, blank=True, help_text=_("1 stands first; empty is not on the list.")
    )
    form_of_address = models.CharField(
        _("Form of address"), max_length=120, blank=True, validators=[one_line], help_text=_("E.g. Sayın Kaymakamım.")
    )

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Office (makam)")
        verbose_name_plural = _("Offices (makam)")
        ordering = (models.F("precedence").asc(nulls_last=True), "sort_key", "pk")
        constraints = [models.UniqueConstraint(fields=["folded", "institution", "unit"], name="directory_office_once")]

    def __str__(self) -> str:
        place = self.institution or (self.unit.name if self.unit else "")
        return f"{self.name} ({place})" if place else self.name


class TenureQuerySet(models.QuerySet["Tenure"]):
    """Who held an office when."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002
        """Return all for staff, those of their own unit's offices for a unit's people."""
        if sees_all(user):
            return self
        return self.filter(office__unit_id__in=unit_ids(user)) if is_of_a_unit(user) else self.none()

    def at(self, day: date) -> Self:
        """Return the tenures that hold on `day`, the holder before the deputy."""
        return self.filter(holds_on(day)).order_by("is_deputy", "-starts_on", "pk")


class Tenure(Dated):
    """Somebody holds an office, as its holder or as deputy ("V.")."""

    office = ParentalKey(Office, on_delete=models.CASCADE, related_name="tenures", verbose_name=_("Office (makam)"))
    person = ParentalKey("directory.Person", on_delete=models.CASCADE, related_name="tenures", verbose_name=_("Person"))
    is_deputy = models.BooleanField(_("Deputy (V.)"), default=False)

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("Tenure")
        verbose_name_plural = _("Tenures")
        ordering = ("-starts_on", "pk")
        indexes = [models.Index(fields=["office", "starts_on"], name="directory_tenure_when")]
        constraints = [in_order("directory_tenure_in_order")]

    def __str__(self) -> str:
        return f"{self.person} · {self.office}{' V.' if self.is_deputy else ''}"
