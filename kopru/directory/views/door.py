"""Who stands at the door."""

from typing import cast

from django.http import HttpRequest

from kopru.core.models import User


def signed_in(request: HttpRequest) -> User:
    """Return who is signed in; the admin's own door has let nobody else in."""
    return cast("User", request.user)
