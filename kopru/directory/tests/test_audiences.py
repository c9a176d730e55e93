"""Who an audience means, and that the words given for it agree with the rows chosen."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopru.directory import audiences
from kopru.directory.actions import mark_bad, mark_stale, merge
from kopru.directory.forms import AudienceForm
from kopru.directory.models import Audience, ContactPoint, Tag
from kopru.directory.tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


def reached(rule, kind="email"):
    return sorted(point.key for point in audiences.members(rule, kind=kind, at=AT))


def test_conditions_on_the_press_speak_of_one_post():
    local = make.outlet(kind="newspaper", reach="local")
    national = make.outlet(kind="television", reach="national")
    both, fits = make.person(), make.person()
    make.post(both, local, duty="owner")
    make.post(both, national, duty="reporter")
    make.post(fits, local, duty="reporter")
    make.contact_point(both, "both@example.org")
    make.contact_point(fits, "fits@example.org")
    make.contact_point(local, "desk@example.org")
    press = {"all": [{"outlet_kind": ["newspaper"]}, {"reach": ["local"]}]}
    assert reached(press) == ["both@example.org", "desk@example.org", "fits@example.org"]
    assert reached({"all": [*press["all"], {"duty": ["reporter"]}]}) == ["fits@example.org"]
    assert reached({"all": [{"outlet_kind": ["newspaper"]}, {"reach": ["national"]}]}) == []


def test_a_rule_that_names_a_row_merged_since_means_the_one_that_was_kept():
    user, paper, double = make.user(), make.outlet("Ege Postası"), make.outlet("Ege Postasi")
    reporter, twin = make.person("Nil Su"), make.person("Nil Su")
    make.post(reporter, double)
    make.contact_point(reporter, "nil@example.org")
    make.contact_point(double, "ege@example.org")
    make.contact_point(twin, "nil.su@example.org")
    chosen, without = make.audience({"outlet": [double.pk]}), {"all": [{"all": []}, {"none": [{"person": [twin.pk]}]}]}
    merge(paper, double, by=user, at=AT)
    merge(reporter, twin, by=user, at=AT)
    assert reached(chosen.rule) == ["ege@example.org", "nil@example.org"]
    assert reached(without) == ["ege@example.org"]
    points = audiences.contact_points(chosen, kind="email", at=AT)
    assert all(audiences.reasons_for_all(chosen, points, AT).values())
    form = AudienceForm(instance=chosen, for_user=user)
    assert form.initial["press_outlet"] == [paper.pk]


def test_ended_posts_deaths_closed_outlets_and_wrong_addresses_are_left_out():
    paper = make.outlet()
    former, dead, here = make.person(), make.person(deceased_on=date(2026, 11, 1)), make.person()
    make.post(former, paper, ends_on=date(2026, 11, 23))
    make.post(dead, paper)
    make.post(here, paper)
    for number, person in enumerate([former, dead, here]):
        make.contact_point(person, f"p{number}@example.org")
    closed = make.contact_point(make.outlet(reach="local", closed_on=date(2026, 1, 1)))
    mark_bad(make.contact_point(paper, "old@example.org"), reason="5.1.1", at=AT)
    assert reached({"reach": ["local"]}) == ["p2@example.org"]
    assert closed.key not in reached({"all": []})


def test_one_address_in_two_cases_is_written_to_once():
    make.contact_point(make.person(), "Haber@Example.org")
    make.contact_point(make.outlet(), "haber@example.org")
    assert reached({"all": []}) == ["haber@example.org"]


def test_of_a_persons_addresses_the_first_that_is_not_stale_is_taken():
    ayse = make.person()
    first = make.contact_point(ayse, "first@example.org")
    make.contact_point(ayse, "second@example.org")
    assert reached({"all": []}) == ["first@example.org"]
    mark_stale(first, reason="mailbox full", at=AT)
    assert reached({"all": []}) == ["second@example.org"]


def test_merged_rows_are_written_to_once_under_the_kept_name():
    kept, gone = make.person("Ayşe Ak"), make.person("Ayse Ak")
    make.contact_point(gone, "a@example.org")
    merge(kept, gone, by=make.user(), at=AT)
    assert [p.addressee for p in audiences.members({"all": []}, kind="email", at=AT)] == ["Ayşe Ak"]


def test_exclusion_by_name():
    stays, goes = make.contact_point(make.person()), make.contact_point(make.person())
    assert reached({"all": [{"none": [{"person": [goes.person_id]}]}]}) == [stays.key]


@pytest.mark.parametrize(
    "rule",
    [
        [],
        {},
        {"all": {}},
        {"reach": "local"},
        {"reach": ["moon"]},
        {"sql": ["1"]},
        {"person": ["1"]},
        {"person": [True]},
    ],
)
def test_what_the_grammar_does_not_know_is_refused(rule):
    with pytest.raises(audiences.RuleInvalid):
        audiences.parse(rule)


def test_a_rule_too_deep_is_refused():
    rule = {"all": []}
    for _level in range(20):
        rule = {"all": [rule]}
    with pytest.raises(audiences.RuleInvalid):
        audiences.parse(rule)


def test_counting_reads_no_rows(django_assert_num_queries):
    make.contact_point()
    everybody = make.audience()
    with django_assert_num_queries(1):
        assert audiences.count(everybody, kind="email", at=AT) == 1


def test_the_reason_names_post_office_and_tag(django_assert_max_num_queries):
    paper = make.outlet("Ege Postası", city="çanakkale")
    person = make.person("İpek Işık", city="BURSA")
    make.post(person, paper, duty="news_editor")
    office = make.office("Muhtar", institution="Sahil Mahallesi")
    make.tenure(office, person, is_deputy=True)
    tag = Tag.objects.create(name="Tarım")
    person.tags.add(tag)
    point = make.contact_point(person)
    rule = {"any": [{"reach": ["local"]}, {"office": [office.pk]}, {"tag": [tag.pk]}, {"city": ["Bursa"]}]}
    with django_assert_max_num_queries(6):
        words = audiences.reasons(make.audience(rule), point, AT)
    assert words == [
        "Görev: Haber müdürü, Ege Postası (Gazete, Yerel, Çanakkale)",
        "Makam: Muhtar (Sahil Mahallesi) V.",
        "Etiket: Tarım",
        "Şehir: Bursa",
    ]


@pytest.fixture
def town():
    units = [make.unit("Su İşleri"), make.unit("Park ve Bahçeler")]
    tags = [Tag.objects.create(name="tarım"), Tag.objects.create(name="spor")]
    offices = [make.office("Müdür", unit=units[0]), make.office("Kaymakam", institution="Kaymakamlık")]
    outlets = [
        make.outlet(kind="newspaper", reach="local", city="Çanakkale"),
        make.outlet(kind="television", reach="national", city="İstanbul"),
        make.outlet(kind="site", reach="local", city="Balıkesir", closed_on=date(2026, 2, 1)),
    ]
    people = [make.person(city=city, circle=circle) for city in ("Çanakkale", "") for circle in ("press", "protocol")]
    make.post(people[0], outlets[0], duty="reporter")
    make.post(people[0], outlets[1], duty="owner", ends_on=date(2026, 3, 1))
    make.post(people[1], outlets[1], duty="reporter")
    make.post(people[2], outlets[2], duty="editor")
    make.tenure(offices[0], people[1], date(2025, 1, 1))
    make.tenure(offices[1], people[3], date(2025, 1, 1), ends_on=date(2026, 1, 1))
    people[3].tags.add(tags[0])
    outlets[0].tags.add(tags[1])
    for owner in [*units, *outlets, *people]:
        make.contact_point(owner)
    return {"unit": units, "tag": tags, "office": offices, "outlet": outlets, "person": people}


FIELDS = {
    "outlet_kind": ["newspaper", "television", "site"],
    "reach": ["local", "national"],
    "duty": ["reporter", "owner", "editor"],
    "city": ["Çanakkale", "İstanbul", "Balıkesir"],
    "circle": ["press", "protocol"],
    "language": ["tr", "en"],
    **{name: [0, 1] for name in ("unit", "tag", "office", "outlet", "person")},
}
LEAVES = st.sampled_from(sorted(FIELDS)).flatmap(
    lambda name: st.lists(st.sampled_from(FIELDS[name]), max_size=2).map(lambda values: {name: values})
)
RULES = st.recursive(
    LEAVES,
    lambda rules: st.sampled_from(["all", "any", "none"]).flatmap(
        lambda word: st.lists(rules, max_size=3).map(lambda parts: {word: parts})
    ),
    max_leaves=6,
)


def with_ids(rule, town):
    [(word, content)] = rule.items()
    if word in ("all", "any", "none"):
        return {word: [with_ids(part, town) for part in content]}
    return {word: [town[word][value].pk for value in content]} if word in town else rule


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rule=RULES)
def test_the_words_agree_with_the_rows(town, rule):
    """Whoever SQL chooses is somebody for whom Python finds the rule to hold, and nobody else."""
    audience = Audience(name="x", rule={"all": [{"any": [{"all": []}]}, with_ids(rule, town)]})
    points = list(ContactPoint.objects.filter(outlet__closed_on__isnull=True))
    explained = audiences.reasons_for_all(audience, points, AT)
    chosen = set(audiences.contact_points(audience, kind="email", at=AT).values_list("pk", flat=True))
    assert {pk for pk, words in explained.items() if words} == chosen
