"""What kind of mail came back: a bounce, a complaint, an answering machine, or something else."""

import re
from email.errors import HeaderParseError
from email.header import decode_header as _decode
from email.message import Message
from typing import Final

from kopru.delivery.models import BounceOutcome
from kopru.turkish import folding

_DAEMONS: Final = re.compile(
    r"mailer-daemon|mail delivery (sub)?system|postmaster|mail-daemon|microsoftexchange[0-9a-f]*@|mdaemon@|daemon@",
    re.IGNORECASE,
)
#: Folded, as `folding.fold` leaves them.
_RETURNED: Final = re.compile(
    r"undeliver|delivery (status|failure|failed|has failed|notification|incomplete)|returned mail|mail delivery fail"
    r"|failure notice|non.?delivery|could ?n[o']t be delivered|warning: (could not send|message)|delayed mail"
    r"|teslim edileme|teslim edilmedi|iletileme|gonderileme|ulastirilama|teslimat (hatasi|durumu|basarisiz)|iade edilen"
)
_AWAY: Final = re.compile(
    r"out of (the )?office|auto(matic|-)?.?(reply|response)|vacation"
    r"|otomatik (yanit|cevap)|ofis disinda|izindeyim|yillik izin"
)
_PRECEDENCES: Final = ("auto_reply", "auto-reply")


def outcome_of(message: Message) -> str:
    """Return what `message` looks like; a bounce is still to be proved by its content."""
    report = str(message.get_param("report-type") or "").lower()
    if message.get_content_type() == "multipart/report" and report in ("feedback-report", "disposition-notification"):
        return BounceOutcome.COMPLAINT if report == "feedback-report" else BounceOutcome.AUTOMATIC
    if is_surely_bounce(message):
        return BounceOutcome.BOUNCE
    if _answers_by_itself(message):
        return BounceOutcome.AUTOMATIC
    if _empty_sender(message) or _RETURNED.search(_folded(message.get("subject"))):
        return BounceOutcome.BOUNCE
    return BounceOutcome.OTHER


def may_have_come_back(*, sender: str, subject: str) -> bool:
    """Tell whether who wrote it or what it is called would make a mail a bounce; both as people read them."""
    return _DAEMONS.search(sender) is not None or _RETURNED.search(folding.fold(subject)) is not None


def is_surely_bounce(message: Message) -> bool:
    """Tell whether it is a delivery report (RFC 3464), or a mail server wrote it about a delivery."""
    if any(part.get_content_type().endswith("delivery-status") for part in message.walk()):
        return True
    if message.get("x-failed-recipients"):
        return True
    from_daemon = _DAEMONS.search(str(message.get("from") or "")) is not None
    return from_daemon and not _AWAY.search(_folded(message.get("subject")))


def _answers_by_itself(message: Message) -> bool:
    """Tell whether an answering machine wrote it (RFC 3834 §5, and what is usual beside it)."""
    automatic = str(message.get("auto-submitted") or "no").strip().lower()
    if not automatic.startswith("no"):
        return True
    if message.get("x-autoreply") or message.get("x-autorespond") or message.get("x-auto-response-suppress"):
        return True
    if str(message.get("precedence") or "").strip().lower() in _PRECEDENCES:
        return True
    return _AWAY.search(_folded(message.get("subject"))) is not None


def _empty_sender(message: Message) -> bool:
    return str(message.get("return-path") or "x").strip() in ("<>", "")


def _folded(value: object) -> str:
    return folding.fold(_decoded(str(value or "")))


def _decoded(value: str) -> str:
    """Return a header with its encoded words read (RFC 2047), whatever is wrong with them."""
    from_words = ""
    try:
        for part, charset in _decode(value):
            from_words += part if isinstance(part, str) else _letters(part, charset)
    except (ValueError, LookupError, HeaderParseError):
        return value
    return from_words


def _letters(octets: bytes, charset: str | None) -> str:
    """Return text in the charset it claims, else in those Turkish mail is in."""
    for name in (charset, "utf-8", "windows-1254"):
        try:
            if name:
                return octets.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return octets.decode("latin-1")


def text_of(part: Message) -> str:
    """Return the text of one part in whatever charset it really is."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return str(part.get_payload() or "")
    return _letters(payload, str(part.get_param("charset") or "") or None)


def first_text(message: Message) -> str:
    """Return what the server wrote for people, without the mail it returns: at most 8,000 characters."""
    for part in message.walk():
        if part.get_content_maintype() == "text" and part.get_content_subtype() in ("plain", "html"):
            text = text_of(part)[:20_000]
            plain = re.sub(r"<[a-zA-Z/!][^>@]*>", " ", text) if part.get_content_subtype() == "html" else text
            return re.split(r"(?m)^-{2,}.*(copy|original|iletinin|özgün|returned|below this line).*$", plain)[0][:8000]
    return ""
