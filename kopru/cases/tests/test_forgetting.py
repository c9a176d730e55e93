"""R17: the person goes out of a case and nothing of them is left anywhere; the figures and the chain stay."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from kopru.cases import actions, erasure
from kopru.cases.asks import Attached
from kopru.cases.intake import chain, mailroom
from kopru.cases.models import Case, CaseFile, CaseRules, Incoming, Referral, Retention, State
from kopru.cases.privacy import absence, retention
from kopru.cases.tests import factories as make
from kopru.core.roles import Role
from kopru.delivery.models import Dispatch
from kopru.directory import erasure as directory
from kopru.directory.tests import factories as people
from kopru.search.query import find

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:
    """Nothing that another test left may lie in the folder that is searched."""
    settings.HOME = tmp_path
    (tmp_path / "static").mkdir(exist_ok=True)


NOON, DAY = make.NOON, make.DAY
YEAR = timedelta(days=366)

MAIL = """From: =?utf-8?q?{quoted}?= <{email}>
To: talep@example.org
Subject: Sokak lambası: {name}
Date: Tue, 24 Nov 2026 09:00:00 +0300
Message-ID: <mektup-1@posta.example.net>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Ben {name}. Evimin önündeki lamba yanmıyor. Telefonum {phone}.
"""


def lived_through(name: str, email: str, phone: str) -> Case:
    """A case that came by mail, went to a unit, was answered in the person's thread, and ended."""
    head, clerk = make.user(Role.HEAD), make.user(Role.CLERK)
    raw = MAIL.format(name=name, quoted=name.encode().hex("=").upper().join(("=", "")), email=email, phone=phone)
    incoming, _message = mailroom.take_in(raw.encode(), source="folder", at=NOON, origin=f"{email}.eml")
    case = incoming.case
    assert case is not None
    actions.note(case, text=f"{name} aradı, {phone}", by=clerk, at=NOON, is_call=True)
    file = Attached("kimlik.txt", "text/plain", f"{name} {phone}".encode())
    actions.hear(case, text=f"Ek: {name}", at=NOON, files=[file])
    referral = make.referral(case, make.unit(), by=clerk)
    actions.answer_referral(referral, text=f"{name} ile görüşüldü.", at=NOON, author="Fen İşleri")
    answer = actions.draft_answer(
        case, by=clerk, at=NOON, subject=f"Sayın {name}", text=f"Sayın {name}, lamba onarıldı."
    )
    answer.files.set(CaseFile.objects.filter(case=case))
    actions.submit_answer(answer, by=clerk, at=NOON)
    actions.approve_answer(answer, by=head, at=NOON)
    for dispatch in Dispatch.objects.all():
        make.deliver(dispatch)
    answer.refresh_from_db()
    actions.settle_answer(answer, at=NOON)
    case.refresh_from_db()
    assert case.state == State.CLOSED
    return case


def test_nothing_of_the_person_is_left_and_the_figures_stay():
    words = ["Gülşad Ziftçioğlu", "gulsad.ziftci@example.net", "0532 987 65 43"]
    case = lived_through(*words)
    chain.lengthen(until=NOON + DAY)
    assert {trace.word for trace in absence.traces(words)} == set(words)
    before = Case.objects.values("kind", "year", "number", "received_at", "closed_at", "closed_how").get(pk=case.pk)

    actions.anonymise(case, by=make.user(Role.HEAD), at=NOON + DAY, reason="Süresi doldu.")

    assert absence.traces([*words, "Ziftçioğlu", "ziftci", "5329876543"]) == []
    assert Case.objects.values(*before).get(pk=case.pk) == before
    assert Referral.objects.get(case=case).state == "answered"
    assert chain.verify().is_whole
    assert sum(Dispatch.objects.get(answers__case=case).counts().values()) == 1
    assert find("Ziftçioğlu", user=make.user(Role.HEAD), at=NOON).count == 0


@how(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.lists(
        st.sampled_from(["Çağ", "ışı", "Öz", "kür", "şad", "dem", "İlk", "baş", "zey"]), min_size=4, max_size=6
    ),
    number=st.integers(1_000_000, 9_999_999),
)
def test_whatever_the_name_is_nothing_is_left(name, number):
    whole, phone = "".join(name).capitalize() + " Q" + "".join(name[:3]), f"0532 {number}"
    words = [whole, f"q{number}@example.net", phone]
    case = lived_through(*words)
    actions.anonymise(case, by=None, at=NOON + DAY, reason="Süresi doldu.")
    assert absence.traces(words) == []


def test_an_open_case_is_not_forgotten_nor_one_twice_nor_without_reason():
    with pytest.raises(actions.Obstacle, match=r"not closed|kapatılmadı|kapatılmamış|kapalı değil"):
        actions.anonymise(make.case(), by=None, at=NOON, reason="Süresi doldu.")
    case = lived_through("Gülşad Ziftçioğlu", "g@example.net", "0532 987 65 43")
    with pytest.raises(actions.Obstacle):
        actions.anonymise(case, by=None, at=NOON, reason=" ")
    actions.anonymise(case, by=None, at=NOON, reason="Süresi doldu.")
    with pytest.raises(actions.Obstacle):
        actions.anonymise(case, by=None, at=NOON, reason="Süresi doldu.")


def test_a_letter_still_waiting_holds_it_back():
    case = make.case()
    actions.close(case, how="withdrawn", reason="Vazgeçti.", by=make.user(Role.CLERK), at=NOON)
    with pytest.raises(actions.Obstacle):
        actions.anonymise(case, by=None, at=NOON, reason="Süresi doldu.")
    case.refresh_from_db()
    assert (case.name != "", case.erased_at) == (True, None)


@pytest.mark.parametrize(("retention_class", "years"), [("short", 1), ("usual", 5), ("legal", 10)])
def test_each_class_has_its_own_years(retention_class, years):
    case = lived_through("Gülşad Ziftçioğlu", "g@example.net", "0532 987 65 43")
    Case.objects.filter(pk=case.pk).update(retention=retention_class)
    assert list(retention.run(NOON + years * timedelta(days=364))) == []
    assert list(retention.run(NOON + years * YEAR)) == [(case, "")]
    assert list(retention.run(NOON + 2 * years * YEAR)) == []


def test_the_office_decides_the_years_and_it_runs_by_night():
    case = lived_through("Gülşad Ziftçioğlu", "g@example.net", "0532 987 65 43")
    rules = CaseRules.load()
    rules.keep_years = 2
    rules.save()
    later = NOON + 2 * YEAR
    assert retention.nightly(later) == 0
    assert retention.nightly(later.replace(hour=0)) == 1  # 03.00 in Küçükkuyu
    case.refresh_from_db()
    assert case.erased_at == later.replace(hour=0)
    entry = ModelLogEntry.objects.get(action="cases.anonymise")
    assert "Ziftçioğlu" not in entry.label
    assert str(Retention.USUAL.label) in entry.data["reason"]


def test_mails_of_no_case_are_forgotten_after_the_short_time():
    raw = MAIL.format(name="Gülşad", quoted="G", email="g@example.net", phone="").replace(
        "MIME-Version", "Auto-Submitted: auto-replied\nMIME-Version"
    )
    incoming, _message = mailroom.take_in(raw.encode(), source="folder", at=NOON, origin="g.eml")
    assert incoming.outcome == "automatic"
    assert retention.forget_strays(NOON + DAY) == 0
    assert retention.forget_strays(NOON + YEAR) == 1
    assert retention.forget_strays(NOON + YEAR) == 0
    assert absence.traces(["g@example.net"]) == []
    assert Incoming.objects.get().outcome == "automatic"


def test_a_wish_in_the_directory_reaches_the_cases():
    person = people.person("Gülşad Ziftçioğlu", circle="citizen")
    people.contact_point(person, "g.zift@example.net")
    case = lived_through("Gülşad Ziftçioğlu", "g.zift@example.net", "0532 987 65 43")
    still_open = make.case(asker={"name": "Gülşad Ziftçioğlu", "email": "g.zift@example.net", "phone": ""})
    assert [line for line in directory.describe(person) if "açık" in line or "kapanmış" in line]
    assert len(directory.export(person)["cases"]) == 2

    directory.erase(person, by=make.user(Role.HEAD), at=NOON + DAY)

    case.refresh_from_db()
    still_open.refresh_from_db()
    assert (case.name, case.email, case.person) == ("", "", None)
    assert still_open.name == "Gülşad Ziftçioğlu"


def test_the_person_gets_everything_and_nothing_of_the_units():
    person = people.person("Gülşad Ziftçioğlu", circle="citizen")
    people.contact_point(person, "g.zift@example.net")
    case = lived_through("Gülşad Ziftçioğlu", "g.zift@example.net", "0532 987 65 43")
    hidden = make.case(asker={"email": "g.zift@example.net", "hides_identity": True})
    packed = zipfile.ZipFile(BytesIO(erasure.archive(person)))
    held = json.loads(packed.read("veri.json"))
    assert [each["number"] for each in held["cases"]] == [case.label]
    assert hidden.label not in str(held)
    assert "görüşüldü" not in str(held)
    assert [name for name in packed.namelist() if name.endswith("kimlik.txt")]


def test_the_command_says_what_is_due_and_finds_what_is_left():
    lived_through("Gülşad Ziftçioğlu", "g@example.net", "0532 987 65 43")
    said = StringIO()
    call_command("retention", "--dry-run", "--json", stdout=said)
    assert [json.loads(line)["due"] for line in said.getvalue().splitlines()] == [0, 0, 0, 0]
    with pytest.raises(Exception, match=r"\d"):
        call_command("retention", "--find", "Ziftçioğlu", stdout=said)
    call_command("retention", "--find", "Böylebirikimseyok", stdout=said)


def test_the_scan_reads_mails_as_mails_write(tmp_path: Path):
    folder = settings.HOME / "outbox"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bir.eml").write_bytes(b"R8O8bMWfYWQgWmlmdMOnaW/En2x1")  # base64
    (folder / "iki.eml").write_bytes(b"G=C3=BCl=C5=9Fad Zift=C3=A7io=C4=9Flu")
    try:
        assert len(absence.traces(["Gülşad Ziftçioğlu"])) == 2
    finally:
        (folder / "bir.eml").unlink()
        (folder / "iki.eml").unlink()


@pytest.mark.parametrize(("role", "status"), [(Role.HEAD, 200), (Role.CLERK, 302)])
def test_the_head_hands_out_what_is_held(client, role, status):
    person = people.person("Gülşad Ziftçioğlu", circle="citizen")
    client.force_login(make.user(role))
    address = reverse("cases_desk:personal_data", args=[person.pk])
    make.case(asker={"person": person})
    shown = client.get(reverse("directory_people:inspect", args=[person.pk])).content.decode()
    assert (address in shown) == (status == 200)
    response = client.get(address)
    assert response.status_code == status
    assert status == 302 or zipfile.ZipFile(BytesIO(response.content)).namelist() == ["veri.json"]
