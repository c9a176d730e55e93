"""What has a name: sorted by the Turkish alphabet, found whatever the letters' case."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.core.models import AnyUser
from kopru.core.roles import STAFF, holds
from kopru.turkish.collation import sort_key
from kopru.turkish.folding import fold

#: A name goes into mail headers: a line break there would be another header (RFC 5322 §2.2).
one_line = RegexValidator(r"^[^\x00-\x1f\x7f\u2028\u2029]*$", _("Line breaks and control characters are not allowed."))
SORT_KEY_LENGTH = 255


def key_of(text: str) -> str:
    """Return the stored sort key of `text`, cut to its column."""
    return sort_key(text)[:SORT_KEY_LENGTH]


class Named(models.Model):
    """Has a name, kept sortable and findable by `save`."""

    name = models.CharField(_("Name"), max_length=160, validators=[one_line])
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False, db_index=True)

    class Meta:
        abstract = True
        ordering = ("sort_key", "pk")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store with the derived columns."""
        self.derive()
        kwargs["update_fields"] = with_derived(kwargs.get("update_fields"), "folded", "sort_key")
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Set the columns that follow from the name; for writers that go past `save`."""
        self.name = " ".join(self.name.split())
        self.folded = fold(self.name)[:200]
        self.sort_key = key_of(self.name)


def with_derived(update_fields: Iterable[str] | None, *derived: str) -> list[str] | None:
    """Return `update_fields` together with the columns that follow from them; None stays all."""
    return None if update_fields is None else [*{*update_fields, *derived}]


class TagQuerySet(models.QuerySet["Tag"]):
    """Tags."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002
        """Return all for staff: tags are the office's own words about people."""
        return self if holds(user, *STAFF) else self.none()


class Tag(Named):
    """A word of the office's own by which people and outlets are gathered, such as "tarım"."""

    objects = TagQuerySet.as_manager()

    class Meta(Named.Meta):
        abstract = False
        verbose_name = _("Tag")
        verbose_name_plural = _("Tags")
        constraints = [models.UniqueConstraint(fields=["folded"], name="directory_tag_once")]
