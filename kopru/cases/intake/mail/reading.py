"""One mail, read: bytes in, `Message` out. Whatever the bytes are, it never raises and takes bounded time."""

import email.message
import logging
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.errors import MessageError
from typing import Final

from kopru.cases.intake.mail import attachments, automatic, bodies, calendars, headers, language, quoting, sealed
from kopru.cases.intake.mail.message import Attachment, Forwarded, Invitation, Mailbox, Message, Note, Obstacle, Sent
from kopru.cases.intake.mail.structure import Headers, Part, Skeleton, split
from kopru.delivery.bounces import natures, reading
from kopru.delivery.bounces.reading import Report
from kopru.delivery.models import BounceOutcome

logger = logging.getLogger(__name__)

#: What broken bytes can make the standard library raise.
_BROKEN: Final = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    MessageError,
)
_ENVELOPE: Final = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "x-forwarded-to")
#: Fields of which a mail has at least one; other bytes are none.
_KNOWN: Final = (
    "from", "to", "subject", "date", "message-id", "received", "return-path", "mime-version", "content-type", "sender",
    "cc", "delivered-to", "x-mailer", "reply-to",
)  # fmt: skip
_REPORTING: Final = (
    "from",
    "subject",
    "return-path",
    "x-failed-recipients",
    "content-type",
    "auto-submitted",
    "precedence",
)
_DEEPEST_FORWARD: Final = 3
_LONGEST_SUBJECT: Final = 1000
#: Bytes in which a report and the headers of what it returns stand.
_MOST_OF_REPORT: Final = 256 * 1024
_MOST_OF_OTHERS: Final = 32 * 1024


def read(raw: bytes) -> Message:
    """Return what a mail says; one that cannot be read says why in `unreadable`."""
    if not raw or raw.isspace():
        return Message(unreadable=Obstacle.EMPTY)
    heading = Message(unreadable=Obstacle.BROKEN)
    try:
        skeleton = split(raw)
        if not any(name in skeleton.root.headers for name in _KNOWN):
            return Message(unreadable=Obstacle.NOT_A_MAIL)
        heading = _heading(skeleton.root.headers)
        return _with_content(heading, skeleton, raw, depth=0)
    except _BROKEN as fault:
        logger.warning("a mail cannot be read: %r", fault)
        return replace(heading, unreadable=Obstacle.BROKEN)


def _heading(fields: Headers) -> Message:
    """Read everything that stands above the body."""
    senders = headers.mailboxes(fields.every("from")) or headers.mailboxes(fields.every("sender"))
    subject = fields.text("subject")[:_LONGEST_SUBJECT]
    references = headers.message_ids(fields.first("references"))
    delivered = [
        box.address
        for name in _ENVELOPE
        if name in fields
        for box in headers.mailboxes(fields.every(name))
        if box.address
    ]
    notes = () if senders else (Note.FROM_MISSING,)
    return Message(
        sender=senders[0] if senders else Mailbox(),
        reply_to=headers.mailboxes(fields.every("reply-to")),
        to=headers.mailboxes(fields.every("to")),
        cc=headers.mailboxes(fields.every("cc")),
        delivered_to=tuple(dict.fromkeys(delivered)),
        subject=subject,
        date=_sent(fields),
        message_id=next(iter(headers.message_ids(fields.first("message-id"))), ""),
        in_reply_to=headers.message_ids(fields.first("in-reply-to")),
        references=references,
        automatic=automatic.kind_of(fields, subject),
        loop=automatic.loop_hints(fields, subject, len(references)),
        is_spam_marked=automatic.is_marked_spam(fields),
        notes=notes,
    )


def _sent(fields: Headers) -> Sent:
    said = fields.text("date")[:200]
    at = headers.moment(said) if said else None
    received = _received_at(fields)
    agrees = at is not None and (received is None or timedelta(hours=-1) <= received - at <= timedelta(days=7))
    return Sent(said, at, agrees)


def _received_at(fields: Headers) -> datetime | None:
    """Return when the last server on the way, ours as a rule, took it in."""
    _rest, semicolon, said = fields.first("received").rpartition(b";")
    return headers.moment(headers.decode(said)[:200]) if semicolon else None


@dataclass(slots=True)
class _Gathered:
    """What is being found while the parts are gone through."""

    files: list[Attachment] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    forwarded: list[Forwarded] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    extra_text: str = ""


def _with_content(heading: Message, skeleton: Skeleton, raw: bytes, *, depth: int) -> Message:
    root = skeleton.root
    inner = next((mail for part in root.walk() if (mail := sealed.inner_mail(part))), b"")
    if inner and depth < _DEEPEST_FORWARD:
        opened = _with_content(heading, split(inner), inner, depth=depth + 1)
        return replace(opened, signed=sealed.SMIME)
    body = bodies.of(root)
    gathered = _gathered(body.files, depth)
    text, is_clear_signed = sealed.opened_clear_text(body.text or gathered.extra_text)
    encrypted = sealed.sealed_by(root) or (sealed.PGP if sealed.is_armoured(text) else "")
    pieces = quoting.split(text, heading.subject)
    report = None if skeleton.has_too_many or skeleton.is_too_deep or depth else _report(root, raw, heading.subject)
    forwarded = () if report else (*pieces.forwarded, *gathered.forwarded)
    notes = [*heading.notes, *body.notes, *gathered.notes]
    notes += [Note.PARTS_LEFT_OUT] if skeleton.has_too_many else []
    notes += [Note.NESTED_TOO_DEEPLY] if skeleton.is_too_deep else []
    notes += [Note.SEALED_SMIME if encrypted == sealed.SMIME else Note.SEALED_PGP] if encrypted else []
    is_lost = skeleton.is_too_deep and not text.strip() and not gathered.files
    return replace(
        heading,
        text=pieces.text,
        quoted=pieces.quoted,
        signature=pieces.signature,
        html=body.html,
        attachments=tuple(gathered.files),
        invitations=tuple(gathered.invitations),
        language=language.guess(pieces.text or " ".join(one.text for one in forwarded)),
        report=report,
        signed=sealed.signed_by(root) or (sealed.PGP if is_clear_signed else ""),
        encrypted=encrypted,
        forwarded=forwarded,
        unreadable=Obstacle.NESTED_TOO_DEEPLY if is_lost else "",
        notes=tuple(dict.fromkeys(notes)),
    )


def _gathered(parts: list[Part], depth: int) -> _Gathered:
    """Look at every part that is not the text itself."""
    found = _Gathered()
    for part in parts:
        if sealed.is_signature(part):
            continue
        if attachments.is_tnef(part):
            files, text, notes = attachments.opened_tnef(part)
            found.files += files
            found.extra_text = found.extra_text or text
            found.notes += notes
            if files or text:
                continue
        if part.type == "text/calendar":
            found.invitations += calendars.invitations(bodies.text_of(part)[0])
        elif part.type == "message/rfc822" and depth < _DEEPEST_FORWARD and len(found.forwarded) < _DEEPEST_FORWARD:
            found.forwarded += _passed_on(part, depth)
        found.files.append(attachments.of_part(part))
    return found


def _passed_on(part: Part, depth: int) -> list[Forwarded]:
    """Read a mail that hangs on another."""
    raw = part.decoded()
    skeleton = split(raw)
    if not skeleton.root.headers:
        return []
    inner = _with_content(_heading(skeleton.root.headers), skeleton, raw, depth=depth + 1)
    sender = inner.sender
    mail = Forwarded(sender.name, sender.address, inner.subject, inner.date.said, inner.text, is_attached=True)
    return [mail, *inner.forwarded]


def _report(root: Part, raw: bytes, subject: str) -> Report | None:
    """Ask the reader of returned mail, where it may be one: it parses once more."""
    is_status = any(part.type.endswith("delivery-status") for part in root.walk())
    if not is_status and not _may_have_come_back(root.headers, subject):
        return None
    looked_at = email.message.Message()
    for name in _REPORTING:
        if value := root.headers.first(name):
            looked_at[name] = value[:_LONGEST_SUBJECT].decode("ascii", "replace")
    if not is_status and natures.outcome_of(looked_at) not in (BounceOutcome.BOUNCE, BounceOutcome.COMPLAINT):
        return None
    report = reading.read(raw[: _MOST_OF_REPORT if is_status else _MOST_OF_OTHERS])
    return report if report.outcome in (BounceOutcome.BOUNCE, BounceOutcome.COMPLAINT) else None


def _may_have_come_back(fields: Headers, subject: str) -> bool:
    """Tell whether anything hints at a returned mail: of nearly all nothing does."""
    said = fields.first("content-type").lower()
    return (
        b"report" in said
        or b"delivery-status" in said
        or "x-failed-recipients" in fields
        or fields.first("return-path") == b"<>"
        or natures.may_have_come_back(sender=fields.first("from").decode("ascii", "replace"), subject=subject)
    )
