"""What some types of case have beside: media requests, shoots, groups, material, ready packs, lines to take."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kopru.cases.models.cases import Case
from kopru.cases.models.matters import Matter
from kopru.core.models import AnyUser
from kopru.core.roles import OFFICE, Role, holds
from kopru.directory.models import Unit


class MediaForm(models.TextChoices):
    """What the journalist wants."""

    INTERVIEW = "interview", _("Interview")
    TELEVISION = "television", _("Television programme")
    RADIO = "radio", _("Radio programme")
    NEWS = "news", _("Special news")
    RESEARCH = "research", _("Research")
    DATA = "data", _("Data and documents")


class MediaRequest(models.Model):
    """The journalist's side of a case: their form, deadline and air date (M1)."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="media")
    form = models.CharField(_("Form"), max_length=10, choices=MediaForm, default=MediaForm.NEWS)
    deadline_at = models.DateTimeField(_("The journalist's deadline"))
    air_at = models.DateTimeField(_("Printed or on air"), null=True, blank=True)
    #: ours, before theirs: usually a working half-day
    target_at = models.DateTimeField(_("Our target"), null=True, blank=True)
    wants_mayor = models.BooleanField(_("Wants the mayor in person"), default=False)
    #: what was printed or went on air (M5)
    outcome_title = models.CharField(_("What came of it"), max_length=200, blank=True)
    outcome_url = models.URLField(_("Its address"), max_length=500, blank=True)
    outcome_on = models.DateField(_("Published on"), null=True, blank=True)
    signed_off_at = models.DateTimeField(null=True, editable=False)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("Media request")
        verbose_name_plural = _("Media requests")

    def __str__(self) -> str:
        return str(self.case)


class Question(models.Model):
    """One question of a media request: answered, or marked why not (M2)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("Question"))
    answer = models.TextField(_("Answer"), blank=True)
    why_not = models.CharField(_("Why it is not answered"), max_length=255, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("Question")
        verbose_name_plural = _("Questions")

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_settled(self) -> bool:
        """Tell whether it is answered or marked why not."""
        return bool(self.answer.strip() or self.why_not.strip())


class LineQuerySet(models.QuerySet["LineToTake"]):
    """Lines to take."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002 - the signature all share
        """Keep all for the office and the mayor's office."""
        return self if holds(user, *OFFICE, Role.MAYORS_OFFICE) else self.none()

    def valid(self, on: date) -> Self:
        """Keep those that may be used on `on`."""
        return self.filter(valid_from__lte=on).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))


class LineToTake(models.Model):
    """Approved wording on a matter, with its owner, time and sources (M3)."""

    title = models.CharField(_("Title"), max_length=160)
    text = models.TextField(_("Wording"))
    matter = models.ForeignKey(
        Matter, models.SET_NULL, null=True, blank=True, related_name="lines", verbose_name=_("Matter")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="lines", verbose_name=_("Answers for it")
    )
    valid_from = models.DateField(_("Valid from"))
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    sources = models.TextField(_("Sources"), blank=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("Line to take")
        verbose_name_plural = _("Lines to take")

    def __str__(self) -> str:
        return self.title

    def is_valid(self, on: date) -> bool:
        """Tell whether it may be used on `on`."""
        return self.valid_from <= on and (self.valid_until is None or self.valid_until >= on)

    @property
    def where_used(self) -> models.QuerySet["LineUse"]:
        """Return its uses with their cases, the newest first."""
        return self.uses.select_related("answer__case", "question__case").order_by("-at", "-pk")


class LineUse(models.Model):
    """Where a line was used: in the answer to a case, or in that to one question of it."""

    line = models.ForeignKey(LineToTake, models.CASCADE, related_name="uses")
    answer = models.ForeignKey("Answer", models.CASCADE, null=True, related_name="lines_used")
    question = models.ForeignKey(Question, models.CASCADE, null=True, related_name="lines_used")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_line_used_somewhere",
                condition=Q(answer__isnull=False, question__isnull=True)
                | Q(answer__isnull=True, question__isnull=False),
            ),
        ]
        verbose_name = _("Use of a line")
        verbose_name_plural = _("Uses of lines")

    def __str__(self) -> str:
        return f"{self.line} → {self.answer or self.question}"

    @property
    def case(self) -> Case:
        """Return the case whose answer it went into."""
        used_in = self.answer or self.question
        if used_in is None:
            raise AssertionError("the database keeps one of the two")
        return used_in.case


class ShootRequest(models.Model):
    """What a unit wants photographed: when, where, what (P3)."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="shoot")
    starts_at = models.DateTimeField(_("When"))
    ends_at = models.DateTimeField(_("Until"), null=True, blank=True)
    place = models.CharField(_("Where"), max_length=200)
    brief = models.TextField(_("What must be in the pictures"), blank=True)
    contact = models.CharField(_("Who waits there"), max_length=160, blank=True)
    photographer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="shoots"
    )
    delivered_url = models.URLField(_("Where the photos are"), blank=True)

    class Meta:
        verbose_name = _("Photo shoot")
        verbose_name_plural = _("Photo shoots")

    def __str__(self) -> str:
        return str(self.case)


class GroupVisit(models.Model):
    """A school or other group that wants to come (R16)."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="visit")
    institution = models.CharField(_("School or institution"), max_length=160)
    people = models.PositiveSmallIntegerField(_("How many people"))
    ages = models.CharField(_("Class or age"), max_length=80, blank=True)
    wished_on = models.DateField(_("Wished day"), null=True, blank=True)
    starts_at = models.DateTimeField(_("Agreed for"), null=True, blank=True)
    guide = models.CharField(_("Guide"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("Group visit")
        verbose_name_plural = _("Group visits")

    def __str__(self) -> str:
        return str(self.case)


class PackQuerySet(models.QuerySet["Pack"]):
    """Ready packs."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002 - the signature all share
        """Keep all: a pack is made for strangers."""
        return self


class Pack(models.Model):
    """A ready answer for tourists and groups, in one language: places, hours, prices, map (R16)."""

    title = models.CharField(_("Title"), max_length=160)
    language = models.CharField(_("Language"), max_length=5, choices=settings.LANGUAGES, default="tr")
    text = models.TextField(_("Text"))
    file = models.FileField(_("File"), upload_to="packs/", blank=True)
    matter = models.ForeignKey(
        Matter, models.SET_NULL, null=True, blank=True, related_name="packs", verbose_name=_("Matter")
    )
    checked_on = models.DateField(_("Checked on"))
    is_public = models.BooleanField(_("On the web"), default=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["title", "language"]
        verbose_name = _("Ready pack")
        verbose_name_plural = _("Ready packs")

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class Became(models.TextChoices):
    """What the office made of a unit's material."""

    WAITING = "", _("Not decided yet")
    BULLETIN = "bulletin", _("Bulletin")
    PAGE = "page", _("Web page")
    POST = "post", _("Post")
    PACK = "pack", _("Pack")
    NOT_USED = "not_used", _("Not used")


class Material(models.Model):
    """Text, figures, photos and files that a unit hands in for the public (N11)."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="material")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="materials", verbose_name=_("Unit"))
    wished_on = models.DateField(_("Wished day"), null=True, blank=True)
    became = models.CharField(_("What became of it"), max_length=8, choices=Became, blank=True, default="")
    became_url = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("Material")
        verbose_name_plural = _("Materials")

    def __str__(self) -> str:
        return str(self.case)
