"""What can be written to: the way it is named in a letter is kept beside each of its addresses."""

from typing import Any, cast

from django.db import models


class Reachable(models.Model):
    """Has contact points, whose `addressee`, `greeting` and `language` follow from it."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, and keep the contact points' columns, so that freezing needs no join."""
        super().save(*args, **kwargs)
        stored = cast("Any", self).contact_points.get_live_queryset()
        stored.update(addressee=self.addressee(), greeting=self.greeting(), language=self.written_in())

    def addressee(self) -> str:
        """Return the name as it stands in a mail's To."""
        return str(self)

    def greeting(self) -> str:
        """Return the opening of a letter, without its comma."""
        return f"Sayın {self} yetkilisi"

    def written_in(self) -> str:
        """Return the code of the language of letters."""
        return "tr"
