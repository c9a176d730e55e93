"""The edition: a bulletin's words as submitted, frozen; this is approved, published, offered and corrected."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions as the public and the approver ask for them."""

    def approved(self) -> Self:
        """Keep what somebody answered for."""
        return self.filter(approved_at__isnull=False)


class Edition(models.Model):
    """One frozen version of a bulletin.

    `content` holds all its words: see `kopru.newsroom.content.Content`. The other columns repeat
    what lists need. `sha256` is taken over the canonical JSON of `content`.
    """

    bulletin = models.ForeignKey("Bulletin", on_delete=models.PROTECT, related_name="editions")
    version = models.PositiveSmallIntegerField(_("Version"))
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    overline = models.CharField(_("Overline"), max_length=120, blank=True)
    headline = models.CharField(_("Headline"), max_length=200)
    spot = models.TextField(_("Spot"), blank=True)
    lead_photo = models.ForeignKey("photos.Photo", on_delete=models.PROTECT, null=True, related_name="+")
    topics: Any = models.ManyToManyField("Topic", related_name="editions", verbose_name=_("Topics"))
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    #: since when somebody besides its writers may have read it; it stays when the bulletin is held back
    shown_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["bulletin", "version"]
        verbose_name = _("Edition")
        verbose_name_plural = _("Editions")
        constraints = [models.UniqueConstraint(fields=["bulletin", "version"], name="edition_version_once")]

    def __str__(self) -> str:
        return f"{self.headline} ({self.version})"


class EditionFigure(models.Model):
    """A photo of an edition, with the caption and credit that were approved."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="figures")
    photo = models.ForeignKey("photos.Photo", on_delete=models.PROTECT, related_name="edition_figures")
    order = models.PositiveSmallIntegerField()
    caption = models.CharField(max_length=500, blank=True)
    credit = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["edition", "order"], name="edition_figure_order")]

    def __str__(self) -> str:
        return self.caption


#: what a kit is made of, in the order it is offered
PARTS = ("text", "docx", "pdf", "photos", "qr")
#: how each part is called in its address
SLUGS = {"text": "metin", "docx": "word", "pdf": "pdf", "photos": "fotograflar", "qr": "karekod"}


class KitState(models.TextChoices):
    """How far a press kit is."""

    OWED = "owed", _("Being prepared")
    READY = "ready", _("Kit is ready")
    FAILED = "failed", _("Could not be made")


class KitQuerySet(models.QuerySet["Kit"]):
    """Kits as the sweep asks for them."""

    def owed(self) -> Self:
        """Keep what is still to be made."""
        return self.filter(state=KitState.OWED)

    def idle(self, since: datetime) -> Self:
        """Keep what nobody has worked on since `since`."""
        return self.filter(models.Q(touched_at__isnull=True) | models.Q(touched_at__lt=since))


class Kit(models.Model):
    """The press kit of one edition: text, DOCX, PDF, photo ZIP and QR, served only through the visibility rule."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="kit")
    state = models.CharField(max_length=8, choices=KitState, default=KitState.OWED)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    #: raised whenever the kit is owed again, so that a late task cannot store old files
    serial = models.PositiveIntegerField(default=1)
    attempts = models.PositiveSmallIntegerField(default=0)
    obstacle = models.CharField(max_length=300, blank=True)
    touched_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    text = models.FileField(upload_to="kits/%Y/", max_length=200, blank=True)
    docx = models.FileField(upload_to="kits/%Y/", max_length=200, blank=True)
    pdf = models.FileField(upload_to="kits/%Y/", max_length=200, blank=True)
    photos = models.FileField(upload_to="kits/%Y/", max_length=200, blank=True)
    qr = models.FileField(upload_to="kits/%Y/", max_length=200, blank=True)

    objects = KitQuerySet.as_manager()

    class Meta:
        verbose_name = _("Press kit")
        verbose_name_plural = _("Press kits")

    def __str__(self) -> str:
        return str(self.edition)

    def address_of(self, part: str) -> str:
        """Return the public path of a part; it stays when the kit is made again."""
        bulletin = self.edition.bulletin
        return reverse("newsroom:kit", args=[bulletin.year, bulletin.number, SLUGS[part]])

    def parts(self) -> list[tuple[str, Any]]:
        """Return the parts that are there, as (name, file), in the order they are offered."""
        return [(name, file) for name in PARTS if (file := getattr(self, name))]
