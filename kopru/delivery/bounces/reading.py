"""What a returned mail says: by RFC 3464 where it is kept, else through flufl.bounce, else by its own (Turkish) words.

Nothing in a mail may stop the reading of the next one: whatever the bytes are, a report comes out.
"""

import email
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import parseaddr
from typing import Final

from kopru.delivery.bounces import natures, statuses
from kopru.delivery.mail import return_path
from kopru.delivery.models import BounceKind, BounceOutcome

logger = logging.getLogger(__name__)

#: Bytes that are read: a report stands at the beginning, and what was returned is only looked at for its headers.
_READ: Final = 2 * 1024 * 1024
#: What the standard library and flufl.bounce raise on bytes nobody foresaw.
_BROKEN: Final = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
_ADDRESS: Final = re.compile(r"[^\s<>()\[\]\"',;:]+@[^\s<>()\[\]\"',;:]+\.[^\s<>()\[\]\"',;:.]+")
_MESSAGE_ID: Final = re.compile(rb"<([0-9a-f]{16})\.([0-9]{1,18})@[^>\s]{1,253}>", re.IGNORECASE)
_MOST_ADDRESSES: Final = 50


@dataclass(frozen=True, slots=True)
class Failure:
    """One recipient's failure: for good or for now, whether the copy is given up, whether the address is to blame."""

    address: str = ""
    original: str = ""
    kind: str = BounceKind.SOFT
    final: bool = False
    address_at_fault: bool = False
    reason: str = ""


#: A mail that came back without a word that is understood.
UNCLEAR: Final = Failure()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was understood of one returned mail."""

    outcome: str
    message: Message | None = None
    failures: tuple[Failure, ...] = ()
    #: (token, row) of Message-IDs in our form that it returns
    message_ids: tuple[tuple[str, int], ...] = ()
    bears_sign: bool = False
    reason: str = ""

    @property
    def address(self) -> str:
        """Return the first address that failed, or ""."""
        return self.failures[0].address if self.failures else ""


def read(raw: bytes) -> Report:
    """Return what `raw` says; never raises."""
    try:
        message = email.message_from_bytes(raw[:_READ])
        return _report(message, raw[:_READ])
    except _BROKEN as fault:
        logger.warning("a returned mail cannot be read: %r", fault)
        return Report(BounceOutcome.UNREADABLE, reason=type(fault).__name__)


def _report(message: Message, raw: bytes) -> Report:
    outcome = natures.outcome_of(message)
    bears_sign = return_path.bears_sign(message)
    if outcome not in (BounceOutcome.BOUNCE, BounceOutcome.COMPLAINT):
        return Report(outcome, message, bears_sign=bears_sign)
    failures = tuple(_failures(message)) if outcome == BounceOutcome.BOUNCE else ()
    if outcome == BounceOutcome.BOUNCE and not failures and not natures.is_surely_bounce(message):
        return Report(BounceOutcome.OTHER, message, bears_sign=bears_sign)
    _head, _blank, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    ids = dict.fromkeys((token.decode().lower(), int(number)) for token, number in _MESSAGE_ID.findall(body))
    return Report(outcome, message, failures, tuple(ids)[:_MOST_ADDRESSES], bears_sign)


def _failures(message: Message) -> list[Failure]:
    found = list(_of_status_parts(message))[:_MOST_ADDRESSES]
    if not found and not any(True for _part in _status_parts(message)):
        found = _of_other_forms(message)[:_MOST_ADDRESSES]
    return found


def _status_parts(message: Message) -> Iterator[Message]:
    wanted = ("message/delivery-status", "message/global-delivery-status")
    return (part for part in message.walk() if part.get_content_type() in wanted)


def _of_status_parts(message: Message) -> Iterator[Failure]:
    """Read RFC 3464 §2: a block for the mail, then one for each recipient. Delivered to some is not failed."""
    blocks = [block for part in _status_parts(message) for block in _blocks(part) if block.get("action")]
    actions = [_text(block.get("action")).lower().strip() for block in blocks]
    partly = any(action.startswith(("deliver", "relay", "expand")) for action in actions)
    for block, action in zip(blocks, actions, strict=True):
        delayed = action.startswith("delay")
        if not delayed and not action.startswith(("fail", "error")):
            continue
        status, words = _text(block.get("status")), " ".join(_text(block.get("diagnostic-code")).split())
        judged = statuses.judge(status, words.partition(";")[2] or words, delayed=delayed or partly)
        yield Failure(
            _recipient(block.get("final-recipient")),
            _recipient(block.get("original-recipient")),
            judged.kind,
            judged.final,
            judged.address_at_fault,
            judged.reason,
        )


def _blocks(part: Message) -> list[Message]:
    """Return the header blocks of a status part, also where the parser took it for a mail or for text."""
    payload = part.get_payload()
    if isinstance(payload, list) and len(payload) > 1:
        return [block for block in payload if isinstance(block, Message)]
    inner = payload[0] if isinstance(payload, list) and payload else None
    text = inner.as_string() if isinstance(inner, Message) else natures.text_of(part)
    return [email.message_from_string(block) for block in re.split(r"\r?\n[ \t]*\r?\n", text) if block.strip()]


def _recipient(value: object) -> str:
    """Return the address in `rfc822; <a@b>`, also where the type is missing."""
    kind, semicolon, address = _text(value).partition(";")
    return parseaddr((address if semicolon else kind).strip())[1]


def _of_other_forms(message: Message) -> list[Failure]:
    """Ask flufl.bounce, then the text itself; how bad it is says the text's own code."""
    from flufl import bounce as flufl  # noqa: PLC0415  30 ms of every start, for mails that are rare

    text = natures.first_text(message)
    try:
        temporary, permanent = flufl.all_failures(message)
    except _BROKEN as fault:
        logger.info("flufl.bounce: %r", fault)
        temporary, permanent = frozenset(), frozenset()
    addresses = [(one.decode("ascii", "replace"), False) for one in sorted(permanent)]
    addresses += [(one.decode("ascii", "replace"), True) for one in sorted(temporary)]
    if not addresses:
        named = _text(message.get("x-failed-recipients")) or text
        addresses = [(one, False) for one in dict.fromkeys(_ADDRESS.findall(named))]
    judged = statuses.of_text(text)
    if judged is None and not (temporary or permanent):
        return []
    found = []
    for address, delayed in addresses[:_MOST_ADDRESSES] or [("", False)]:
        verdict = statuses.DELAYED if delayed else judged or statuses.REFUSED
        reason = judged.reason if judged else statuses.first_line_about(text, address)
        found.append(Failure(address, "", verdict.kind, verdict.final, verdict.address_at_fault, reason))
    return found


def _text(value: object) -> str:
    return "" if value is None else str(value)
