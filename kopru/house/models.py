"""What the running product knows of itself."""

from datetime import datetime

from django.db import models


class Worker(models.Model):
    """A worker process and when it last said that it lives.

    Its name carries host, process number and start, so that one that died is known at once on the same machine.
    """

    name = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


def seen_since(at: datetime) -> bool:
    """Tell whether any worker said so since `at`."""
    return Worker.objects.filter(seen_at__gte=at).exists()
