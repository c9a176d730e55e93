"""Who sees what in the directory: staff everything, a unit's people what belongs to their unit, others nothing."""

from kopru.core.models import AnyUser
from kopru.core.roles import STAFF, Role, holds


def sees_all(user: AnyUser) -> bool:
    """Tell whether `user` works in the office and therefore sees the whole directory."""
    return holds(user, *STAFF)


def is_of_a_unit(user: AnyUser) -> bool:
    """Tell whether `user` signs in for a unit."""
    return holds(user, Role.UNIT)
