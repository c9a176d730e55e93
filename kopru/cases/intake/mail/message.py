"""What was understood of one mail: plain, frozen values."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from kopru.delivery.bounces.reading import Report


class Obstacle(StrEnum):
    """Why a mail could not be read, so that it goes into quarantine."""

    EMPTY = "empty"
    NOT_A_MAIL = "not-a-mail"
    NESTED_TOO_DEEPLY = "nested-too-deeply"
    BROKEN = "broken"


class Note(StrEnum):
    """What a reader should know about how a mail was read."""

    PARTS_LEFT_OUT = "parts-left-out"
    NESTED_TOO_DEEPLY = "nested-too-deeply"
    TEXT_CUT = "text-cut"
    CHARSET_MENDED = "charset-mended"
    FROM_MISSING = "from-missing"
    TNEF_OPENED = "tnef-opened"
    TNEF_UNREADABLE = "tnef-unreadable"
    SEALED_SMIME = "sealed-smime"
    SEALED_PGP = "sealed-pgp"


class AutomaticKind(StrEnum):
    """Which machine wrote a mail. `LIST` may still carry a person's words: the office's own group address does."""

    REPLY = "reply"
    GENERATED = "generated"
    BULK = "bulk"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address as written; either may be empty."""

    name: str = ""
    address: str = ""

    @property
    def key(self) -> str:
        """Return the address in the form by which two are compared."""
        return self.address.strip().lower()


@dataclass(frozen=True, slots=True)
class Sent:
    """The Date header: as it was said, as a moment, and whether the servers on the way agree with it."""

    said: str = ""
    at: datetime | None = None
    trustworthy: bool = False

    def believable(self, received_at: datetime) -> bool:
        """Tell whether the mail can have been written then: at most a week before it came, and not after."""
        return self.at is not None and timedelta(hours=-1) <= received_at - self.at <= timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Automatic:
    """Which kind of machine wrote it, and the header or words that say so."""

    kind: AutomaticKind
    evidence: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail; its bytes stay where they are in the raw mail until they are asked for."""

    name: str
    said_type: str
    type: str
    size: int
    is_inline: bool = False
    content_id: str = ""
    source: "Source | None" = field(default=None, repr=False, compare=False)

    def content(self) -> bytes:
        """Return the decoded bytes: one copy, made anew at each call."""
        return self.source.decoded() if self.source else b""


class Source(Protocol):
    """Where the bytes of a file come from."""

    def decoded(self) -> bytes:
        """Return the bytes of the file."""
        ...


@dataclass(frozen=True, slots=True)
class Invitation:
    """A calendar entry that came along (RFC 5545)."""

    method: str = ""
    uid: str = ""
    summary: str = ""
    location: str = ""
    organizer: str = ""
    starts: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A mail inside the mail: who had written it, to be answered in that person's name."""

    name: str = ""
    address: str = ""
    subject: str = ""
    date: str = ""
    text: str = ""
    is_attached: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """One mail as it was understood. `text` is what its writer wrote, without what was quoted and signed."""

    sender: Mailbox = Mailbox()
    reply_to: tuple[Mailbox, ...] = ()
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    delivered_to: tuple[str, ...] = ()
    subject: str = ""
    date: Sent = Sent()
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    text: str = ""
    quoted: str = ""
    signature: str = ""
    html: str = field(default="", repr=False)
    attachments: tuple[Attachment, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    language: str = ""
    automatic: Automatic | None = None
    report: Report | None = None
    loop: tuple[str, ...] = ()
    signed: str = ""
    encrypted: str = ""
    #: From the outermost to the innermost.
    forwarded: tuple[Forwarded, ...] = ()
    is_spam_marked: bool = False
    unreadable: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def forwarded_from(self) -> Forwarded | None:
        """Return the mail that was passed on, the innermost one whose writer is known."""
        named = [one for one in self.forwarded if one.address or one.name]
        return named[-1] if named else None

    @property
    def recipients(self) -> tuple[Mailbox, ...]:
        """Return everybody it was addressed to."""
        return self.to + self.cc
