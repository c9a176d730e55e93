"""How the directory's things are put in words."""

from datetime import date

from django import template
from django.utils import timezone

from kopru.directory import ageing
from kopru.directory.models import ImportRow

register = template.Library()


@register.filter
def row_words(row: ImportRow) -> str:
    """Say in one line what a row of a list holds."""
    values = row.values
    name = f"{values.get('title', '')} {values.get('first_name', '')} {values.get('last_name', '')}".split()
    contacts = [shown for _kind, shown in (*values.get("contacts", []), *values.get("invalid", []))]
    said = [" ".join(name), values.get("outlet", ""), values.get("wording", ""), values.get("city", ""), *contacts]
    return " · ".join(part for part in said if part)


@register.filter
def age(verified_on: date | None) -> str:
    """Say how long ago an address was confirmed."""
    return ageing.words(verified_on, today=timezone.localdate())


@register.filter
def is_stale(verified_on: date | None) -> bool:
    """Tell whether its owner should be asked again."""
    return ageing.is_stale(verified_on, today=timezone.localdate())
