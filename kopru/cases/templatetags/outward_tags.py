"""`{% load outward_tags %}`: words as they may leave the office, on the pages of units, in lists and on paper."""

from django import template

from kopru.cases.models import Case
from kopru.cases.privacy import outward as privacy

register = template.Library()


@register.filter
def outward(text: str, case: Case) -> str:
    """Return `text` without what tells who hides."""
    return privacy.words(case, str(text))
