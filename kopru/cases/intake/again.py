"""The same words again: whether exactly this was said a moment ago, by a second press of the button."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kopru.cases.asks import Attached


def is_said(messages: Any, *, text: str, files: Sequence[Attached], since: datetime) -> bool:
    """Tell whether one of `messages` after `since` says `text` with exactly these files: other files are other news."""
    given = sorted(hashlib.sha256(each.content).hexdigest() for each in files)
    alike = messages.filter(text=text.strip(), at__gt=since).prefetch_related("files")
    return any(sorted(file.sha256 for file in message.files.all()) == given for message in alike)
