"""Outlets of the press, and who works there as what, when."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from kopru.core.models import AnyUser
from kopru.directory.models.naming import Named, Tag, one_line
from kopru.directory.models.people import Language, Person
from kopru.directory.models.periods import Dated, holds_on, in_order
from kopru.directory.models.reachable import Reachable
from kopru.directory.models.scope import sees_all
from kopru.search.indexed import Indexed
from kopru.turkish import casing


class OutletKind(models.TextChoices):
    """How an outlet appears."""

    NEWSPAPER = "newspaper", _("Newspaper")
    MAGAZINE = "magazine", _("Magazine")
    TELEVISION = "television", _("Television")
    RADIO = "radio", _("Radio")
    AGENCY = "agency", _("News agency")
    SITE = "site", _("News site")


class Reach(models.TextChoices):
    """How far an outlet is read, heard or seen."""

    LOCAL = "local", _("Local")
    REGIONAL = "regional", _("Regional")
    NATIONAL = "national", _("National")
    FOREIGN = "foreign", _("Foreign")


class Duty(models.TextChoices):
    """What somebody does at an outlet."""

    OWNER = "owner", _("Owner")
    CHIEF_EDITOR = "chief_editor", _("Editor-in-chief")
    MANAGING_EDITOR = "managing_editor", _("Responsible managing editor")
    NEWS_EDITOR = "news_editor", _("News editor")
    EDITOR = "editor", _("Editor")
    REPORTER = "reporter", _("Reporter")
    REPRESENTATIVE = "representative", _("Local representative")
    COLUMNIST = "columnist", _("Columnist")
    PHOTOGRAPHER = "photographer", _("Photojournalist")
    CAMERA = "camera", _("Camera operator")
    PRESENTER = "presenter", _("Presenter")
    PRODUCER = "producer", _("Producer")
    OTHER = "other", _("Other")


class OutletQuerySet(models.QuerySet["Outlet"]):
    """Outlets."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002
        """Return all for staff and nothing for others; never merged rows."""
        return self.present() if sees_all(user) else self.none()

    def present(self) -> Self:
        """Return those not merged into another row."""
        return self.filter(merged_into__isnull=True)

    def open(self, on: date) -> Self:
        """Return outlets that still appear on `on`."""
        return self.filter(models.Q(closed_on__isnull=True) | models.Q(closed_on__gt=on))


class Outlet(Indexed, Named, Reachable, ClusterableModel):
    """A newspaper, magazine, station, agency or news site."""

    kind = models.CharField(_("Kind"), max_length=10, choices=OutletKind, default=OutletKind.NEWSPAPER, db_index=True)
    reach = models.CharField(_("Reach"), max_length=8, choices=Reach, default=Reach.LOCAL, db_index=True)
    city = models.CharField(_("City"), max_length=60, blank=True, validators=[one_line], db_index=True)
    website = models.URLField(_("Web address"), blank=True)
    language = models.CharField(_("Language"), max_length=2, choices=Language, default=Language.TURKISH)
    tags = models.ManyToManyField(Tag, blank=True, related_name="outlets", verbose_name=_("Tags"))
    note = models.TextField(_("Note"), blank=True)
    closed_on = models.DateField(_("Closed on"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged", verbose_name=_("Merged into")
    )

    changed_at = models.DateTimeField(auto_now=True, db_default=Now())

    objects = OutletQuerySet.as_manager()

    class Meta(Named.Meta):
        abstract = False
        verbose_name = _("Outlet")
        verbose_name_plural = _("Outlets")

    def derive(self) -> None:
        """Set the columns that follow from name and city."""
        super().derive()
        self.city = casing.title(" ".join(self.city.split()))

    @property
    def current(self) -> "Outlet":
        """Follow merges to the row that is kept."""
        return self.merged_into.current if self.merged_into else self

    def greeting(self) -> str:
        """Open a letter to nobody in particular: "Sayın Ege Postası yetkilisi"."""
        return f"Dear {self.name} team" if self.language == Language.ENGLISH else super().greeting()

    def written_in(self) -> str:
        """Return the code of the language of letters."""
        return self.language


class PostQuerySet(models.QuerySet["Post"]):
    """Who works where."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002
        """Return all for staff and nothing for others."""
        return self if sees_all(user) else self.none()

    def at(self, day: date) -> Self:
        """Return the posts that hold on `day`: "who was editor then?"."""
        return self.filter(holds_on(day))


class Post(Dated):
    """Somebody works at an outlet."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="posts", verbose_name=_("Person"))
    outlet = ParentalKey(Outlet, on_delete=models.CASCADE, related_name="posts", verbose_name=_("Outlet"))
    duty = models.CharField(_("Duty"), max_length=16, choices=Duty, default=Duty.REPORTER, db_index=True)
    wording = models.CharField(
        _("As it stands on the card"), max_length=120, blank=True, validators=[one_line], help_text=_("If it differs.")
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("Post at an outlet")
        verbose_name_plural = _("Posts at outlets")
        ordering = ("-starts_on", "pk")
        constraints = [in_order("directory_post_in_order")]

    def __str__(self) -> str:
        return f"{self.person} · {self.outlet} · {self.label}"

    @property
    def label(self) -> str:
        """Say the duty as the person says it, or by its kind."""
        return self.wording or str(self.get_duty_display())
