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


class Seal(models.Model):
    """A day's link in the chain over one kind of evidence (invariant 5): which rows, and the hash of each."""

    trail = models.CharField(max_length=20)
    day = models.DateField()
    #: the rows `after < pk <= last`
    after = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    rows = models.PositiveIntegerField()
    #: one leaf of fixed length for each row, in the order of the rows
    leaves = models.BinaryField()
    #: the highest row there was on that day: sealed a day later, when every transaction has ended
    seen = models.PositiveBigIntegerField()
    before = models.CharField(max_length=64, blank=True)
    link = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trail", "day"], name="house_seal_once")]

    def __str__(self) -> str:
        return f"{self.trail} {self.day}"


class Proof(models.Model):
    """One time the evidence was gone through, and what was found."""

    at = models.DateTimeField()
    is_whole = models.BooleanField()
    links = models.PositiveIntegerField()
    faults = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


def seen_since(at: datetime) -> bool:
    """Tell whether any worker said so since `at`."""
    return Worker.objects.filter(seen_at__gte=at).exists()
