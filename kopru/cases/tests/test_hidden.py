"""Who hides their identity is found in nothing that leaves the office, nor by anybody who may not know."""

import csv
import io
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from kopru.cases import actions, letters
from kopru.cases.asks import Attached
from kopru.cases.letters import posting
from kopru.cases.models import Case, Kind, Matter
from kopru.cases.tests import factories as make
from kopru.core.roles import Role
from kopru.delivery.models import Dispatch, Recipient
from kopru.search.query import find

pytestmark = pytest.mark.django_db

NOON, DAY = make.NOON, make.DAY


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    (tmp_path / "static").mkdir(exist_ok=True)


syllables = st.lists(
    st.sampled_from(["zi", "fti", "çı", "ğu", "öz", "kür", "şad", "pem", "İlb", "qu"]), min_size=3, max_size=4
)
people = st.fixed_dictionaries(
    {
        "name": st.tuples(syllables, syllables).map(
            lambda two: " ".join("".join(each).capitalize() + "w" for each in two)
        ),
        "email": st.integers(10**6, 10**7 - 1).map("w{}@hidden.example.net".format),
        "phone": st.integers(10**6, 10**7 - 1).map("0532 {}".format),
        "address": st.integers(10**4, 10**5 - 1).map("Saklı Sokak {}".format),
    }
)
examples = how(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def hidden(person: dict[str, str], **fields) -> Case:
    asker = {**person, "hides_identity": True}
    return make.case(asker=asker, **{"kind": Kind.CIMER, "channel": "cimer", "sends_receipt": False} | fields)


def marks(person: dict[str, str]) -> list[str]:
    """What may stand nowhere, as written and in the forms in which it is kept."""
    first, last = person["name"].split()
    number = person["phone"].split()[1]
    return [
        person["name"],
        first,
        last,
        person["email"],
        number,
        f"{number[:3]} {number[3:5]} {number[5:]}",
        person["address"],
    ]


def assert_silent(text: str, person: dict[str, str]) -> None:
    said = text.lower()
    assert [mark for mark in marks(person) if mark.lower() in said] == []


@examples
@given(person=people)
def test_no_mail_to_others_names_them(person):
    clerk, unit = make.user(Role.CLERK), make.unit()
    case = hidden(person)
    file = Attached(f"{person['name']}.txt", "text/plain", person["name"].encode())
    actions.hear(case, text="Ekte.", at=NOON, files=[file])
    referral = make.referral(case, unit, by=clerk)
    actions.ask_time(referral, until=(NOON + 9 * DAY).date(), reason="Malzeme bekleniyor.", at=NOON, author="Fen")
    referral.refresh_from_db()
    actions.grant_time(referral, due_on=(NOON + 9 * DAY).date(), by=clerk, at=NOON)
    letters.send_reminder([referral], at=NOON)
    actions.recall(referral, reason="Gerek kalmadı.", by=clerk, at=NOON)
    actions.forward(case, institution="Kaymakamlık", address="k@example.org", reason="Yetki onun.", by=clerk, at=NOON)
    to_others = Dispatch.objects.exclude(kind__in=[posting.TOLD, posting.ANSWER, posting.RECEIPT, posting.SURVEY])
    assert to_others.count() >= 4
    for dispatch in to_others:
        rows = Recipient.objects.filter(dispatch=dispatch)
        files = [each.name for each in dispatch.attachments.all()]
        said = [dispatch.subject, dispatch.text, dispatch.html, str(dispatch.headers), dispatch.reply_to, *files]
        said += [f"{row.name} {row.greeting} {row.address} {row.fields}" for row in rows]
        assert_silent("\n".join(said), person)


@examples
@given(person=people)
def test_their_own_answer_greets_nobody_by_name(person):
    case = hidden(person)
    assert_silent(posting.greeting(case), person)
    to = posting.the_person(case)
    assert_silent(f"{to.name} {to.greeting} {to.reply_to} {to.reference}", person)


@examples
@given(person=people)
def test_no_list_export_search_or_history_names_them(person):
    cache.clear()
    unit = make.unit()
    matter, _made = Matter.objects.get_or_create(name="Lamba", slug="lamba", defaults={"is_public": True})
    case = hidden(person, kind=Kind.REPORT, channel="form", matter=matter)
    make.referral(case, unit)
    member, clerk = make.user(Role.UNIT, units=(unit,)), make.user(Role.CLERK)
    for mark in marks(person):
        for user in (member, clerk):
            assert find(mark, user=user, at=NOON, kinds=["case"]).count == 0
    hits = find(case.label, user=clerk, at=NOON, kinds=["case"]).hits
    assert_silent("".join(f"{hit.title} {hit.summary}" for hit in hits), person)
    for entry in ModelLogEntry.objects.filter(object_id=str(case.pk)):
        assert_silent(f"{entry.label} {entry.data}", person)
    browser = Client()
    assert_silent(page(browser, reverse("cases:open_data")), person)
    assert_silent(page(browser, reverse("cases:open311_requests", args=["json"])), person)
    assert case.label not in page(browser, reverse("cases:open311_requests", args=["xml"]))
    browser.force_login(clerk)
    table = page(browser, reverse("cases_desk:export") + "?raf=acik")
    assert case.label in {row[0] for row in csv.reader(io.StringIO(table.lstrip("\ufeff")), delimiter=";")}
    assert_silent(table, person)


@examples
@given(person=people)
def test_no_page_of_the_unit_nor_of_a_colleague_names_them(person):
    unit = make.unit()
    case = hidden(person, kind=Kind.REQUEST)
    referral = make.referral(case, unit)
    by_link = posting.unit_page(referral)
    assert_silent(page(Client(), by_link[by_link.index("/", 9) :]), person)
    colleague = Client()
    colleague.force_login(make.user(Role.CLERK))
    assert_silent(page(colleague, reverse("cases_desk:board")), person)
    assert_silent(page(colleague, reverse("cases_desk:printed", args=[case.pk])), person)
    assert_silent(page(colleague, reverse("cases_desk:one", args=[case.pk])), person)


def test_a_file_that_bears_their_name_leaves_under_another():
    person = {"name": "Gizem Saklı", "email": "g@example.org", "phone": "0532 4415566", "address": "Sokak 1"}
    unit = make.unit()
    case = hidden(person, kind=Kind.REQUEST)
    actions.hear(case, text="Ekte.", at=NOON, files=[Attached("Gizem Saklı.pdf", "application/pdf", b"%PDF")])
    kept = case.files.get()
    kept.redacted.save("made-black.pdf", ContentFile(b"%PDF"))
    referral = make.referral(case, unit)
    by_link = posting.unit_page(referral)
    assert f"ek-{kept.pk}.pdf" in page(Client(), by_link[by_link.index("/", 9) :])
    member = Client()
    member.force_login(make.user(Role.UNIT, units=(unit,)))
    for shown in (page(Client(), by_link[by_link.index("/", 9) :]), page(member, f"/birimim/{referral.pk}/")):
        assert_silent(shown, person)
    handed = member.get(reverse("cases_units:file", args=[referral.pk, kept.pk]))
    handed.close()
    assert "Gizem" not in handed["Content-Disposition"]


def page(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, (address, response.status_code)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()
