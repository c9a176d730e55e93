"""What the desk's templates may ask."""

from django import template

from kopru.core import demonstration

register = template.Library()


@register.simple_tag
def demonstration_logins() -> list[str]:
    """Return the logins to show at the door of a demonstration; none elsewhere."""
    return demonstration.logins()
