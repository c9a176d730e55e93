"""What becomes of a mail that was read: whose it is, and which verb takes it."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.cases import actions
from kopru.cases.asks import Ask, Asker, Attached
from kopru.cases.intake import keeping, replies, wording
from kopru.cases.intake.mail import matching, reading, tokens
from kopru.cases.intake.mail.matching import Match
from kopru.cases.intake.mail.message import AutomaticKind, Mailbox, Message
from kopru.cases.letters.posting import ELSEWHERE
from kopru.cases.models import Case, Channel, Incoming, Kind, LegalClass, Outcome, Referral
from kopru.cases.models import Message as Word
from kopru.cases.models.referrals import ReferralQuerySet
from kopru.core.models import User
from kopru.delivery import bounces
from kopru.delivery.models import Bounce, Recipient
from kopru.directory.models import Circle, ContactPoint

#: Our own Message-IDs: token of the dispatch, number of the row.
_OURS: Final = re.compile(r"^([0-9a-f]{16})\.([0-9]{1,18})@", re.IGNORECASE)
_MACHINES: Final = frozenset({AutomaticKind.REPLY, AutomaticKind.GENERATED, AutomaticKind.BULK})
_RISKY: Final = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|msi|js|jse|vbs|vbe|wsf|ps1|jar|lnk|hta|iso|img|docm|xlsm|pptm|html?|svg)$",
    re.IGNORECASE,
)
_ARCHIVES: Final = re.compile(r"\.(zip|rar|7z|gz|tar|bz2|xz|cab|arj)$", re.IGNORECASE)

Thread = Case | Referral | Recipient


def decide(incoming: Incoming, message: Message, *, at: datetime) -> None:
    """Give the message its outcome; the caller stores the row."""
    _remember(incoming, message)
    known = _known(incoming, message)
    if known is not None:
        incoming.outcome, incoming.duplicate_of, incoming.case = Outcome.DUPLICATE, known, known.case
    elif message.unreadable:
        quarantine(incoming, message, why=message.unreadable, at=at)
    elif message.report is not None:
        incoming.outcome = Outcome.BOUNCE
        incoming.why = bounces.receive(keeping.bytes_of(incoming), at=at).reason[:255]
        incoming.case = _case_of_bounce(incoming)
    elif message.loop or (message.automatic and message.automatic.kind in _MACHINES):
        incoming.outcome = Outcome.AUTOMATIC
        incoming.why = (message.automatic.evidence if message.automatic else ", ".join(message.loop))[:255]
        incoming.case = _case_of(_match(message).thread)  # it is hidden and forgotten together with it
    else:
        _by_thread(incoming, message, at=at)


def quarantine(incoming: Incoming, message: Message, *, why: str, at: datetime) -> None:
    """Lay a message nobody could read before a person, as a case of its own; its bytes are kept."""
    _remember(incoming, message)
    incoming.outcome, incoming.why = Outcome.QUARANTINE, why[:255]
    ask = Ask(
        subject=incoming.subject or _("A message that could not be read"),
        text=_("The message could not be read (%(why)s). Its bytes are kept; open it with care.") % {"why": why},
        received_at=incoming.stored_at,
        asker=Asker(name=incoming.sender_name, email=incoming.sender),
        kind=Kind.UNREADABLE,
        sends_receipt=False,
    )
    incoming.case = actions.open_case(ask, by=None, at=at, incoming=incoming)


def as_case(incoming: Incoming, message: Message, *, by: User, at: datetime) -> Case:
    """Open the case of a mail that a person wants taken in, whatever our mail server thinks of it."""
    return actions.open_case(_ask(incoming, message, ""), by=by, at=at, incoming=incoming)


def _case_of_bounce(incoming: Incoming) -> Case | None:
    """Return the case whose letter came back."""
    bounce = Bounce.objects.filter(sha256=incoming.sha256).select_related("recipient__dispatch").first()
    return _case_of(_about(bounce.recipient)) if bounce is not None and bounce.recipient is not None else None


def _case_of(thread: Thread | None) -> Case | None:
    if isinstance(thread, Referral):
        return thread.case
    return thread if isinstance(thread, Case) else None


def _by_thread(incoming: Incoming, message: Message, *, at: datetime) -> None:
    match = _match(message)
    thread = match.thread
    if match.is_forged:
        incoming.why = _("The sign on its address is not ours.")
    if isinstance(thread, Referral):
        _from_unit(incoming, message, thread, at=at)
    elif isinstance(thread, Case):
        _from_person(incoming, message, thread, at=at)
    elif message.is_spam_marked:
        incoming.outcome, incoming.why = Outcome.SPAM, _("Marked as unwanted by our mail server.")
    else:
        incoming.outcome = Outcome.DELIVERY_REPLY if isinstance(thread, Recipient) else Outcome.CASE
        subject = thread.dispatch.subject if isinstance(thread, Recipient) else ""
        incoming.case = actions.open_case(_ask(incoming, message, subject), by=None, at=at, incoming=incoming)


def _from_person(incoming: Incoming, message: Message, case: Case, *, at: datetime) -> None:
    incoming.outcome, incoming.case = Outcome.REPLY, case
    text = wording.text_of(message)
    actions.hear(
        case,
        text=text,
        at=at,
        quoted=message.quoted if message.text else "",
        message_id=message.message_id[:255],
        files=_files(message),
        incoming=incoming,
        wants_more=bool(message.attachments) or not replies.is_only_thanks(text),
        author="" if message.sender.key == case.email_key else message.sender.name or message.sender.address,
    )


def _from_unit(incoming: Incoming, message: Message, referral: Referral, *, at: datetime) -> None:
    incoming.outcome, incoming.case = Outcome.REPLY, referral.case
    said = replies.of_unit(message.text, today=timezone.localdate(at))
    author = message.sender.name or message.sender.address
    is_asked = referral.state == "asked"
    if said.meaning == replies.Meaning.NOT_OURS and is_asked:
        actions.return_referral(referral, reason=said.text, at=at, author=author)
    elif said.meaning == replies.Meaning.TIME and is_asked and said.until and said.until > timezone.localdate(at):
        actions.ask_time(referral, until=said.until, reason=said.text, at=at, author=author)
    elif said.text or message.attachments:
        actions.answer_referral(
            referral,
            text=message.text,
            at=at,
            author=author,
            channel=Channel.EMAIL,
            files=_files(message),
            incoming=incoming,
            message_id=message.message_id[:255],
        )
    else:
        actions.hear(referral.case, text=message.quoted, at=at, incoming=incoming, wants_more=False)


def _ask(incoming: Incoming, message: Message, reply_to: str) -> Ask:
    """Turn a mail into an ask; one that our own people pass on is asked by whoever wrote it first."""
    sender, subject, text = message.sender, message.subject, wording.text_of(message)
    inner = message.forwarded_from
    is_passed_on = inner is not None and bool(inner.address) and _is_ours(sender)
    if inner is not None and is_passed_on:
        sender, subject = Mailbox(inner.name, inner.address), inner.subject or subject
        text = "\n\n".join(part for part in (inner.text, text and _("Passed on with: %s") % text) if part)
    elif message.reply_to and message.reply_to[0].address and not sender.address:
        sender = message.reply_to[0]
    language = "en" if message.language and message.language != "tr" else "tr"
    kind, legal_class = _kind(sender, language)
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
        files=_files(message),
        sends_receipt=message.automatic is None and not message.loop,
    )


def _received_at(message: Message, stored_at: datetime) -> datetime:
    """Return when it reached us: what its Date says, where that can be; a mail from the future came when it came."""
    said = message.date.at
    return said if said is not None and message.date.believable(stored_at) and said <= stored_at else stored_at


def _kind(sender: Mailbox, language: str) -> tuple[str, str]:
    """Return type and legal class a mail begins with; a person may say better."""
    press = ContactPoint.objects.filter(key=sender.key).filter(Q(outlet__isnull=False) | Q(person__circle=Circle.PRESS))
    if sender.key and press.exists():
        return Kind.MEDIA, ""
    # A stranger's question is no petition unless they ask for one (law 3071 art. 3 wants Turkish).
    return (Kind.REQUEST, "") if language == "tr" else (Kind.TOURIST, LegalClass.SERVICE)


def _is_ours(sender: Mailbox) -> bool:
    """Tell whether somebody of the municipality wrote: a unit's address, or one who signs in."""
    if not sender.key:
        return False
    is_unit = ContactPoint.objects.filter(key=sender.key, unit__isnull=False).exists()
    return is_unit or User.objects.filter(email__iexact=sender.key, is_active=True).exists()


def _is_to_mayor(message: Message) -> bool:
    mayor = settings.MAYORS_MAILBOX.lower()
    return bool(mayor) and mayor in {box.key for box in message.recipients} | {a.lower() for a in message.delivered_to}


def _match(message: Message) -> Match[Thread]:
    return matching.match(
        message, by_token=_by_token, by_references=_by_references, by_number=_by_number, knows=_takes_part
    )


def _by_token(token: tokens.Token) -> Thread | None:
    if token.kind == tokens.Kind.CASE:
        return Case.objects.filter(pk=token.number, erased_at__isnull=True).first()
    return _referrals().filter(pk=token.number).first()


def _referrals() -> ReferralQuerySet:
    """Return those whose case was not erased: nothing is written into it any more."""
    return Referral.objects.filter(case__erased_at__isnull=True).select_related("case", "unit")


def _by_references(ids: Sequence[str]) -> Thread | None:
    """Return what a mail answers: one of our letters, or a mail that stands in a case already."""
    for each in ids[:20]:
        ours = _OURS.match(each)
        if ours:
            rows = Recipient.objects.select_related("dispatch").filter(dispatch__token=ours[1].lower())
            row = rows.filter(pk=int(ours[2])).first()
            if row is not None:
                return _about(row)
    said = Word.objects.filter(message_id__in=list(ids[:20]), case__erased_at__isnull=True)
    word = said.select_related("case", "referral__case", "referral__unit").order_by("-pk").first()
    if word is None:
        return None
    return word.referral or word.case  # who answers a mail of the unit's is of the unit, not the person


def _about(row: Recipient) -> Thread:
    what, _colon, number = row.dispatch.reference.partition(":")
    if row.dispatch.kind == ELSEWHERE:
        return row  # another authority answers: its words are not the person's
    if what == "case" and number.isascii() and number.isdigit():
        return Case.objects.filter(pk=int(number), erased_at__isnull=True).first() or row
    if what == "referral" and number.isascii() and number.isdigit():
        return _referrals().filter(pk=int(number)).first() or row
    return row


def _by_number(year: int, number: int) -> Thread | None:
    return Case.objects.filter(year=year, number=number, erased_at__isnull=True).first()


def _takes_part(thread: Thread, address: str) -> bool:
    return isinstance(thread, Case) and bool(address) and thread.email_key == address


def _known(incoming: Incoming, message: Message) -> Incoming | None:
    """Return the same mail that came before: the same bytes, or the same name and words from the same sender."""
    is_same = Q(sha256=incoming.sha256)
    if incoming.message_id:
        is_same |= Q(message_id=incoming.message_id, sender=incoming.sender, subject=incoming.subject)
    alike = Incoming.objects.filter(is_same).exclude(pk=incoming.pk).order_by("pk")
    found = (each for each in alike[:20] if each.outcome not in ("", Outcome.DUPLICATE))
    return next((each for each in found if each.sha256 == incoming.sha256 or _says_the_same(each, message)), None)


def _says_the_same(before: Incoming, message: Message) -> bool:
    """Tell whether a mail of the same name has the same words: some programs give every mail one name.

    On another way a footer may have been added.
    """
    try:
        said = reading.read(keeping.bytes_of(before)).text.strip()
    except OSError:  # forgotten by now
        return True
    text = message.text.strip()
    return said.startswith(text) if len(said) > len(text) else text.startswith(said)


def _remember(incoming: Incoming, message: Message) -> None:
    incoming.message_id = message.message_id[:255]
    incoming.sender = message.sender.address[:254]
    incoming.sender_name = message.sender.name[:160]
    incoming.subject = message.subject[:255]


def _files(message: Message) -> list[Attached]:
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
