"""What a mail asks: the form in which it is taken down, and who of those we know wrote it."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from kopru.cases.asks import Ask, Asker, Attached
from kopru.cases.intake import wording
from kopru.cases.intake.mail.message import Mailbox, Message
from kopru.cases.models import Incoming, Kind, LegalClass
from kopru.core.models import User
from kopru.directory.models import Circle, ContactPoint

_RISKY: Final = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|msi|js|jse|vbs|vbe|wsf|ps1|jar|lnk|hta|iso|img|docm|xlsm|pptm|html?|svg)$",
    re.IGNORECASE,
)
_ARCHIVES: Final = re.compile(r"\.(zip|rar|7z|gz|tar|bz2|xz|cab|arj)$", re.IGNORECASE)


class Senders:
    """Who of the press and of the municipality wrote these mails, or stands in what they pass on: asked once."""

    def __init__(self, messages: Sequence[Message]) -> None:
        """Look at everybody who may have written."""
        inner = [one.forwarded_from for one in messages]
        keys = {one.sender.key for one in messages}
        keys |= {box.key for one in messages for box in one.reply_to[:1]}
        keys |= {_box(one.address).key for one in inner if one is not None}
        points = ContactPoint.objects.filter(key__in=keys - {""}).order_by()
        found = list(points.values_list("key", "outlet_id", "unit_id", "person__circle"))
        self._press = {key for key, outlet, _unit, circle in found if outlet is not None or circle == Circle.PRESS}
        self._units = {key for key, _outlet, unit, _circle in found if unit is not None}

    def is_press(self, sender: Mailbox) -> bool:
        """Tell whether an outlet or a journalist wrote."""
        return sender.key in self._press

    def is_ours(self, sender: Mailbox) -> bool:
        """Tell whether somebody of the municipality wrote: a unit's address, or one who signs in."""
        if not sender.key:
            return False
        return sender.key in self._units or User.objects.filter(email__iexact=sender.key, is_active=True).exists()


def _box(address: str) -> Mailbox:
    return Mailbox("", address)


def ask_of(incoming: Incoming, message: Message, *, reply_to: str, senders: Senders) -> Ask:
    """Turn a mail into an ask; one that our own people pass on is asked by whoever wrote it first.

    `reply_to` is the subject of what it answers.
    """
    sender, subject, text = message.sender, message.subject, wording.text_of(message)
    inner = message.forwarded_from
    is_passed_on = inner is not None and bool(inner.address) and senders.is_ours(sender)
    if inner is not None and is_passed_on:
        sender, subject = Mailbox(inner.name, inner.address), inner.subject or subject
        text = "\n\n".join(part for part in (inner.text, text and _("Passed on with: %s") % text) if part)
    elif message.reply_to and message.reply_to[0].address and not sender.address:
        sender = message.reply_to[0]
    language = "en" if message.language and message.language != "tr" else "tr"
    kind, legal_class = _kind(language, is_press=senders.is_press(sender))
    languages = dict(settings.LANGUAGES)
    return Ask(
        subject=subject or reply_to,
        text=text or _("(The mail holds no text.)"),
        received_at=_received_at(message, incoming.stored_at),
        asker=Asker(name=sender.name, email=sender.address),
        kind=kind,
        legal_class=legal_class,
        language=language if language in languages else "tr",
        is_for_mayor=is_passed_on or _is_to_mayor(message),
        files=files_of(message),
        sends_receipt=message.automatic is None and not message.loop,
    )


def _received_at(message: Message, stored_at: datetime) -> datetime:
    """Return when it reached us: what its Date says, where that can be; a mail from the future came when it came."""
    said = message.date.at
    return said if said is not None and message.date.believable(stored_at) and said <= stored_at else stored_at


def _kind(language: str, *, is_press: bool) -> tuple[str, str]:
    """Return type and legal class a mail begins with; a person may say better."""
    if is_press:
        return Kind.MEDIA, ""
    # A stranger's question is no petition unless they ask for one (law 3071 art. 3 wants Turkish).
    return (Kind.REQUEST, "") if language == "tr" else (Kind.TOURIST, LegalClass.SERVICE)


def _is_to_mayor(message: Message) -> bool:
    mayor = settings.MAYORS_MAILBOX.lower()
    return bool(mayor) and mayor in {box.key for box in message.recipients} | {a.lower() for a in message.delivered_to}


def files_of(message: Message) -> list[Attached]:
    """Return the files that came with a mail."""
    return [
        Attached(each.name, each.type, each.content(), warning_of(each.name))
        for each in message.attachments
        if each.size
    ]


def warning_of(name: str) -> str:
    """Return why a file of this name should not be opened; "" where nothing speaks against it."""
    if _RISKY.search(name):
        return _("It may run a program: do not open it.")
    return _("An archive: it was not opened.") if _ARCHIVES.search(name) else ""
