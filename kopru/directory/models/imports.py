"""Spreadsheets that came in: the raw bytes first, then what each row says and what became of it.

stored ──read──▶ previewed ──apply──▶ applying ──▶ applied
   └──cannot be read──▶ refused
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.core.models import AnyUser
from kopru.directory.models.outlets import Outlet
from kopru.directory.models.people import Person
from kopru.directory.models.scope import sees_all


class ImportFileQuerySet(models.QuerySet["ImportFile"]):
    """Imports."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002
        """Return all for staff and nothing for others."""
        return self if sees_all(user) else self.none()

    def owed(self) -> Self:
        """Return those a task must go on with."""
        return self.filter(state__in=(ImportFile.State.STORED, ImportFile.State.APPLYING))


class ImportFile(models.Model):
    """One uploaded spreadsheet, kept as it came."""

    class State(models.TextChoices):
        """How far it is."""

        STORED = "stored", _("Being read")
        REFUSED = "refused", _("Cannot be read")
        PREVIEWED = "previewed", _("Waits for your word")
        APPLYING = "applying", _("Being taken over")
        APPLIED = "applied", _("Taken over")

    name = models.CharField(_("File"), max_length=255)
    file = models.FileField(upload_to="imports/%Y/%m/", max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("Size (bytes)"))
    state = models.CharField(_("State"), max_length=9, choices=State, default=State.STORED)
    obstacle = models.CharField(_("Obstacle"), max_length=500, blank=True)
    encoding = models.CharField(_("Encoding"), max_length=20, blank=True)
    #: [{"heading": as written, "field": "" if not used}], in the file's order
    columns = models.JSONField(default=list)
    row_count = models.PositiveIntegerField(_("Rows"), default=0)
    blank_count = models.PositiveIntegerField(_("Empty rows"), default=0)
    notes = models.JSONField(default=list)
    done_count = models.PositiveIntegerField(_("Done"), default=0)
    uploaded_at = models.DateTimeField(_("Uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Uploaded by")
    )
    applied_at = models.DateTimeField(_("Taken over at"), null=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ImportFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("Import")
        verbose_name_plural = _("Imports")
        ordering = ("-uploaded_at", "-pk")

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """One row of a spreadsheet."""

    class Outcome(models.TextChoices):
        """What it brings."""

        NEW = "new", _("New")
        CHANGED = "changed", _("Adds to what we have")
        SAME = "same", _("Already here")
        REPEATED = "repeated", _("Repeats an earlier row")
        BAD = "bad", _("Cannot be taken over")

    import_file = models.ForeignKey(ImportFile, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("Line"))
    outcome = models.CharField(max_length=8, choices=Outcome)
    #: {field: text as read}
    values = models.JSONField(default=dict)
    #: [{"column": heading, "value": as written, "problem": sentence}]
    problems = models.JSONField(default=list)
    #: as `problems`, but they do not keep the row out
    notes = models.JSONField(default=list)
    is_applied = models.BooleanField(default=False)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    outlet = models.ForeignKey(Outlet, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("line",)
        constraints = [models.UniqueConstraint(fields=["import_file", "line"], name="directory_import_line_once")]
        indexes = [models.Index(fields=["import_file", "outcome", "line"], name="directory_import_outcome")]

    def __str__(self) -> str:
        return f"{self.import_file} · {self.line}"
