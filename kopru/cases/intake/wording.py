"""What a mail says, as the text of a case: the writer's own words, then what came along and is read at a glance."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from kopru.cases.intake.mail.message import Invitation, Message


def text_of(message: Message) -> str:
    """Return the words and the invitations of a mail."""
    parts = [message.text or message.quoted, *(_invitation(each) for each in message.invitations[:5])]
    return "\n\n".join(part for part in parts if part)


def _invitation(entry: Invitation) -> str:
    lines = [
        (_("Invitation"), entry.summary),
        (_("When"), _time(entry)),
        (_("Place"), entry.location),
        (_("Invited by"), entry.organizer.removeprefix("mailto:")),
    ]
    return "\n".join(f"{label}: {value}" for label, value in lines if value)


def _time(entry: Invitation) -> str:
    if entry.starts_at is None:
        return entry.starts
    starts = timezone.localtime(entry.starts_at)
    said = formats.date_format(starts, "j F Y l H:i")
    if entry.ends_at is None:
        return said
    ends = timezone.localtime(entry.ends_at)
    return f"{said}–{formats.date_format(ends, 'H:i' if ends.date() == starts.date() else 'j F Y l H:i')}"
