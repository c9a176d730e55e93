"""What becomes of mails that were read: whose each is, and which verb takes it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.cases import actions
from kopru.cases.asks import Ask, Asker
from kopru.cases.intake import asking, keeping, replies, wording
from kopru.cases.intake.known import Known
from kopru.cases.intake.mail import tokens
from kopru.cases.intake.mail.matching import Match
from kopru.cases.intake.mail.message import AutomaticKind, Message
from kopru.cases.intake.threads import Thread, Threads, answered_by, case_of, case_of_bounce
from kopru.cases.models import Case, Channel, Incoming, Kind, Outcome, Referral
from kopru.core.models import User
from kopru.delivery import bounces
from kopru.delivery.models import Recipient

_MACHINES: Final = frozenset({AutomaticKind.REPLY, AutomaticKind.GENERATED, AutomaticKind.BULK})


def decide(incoming: Incoming, message: Message, *, at: datetime) -> None:
    """Give a mail its outcome; the caller stores the row."""
    decide_all([(incoming, message)], at=at)


def decide_all(mails: Sequence[tuple[Incoming, Message]], *, at: datetime) -> None:
    """Give each mail the outcome it would have if they came one after the other; the caller stores the rows."""
    _Sitting(mails, at).decide()


def quarantine(incoming: Incoming, message: Message, *, why: str, at: datetime) -> None:
    """Lay a message nobody could read before a person, as a case of its own; its bytes are kept."""
    _remember(incoming, message)
    incoming.outcome, incoming.why = Outcome.QUARANTINE, why[:255]
    incoming.case = actions.open_case(_unread(incoming, why), by=None, at=at, incoming=incoming)


def as_case(incoming: Incoming, message: Message, *, by: User, at: datetime) -> Case:
    """Open the case of a mail that a person wants taken in, whatever our mail server thinks of it."""
    ask = asking.ask_of(incoming, message, reply_to="", senders=asking.Senders([message]))
    return actions.open_case(ask, by=by, at=at, incoming=incoming)


def _remember(incoming: Incoming, message: Message) -> None:
    incoming.message_id = message.message_id[:255]
    incoming.sender = message.sender.address[:254]
    incoming.sender_name = message.sender.name[:160]
    incoming.subject = message.subject[:255]


def _unread(incoming: Incoming, why: str) -> Ask:
    return Ask(
        subject=incoming.subject or _("A message that could not be read"),
        text=_("The message could not be read (%(why)s). Its bytes are kept; open it with care.") % {"why": why},
        received_at=incoming.stored_at,
        asker=Asker(name=incoming.sender_name, email=incoming.sender),
        kind=Kind.UNREADABLE,
        sends_receipt=False,
    )


class _Sitting:
    """Mails are decided in their order; the cases they open wait until one is asked for, and are opened at once."""

    def __init__(self, mails: Sequence[tuple[Incoming, Message]], at: datetime) -> None:
        for incoming, message in mails:
            _remember(incoming, message)
        messages = [message for _incoming, message in mails]
        self.mails, self.at = mails, at
        self.known = Known([incoming for incoming, _message in mails])
        self.threads, self.senders = Threads(messages), asking.Senders(messages)
        self.waiting: list[actions.Opening] = []
        self.repeated: list[Incoming] = []

    def decide(self) -> None:
        """Decide all."""
        for incoming, message in self.mails:
            self._one(incoming, message)
            self.known.note(incoming)
        self._open()
        for incoming in self.repeated:
            incoming.case_id = incoming.duplicate_of.case_id if incoming.duplicate_of else None

    def _one(self, incoming: Incoming, message: Message) -> None:
        before = self.known.before(incoming, message)
        if before is not None:
            incoming.outcome, incoming.duplicate_of = Outcome.DUPLICATE, before
            self.repeated.append(incoming)
        elif message.unreadable:
            incoming.outcome, incoming.why = Outcome.QUARANTINE, message.unreadable[:255]
            self.waiting.append(actions.Opening(_unread(incoming, message.unreadable), incoming))
        elif message.report is not None:
            self._open()  # a receipt of theirs may be what comes back
            incoming.outcome = Outcome.BOUNCE
            incoming.why = bounces.receive(keeping.bytes_of(incoming), at=self.at).reason[:255]
            incoming.case = case_of_bounce(incoming)
        elif message.loop or (message.automatic and message.automatic.kind in _MACHINES):
            incoming.outcome = Outcome.AUTOMATIC
            incoming.why = (message.automatic.evidence if message.automatic else ", ".join(message.loop))[:255]
            incoming.case = case_of(self._match(message).thread)  # it is hidden and forgotten together with it
        else:
            self._by_thread(incoming, message)

    def _by_thread(self, incoming: Incoming, message: Message) -> None:
        match = self._match(message)
        thread = match.thread
        if match.is_forged:
            incoming.why = _("The sign on its address is not ours.")
        if isinstance(thread, Referral):
            if (said := _from_unit(incoming, message, thread, at=self.at)) is not None:
                self.threads.note(incoming.message_id, said)
        elif isinstance(thread, Case):
            _from_person(incoming, message, thread, at=self.at)
            self.threads.note(incoming.message_id, thread)
        elif message.is_spam_marked:
            incoming.outcome, incoming.why = Outcome.SPAM, _("Marked as unwanted by our mail server.")
        else:
            incoming.outcome = Outcome.DELIVERY_REPLY if isinstance(thread, Recipient) else Outcome.CASE
            subject = thread.dispatch.subject if isinstance(thread, Recipient) else ""
            ask = asking.ask_of(incoming, message, reply_to=subject, senders=self.senders)
            self.waiting.append(actions.Opening(ask, incoming))

    def _match(self, message: Message) -> Match[Thread]:
        if self._may_answer_one_of_these(message):
            self._open()
        return self.threads.of(message)

    def _may_answer_one_of_these(self, message: Message) -> bool:
        """Tell whether a mail names one that waits for its case, or any number, which one of them may get."""
        if not self.waiting:
            return False
        names = set(answered_by(message))
        is_named = bool(names) and any(opening.message_id in names for opening in self.waiting)
        return is_named or tokens.case_number(message.subject) is not None

    def _open(self) -> None:
        """Open the cases that wait."""
        opened = actions.open_cases(self.waiting, by=None, at=self.at)
        for opening, case in zip(self.waiting, opened, strict=True):
            if opening.incoming is not None:
                opening.incoming.case = case
            self.threads.note(opening.message_id, case)
        self.waiting = []


def _from_person(incoming: Incoming, message: Message, case: Case, *, at: datetime) -> None:
    incoming.outcome, incoming.case = Outcome.REPLY, case
    text = wording.text_of(message)
    actions.hear(
        case,
        text=text,
        at=at,
        quoted=message.quoted if message.text else "",
        message_id=message.message_id[:255],
        files=asking.files_of(message),
        incoming=incoming,
        wants_more=bool(message.attachments) or not replies.is_only_thanks(text),
        author="" if message.sender.key == case.email_key else message.sender.name or message.sender.address,
    )


def _from_unit(incoming: Incoming, message: Message, referral: Referral, *, at: datetime) -> Case | Referral | None:
    """Do what the unit says; return where its words stand, None where they are but a reason."""
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
            files=asking.files_of(message),
            incoming=incoming,
            message_id=message.message_id[:255],
        )
        return referral
    else:
        actions.hear(referral.case, text=message.quoted, at=at, incoming=incoming, wants_more=False)
        return referral.case
    return None
