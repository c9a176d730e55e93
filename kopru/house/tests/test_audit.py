"""One changed row or byte of the evidence is found and named; a person can be forgotten all the same."""

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from kopru.cases import actions
from kopru.cases.asks import Attached
from kopru.cases.intake import chain, keeping, mailroom
from kopru.cases.models import Case, CaseFile, Close, Incoming
from kopru.cases.tests import factories as make
from kopru.core.roles import Role
from kopru.house import audit, doctor
from kopru.house.models import Proof, Seal

pytestmark = pytest.mark.django_db

NOON, DAY = make.NOON, make.DAY
#: three in the night
NIGHT = NOON + timedelta(hours=14)
MAIL = (
    b"From: Defne Ak <defne.ak@example.org>\r\nTo: talep@example.org\r\nSubject: Lamba\r\n"
    b"Message-ID: <1@x>\r\n\r\nYok.\r\n"
)


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def case() -> Case:
    """Return a case with some history, a file and a mail, all of it sealed."""
    made = make.case(sends_receipt=False)
    actions.note(made, text="Arandı.", by=make.user(Role.CLERK), at=NOON)
    actions.hear(made, text="Ekte.", at=NOON, files=[Attached("a.txt", "text/plain", b"on iki")])
    mailroom.receive(MAIL, source="pipe", at=NOON)
    for night in range(3):
        audit.nightly(NIGHT + night * DAY)
    chain.lengthen(until=NIGHT + 2 * DAY)
    return made


def faults() -> list[tuple[str, str]]:
    return [(each.trail, each.row) for each in audit.verify(at=NIGHT + 3 * DAY).faults]


def test_what_nobody_touched_is_whole(case):
    report = audit.verify(at=NIGHT + 3 * DAY)
    assert report.faults == []
    assert report.links >= 7
    assert report.rows >= 4
    assert report.bytes_read == 2


def test_a_day_is_sealed_once_and_only_by_night(case):
    assert audit.nightly(NIGHT + 2 * DAY) == 0
    assert audit.nightly(NOON + 5 * DAY) == 0
    assert Seal.objects.filter(trail="history").count() == 3


@pytest.mark.parametrize(
    "change",
    [{"action": "cases.close"}, {"user_id": 4711}, {"object_id": "99"}, {"data": {"call": True}}, {"label": "Başka"}],
)
def test_a_changed_row_of_the_history_is_named(case, change):
    row = ModelLogEntry.objects.get(action="cases.note")
    ModelLogEntry.objects.filter(pk=row.pk).update(**change)
    assert faults() == [("history", str(row.pk))]


def test_a_row_that_is_gone_or_was_put_in_later_is_named(case):
    row = ModelLogEntry.objects.get(action="cases.note")
    ModelLogEntry.objects.filter(pk=row.pk).delete()
    assert faults() == [("history", str(row.pk))]


def test_emptied_words_without_an_erasure_are_named(case):
    row = ModelLogEntry.objects.get(action="cases.note")
    ModelLogEntry.objects.filter(pk=row.pk).update(data={})
    assert faults() == [("history", str(row.pk))]


def test_a_forgotten_person_leaves_the_chain_whole(case):
    head = make.user(Role.HEAD)
    actions.close(case, how=Close.DONE, reason="Bitti.", by=head, at=NOON)
    actions.anonymise(case, by=head, at=NOON, reason="Kendi isteği.")
    report = audit.verify(at=NIGHT + 3 * DAY)
    assert report.faults == []
    assert report.erased >= 2


def test_a_changed_seal_is_named(case):
    middle = Seal.objects.filter(trail="history").order_by("day")[1]
    Seal.objects.filter(pk=middle.pk).update(leaves=bytes(middle.leaves)[:-1] + b"\0")
    assert ("history", str(middle.day)) in faults()


def test_one_changed_byte_of_a_mail_or_a_file_is_named(case):
    mail, file = Incoming.objects.get(), CaseFile.objects.get()
    path = keeping.evidence.kept_at(mail.sha256, shelf="incoming")
    path.write_bytes(path.read_bytes().replace(b"Lamba", b"Lambb"))
    with file.file.storage.open(file.file.name, "rb+") as stored:
        stored.write(b"O")
    assert faults() == [("mail", str(mail.pk)), ("files", str(file.pk))]


def test_a_changed_row_of_a_mail_or_a_file_is_named(case):
    file, mail = CaseFile.objects.get(), Incoming.objects.get()
    CaseFile.objects.filter(pk=file.pk).update(content_type="text/html")
    Incoming.objects.filter(pk=mail.pk).update(stored_at=NOON + DAY)
    assert faults() == [("files", str(file.pk)), ("mail", str(mail.pk))]


def test_the_command_says_it_for_programs_and_remembers(case):
    said = io.StringIO()
    call_command("audit", "verify", "--json", stdout=said)
    whole = json.loads(said.getvalue())
    assert whole["whole"]
    assert set(whole["last"]) == {"history", "files"}
    call_command("audit", "verify", "--noted", whole["last"]["history"], stdout=io.StringIO())
    said = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("audit", "verify", "--json", "--noted", "yok", stdout=said)
    assert json.loads(said.getvalue().splitlines()[0])["trail"] == "link"
    assert [each.is_whole for each in Proof.objects.order_by("pk")] == [True, True, False]


def test_the_doctor_says_when_it_was_last_verified(case):
    at = NIGHT + 3 * DAY
    (never,) = doctor.evidence(at)
    assert never.ok
    (late,) = doctor.evidence(at + 40 * DAY)
    assert not late.ok
    audit.verify(at=at)
    (fresh,), (old,) = doctor.evidence(at + DAY), doctor.evidence(at + 40 * DAY)
    assert (fresh.ok, old.ok) == (True, False)
    ModelLogEntry.objects.filter(action="cases.note").update(data={"x": 1})
    audit.verify(at=at)
    (broken,) = doctor.evidence(at)
    assert not broken.ok
