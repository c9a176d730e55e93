"""Who finds what in the menu, and who may open what the installed parts bring: one table for each.

The apps' own registers are not here: they ask their `ScopedPolicy`.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.admin.menu import MenuItem

from kopru.core.models import AnyUser
from kopru.core.roles import STAFF, Role, holds

_NOBODY: Final[frozenset[Role]] = frozenset()  # but a superuser, who may everything
_ADMINISTRATOR: Final = frozenset({Role.ADMINISTRATOR})
_HEAD: Final = frozenset({Role.HEAD, Role.ADMINISTRATOR})

#: Menu entries that are not ours, by the name the framework gives them.
MENU: Final[dict[str, frozenset[Role]]] = {
    # the office has no page tree, and no snippets, documents and images beside its own registers
    "explorer": _NOBODY,
    "snippets": _NOBODY,
    "documents": _NOBODY,
    "images": _NOBODY,
    "help": _NOBODY,
    # the framework's reports ask the permission of pages; ours stands in their place
    "reports": _HEAD,
    "site-history": _NOBODY,
    "locked-pages": _NOBODY,
    "workflows": _NOBODY,
    "workflow-tasks": _NOBODY,
    "aging-pages": _NOBODY,
    "page-types-usage": _NOBODY,
    # inside "settings", which a photographer does not need
    "settings": STAFF - {Role.PHOTOGRAPHER},
    "users": _ADMINISTRATOR,
    "groups": _NOBODY,
    "sites": _NOBODY,
    "collections": _NOBODY,
    "redirects": _ADMINISTRATOR,
    "locales": _NOBODY,
}

#: Rooms of the framework, by the namespace or the name of their addresses. A hidden menu entry alone refuses nobody.
ROOMS: Final[dict[str, frozenset[Role]]] = {
    "wagtailadmin_reports": _NOBODY,
    "wagtailadmin_error_test": _NOBODY,
    "desk_history": _HEAD,
    "desk_history_results": _HEAD,
    "wagtailadmin_explore": _NOBODY,
    "wagtailadmin_explore_root": _NOBODY,
    "wagtailadmin_explore_results": _NOBODY,
    "wagtailadmin_explore_root_results": _NOBODY,
    "wagtailadmin_pages": _NOBODY,
    "wagtailadmin_workflows": _NOBODY,
    "wagtailadmin_collections": _NOBODY,
    "wagtailadmin_api": _NOBODY,
    "wagtailsnippets": _NOBODY,
    "wagtailsites": _NOBODY,
    "wagtaildocs": _NOBODY,
    "wagtailusers_groups": _NOBODY,
    "wagtailusers_users": _ADMINISTRATOR,
    "wagtailredirects": _ADMINISTRATOR,
}


def is_shown(name: str, user: AnyUser) -> bool:
    """Tell whether `user` finds the menu entry `name`, as far as this table knows it."""
    return name not in MENU or holds(user, *MENU[name])


def trim(items: list[MenuItem], user: AnyUser) -> None:
    """Take out of `items`, in place, what is not for `user`."""
    items[:] = [item for item in items if is_shown(item.name, user)]


def may_enter(names: Iterable[str], user: AnyUser) -> bool:
    """Tell whether `user` may open an address with these names (its namespaces and its own)."""
    return all(holds(user, *ROOMS[name]) for name in names if name in ROOMS)


class Doors:
    """Refuses at the door what `ROOMS` closes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Hold what answers next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Look at where the address leads.

        :raises PermissionDenied: to who is signed in and may not enter; others are asked to sign in there
        """
        match = request.resolver_match
        names = {*match.namespaces, match.url_name or ""} if match else set()
        # Whoever asks is looked at only where a room is closed: elsewhere it would add "Vary: Cookie" to public pages.
        if not names.isdisjoint(ROOMS) and request.user.is_authenticated and not may_enter(names, request.user):
            raise PermissionDenied
