"""The mails that leave by themselves: receipts, ready packs, reminders, the question whether it was solved."""

import re
from pathlib import Path

import pytest

from kopru.cases import sweeping
from kopru.cases.models import Case, Kind
from kopru.cases.special import packs
from kopru.cases.tests.factories import DAY, NOON, case, referral, unit
from kopru.cases.tests.public import MORNING, answered, pack
from kopru.delivery.models import Dispatch

pytestmark = pytest.mark.django_db
SNAPSHOTS = Path(__file__).parent / "snapshots"


def same(name: str, dispatch: Dispatch | None, *cases: Case) -> None:
    """Compare a mail with its snapshot; what is drawn by lot is named instead."""
    assert dispatch is not None
    text = f"{dispatch.subject}\n\n{dispatch.text}"
    for each in cases:
        text = text.replace(each.secret, "SECRET")
    text = re.sub(r"/(birim|cozuldu-mu)/[^/\s]+/", r"/\1/KEY/", text)
    assert text == (SNAPSHOTS / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_receipt(language):
    of = case(language=language)
    same(f"receipt-{language}", of.messages.get(voice="receipt").dispatch, of)


def test_a_ready_pack_is_receipt_and_answer_in_one():
    ready = pack(checked_on=NOON.date())
    of = case(language="en", kind=Kind.TOURIST, matter=ready.matter, subject="Opening hours", sends_receipt=False)
    packs.answer(of, ready, at=NOON)
    same("pack-en", of.answers.get().dispatch, of)


def test_the_reminder_of_a_unit():
    to = unit("Fen İşleri Müdürlüğü")
    for days, subject in enumerate(["Yanmayan sokak lambası", "Su kaçağı"]):
        owed = referral(case(subject=subject), to)
        owed.due_on = MORNING.date() - days * DAY
        owed.save()
    sweeping.reminders(MORNING)
    same("reminder", Dispatch.objects.get(kind="cases.reminder"))


def test_the_question_whether_it_was_solved():
    of = answered()
    sweeping.surveys(NOON + 28 * DAY)
    same("survey", Dispatch.objects.get(kind="cases.survey"), of)
