"""What the press room says of the municipality itself: who may speak, what is so, how the sign is used."""

from datetime import date, datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from kopru.core import freshness
from kopru.core.models import AnyUser
from kopru.core.roles import STAFF, holds
from kopru.directory.models import Office, Tenure
from kopru.directory.models.periods import Dated, holds_on, in_order


class _Shown(models.Model):
    """Something the public reads: pages are made anew when it changes."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it and let the pages that show it go."""
        super().save(*args, **kwargs)
        freshness.touch()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Take it away and let the pages that show it go."""
        gone = super().delete(*args, **kwargs)
        freshness.touch()
        return gone


class SpokespersonQuerySet(models.QuerySet["Spokesperson"]):
    """Those who may speak."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:
        """Return all to the office's people, to the public those who speak today."""
        return self if holds(user, *STAFF) else self.speaking(on=timezone.localdate(at))

    def speaking(self, *, on: date) -> Self:
        """Return those who may speak on that day."""
        return self.filter(holds_on(on))


class Spokesperson(_Shown, Dated):
    """Who may speak for the municipality about what: an office, whoever holds it, or a person by name."""

    office = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Office (makam)"),
        help_text=_("Whoever holds it on the day is named. Leave it empty for somebody without an office."),
    )
    name = models.CharField(_("Name"), max_length=120, blank=True, help_text=_("Only where no office is chosen."))
    duty = models.CharField(
        _("Printed duty"),
        max_length=160,
        blank=True,
        help_text=_("As it is printed; left empty, the office's own name."),
    )
    duty_en = models.CharField(_("Duty in English"), max_length=160, blank=True)
    topics = models.CharField(_("Speaks about"), max_length=300, help_text=_("E.g. “water, sewerage, faults”."))
    topics_en = models.CharField(_("Speaks about (English)"), max_length=300, blank=True)
    languages = models.CharField(_("Languages"), max_length=80, blank=True, default="Türkçe")
    phone = models.CharField(
        _("Telephone"), max_length=60, blank=True, help_text=_("Left empty, the press office's own.")
    )
    email = models.EmailField(_("E-mail"), blank=True, help_text=_("Left empty, the press office's own."))
    order = models.PositiveSmallIntegerField(_("Order"), default=10, help_text=_("1 stands first."))
    checked_on = models.DateField(_("Checked on"), default=timezone.localdate)

    objects = SpokespersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("Spokesperson")
        verbose_name_plural = _("Spokespeople")
        ordering = ["order", "pk"]
        constraints = [
            in_order("web_spokesperson_in_order"),
            models.CheckConstraint(
                name="web_spokesperson_is_somebody", condition=models.Q(office__isnull=False) | ~models.Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.office or "")

    def clean(self) -> None:
        """Ask for one of the two."""
        super().clean()
        if not self.office and not self.name:
            raise ValidationError({"name": _("Choose an office, or write a name.")})


class FactQuerySet(models.QuerySet["Fact"]):
    """Facts."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002 — the signature of every scope
        """Return all to the office's people, to the public those that are shown."""
        return self if holds(user, *STAFF) else self.shown()

    def shown(self) -> Self:
        """Return those that stand on the public page."""
        return self.filter(is_shown=True)


class Fact(_Shown):
    """One thing that is so: a figure with the day it was true and where it comes from."""

    class Section(models.TextChoices):
        """Under which heading it stands."""

        TOWN = "town", _("The town")
        MUNICIPALITY = "municipality", _("The municipality")
        SERVICES = "services", _("Services")

    section = models.CharField(_("Heading"), max_length=12, choices=Section, default=Section.TOWN)
    label = models.CharField(_("What"), max_length=120, help_text=_("E.g. “Population”."))
    label_en = models.CharField(_("What (English)"), max_length=120, blank=True)
    value = models.CharField(_("Value"), max_length=200)
    value_en = models.CharField(
        _("Value (English)"), max_length=200, blank=True, help_text=_("Left empty, the same as in Turkish.")
    )
    source = models.CharField(_("Source"), max_length=200, help_text=_("E.g. “TÜİK, ADNKS”."))
    source_url = models.URLField(_("Address of the source"), blank=True)
    as_of = models.DateField(_("True as of"), help_text=_("The day for which the source gives it."))
    is_shown = models.BooleanField(_("Shown to the public"), default=True)
    order = models.PositiveSmallIntegerField(_("Order"), default=10, help_text=_("1 stands first."))

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("Short fact")
        verbose_name_plural = _("Short facts")
        ordering = ["section", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="web_fact_section", condition=models.Q(section__in=["town", "municipality", "services"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


def holder_of(office: Office, *, on: date) -> Tenure | None:
    """Return who holds `office` on that day, its holder before the deputy; reads prefetched tenures."""
    holding = [tenure for tenure in office.tenures.all() if tenure.holds(on)]
    return min(holding, key=lambda tenure: tenure.is_deputy, default=None)


@register_setting(icon="globe", name="press-room-texts", order=15)
class PressRoom(_Shown, BaseGenericSetting):
    """What the press room says above its lists, in both languages."""

    speaking = models.TextField(
        _("Above the spokespeople"),
        blank=True,
        default="Görüş ve röportaj isteklerinizi önce basın servisine iletin; uygun yetkiliyle sizi buluştururuz.",
    )
    speaking_en = models.TextField(
        _("Above the spokespeople (English)"),
        blank=True,
        default="Please send requests for comments and interviews to the press office first; we put you in touch.",
    )
    sign_use = models.TextField(
        _("How the sign is used"),
        blank=True,
        default=(
            "Haber amacıyla izin almadan kullanılabilir. Renkleri ve oranları değiştirilmez; çevresinde, "
            "yüksekliğinin dörtte biri kadar boşluk bırakılır. Reklam ve ortaklık için basın servisine sorun."
        ),
    )
    sign_use_en = models.TextField(
        _("How the sign is used (English)"),
        blank=True,
        default=(
            "Free for news use. Do not change its colours or proportions, and leave a quarter of its height free "
            "around it. For advertising and partnerships ask the press office."
        ),
    )

    panels = [
        MultiFieldPanel([FieldPanel("speaking"), FieldPanel("speaking_en")], _("Spokespeople")),
        MultiFieldPanel([FieldPanel("sign_use"), FieldPanel("sign_use_en")], _("Signs")),
    ]

    class Meta:
        verbose_name = _("Press room texts")

    def __str__(self) -> str:
        return str(_("Press room texts"))
