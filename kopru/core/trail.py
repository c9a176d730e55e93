"""What was done to many things at once, written into the log as Wagtail's own `log` does for one."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from wagtail.log_actions import get_active_log_context, registry
from wagtail.models import ModelLogEntry

from kopru.core import rows
from kopru.core.models import User


def log(
    things: Iterable[tuple[models.Model, Mapping[str, Any]]],
    *,
    action: str,
    user: User | None,
    at: datetime | None = None,
) -> None:
    """Write one line for each thing, with what is to be remembered of it; `at` is now unless it is said.

    :raises LookupError: if nobody registered words for `action`
    """
    if not registry.action_exists(action):
        raise LookupError(action)
    context, now = get_active_log_context(), at or timezone.now()
    entries = [
        ModelLogEntry(
            content_type=ContentType.objects.get_for_model(thing, for_concrete_model=False),
            label=str(thing),
            action=action,
            data=dict(data),
            timestamp=now,
            uuid=context.uuid,
            user=user or context.user,
            object_id=str(thing.pk),
        )
        for thing, data in things
    ]
    numbers = rows.take_numbers({ModelLogEntry: len(entries)})[ModelLogEntry]
    for entry, number in zip(entries, numbers, strict=True):
        entry.pk = number
    rows.insert(entries)
