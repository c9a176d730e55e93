"""What the DNS was last seen to say of the domain we send from."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

#: How long a result is trusted, and one without an answer.
DAY: Final = timedelta(hours=24)
SOON: Final = timedelta(hours=1)


class DomainCheck(models.Model):
    """The last look at one domain's SPF, DKIM and DMARC; `about` says what was looked for."""

    domain = models.CharField(_("Domain"), max_length=253, unique=True)
    about = models.TextField(blank=True, editable=False)
    findings = models.JSONField(default=list, editable=False)
    wanted_at = models.DateTimeField(null=True, editable=False)
    wanted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    checked_at = models.DateTimeField(_("Checked"), null=True, editable=False)

    class Meta:
        verbose_name = _("Domain check")
        verbose_name_plural = _("Domain checks")

    def __str__(self) -> str:
        return self.domain

    @property
    def is_wanted(self) -> bool:
        """Tell whether somebody asked for a look that was not had yet."""
        return self.wanted_at is not None and (self.checked_at is None or self.checked_at < self.wanted_at)

    def is_due(self, *, about: str, at: datetime) -> bool:
        """Tell whether it is time to look again, for what was looked for changed or a day has passed."""
        if self.checked_at is None or self.about != about or self.is_wanted:
            return True
        silent = any(one["code"] == "silent" for one in self.findings)
        return at - self.checked_at >= (SOON if silent else DAY)
