"""The entry "Medya ve hizmet" in the desk's menu: only with what the one who asks may open."""

from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from kopru.core.roles import OFFICE, Role, holds

_MEDIA: Final = OFFICE | {Role.MAYORS_OFFICE}
_CREW: Final = OFFICE | {Role.PHOTOGRAPHER}
_ENTRIES: Final = (
    ("media", _("Media requests"), "cases_special:media", "mail", _MEDIA),
    ("shoots", _("Photo shoots"), "cases_special:shoots", "image", _CREW),
    ("groups", _("Group visits"), "cases_special:groups", "group", OFFICE),
    ("tray", _("Material of the units"), "cases_special:tray", "folder-open-inverse", OFFICE),
    ("lines", _("Lines to take"), "case_lines:index", "openquote", _MEDIA),
    ("packs", _("Ready packs"), "case_packs:index", "doc-full-inverse", OFFICE),
)


class _For(MenuItem):
    roles: frozenset[Role] = frozenset()

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the one who asks has to do with it."""
        return holds(request.user, *self.roles)


def item() -> SubmenuMenuItem:
    """Return the entry with its parts."""
    entries = []
    for order, (name, label, address, icon, roles) in enumerate(_ENTRIES):
        entry = _For(label, reverse(address), name=f"cases-{name}", icon_name=icon, order=order)
        entry.roles = frozenset(roles)
        entries.append(entry)
    return SubmenuMenuItem(_("Media and services"), Menu(items=entries), name="special", icon_name="group", order=6)
