"""The bulletin: a working copy for its writers; outside the office only its editions are ever shown.

    stage        DRAFT → WITH_HEAD (→ WITH_MAYOR) → APPROVED; back to RETURNED from either desk
    visibility   DRAFT → INTERNAL | PRIVATE | PUBLIC (from `release_at` on: before it, embargoed) → WITHDRAWN

`edition` is the approved version in force: page, feed, search, kit and mail read it and never the working copy,
so that a correction being written shows nowhere before it is approved.
"""

import secrets
from datetime import datetime
from typing import Any, Final, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import Orderable, RevisionMixin

from kopru.core.models import AnyUser
from kopru.core.roles import OFFICE, STAFF, Role, holds
from kopru.newsroom.models.blocks import BodyBlock
from kopru.search.indexed import Indexed

#: of one file that goes with a bulletin, in bytes
LARGEST_FILE: Final = 25 * 1024 * 1024


class TopicQuerySet(models.QuerySet["Topic"]):
    """Topics."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002 - the signature all share
        """Keep all: topics are no secret."""
        return self


class Topic(models.Model):
    """What a bulletin is about, such as water, culture or works."""

    name = models.CharField(_("Name"), max_length=80, unique=True)
    slug = models.SlugField(_("Address"), max_length=80, unique=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("Topic")
        verbose_name_plural = _("Topics")

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """The last bulletin number given in a year; locked while the next is given."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}/{self.last}"


class Stage(models.TextChoices):
    """Where the working copy is on its way to approval."""

    DRAFT = "draft", _("Draft")
    WITH_HEAD = "with_head", _("Waits for the head of the office")
    WITH_MAYOR = "with_mayor", _("Waits for the mayor's office")
    RETURNED = "returned", _("Sent back")
    APPROVED = "approved", _("Approved")


class Visibility(models.TextChoices):
    """Who may see the edition in force."""

    DRAFT = "draft", _("Only the office")
    INTERNAL = "internal", _("Inside the municipality")
    PRIVATE = "private", _("By private link")
    PUBLIC = "public", pgettext_lazy("bulletin", "Public")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: what only verbs change; the editor's form and old revisions leave these columns alone
LIFE = (
    *("stage", "visibility", "year", "number", "slug", "private_key", "release_at"),
    *("first_published_at", "last_updated_at", "edition_id", "candidate_id", "created_at", "created_by_id"),
)
WAITING = frozenset({Stage.WITH_HEAD, Stage.WITH_MAYOR})


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    """The one visibility rule, and the shelves of the desk."""

    def public(self, at: datetime) -> Self:
        """Keep what everybody may read at `at`, with its edition."""
        return self.filter(visibility=Visibility.PUBLIC, release_at__lte=at, edition__isnull=False).select_related(
            "edition", "edition__lead_photo"
        )

    def embargoed(self, at: datetime) -> Self:
        """Keep what will be public by the clock, and is not yet."""
        return self.filter(visibility=Visibility.PUBLIC, release_at__gt=at)

    def withdrawn(self) -> Self:
        """Keep what was taken back."""
        return self.filter(visibility=Visibility.WITHDRAWN)

    def tombstoned(self) -> Self:
        """Keep what was taken back after the public had seen it: its address says so for ever."""
        return self.withdrawn().filter(first_published_at__isnull=False).select_related("edition")

    def addressable(self, at: datetime) -> Self:
        """Keep what answers at its public address: what is public, and what was and is withdrawn."""
        return self.filter(
            Q(visibility=Visibility.PUBLIC, release_at__lte=at, edition__isnull=False)
            | Q(visibility=Visibility.WITHDRAWN, first_published_at__isnull=False)
        ).select_related("edition", "edition__lead_photo")

    def private(self, key: str) -> Self:
        """Keep the one that `key` of a private link opens; none once it is public, withdrawn or closed."""
        if not key:
            return self.none()
        return self.filter(visibility=Visibility.PRIVATE, private_key=key, edition__isnull=False).select_related(
            "edition"
        )

    def waiting(self) -> Self:
        """Keep what waits for somebody's approval."""
        return self.filter(stage__in=WAITING)

    def returned(self) -> Self:
        """Keep what was sent back and waits for its writer."""
        return self.filter(stage=Stage.RETURNED)

    def drafts(self) -> Self:
        """Keep what was never approved and waits for nobody but its writer."""
        return self.filter(stage__in=[Stage.DRAFT, Stage.RETURNED], edition__isnull=True)

    def ready(self) -> Self:
        """Keep what is approved and shown to nobody outside the office."""
        return self.filter(visibility=Visibility.DRAFT, edition__isnull=False)

    def offered(self) -> Self:
        """Keep what was offered to somebody."""
        return self.filter(editions__offers__isnull=False).distinct()

    def visible_to(self, user: AnyUser, at: datetime) -> Self:
        """Keep what `user` may see at `at`: the one rule of page, list, search, feed, kit and chooser."""
        if holds(user, *OFFICE):
            return self
        seen = Q(visibility=Visibility.PUBLIC, release_at__lte=at, edition__isnull=False)
        if holds(user, *STAFF, Role.UNIT):
            seen |= Q(visibility=Visibility.INTERNAL, edition__isnull=False)
        if holds(user, Role.MAYORS_OFFICE):
            seen |= Q(stage=Stage.WITH_MAYOR)
        return self.filter(seen)


class Bulletin(Indexed, RevisionMixin, ClusterableModel):
    """A press bulletin as its writers work on it; see the module for its life."""

    overline = models.CharField(_("Overline"), max_length=120, blank=True)
    headline = models.CharField(_("Headline"), max_length=200)
    spot = models.TextField(
        _("Spot"), max_length=600, blank=True, help_text=_("Two or three sentences: who, what, when, where.")
    )
    place = models.CharField(_("Dateline place"), max_length=60, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("Text"), blank=True)
    unit = models.ForeignKey(
        "directory.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bulletins",
        verbose_name=_("Unit concerned"),
    )
    topics = ParentalManyToManyField(Topic, blank=True, related_name="bulletins", verbose_name=_("Topics"))
    contact = models.ForeignKey(
        "directory.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Contact person"),
        help_text=_("Left empty, the press office itself is named."),
    )
    language = models.CharField(_("Language"), max_length=5, choices=settings.LANGUAGES, default="tr")
    needs_mayor = models.BooleanField(_("The mayor's office approves as well"), default=False)

    stage = models.CharField(max_length=12, choices=Stage, default=Stage.DRAFT, editable=False)
    visibility = models.CharField(max_length=12, choices=Visibility, default=Visibility.DRAFT, editable=False)
    year = models.PositiveSmallIntegerField(null=True, editable=False)
    number = models.PositiveIntegerField(null=True, editable=False)
    slug = models.SlugField(max_length=80, blank=True, editable=False)
    private_key = models.CharField(max_length=43, blank=True, editable=False)
    release_at = models.DateTimeField(null=True, editable=False)
    first_published_at = models.DateTimeField(null=True, editable=False)
    last_updated_at = models.DateTimeField(null=True, editable=False)
    #: the approved version in force: what everybody outside the office reads
    edition = models.ForeignKey("Edition", on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    #: the version last submitted: it waits for approval, or is approved and waits to take force
    candidate = models.ForeignKey("Edition", on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="bulletin")

    objects = BulletinQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("Bulletin")
        verbose_name_plural = _("Bulletins")
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="bulletin_number_once"),
            models.CheckConstraint(
                condition=Q(year__isnull=True, number__isnull=True) | Q(year__isnull=False, number__isnull=False),
                name="bulletin_number_with_year",
            ),
            models.CheckConstraint(
                condition=Q(visibility=Visibility.DRAFT) | Q(edition__isnull=False, number__isnull=False),
                name="bulletin_shown_only_if_approved",
            ),
            models.CheckConstraint(
                condition=~Q(visibility=Visibility.PUBLIC) | Q(release_at__isnull=False),
                name="bulletin_public_from_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["-release_at"], name="bulletin_newest"),
            models.Index(fields=["stage"], name="bulletin_stage"),
            models.Index(fields=["-changed_at"], name="bulletin_changed"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """Return the address it has from its number on, whatever becomes of it."""
        return reverse("web:bulletin", kwargs={"year": self.year, "number": self.number})

    def with_content_json(self, content: dict[str, Any]) -> "Bulletin":
        """Return the words of an old revision on the life of today: a reverted text reverts no approval."""
        revived: Bulletin = super().with_content_json(content)
        for name in LIFE:
            setattr(revived, name, getattr(self, name))
        return revived

    def locked(self) -> Self:
        """Read itself anew, and hold the row until the transaction ends."""
        self.refresh_from_db(from_queryset=Bulletin.objects.select_for_update())
        # modelcluster keeps unsaved children here; a verb acts on what is stored
        self.__dict__.pop("_cluster_related_objects", None)
        return self

    def offered_editions(self) -> "models.QuerySet[Any]":
        """Return the editions that were offered to anybody."""
        offered: models.QuerySet[Any] = self.editions.filter(offers__isnull=False)
        return offered

    @property
    def is_open(self) -> bool:
        """Tell whether its words are being written."""
        return self.stage in {Stage.DRAFT, Stage.RETURNED} and self.visibility != Visibility.WITHDRAWN

    @property
    def is_waiting(self) -> bool:
        """Tell whether it waits for somebody's approval."""
        return self.stage in WAITING

    @property
    def label(self) -> str:
        """Return its number as it is cited, "2026/114"; empty before approval."""
        return f"{self.year}/{self.number}" if self.number else ""

    @property
    def pending(self) -> "Any":
        """Return the approved edition that waits to replace the one in force, or None."""
        waits = self.candidate if self.candidate_id != self.edition_id else None
        return waits if waits and waits.approved_at else None

    def is_public(self, at: datetime) -> bool:
        """Tell whether everybody may read it at `at`."""
        released = self.release_at is not None and self.release_at <= at
        return self.visibility == Visibility.PUBLIC and released and self.edition_id is not None

    def is_embargoed(self, at: datetime) -> bool:
        """Tell whether it will be public by the clock, and is not yet."""
        return self.visibility == Visibility.PUBLIC and self.release_at is not None and self.release_at > at


def new_private_key() -> str:
    """Return a key nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


class Figure(Orderable):
    """A photo in a bulletin, in its order, with the caption and credit it has there."""

    bulletin = ParentalKey(Bulletin, on_delete=models.CASCADE, related_name="figures")
    photo = models.ForeignKey("photos.Photo", on_delete=models.PROTECT, related_name="figures", verbose_name=_("Photo"))
    caption = models.CharField(_("Caption"), max_length=500, blank=True, help_text=_("Left empty, the photo's own."))
    credit = models.CharField(_("Credit"), max_length=120, blank=True, help_text=_("Left empty, the photo's own."))

    class Meta(Orderable.Meta):
        verbose_name = _("Photo")
        verbose_name_plural = _("Photos")

    def __str__(self) -> str:
        return self.caption or str(self.photo)

    def clean(self) -> None:
        """Refuse a photo that may not be used; one that stands here already is named only when it is approved."""
        super().clean()
        if not self.photo_id or type(self).objects.filter(pk=self.pk, photo=self.photo_id).exists():
            return
        if obstacle := self.photo.obstacle(on=timezone.localdate()):
            raise ValidationError({"photo": obstacle})


class BulletinFile(Orderable):
    """A file that goes with a bulletin: a plan, a table, a leaflet."""

    bulletin = ParentalKey(Bulletin, on_delete=models.CASCADE, related_name="files")
    title = models.CharField(_("Title"), max_length=160)
    file = models.FileField(
        _("File"),
        upload_to="bulletins/%Y/",
        max_length=200,
        validators=[FileExtensionValidator(["pdf", "docx", "xlsx", "pptx", "odt", "ods", "txt", "csv", "zip"])],
    )

    class Meta(Orderable.Meta):
        verbose_name = _("File")
        verbose_name_plural = _("Files")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a file that nobody could fetch on the road; one that is kept already was measured."""
        super().clean()
        if self.file and not self.file._committed and self.file.size > LARGEST_FILE:  # type: ignore[attr-defined]  # noqa: SLF001
            raise ValidationError({"file": _("A file may be 25 MB at most.")})
