"""How often a public form was tried from one place: counted where every process sees it, for an hour."""

from django.db import models


class Tries(models.Model):
    """Tries in one hour under a keyed hash of purpose and address; no address is written down."""

    key = models.CharField(max_length=64, primary_key=True)
    #: hours since 1970
    hour = models.PositiveIntegerField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"
