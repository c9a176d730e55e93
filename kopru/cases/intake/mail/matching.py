"""To which thread a mail belongs (catalogue R2): signed address, then references, then number with a known writer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from kopru.cases.intake.mail import tokens
from kopru.cases.intake.mail.message import Message
from kopru.cases.intake.mail.tokens import Token

Thread = TypeVar("Thread")


class By(StrEnum):
    """What a mail was matched by."""

    TOKEN = "token"  # noqa: S105 - no secret, the name of a way
    REFERENCES = "references"
    NUMBER = "number"
    NOTHING = ""


@dataclass(frozen=True, slots=True)
class Match(Generic[Thread]):
    """The thread, by what it was found, and whether a forged token was seen."""

    thread: Thread | None = None
    by: By = By.NOTHING
    is_forged: bool = False


def match(
    message: Message,
    *,
    by_token: Callable[[Token], Thread | None],
    by_references: Callable[[Sequence[str]], Thread | None],
    by_number: Callable[[int, int], Thread | None],
    knows: Callable[[Thread, str], bool],
) -> Match[Thread]:
    """Find the thread of a mail.

    `by_references` is given Message-IDs without brackets, the nearest first. `by_number` is believed only if
    `knows(thread, address)` says that the writer takes part in it.
    """
    found = tokens.found_in(message)
    if found.token and (thread := by_token(found.token)) is not None:
        return Match(thread, By.TOKEN)
    if found.is_forged:
        # Who tries a token that is not ours gets no second way in.
        return Match(is_forged=True)
    ids = answered(message)
    if ids and (thread := by_references(ids)) is not None:
        return Match(thread, By.REFERENCES)
    number = tokens.case_number(message.subject)
    if number and (thread := by_number(*number)) is not None and knows(thread, message.sender.key):
        return Match(thread, By.NUMBER)
    return Match()


def answered(message: Message) -> tuple[str, ...]:
    """Return the Message-IDs of the mails that one answers, the nearest first."""
    if not message.in_reply_to and not message.references:
        return ()
    return tuple(dict.fromkeys((*message.in_reply_to, *reversed(message.references))))
