"""`{% load public_tags %}`: days, and addresses that keep the language, as the public pages of the cases write them."""

from datetime import date, datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from kopru.core.public_pages import LANGUAGES
from kopru.turkish import dates

register = template.Library()


@register.simple_tag(takes_context=True)
def here(context: Any, name: str, *arguments: Any) -> str:
    """Return the path of one of our public pages, in the language of the page it stands on."""
    return in_language(reverse(f"cases:{name}", args=arguments), context.get("language", LANGUAGES[0]))


@register.filter
def in_language(path: str, language: str) -> str:
    """Return `path` in `language`."""
    return path if language == LANGUAGES[0] or not path.startswith("/") else f"{path}?dil={language}"


@register.filter
def day(on: date | None) -> str:
    """Return a day in words: "24 Kasım 2026 Salı"."""
    if on is None:
        return ""
    return dates.long_date(on) if get_language() == "tr" else date_format(on, "l j F Y")


@register.filter
def moment(at: datetime | None) -> str:
    """Return day and hour in words: "24 Kasım 2026, 13.00"."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    if get_language() == "tr":
        return f"{dates.long_date(local, weekday=False)}, {dates.clock(local)}"
    return date_format(local, "j F Y, H:i")


@register.filter
def unlocalized(number: Any) -> str:
    """Return degrees with a point, whatever the language: machines read them."""
    return "" if number is None else format(number, "f").rstrip("0").rstrip(".")


@register.filter
def pack_path(pk: int) -> str:
    """Return the path of a ready pack; it has one language of its own."""
    return reverse("cases:pack", args=[pk])
