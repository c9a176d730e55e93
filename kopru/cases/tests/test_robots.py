"""A machine that answers our letters and hides that it is one: the exchange ends soon, and the office sees why."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from itertools import count

import pytest
from django.urls import reverse
from wagtail.log_actions import registry as logs

from kopru.cases.actions import submit_answer
from kopru.cases.actions.opening import RECEIPTS_A_DAY
from kopru.cases.intake import mailroom
from kopru.cases.models import Case, Incoming, Outcome, Source, State, Voice
from kopru.cases.tests.factories import DAY, NOON, answer, case, deliver, user
from kopru.cases.tests.mails import mail
from kopru.core.roles import Role
from kopru.delivery.channels import outbox
from kopru.delivery.models import Dispatch, Recipient

pytestmark = pytest.mark.django_db

ROBOT = "danisma@robot.example.net"
#: How many mails a robot may write at most before the exchange must have ended by itself.
_ENDLESS = 40

Answering = Callable[[EmailMessage], str]


class Post:
    """The post between our outbox and our mailroom: it carries on until nothing is under way any more."""

    def __init__(self, answering: Answering) -> None:
        """Let the robot write to what `answering` reads from our letter."""
        self.answering, self.numbers = answering, count(1)
        #: our letters to the robot, and its mails to us, as they came in
        self.ours: list[EmailMessage] = []
        self.its: list[Incoming] = []

    def carry(self, first: bytes) -> None:
        """Bring a mail, and then back and forth whatever it calls up, a minute between two."""
        underway = [first]
        for minute in range(_ENDLESS):
            if not underway:
                return
            at = NOON + timedelta(minutes=minute)
            self.its += [mailroom.take_in(raw, source=Source.PIPE, at=at)[0] for raw in underway]
            letters = list(_leaving(at))
            self.ours += letters
            underway = [self.answer(letter, at) for letter in letters]
        pytest.fail(f"{_ENDLESS} mails, and no end")

    def answer(self, letter: EmailMessage, at: datetime) -> bytes:
        """Return what the robot writes: nothing in it says that it is one, or what it answers."""
        number = next(self.numbers)
        answer = EmailMessage(policy=policy.SMTP)
        answer["From"], answer["To"] = f"Danışma <{ROBOT}>", self.answering(letter)
        answer["Subject"], answer["Date"] = f"İletiniz hakkında {number}", format_datetime(at)
        answer["Message-ID"] = f"<{number}.{at:%H%M}@robot.example.net>"
        answer.set_content(f"İletiniz bize ulaştı, en kısa sürede dönülecektir. Kayıt {number}.")
        return answer.as_bytes()


def _leaving(at: datetime) -> Iterator[EmailMessage]:
    """Let everything that waits leave, and return the letters as they lie in the outbox."""
    for dispatch in Dispatch.objects.filter(pk__in=Recipient.objects.filter(handed_at=None).values("dispatch")):
        deliver(dispatch, at=at)
        for row in dispatch.recipients.all():
            letter = message_from_bytes(outbox.path_of(dispatch.pk, row.pk).read_bytes(), policy=policy.default)
            assert isinstance(letter, EmailMessage)
            yield letter


def _to_where_it_shall(letter: EmailMessage) -> str:
    return str(letter["Reply-To"])


def _to_the_sender(letter: EmailMessage) -> str:
    return parseaddr(str(letter["From"]))[1]


def _first() -> bytes:
    return mail("Otomatik iletidir: kaydınız açıldı.", From=f"Danışma <{ROBOT}>", Subject="Kayıt açıldı")


def _history(of: Case) -> list[str]:
    return [str(line.message) for line in logs.get_logs_for_instance(of)]


def test_two_offices_with_this_program_exchange_one_letter():
    """The receipt of one is read by the mailroom of the other, which knows nothing of it, and ends there."""
    mailroom.take_in(_first(), source=Source.PIPE, at=NOON)
    (receipt,) = _leaving(NOON)
    for name in ("Message-ID", "In-Reply-To", "References"):
        del receipt[name]
    Incoming.objects.all().delete()
    there, _message = mailroom.take_in(receipt.as_bytes(), source=Source.PIPE, at=NOON)
    assert (there.outcome, there.why) == (Outcome.AUTOMATIC, "Auto-Submitted: auto-replied")
    assert not list(_leaving(NOON))


def test_a_robot_that_answers_where_it_shall_gets_one_receipt_and_no_more():
    post = Post(_to_where_it_shall)
    post.carry(_first())
    assert [mail.outcome for mail in post.its] == [Outcome.CASE, Outcome.REPLY]
    assert len(post.ours) == 1
    of = Case.objects.get()
    assert of.messages.filter(voice=Voice.PERSON).count() == 2


def test_a_robot_that_writes_to_the_sender_anew_each_time_is_answered_no_more_and_the_clerk_reads_why(client):
    post = Post(_to_the_sender)
    post.carry(_first())
    assert len(post.ours) == RECEIPTS_A_DAY
    assert len(post.its) == RECEIPTS_A_DAY + 1
    assert {each.outcome for each in post.its} == {Outcome.CASE}  # nothing a person may have meant is thrown away
    *receipted, last = post.its
    assert not any(each.why for each in receipted)
    assert "Alındı gönderilmedi" in last.why
    assert "Alındı gönderilmedi" in " ".join(_history(last.case))
    assert not any("Alındı gönderilmedi" in " ".join(_history(each.case)) for each in receipted)
    client.force_login(user(Role.CLERK))
    for name, number in (("one", last.case_id), ("incoming_one", last.pk)):
        page = reverse(f"cases_desk:{name}", args=[number])
        assert "Alındı gönderilmedi" in client.get(page).content.decode()


def test_a_robot_that_writes_again_the_next_day_is_bounded_again():
    """What it sends by itself, a newsletter for instance, is receipted like a person's: at most as often a day."""
    post = Post(_to_the_sender)
    post.carry(_first())
    late, _message = mailroom.take_in(mail("Yeni", From=ROBOT), source=Source.PIPE, at=NOON + 2 * DAY)
    assert late.case.messages.filter(voice=Voice.RECEIPT).exists()
    assert len(post.ours) == RECEIPTS_A_DAY


def test_a_batch_of_a_robots_mails_is_bounded_as_if_they_came_one_by_one():
    raws = [mail(f"Kayıt {number}.", From=ROBOT) for number in range(RECEIPTS_A_DAY + 3)]
    taken = mailroom.take_in_all([mailroom.Arrival(raw) for raw in raws], source=Source.PIPE, at=NOON)
    assert [bool(row.why) for row, _message in taken] == [False] * RECEIPTS_A_DAY + [True] * 3
    assert len(list(_leaving(NOON))) == RECEIPTS_A_DAY


def test_a_closed_case_that_a_robot_opens_again_calls_up_no_letter():
    post = Post(_to_where_it_shall)
    post.carry(_first())
    of = Case.objects.get()
    closed = {"state": State.CLOSED, "closed_how": "done", "closing_reason": "Bitti.", "closed_at": NOON}
    Case.objects.filter(pk=of.pk).update(**closed)
    again = post.answer(post.ours[0], NOON + DAY)
    assert mailroom.take_in(again, source=Source.PIPE, at=NOON + DAY)[0].outcome == Outcome.REPLY
    of.refresh_from_db()
    assert of.is_open
    assert not list(_leaving(NOON + DAY))


def test_a_person_who_writes_three_times_in_an_hour_gets_each_receipt():
    for number in range(3):
        at = NOON + timedelta(minutes=20 * number)
        row, _message = mailroom.take_in(
            mail(f"Bir şey daha: {number}. ağaç da kurudu.", Subject=f"Kuruyan ağaç {number}"),
            source=Source.PIPE,
            at=at,
        )
        (receipt,) = _leaving(at)
        assert row.case.label in str(receipt["Subject"])
        assert row.why == ""


def test_what_a_person_sent_does_not_say_that_a_machine_did():
    of = case()
    (receipt,) = _leaving(NOON)
    words = answer(of, kind="interim")
    submit_answer(words, by=words.drafted_by, at=NOON)
    (sent,) = _leaving(NOON)
    assert (receipt["Auto-Submitted"], sent["Auto-Submitted"]) == ("auto-replied", None)
