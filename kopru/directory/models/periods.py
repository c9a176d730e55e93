"""What holds from one day to another; an open end is not over, an open start has always been."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def holds_on(day: date, prefix: str = "") -> Q:
    """Return the condition that the period of the related row `prefix` holds on `day` (both ends inclusive)."""
    starts, ends = f"{prefix}starts_on", f"{prefix}ends_on"
    begun = Q(**{f"{starts}__isnull": True}) | Q(**{f"{starts}__lte": day})
    lasting = Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gte": day})
    return begun & lasting


class Dated(models.Model):
    """Holds from `starts_on` to `ends_on`, both inclusive and either may be open."""

    starts_on = models.DateField(_("First day"), null=True, blank=True)
    ends_on = models.DateField(_("Last day"), null=True, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse an end before the start."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The end lies before the start.")})

    def holds(self, day: date) -> bool:
        """Tell whether it holds on `day`."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)


def in_order(name: str) -> models.CheckConstraint:
    """Return the constraint that the end does not lie before the start."""
    return models.CheckConstraint(
        condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name=name
    )
