"""What must hold between the fields of a right, wherever they are asked."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kopru.photos.models import Photo


def objections(said: dict[str, Any]) -> list[tuple[str, str]]:
    """Return field and message of everything that cannot be; `said` holds rights, rights_from and rights_until."""
    begins: date | None = said.get("rights_from")
    ends: date | None = said.get("rights_until")
    found = []
    if said.get("rights") == Photo.Rights.LICENSED and not ends:
        found.append(("rights_until", _("Say until when the licence runs.")))
    if begins and ends and ends < begins:
        found.append(("rights_until", _("It ends before it begins.")))
    return found
