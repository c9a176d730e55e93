"""What every template may use."""

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from kopru.core.models import Identity

if TYPE_CHECKING:
    from django.http import HttpRequest


def identity(request: "HttpRequest") -> dict[str, Any]:
    """Give templates `identity`, read from the database only if used."""
    return {"identity": SimpleLazyObject(lambda: Identity.load(request_or_site=request))}
