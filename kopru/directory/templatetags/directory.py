"""How the directory's things are put in words."""

from django import template

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
