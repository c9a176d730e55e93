"""What cases are about, how the office works on them, and the days on which it does not."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from kopru.core.models import AnyUser
from kopru.core.roles import STAFF, Role, holds


@register_setting(icon="clipboard-list", order=30)
class CaseRules(BaseGenericSetting):
    """How this office answers; what the law leaves open is decided here."""

    mailbox = models.EmailField(
        _("Address for the public"),
        blank=True,
        help_text=_("Answers go out from here and come back here; left empty, the office's own address."),
    )
    service_days = models.PositiveSmallIntegerField(
        _("House target in working days"), default=10, help_text=_("For asks to which no law sets a time.")
    )
    referral_days = models.PositiveSmallIntegerField(
        _("A unit's time in working days"), default=5, help_text=_("Asked for when nothing else is said.")
    )
    alarm_day = models.PositiveSmallIntegerField(_("Warn before an extension is too late, on working day"), default=12)
    half_days_count = models.BooleanField(
        _("Half days count as working days"),
        default=True,
        help_text=_("The law does not say; counting them is the safe side. To be confirmed by the office."),
    )
    approve_always = models.BooleanField(_("The head approves every written answer"), default=False)
    survey_after_days = models.PositiveSmallIntegerField(
        _("Ask “was it solved?” after days"), default=28, help_text=_("0 asks nobody.")
    )
    keep_years = models.PositiveSmallIntegerField(
        _("Years a person's data is kept after the end"),
        default=5,
        help_text=_("Then name, address and words are taken out and the figures stay. To be confirmed by the office."),
    )
    keep_years_short = models.PositiveSmallIntegerField(
        _("Years for a question answered at once"), default=1, help_text=_("To be confirmed by the office.")
    )
    keep_years_legal = models.PositiveSmallIntegerField(
        _("Years where a law or a court may ask for it"), default=10, help_text=_("To be confirmed by the office.")
    )
    privacy_notice = models.TextField(
        _("Privacy notice (KVKK art. 10)"), blank=True, help_text=_("Shown on every form; left empty, the usual text.")
    )

    class Meta:
        verbose_name = _("Rules of answering")

    def __str__(self) -> str:
        return str(_("Rules of answering"))


class LeaveQuerySet(models.QuerySet["Leave"]):
    """Days of administrative leave."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002 - the signature all share
        """Keep all for those who sign in."""
        return self if holds(user, *STAFF, Role.UNIT) else self.none()


class Leave(models.Model):
    """Administrative leave (idari izin): days that were made free by decree and count as no working days."""

    from_on = models.DateField(_("First day"))
    until_on = models.DateField(_("Last day"))
    is_half = models.BooleanField(_("Half a day only"), default=False)
    source = models.CharField(_("Decree"), max_length=200, help_text=_("Date and number of the decree or circular."))

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on"]
        verbose_name = _("Administrative leave")
        verbose_name_plural = _("Administrative leave")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="cases_leave_in_order",
                violation_error_message=_("The last day is before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_on} – {self.until_on}"

    def holds_on(self, day: date) -> bool:
        """Tell whether `day` is one of them."""
        return self.from_on <= day <= self.until_on


class MatterQuerySet(models.QuerySet["Matter"]):
    """What cases are about."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002 - the signature all share
        """Keep all: they are no secret."""
        return self

    def offered(self) -> Self:
        """Keep those the public may choose on a form."""
        return self.filter(is_public=True)


class Matter(models.Model):
    """What a case is about (konu), such as a broken pipe; it knows the unit that usually answers."""

    name = models.CharField(_("Name"), max_length=80, unique=True)
    name_en = models.CharField(_("Name in English"), max_length=80, blank=True)
    slug = models.SlugField(_("Address"), max_length=80, unique=True)
    unit = models.ForeignKey(
        "directory.Unit", models.SET_NULL, null=True, blank=True, related_name="matters", verbose_name=_("Usual unit")
    )
    is_public = models.BooleanField(_("Offered on the public forms"), default=True)
    #: [{"name": "pole", "label": "Direk no.", "label_en": "…", "type": "text|number|date|choice", "choices": […],
    #: "required": bool}]
    fields = models.JSONField(_("Questions of its own"), default=list, blank=True)
    asks_place = models.BooleanField(_("Asks for the place on a map"), default=False)
    asks_photo = models.BooleanField(_("Asks for photos"), default=False)
    days = models.PositiveSmallIntegerField(
        _("Target in working days"), null=True, blank=True, help_text=_("Left empty, the office's usual target.")
    )
    published_answer = models.URLField(_("Answered already at"), blank=True)
    authority = models.ForeignKey(
        "Authority",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="matters",
        verbose_name=_("Competent authority"),
        help_text=_("Where this is not the municipality’s own duty: offered when a case is passed on."),
    )
    authority_code = models.CharField(
        _("Service code there"), max_length=100, blank=True, help_text=_("What its Open311 server calls this matter.")
    )

    objects = MatterQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("Matter")
        verbose_name_plural = _("Matters")

    def __str__(self) -> str:
        return self.name
