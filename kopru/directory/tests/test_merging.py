"""Two rows become one and two again."""

from datetime import UTC, date, datetime
from itertools import combinations

import pytest
from django.core import serializers
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopru.core.roles import Role
from kopru.directory import actions as directory
from kopru.directory import duplicates, erasure
from kopru.directory.models import ContactPoint, Merge, Outlet, Person, Post, Tag, Tenure
from kopru.directory.tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
NOTHING_SLOW = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


def state():
    """Return all that is stored of people, outlets and what hangs on them, as text."""
    kinds = (Person, Outlet, ContactPoint, Post, Tenure, Person.tags.through, Outlet.tags.through)
    rows = [serializers.serialize("python", kind.objects.order_by("pk")) for kind in kinds[:5]]
    for row in rows[0] + rows[1]:
        del row["fields"]["changed_at"]
    return rows + [
        sorted(kind.objects.values_list(*columns))
        for kind, columns in zip(kinds[5:], [("person_id", "tag_id"), ("outlet_id", "tag_id")], strict=True)
    ]


TEXT = st.sampled_from(["", "Ayvacık", "çanakkale", "İzmir"])
PERSON = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["", "Av.", "Dr."]),
        "gender": st.sampled_from(["", "female"]),
        "city": TEXT,
        "note": st.sampled_from(["", "Sabahları aranır."]),
        "deceased_on": st.sampled_from([None, date(2026, 1, 2)]),
        "points": st.lists(st.sampled_from(["a@example.org", "A@example.org", "b@example.org"]), max_size=3),
        "tags": st.sets(st.sampled_from(["tarım", "spor"])),
        "posts": st.integers(0, 2),
    }
)


def build(drawn, paper, name="Ayşe Ak"):
    fields = {key: drawn[key] for key in ("title", "gender", "city", "note", "deceased_on")}
    person = make.person(name, **fields)
    for value in drawn["points"]:
        make.contact_point(person, value)
    for name_ in drawn["tags"]:
        person.tags.add(Tag.objects.get_or_create(folded=name_.replace("ı", "i"), defaults={"name": name_})[0])
    for _number in range(drawn["posts"]):
        make.post(person, paper)
        make.tenure(make.office(), person, date(2025, 1, 1))
    return person


@settings(max_examples=20, **NOTHING_SLOW)
@given(first=PERSON, second=PERSON, third=PERSON)
def test_undoing_restores_exactly(first, second, third):
    user, paper = make.user(), make.outlet()
    kept, gone, other = (build(drawn, paper) for drawn in (first, second, third))
    states = [state()]
    merges = []
    for row in (gone, other):
        merges.append(directory.merge(kept, row, by=user, at=AT))
        states.append(state())
    assert not ContactPoint.objects.filter(person=gone).exclude(key__in=kept.contact_points.values("key")).exists()
    for merge in reversed(merges):
        states.pop()
        directory.unmerge(merge, by=user, at=AT)
        assert state() == states[-1]


def test_outlets_merge_with_their_people_and_part_again():
    kept, gone = make.outlet("Ege Haber", website=""), make.outlet("EGE HABER", website="https://ege.example.org")
    make.post(outlet_=gone)
    make.contact_point(gone, "haber@example.org")
    before = state()
    merge = directory.merge(kept, gone, by=make.user(), at=AT)
    kept.refresh_from_db()
    assert (kept.posts.count(), kept.website) == (1, "https://ege.example.org")
    assert kept.contact_points.get().addressee == "Ege Haber"
    assert gone.current == kept
    directory.unmerge(merge, by=make.user(), at=AT)
    assert state() == before


def test_what_somebody_wrote_since_is_kept_when_parting():
    kept, gone = make.person(), make.person(city="Bursa", title="Dr.")
    merge = directory.merge(kept, gone, by=make.user(), at=AT)
    kept.city = "Ankara"
    kept.save()
    directory.unmerge(merge, by=make.user(), at=AT)
    kept.refresh_from_db()
    assert (kept.city, kept.title) == ("Ankara", "")


def test_a_row_is_not_merged_with_itself_or_twice():
    user, kept, gone = make.user(), make.person(), make.person()
    with pytest.raises(directory.SameRow):
        directory.merge(kept, kept, by=user, at=AT)
    merge = directory.merge(kept, gone, by=user, at=AT)
    with pytest.raises(directory.AlreadyMerged):
        directory.merge(make.person(), gone, by=user, at=AT)
    later = directory.merge(kept, make.person(), by=user, at=AT)
    with pytest.raises(directory.LaterMergeStands):
        directory.unmerge(merge, by=user, at=AT)
    directory.unmerge(later, by=user, at=AT)
    directory.unmerge(merge, by=user, at=AT)
    with pytest.raises(directory.AlreadyParted):
        directory.unmerge(merge, by=user, at=AT)
    assert Merge.objects.standing().count() == 0


def test_what_was_erased_is_neither_merged_nor_parted():
    user, kept, gone = make.user(), make.person("Sevim Oral"), make.person("Sevim Oral")
    merge = directory.merge(kept, gone, by=user, at=AT)
    kept.refresh_from_db()
    erasure.erase(kept, by=user, at=AT)
    with pytest.raises(directory.Erased):
        directory.unmerge(merge, by=user, at=AT)
    other = make.person("Sevim Oral", note="Sabahları aranır.")
    for pair in ((kept, other), (other, kept)):
        with pytest.raises(directory.Erased):
            directory.merge(*pair, by=user, at=AT)


def test_the_desk_says_that_one_of_the_two_was_erased(client):
    chief, first, second = make.user(Role.HEAD), make.person("Sevim Oral"), make.person("Sevim Oral")
    merge = directory.merge(make.person("Sevim Oral"), make.person("Sevim Oral"), by=chief, at=AT)
    client.force_login(chief)
    erasure.erase(first, by=chief, at=AT)
    erasure.erase(merge.kept, by=chief, at=AT)
    compared = reverse("directory:compare", args=["kisi", first.pk, second.pk])
    said = client.post(compared, {"kept": second.pk, "decision": "merge"}, follow=True).content.decode()
    assert "Kişisel verileri silinen bir kayıt" in said
    said = client.post(reverse("directory:unmerge", args=[merge.pk]), follow=True).content.decode()
    assert "Kişisel verileri silinen bir kayıt" in said


def test_a_doubt_reaches_the_address_wherever_it_is_filed_and_confirming_lifts_it():
    user = make.user()
    here, there = make.contact_point(value="a@example.org"), make.contact_point(make.outlet(), "A@Example.org")
    assert directory.mark_stale(here, reason="550 no such user\r\nX: y", at=AT) == 2
    there.refresh_from_db()
    assert (there.standing, there.standing_reason) == ("stale", "550 no such user X: y")
    assert directory.verify(there, by=user, at=AT) == 2
    here.refresh_from_db()
    assert (here.standing, here.verified_on) == ("good", date(2026, 11, 24))


def test_what_is_known_to_be_wrong_is_not_merely_doubted():
    point = make.contact_point()
    directory.mark_bad(point, reason="5.1.1", at=AT)
    assert directory.mark_stale(point, reason="later", at=AT) == 0
    assert point.standing == "bad"


def test_two_who_only_look_alike_are_said_to_be_two_once():
    first, second, user = make.person("Ayşe Yılmaz"), make.person("Ayşe Yilmaz"), make.user()
    assert len(duplicates.people()) == 1
    apart = directory.keep_apart(second, first, by=user, at=AT)
    assert directory.keep_apart(first, second, by=user, at=AT) == apart
    assert (apart.first_person, apart.second_person, apart.said_by) == (first, second, user)
    assert duplicates.people() == []
    with pytest.raises(directory.SameRow):
        directory.keep_apart(first, first, by=user, at=AT)


def test_what_is_settled_makes_room_for_the_next():
    user = make.user()
    for number in range(duplicates.WINDOW):
        pair = [make.person(f"Ali Aras{number:03}") for _ in "ab"]
        directory.keep_apart(*pair, by=user, at=AT)
    last = [make.person("Ümit Zorlu") for _ in "ab"]
    assert [(pair.kept, pair.gone) for pair in duplicates.people()] == [tuple(last)]


def test_the_seventh_of_one_name_is_suggested_when_the_others_are_settled():
    user, rows = make.user(), [make.outlet(f"Haber {n}") for n in range(7)]
    for row in rows:
        make.contact_point(row, "haber@example.org")
    for first, second in combinations(rows[:6], 2):
        directory.keep_apart(first, second, by=user, at=AT)
    assert {pair.gone for pair in duplicates.outlets()} == {rows[6]}
