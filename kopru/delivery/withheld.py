"""Letters that not even the whole office may see: the app that wrote them says from whom they are withheld."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db.models import Q

from kopru.core.models import AnyUser

Rule = Callable[[AnyUser, datetime], Q]

_rules: Final[list[Rule]] = []


def register(rule: Rule) -> None:
    """Withhold the dispatches that fit `rule(user, at)` from `user`; called from `apps.ready()`."""
    _rules.append(rule)


def rules(user: AnyUser, at: datetime) -> list[Q]:
    """Return what `user` may not see at `at`."""
    return [rule(user, at) for rule in _rules]
