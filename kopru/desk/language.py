"""In which language the staff reads: their own choice, else the office's; never what the browser asks for."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import override

from kopru.core.models import AnyUser

#: Pages of people who have an account. All others speak the office's language, or the one their address names.
PERSONAL: Final = ("/masa/", "/hesap/", "/birim/", "/belge/")


class OwnLanguage:
    """Speaks as the account says; an English Windows does not make an English office."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Hold what answers next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in one language, and leave none behind for the next request of this thread."""
        with override(language_of(request)):
            return self.get_response(request)


def language_of(request: HttpRequest) -> str:
    """Return the language of `request`; who asks is looked at for personal pages only, so that others can be cached."""
    if not request.path.startswith(PERSONAL):
        return settings.LANGUAGE_CODE
    return own_language(request.user)


def own_language(user: AnyUser) -> str:
    """Return the language that `user` chose, else the office's."""
    profile = getattr(user, "wagtail_userprofile", None)
    chosen: str = getattr(profile, "preferred_language", "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
