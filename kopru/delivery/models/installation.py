"""Which homes may send: a copy of the system, or an older database put back, is not one of them (G6)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Installation(models.Model):
    """One home folder that a person allowed to send; its marker file must agree with this row."""

    token = models.CharField(max_length=32, unique=True)
    serial = models.PositiveBigIntegerField(default=0)
    released_at = models.DateTimeField(_("Released"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("Installation")
        verbose_name_plural = _("Installations")

    def __str__(self) -> str:
        return self.token
