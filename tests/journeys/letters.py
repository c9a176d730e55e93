"""A mail as Postfix delivered it, read back."""

from collections.abc import Iterable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.servers import Mailboxes


@dataclass(frozen=True)
class Letter:
    """One delivered mail."""

    message: EmailMessage

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        """The plain text, which is the first thing in the mail."""
        return self._part("plain")

    @property
    def html(self) -> str:
        """The text with layout."""
        return self._part("html")

    @property
    def attachments(self) -> dict[str, bytes]:
        """What is attached, by name."""
        return {str(part.get_filename()): part.get_content() for part in self.message.iter_attachments()}

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        assert part is not None, f"no {kind} part"
        return str(part.get_content())


def delivered(mailboxes: Mailboxes, subject: str, boxes: Iterable[str]) -> dict[str, list[Letter]]:
    """Return, by mailbox, the mails whose subject is `subject`."""
    found = {box: [_read(raw) for raw in mailboxes.messages(box)] for box in boxes}
    return {box: [letter for letter in letters if letter.subject == subject] for box, letters in found.items()}


def all_of(mailboxes: Mailboxes, box: str) -> list[Letter]:
    """Return every mail in a mailbox, oldest first."""
    return [_read(raw) for raw in mailboxes.messages(box)]


def _read(raw: bytes) -> Letter:
    return Letter(message_from_bytes(raw, _class=EmailMessage, policy=policy.default))
