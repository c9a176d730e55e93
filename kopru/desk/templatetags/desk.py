"""What the desk's templates may ask."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.menu import MenuItem, SubmenuMenuItem, admin_menu

from kopru.core import demonstration
from kopru.turkish.casing import lower

register = template.Library()


@dataclass(frozen=True, slots=True)
class Key:
    """What to press after `g`, and where it leads."""

    letter: str
    title: str
    url: str


@register.simple_tag
def demonstration_logins() -> list[str]:
    """Return the logins to show at the door of a demonstration; none elsewhere."""
    return demonstration.logins()


@register.filter
def named(html: SafeString, name: str) -> SafeString:
    """Give the upload field in `html` the `name` that screen readers say."""
    return SafeString(html.replace('id="fileupload"', format_html('id="fileupload" aria-label="{}"', name)))


@register.filter
def counted(paginator: Paginator[Any]) -> str:
    """Return how many of what a list holds: "1.250 kişi"."""
    number = number_format(paginator.count, force_grouping=True)
    name = getattr(paginator, "verbose_name", "")
    return f"{number} {lower(str(name))}".strip()


@register.simple_tag(takes_context=True)
def desk_keys(context: dict[str, Any]) -> list[Key]:
    """Return a number for each entry of the person's own menu, in its order."""
    request: HttpRequest = context["request"]
    entries = [item for item in admin_menu.menu_items_for_request(request) if item.name != "today"]
    placed = ((str(item.label), _first_address(item, request)) for item in entries[:9])
    return [Key(str(number), title, url) for number, (title, url) in enumerate(placed, 1) if url]


def _first_address(item: MenuItem, request: HttpRequest) -> str:
    if not isinstance(item, SubmenuMenuItem):
        return str(item.url)
    inside = item.menu.menu_items_for_request(request)
    return _first_address(inside[0], request) if inside else ""
