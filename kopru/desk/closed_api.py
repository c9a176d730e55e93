"""Leaves out the framework's interface for programs: it is open to nobody here, yet every start loaded it.

Its modules, with the REST framework, ninja and pydantic below them, were a fifth of the time to the first page and
25 MiB of memory. The framework has no setting for it, so what its apps would load is put in place beforehand.
"""

import sys
from types import ModuleType
from typing import Any, Final, NoReturn

from django.http import Http404, HttpRequest
from django.urls import include, path


class _Router:
    """Takes what the framework would offer to programs, and offers it to none."""

    def add_router(self, *_offered: Any) -> None:
        """Forget it."""


def _nothing(*_asked: Any) -> None:
    """Do nothing."""


def _closed(_request: HttpRequest) -> NoReturn:
    raise Http404


#: The addresses that the admin writes into its pages; nothing we show asks them.
_LISTED: Final = [
    path(f"{name}/", include(([path("", _closed, name="listing")], name))) for name in ("pages", "documents", "images")
]

#: What the framework's apps load, and all that they take from it.
REPLACED: Final[dict[str, dict[str, Any]]] = {
    "wagtail.api.v3.api": {"api": _Router()},
    "wagtail.admin.api.urls": {"urlpatterns": [path("main/", include((_LISTED, "wagtailadmin_api")))]},
    "wagtail.contrib.redirects.api.v3": {"router": None},
    "wagtail.snippets.api.v3": {"register_content_types": _nothing},
    "wagtail.snippets.api.v3.router": {"router": None},
    "wagtail.documents.api.v3.registry": {"register_content_types": _nothing},
    "wagtail.documents.api.v3.router": {"router": None},
    "wagtail.documents.api.admin.views": {"DocumentsAdminAPIViewSet": None},
    "wagtail.images.api.v3.registry": {"register_content_types": _nothing},
    "wagtail.images.api.v3.router": {"router": None},
    "wagtail.images.api.admin.views": {"ImagesAdminAPIViewSet": None},
}


def leave_out() -> None:
    """Put an empty module wherever the framework would load its interface for programs."""
    for name, content in REPLACED.items():
        module = ModuleType(name)
        vars(module).update(content)
        sys.modules.setdefault(name, module)
