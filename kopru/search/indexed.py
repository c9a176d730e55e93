"""The mixin that keeps the index true to a model's objects."""

from typing import Any

from django.db import models

from kopru.search import index


class Indexed(models.Model):
    """A model whose objects stand in the index; saved and deleted in the same transaction as the object."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the object and what it says of itself."""
        super().save(*args, **kwargs)
        index.put(self)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the object and its entry."""
        index.remove(self)
        return super().delete(*args, **kwargs)
