"""The menu group "Gönderi", each entry for those who may open it."""

from typing import Final

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from kopru.delivery import permissions


class _Entry(MenuItem):
    """An entry for those who may see what was sent."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the permission."""
        return permissions.may_view(request.user)


class _ForChiefs(MenuItem):
    """An entry for those who answer for the way mails leave."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the permission."""
        return permissions.may_see_domain(request.user)


_ENTRIES: Final = (
    ("delivery-dispatches", _("Dispatches"), "delivery_desk:dispatches", "mail"),
    ("delivery-outbox", _("Outbox"), "delivery_desk:outbox", "folder-open-1"),
    ("delivery-doubts", _("In doubt"), "delivery_desk:doubts", "help"),
    ("delivery-suppressions", _("Suppressions"), "delivery_suppressions:index", "no-view"),
)


def group() -> MenuItem:
    """Return the group with its entries."""
    entries: list[MenuItem] = [
        _Entry(label, reverse_lazy(address), name=name, icon_name=icon, order=place)
        for place, (name, label, address, icon) in enumerate(_ENTRIES)
    ]
    address = reverse_lazy("delivery_desk:domain")
    entries.append(_ForChiefs(_("Domain check"), address, name="delivery-domain", icon_name="globe", order=9))
    return SubmenuMenuItem(_("Delivery"), Menu(items=entries), name="delivery", icon_name="mail", order=300)
