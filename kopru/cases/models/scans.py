"""A letter on paper between the scanner and its case: its sheets are kept first, then read, then put right by a clerk.

put in ──the worker reads page by page──▶ read ──a clerk corrects it──▶ case (its files go on there)
   └──────────────thrown away, by a clerk──────────────┘
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kopru.cases.models.cases import Case


class ScanQuerySet(models.QuerySet["Scan"]):
    """Scans by what they wait for."""

    def unopened(self) -> Self:
        """Keep those that are no case yet."""
        return self.filter(case__isnull=True)

    def unread(self) -> Self:
        """Keep those that the worker still reads."""
        return self.unopened().filter(read_at__isnull=True)


class Scan(models.Model):
    """A letter that was scanned; when it is a case, its words and files are there and no longer here."""

    put_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    put_in_at = models.DateTimeField()
    pages = models.PositiveSmallIntegerField(default=0)
    #: what was read of each page, in their order; it is as long as the reading has come
    words = models.JSONField(default=list, blank=True)
    #: when there was nothing left to read, or nothing to read with
    read_at = models.DateTimeField(null=True)
    case = models.OneToOneField(Case, models.SET_NULL, null=True, related_name="scan")

    objects = ScanQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("Scanned letter")
        verbose_name_plural = _("Scanned letters")
        indexes = [models.Index(fields=["put_in_at"], name="cases_scan_waiting", condition=Q(case__isnull=True))]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def done(self) -> int:
        """Return how many pages are read."""
        return len(self.words)

    @property
    def text(self) -> str:
        """Return what was read, page after page."""
        return "\n\n".join(each for each in self.words if each)


class ScanFile(models.Model):
    """One file of a scan, byte for byte as it was put in."""

    scan = models.ForeignKey(Scan, models.CASCADE, related_name="files")
    name = models.CharField(_("Name"), max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to="scans/%Y/%m/", max_length=255)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("File of a scanned letter")
        verbose_name_plural = _("Files of scanned letters")

    def __str__(self) -> str:
        return self.name
