"""What a hidden person lets slip in their own words is found, marked, judged, and stands nowhere outside."""

import csv
import io
import unicodedata

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as how
from hypothesis import strategies as st
from wagtail.log_actions import registry as logs

from kopru.cases import actions
from kopru.cases.letters import posting
from kopru.cases.models import Case, Kind
from kopru.cases.obstacles import NothingToJudge, WordsNotJudged
from kopru.cases.privacy import concealing, outward
from kopru.cases.privacy.concealing import Known, Sort, find, masked
from kopru.cases.tests import factories as make
from kopru.core.roles import Role
from kopru.delivery.models import Dispatch
from kopru.search.query import find as search
from kopru.turkish import casing, suffixes
from kopru.turkish.folding import fold

NOON, DAY = make.NOON, make.DAY
KNOWN = Known(
    names=("Mehmet Tarık Işıklı",),
    mails=("tarik.isikli@example.org",),
    phones=("0532 417 22 09", "+905324172209"),
    addresses=("Değirmen Sokak No: 14/3, Küçükkuyu",),
)


def texts(text: str, known: Known = KNOWN) -> list[str]:
    return [each.text for each in find(text, known)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ben Mehmet Işıklı, komşuyum.", ["Mehmet", "Işıklı"]),
        ("MEHMET TARIK IŞIKLI", ["MEHMET TARIK IŞIKLI"]),
        ("mehmet tarik isikli yazdi", ["mehmet tarik isikli"]),
        ("Tarık’ın evi, Tarıkın evi, Tarığa", ["Tarık’ın", "Tarıkın", "Tarığa"]),
        ("Mehmed’e sorun, Mehmede", ["Mehmed’e", "Mehmede"]),
        ("IŞIKLI'LARIN bahçesi", ["IŞIKLI'LARIN"]),
        ("Mehmet-Tarık_Işıklı ya da mehmettarıkışıklı1975", ["Mehmet-Tarık_Işıklı", "mehmettarıkışıklı1975"]),
        ("I Ş I K L I diye imzaladım, T.a.r.ı.k", ["I Ş I K L I", "T.a.r.ı.k"]),
        ("Değirmen Sokakta oturuyorum", ["Değirmen Sokakta"]),
        ("değirmen sokağı 14", ["değirmen sokağı"]),
        ("0532 417 22 09", ["0532 417 22 09"]),
        ("+90 (532) 4172209 ya da 417-22-09", ["+90 (532) 4172209", "417-22-09"]),
        ("t.c. 10000000146 no.lu", ["10000000146"]),
        ("kimlik 100 000 001 46", ["100 000 001 46"]),
        ("TR33 0006 1005 1978 6457 8413 26 hesabıma", ["TR33 0006 1005 1978 6457 8413 26"]),
        ("başka (at) example.com, biri@example.net", ["başka (at) example.com", "biri@example.net"]),
        ("posta: tarik.isikli yahut TARIKISIKLI", ["tarik.isikli", "TARIKISIKLI"]),
        ("0286 752 50 54", ["0286 752 50 54"]),
    ],
)  # fmt: skip
def test_what_tells_who_it_is_is_found_however_it_is_written(text, found):
    assert texts(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Sokaktaki lamba üç gündür yanmıyor, mahallede karanlık var.",
        "2026/114 sayılı başvurum, 24.11.2026 tarihli dilekçem, 15 iş günü",
        "12345678901 bir kimlik numarası değildir: denetim rakamları tutmaz.",
        "Fatura 1.250.000,00 TL; abone 4821",
        "TR33 0006 1005 1978 6457 8413 27",
        "",
    ],
)
def test_what_tells_nothing_is_left(text):
    assert texts(text) == []


def test_stretches_are_masked_and_the_rest_stays():
    text = "Ben Tarık, no 0532 417 22 09."
    assert masked(text, find(text, KNOWN), mark="[gizli]") == "Ben [gizli], no [gizli]."
    assert [each.sort for each in find(text, KNOWN)] == [Sort.NAME, Sort.PHONE]


letters = st.sampled_from("abcçdefgğhıijklmnoöprsştuüvyz")
names = st.lists(letters, min_size=3, max_size=9).map("".join).filter(lambda name: any(v in name for v in "aeıioöuü"))
writings = st.sampled_from(
    [str, casing.upper, casing.lower, fold, casing.title, lambda text: unicodedata.normalize("NFD", text)]
)
cases_of_names = st.sampled_from(["", "yönelme", "bulunma", "ayrılma", "tamlayan", "belirtme"])
fillers = st.lists(st.sampled_from(["Bu", "ben", "gece", "komşu", "-", "\n", ",", "1453"]), max_size=4).map(" ".join)


@how(max_examples=300, deadline=None)
@given(first=names, last=names, case=cases_of_names, write=writings, before=fillers, after=fillers, bare=st.booleans())
def test_a_name_is_found_with_every_suffix_in_every_writing(first, last, case, write, before, after, bare):
    said = write(suffixes.with_suffix(last, case)) if case else write(last)
    said = said.replace(suffixes.APOSTROPHE, "") if bare else said
    known = Known(names=(f"{first} {last}",))
    text = f"{before} {said} {after}"
    left = masked(text, find(text, known), mark="█")
    assert fold(last) not in fold(left).split()
    assert said not in left.split()


@how(max_examples=200, deadline=None)
@given(
    digits=st.integers(10**6, 10**7 - 1).map(str),
    parts=st.lists(st.sampled_from([" ", "-", ".", ""]), min_size=6, max_size=6),
)
def test_a_number_is_found_however_it_is_parted(digits, parts):
    written = "".join(digit + part for digit, part in zip(digits, [*parts, ""], strict=True))
    text = f"Beni 0542 {written} numaradan arayın."
    left = masked(text, find(text, Known(phones=(f"0542 {digits}",))), mark="█")
    assert digits not in "".join(mark for mark in left if mark.isdigit())


SAID = "Ben Gülfem Sarıtepe. Sarıtepe’nin evi Çınar Sokakta; 0532 441 55 66, gulfem@example.org. Deniz kenarı kirli."


def hidden(**fields) -> Case:
    asker = {
        "name": "Gülfem Deniz Sarıtepe",
        "email": "gulfem@example.org",
        "phone": "0532 441 55 66",
        "address": "Çınar Sokak 9",
        "hides_identity": True,
    }
    return make.case(asker=asker, text=SAID, **{"kind": Kind.REQUEST, "sends_receipt": False} | fields)


def judged(case: Case, shown: tuple[str, ...] = ("deniz",)) -> Case:
    decisions = {each.key: outward.SHOW if each.key in shown else outward.HIDE for each in outward.found_in(case)}
    actions.judge_words(case, decisions=decisions, by=make.user(Role.HEAD), at=NOON)
    case.refresh_from_db()
    return case


SECRETS = ("Gülfem", "Sarıtepe", "Çınar", "441 55 66", "gulfem@")


@pytest.mark.django_db
def test_nothing_goes_to_a_unit_or_elsewhere_before_each_word_was_judged():
    case, clerk = hidden(), make.user(Role.CLERK)
    with pytest.raises(WordsNotJudged):
        make.referral(case)
    with pytest.raises(WordsNotJudged):
        actions.forward(case, institution="Kaymakamlık", address="", reason="Yetki onun.", by=clerk, at=NOON)
    judged(case)
    make.referral(case)
    mail = Dispatch.objects.get(kind="cases.referral")
    assert [word for word in SECRETS if word in mail.text + mail.html + mail.subject] == []
    assert "[gizli]" in mail.text
    assert "Deniz kenarı kirli" in mail.text


@pytest.mark.django_db
def test_what_is_asked_is_looked_at_too_and_new_words_must_be_judged_anew():
    case, unit = judged(hidden()), make.unit()
    with pytest.raises(WordsNotJudged):
        actions.refer(
            case, unit=unit, asked="0555 123 45 67 numaralı kişiyi arayın.", due_on=(NOON + DAY).date(),
            by=make.user(Role.CLERK), at=NOON,
        )  # fmt: skip
    actions.hear(case, text="Yine ben, 0544 987 65 43.", at=NOON)
    with pytest.raises(WordsNotJudged):
        make.referral(case, unit)


@pytest.mark.django_db
def test_words_of_who_does_not_hide_need_no_judging():
    case = make.case(text=SAID, asker={"name": "Gülfem Sarıtepe"})
    make.referral(case)
    assert "Gülfem Sarıtepe" in Dispatch.objects.get(kind="cases.referral").text
    with pytest.raises(NothingToJudge):
        actions.judge_words(case, decisions={"gulfem": outward.SHOW}, by=make.user(Role.HEAD), at=NOON)


@pytest.mark.django_db
def test_only_words_that_were_found_can_be_judged():
    case = hidden()
    with pytest.raises(NothingToJudge):
        actions.judge_words(case, decisions={"kirli": outward.HIDE, "deniz": "belki"}, by=make.user(Role.HEAD), at=NOON)


@pytest.mark.django_db
def test_the_history_does_not_say_which_words():
    case = judged(hidden())
    entries = [f"{each.label} {each.data}" for each in logs.get_logs_for_instance(case)]
    assert len(entries) >= 2
    assert [word for word in SECRETS if any(word in entry for entry in entries)] == []


syllables = st.lists(st.sampled_from(["zi", "fti", "çı", "ğu", "öz", "kür", "şad", "İlb"]), min_size=3, max_size=4)
people = st.fixed_dictionaries(
    {
        "name": st.tuples(syllables, syllables).map(
            lambda two: " ".join("".join(each).capitalize() + "w" for each in two)
        ),
        "email": st.integers(10**6, 10**7 - 1).map("w{}@hidden.example.net".format),
        "phone": st.integers(10**6, 10**7 - 1).map("0532 {}".format),
        "address": st.integers(10**4, 10**5 - 1).map("Saklıköy Sokak {}".format),
    }
)


@how(
    max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(person=people)
@pytest.mark.django_db
def test_no_mail_page_list_print_or_search_gives_their_own_words_away(person):
    cache.clear()
    first, last = person["name"].split()
    owned = suffixes.with_suffix(last, "tamlayan")
    reached = f"{person['address']}; {person['phone']}, {person['email']}"
    text = f"Adım {first} {casing.upper(last)}. {owned} evi {reached}"
    marks = [first, last, person["email"], person["phone"].split()[1], person["address"]]
    unit = make.unit()
    member, clerk = make.user(Role.UNIT, units=(unit,)), make.user(Role.CLERK)
    case = make.case(
        asker={**person, "hides_identity": True}, text=text, subject=f"{last} ailesi", place=person["address"],
        details={"Kim": person["name"]}, kind=Kind.REQUEST, sends_receipt=False,
    )  # fmt: skip
    decisions = {each.key: outward.HIDE for each in outward.found_in(case)}
    actions.judge_words(case, decisions=decisions, by=make.user(Role.HEAD), at=NOON)
    referral = make.referral(case, unit, by=clerk)
    actions.hear(case, text=f"Ek olarak: {first}, {person['phone']}", at=NOON)
    actions.recall(
        make.referral(judged_again(case), make.unit(), by=clerk), reason=f"{first} istedi.", by=clerk, at=NOON
    )
    said = [f"{each.subject}\n{each.text}\n{each.html}" for each in Dispatch.objects.filter(kind="cases.referral")]
    link = posting.unit_page(referral)
    said.append(page(None, link[link.index("/", 9) :]))
    said.append(page(member, reverse("cases_units:list")))
    said.append(page(member, reverse("cases_units:one", args=[referral.pk])))
    colleague = make.user(Role.CLERK)
    said.append(page(colleague, reverse("cases_desk:board")))
    said += [page(colleague, reverse(f"cases_desk:{name}", args=[case.pk])) for name in ("one", "printed")]
    said.append(page(make.user(Role.HEAD), reverse("cases_desk:printed", args=[case.pk])))
    table = page(clerk, reverse("cases_desk:export") + "?raf=acik")
    assert case.label in {row[0] for row in csv.reader(io.StringIO(table.lstrip("\ufeff")), delimiter=";")}
    said.append(table)
    assert search(last, user=clerk, at=NOON, kinds=["case"]).count == 0
    leaks = [(mark, number) for number, each in enumerate(said) for mark in marks if fold(mark) in fold(each)]
    assert leaks == []


def judged_again(case: Case) -> Case:
    case.refresh_from_db()
    decisions = {each.key: outward.HIDE for each in outward.found_in(case)}
    actions.judge_words(case, decisions=decisions, by=make.user(Role.HEAD), at=NOON)
    return case


def page(user, address: str) -> str:
    browser = Client()
    if user is not None:
        browser.force_login(user)
    response = browser.get(address)
    assert response.status_code == 200, address
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()


@pytest.mark.django_db
def test_the_one_who_knows_judges_on_the_desk_and_sees_each_word_marked():
    case = hidden()
    head, clerk = Client(), Client()
    head.force_login(make.user(Role.HEAD))
    clerk.force_login(make.user(Role.CLERK))
    address = reverse("cases_desk:do", args=[case.pk, "sozleri-gozden-gecir"])
    assert clerk.get(address).status_code == 302  # back to Bugün: only who may know the name judges
    assert "Gülfem" not in clerk.get(reverse("cases_desk:one", args=[case.pk])).content.decode()
    shown = head.get(reverse("cases_desk:one", args=[case.pk])).content.decode()
    assert "<mark>Deniz</mark>" in shown
    assert head.get(address).status_code == 200
    found = outward.found_in(case)
    said = {f"word_{number}": "show" if each.key == "deniz" else "hide" for number, each in enumerate(found)}
    assert head.post(address, said).status_code == 302
    case.refresh_from_db()
    assert outward.unjudged(case) == []
    assert "Deniz kenarı" in outward.words(case, case.text)


@pytest.mark.django_db
def test_an_erased_person_leaves_no_judged_word():
    case = judged(hidden())
    head = make.user(Role.HEAD)
    actions.close(case, how="done", reason="Bitti.", by=head, at=NOON)
    actions.anonymise(case, by=head, at=NOON, reason="Süresi doldu.")
    case.refresh_from_db()
    assert case.judged == {}


def test_keys_are_the_same_however_a_word_is_written():
    assert concealing.key_of("IŞIKLI") == concealing.key_of("ışıklı") == concealing.key_of("I ş ı k l ı")
