"""R12 R14 R21: what is suggested, with which reason; and that nothing of a hidden or erased person helps to guess."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from bench.suggesting_corpus import UNITS, asks
from kopru.cases import actions
from kopru.cases.models import Case, Matter, Referral
from kopru.cases.suggesting import duplicates, published, units
from kopru.cases.suggesting.gathering import suggestions
from kopru.cases.suggesting.learning import Example, Model, words_of
from kopru.cases.tests import factories as make
from kopru.core.roles import Role
from kopru.search.index import lemmatiser

NOON, DAY = make.NOON, make.DAY
WATER, LIGHT = "Musluktan çamurlu su akıyor, su tazyiki düşük.", "Sokak lambası yanmıyor, direk karanlıkta."


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    (tmp_path / "static").mkdir(exist_ok=True)


def sent(text: str, unit, number: int, **fields) -> Case:
    asker = {"name": f"Kişi {number}", "email": f"kisi{number}@example.net", "phone": ""} | fields.pop("asker", {})
    case = make.case(subject=text[:40], text=text, asker=asker, **fields)
    Referral.objects.create(case=case, unit=unit, asked=text, due_on=NOON.date(), asked_at=NOON)
    return case


@pytest.mark.django_db
def test_the_unit_that_answered_the_like_comes_first_with_its_reason():
    water, works = make.unit("Su İşleri"), make.unit("Fen İşleri")
    for number in range(24):
        sent(*((WATER, water) if number % 2 else (LIGHT, works)), number)
    assert units.nightly(NOON) == 24
    case = make.case(subject="Sular", text="Evimizde musluktan akan su çamurlu.")
    first, *_others = units.suggest(case, at=NOON)
    assert first.unit == water
    assert first.certainty > 0.6
    assert "12" in first.reason
    assert "camur" in first.reason
    assert not case.referrals.exists()


@pytest.mark.django_db
def test_what_a_unit_gave_back_teaches_nothing_and_names_are_not_learned():
    water, works = make.unit("Su İşleri"), make.unit("Fen İşleri")
    for number in range(24):
        case = sent(f"{WATER} Gülşad Ziftçioğlu", water, number, asker={"email": "ayni@example.net"})
        wrong = Referral.objects.create(case=case, unit=works, asked="", due_on=NOON.date(), asked_at=NOON)
        Referral.objects.filter(pk=wrong.pk).update(state="returned")
    units.learn()
    written = (units._path()).read_text()
    assert "zift" not in written
    assert units.suggest(make.case(text=WATER), at=NOON) == []  # one asker alone teaches no word


@pytest.mark.django_db
def test_the_usual_unit_of_the_matter_is_said_and_a_damaged_model_is_none(settings):
    usual = make.unit("Zabıta")
    matter = Matter.objects.create(name="Gürültü", slug="gurultu", unit=usual)
    units._path().parent.mkdir(parents=True)
    units._path().write_text("{")
    (only,) = units.suggest(make.case(matter=matter), at=NOON)
    assert only.unit == usual


@pytest.mark.django_db
def test_the_same_person_the_same_words_and_next_door_are_duplicates():
    first = make.case(position=(Decimal("39.550000"), Decimal("26.610000")))
    again = make.case(at=NOON + DAY)
    near = make.case(
        asker={"name": "Başka", "email": "b@example.net", "phone": ""},
        position=(Decimal("39.551000"), Decimal("26.610500")),
    )
    make.case(
        subject="Nikâh günü",
        text="Evlenmek istiyoruz, hangi gün boş?",
        asker={"name": "Öbür", "email": "c@example.net", "phone": ""},
    )
    found = {each.case: each for each in duplicates.suggest(first, at=NOON + DAY)}
    assert set(found) == {again, near}
    assert "aynı kişi" in found[again].reason
    assert "120 m" in found[near].reason
    assert duplicates.suggest(first, at=NOON + 70 * DAY) == []


@pytest.mark.django_db
def test_a_hidden_person_is_not_found_out_by_suggestions():
    open_one = make.case()
    hidden = make.case(asker={"hides_identity": True})
    for case in (open_one, hidden):
        assert all("kişi" not in each.reason for each in duplicates.suggest(case, at=NOON))


@given(*[st.floats(-80, 80), st.floats(-179, 179)] * 2)
def test_distance_is_the_same_both_ways_and_none_to_itself(lat1, lon1, lat2, lon2):
    one, other = Case(latitude=lat1, longitude=lon1), Case(latitude=lat2, longitude=lon2)
    assert duplicates.metres(one, one) == 0
    assert duplicates.metres(one, other) == pytest.approx(duplicates.metres(other, one), abs=1e-3)
    assert duplicates.metres(one, other) <= 20_020_000


@pytest.mark.django_db
def test_what_the_matter_says_is_published_is_told_with_how_when_and_where():
    matter = Matter.objects.create(name="Bütçe", slug="butce", published_answer="https://www.example.org/butce")
    case = make.case(matter=matter)
    shown = suggestions(case, at=NOON)
    assert shown.published[0].url == "https://www.example.org/butce"
    assert "https://www.example.org/butce" in shown.letter
    assert "4982" in shown.letter
    assert published.suggest("hiçbir yerde geçmeyen sözler", at=NOON) == []
    page = render_to_string("cases/suggestions.html", {"suggestions": shown})
    assert "https://www.example.org/butce" in page


@pytest.mark.django_db
def test_a_closed_case_has_no_suggestions():
    case = make.case()
    actions.close(case, how="withdrawn", reason="Vazgeçti.", by=make.user(Role.CLERK), at=NOON)
    case.refresh_from_db()
    assert not suggestions(case, at=NOON)
    assert render_to_string("cases/suggestions.html", {"suggestions": suggestions(case, at=NOON)}).strip() == ""


def test_nine_in_ten_of_the_held_out_are_among_the_first_three():
    labels = {unit: number for number, unit in enumerate(UNITS)}
    learned = [Example(words_of(ask.text, lemmatiser()), labels[ask.unit], ask.asker) for ask in asks(1200, seed=5)]
    model = Model.read(Model.learned(learned).written())
    tested = [(model.guesses(words_of(ask.text, lemmatiser())), labels[ask.unit]) for ask in asks(300, seed=6)]
    assert sum(right in [guess.label for guess in found] for found, right in tested) >= 0.9 * len(tested)
    assert all(0 < guess.certainty <= 1 for found, _right in tested for guess in found)


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "status"), [(Role.CLERK, 200), (Role.UNIT, 302), (Role.MAYORS_OFFICE, 404)])
def test_the_page_of_a_case_fetches_them_for_the_office_alone(client, role, status):
    matter = Matter.objects.create(name="Zabıta", slug="zabita", unit=make.unit("Zabıta"))
    case = make.case(matter=matter)
    client.force_login(make.user(role))
    address = reverse("cases_desk:suggestions", args=[case.pk])
    assert client.get(address).status_code == status
    if status == 200:
        part = client.get(address, headers={"HX-Request": "true"}).content.decode()
        assert "Zabıta" in part
        assert "<html" not in part
        assert address in client.get(reverse("cases_desk:one", args=[case.pk])).content.decode()
