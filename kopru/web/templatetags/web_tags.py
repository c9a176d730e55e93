"""`{% load web_tags %}`: addresses, days and data as the public pages write them."""

import json
from datetime import date, datetime
from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kopru.core import clock
from kopru.newsroom import wording
from kopru.photos.addresses import ORIGINAL
from kopru.photos.models import Photo
from kopru.turkish import dates
from kopru.web import pages
from kopru.web.cache import page_parts

register = template.Library()
#: what would end a script element or begin another (HTML standard, "restrictions for contents of script elements")
_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def address(context: Any, name: str, *arguments: Any, **named: Any) -> str:
    """Return the path of a page, in the language of the page it stands on."""
    path = reverse(f"web:{name}", args=arguments, kwargs=named or None)
    language = context.get("language", pages.LANGUAGES[0])
    return path if language == pages.LANGUAGES[0] else f"{path}?dil={language}"


@register.simple_tag(takes_context=True)
def kept(context: Any, name: str) -> str:
    """Draw a part that is the same on every page of one language and one place in the menu."""
    given = {word: context.get(word, "") for word in ("identity", "language", "at", "topics")}
    key = (name, given["language"], given["at"], not given["topics"])
    return page_parts.kept(key, clock.now(), lambda: render_to_string(name, given))


@register.filter
def as_day(moment: datetime) -> SafeString:
    """Return the day as `<time>`: "24 Kasım 2026"."""
    local = timezone.localtime(moment)
    said = dates.long_date(local, weekday=False) if get_language() == "tr" else date_format(local, "j F Y")
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), said)


@register.filter
def as_date(day: date | None) -> str:
    """Return a day in words: "24 Kasım 2026"; nothing of none."""
    if day is None:
        return ""
    return dates.long_date(day, weekday=False) if get_language() == "tr" else date_format(day, "j F Y")


@register.filter
def as_moment(moment: datetime) -> SafeString:
    """Return day and hour as `<time>`: "24 Kasım 2026 Salı, 13.00"."""
    local = timezone.localtime(moment)
    language = get_language() or "tr"
    hour = dates.clock(local) if language == "tr" else date_format(local, "H:i")
    said = f"{wording.day(moment, language)}, {hour}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), said)


@register.filter
def as_size(size: int) -> str:
    """Return bytes as people read them: "1,4 MB"."""
    return filesizeformat(size)


@register.filter
def original(photo: Photo) -> str:
    """Return the address of the photo as large as it is kept."""
    return photo.url_for(ORIGINAL)


@register.filter
def in_script(value: Any) -> SafeString:
    """Return data as JSON that may stand inside a script element."""
    written = json.dumps(value, ensure_ascii=False).translate(_IN_SCRIPT)
    return mark_safe(written)  # noqa: S308 — every character that HTML reads is escaped above
