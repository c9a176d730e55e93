"""The receipts of many cases at once: what each says is drawn from one form, and all leave together."""

from collections.abc import Sequence
from datetime import datetime

from kopru.cases.letters import posting, words
from kopru.cases.models import Case, Channel, Message, Voice
from kopru.core import rows
from kopru.delivery import actions as delivery


def send(told: Sequence[tuple[Case, str]], *, at: datetime) -> None:
    """Send each of these cases its receipt, with number, secret and promised date.

    Beside the case stands the Message-ID of the mail it began with, "" where there was none.
    """
    sender = posting.Sender.now()
    said = posting.says_who(posting.RECEIPT, None)
    letters, written = [], []
    for case, message_id in told:
        letter = words.receipt(case)
        headers = posting.thread_of([message_id] if message_id else []) | said
        letters.append(letter)
        to = posting.the_person(case, sender=sender)
        written.append(posting.written(letter, to=to, headers=headers, sender=sender))
    terms = posting.terms_of(posting.RECEIPT)
    dispatches = delivery.write_many(written, kind=posting.RECEIPT, terms=terms, by=None, at=at)
    numbers = rows.take_numbers({Message: len(told)})[Message]
    rows.insert(
        [
            Message(
                pk=number,
                case=case,
                voice=Voice.RECEIPT,
                channel=Channel.EMAIL,
                at=at,
                subject=letter.subject[:255],
                text="\n\n".join(letter.paragraphs),
                dispatch=dispatch,
            )
            for number, (case, _id), letter, dispatch in zip(numbers, told, letters, dispatches, strict=True)
        ]
    )
