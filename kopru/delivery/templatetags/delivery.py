"""Numbers, sizes and states as the desk writes them."""

from django import template

from kopru.turkish import numbers

register = template.Library()


@register.filter
def number(value: int | None) -> str:
    """Write a number with its dots: 1250 → 1.250."""
    return numbers.number(value or 0)


@register.filter
def size(octets: int) -> str:
    """Write a size in bytes for people."""
    return numbers.file_size(octets)
