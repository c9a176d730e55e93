"""Audiences: a saved rule that says who is meant, resolved anew each time and frozen only at sending."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.core.models import AnyUser
from kopru.directory.models.naming import Named
from kopru.directory.models.scope import sees_all


def everybody_out() -> dict[str, Any]:
    """Return the rule of a new audience, which holds nobody."""
    return {"any": []}


class AudienceQuerySet(models.QuerySet["Audience"]):
    """Audiences."""

    def visible_to(self, user: AnyUser, at: datetime) -> Self:  # noqa: ARG002
        """Return all for staff and nothing for others."""
        return self if sees_all(user) else self.none()


class Audience(Named):
    """A saved rule, such as "the local and regional press"; its grammar is in `directory.audiences`."""

    description = models.CharField(_("What it is for"), max_length=255, blank=True)
    rule = models.JSONField(_("Rule"), default=everybody_out, blank=True)

    objects = AudienceQuerySet.as_manager()

    class Meta(Named.Meta):
        abstract = False
        verbose_name = _("Audience")
        verbose_name_plural = _("Audiences")
        constraints = [models.UniqueConstraint(fields=["folded"], name="directory_audience_once")]
