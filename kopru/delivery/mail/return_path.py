"""The envelope sender: each mail has its own, so that a bounce names its row whatever the bouncing server writes."""

import re
from email.message import Message
from typing import Final

from django.conf import settings

from kopru.delivery import signs
from kopru.delivery.models import Dispatch

_PURPOSE: Final = "return"
_SIGNED: Final = re.compile(r"\+([0-9]+-[0-9a-f]{24})@", re.IGNORECASE)
_WHERE: Final = ("to", "delivered-to", "x-original-to", "envelope-to")


def return_path(dispatch: Dispatch, row_id: int) -> str:
    """Return the address to which a bounce of this row comes back."""
    if not settings.MAIL_RETURN_PATH:
        return dispatch.sender_address
    local, _, domain = settings.MAIL_RETURN_PATH.rpartition("@")
    return f"{local}+{signs.sign(_PURPOSE, row_id)}@{domain}"


def row_of(message: Message) -> int | None:
    """Return the ledger row that a returned mail was addressed to, or None if no sign of ours stands in it."""
    for name in _WHERE:
        for value in message.get_all(name, []):
            for signed in _SIGNED.findall(str(value)):
                number = signs.number_of(_PURPOSE, signed)
                if number is not None:
                    return number
    return None


def bears_sign(message: Message) -> bool:
    """Tell whether a returned mail was addressed to a sign like ours, genuine or not."""
    values = (str(value) for name in _WHERE for value in message.get_all(name, []))
    return any(_SIGNED.search(value) for value in values)
