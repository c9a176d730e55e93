"""The yearly question: what is proposed waits for a clerk, and how long ago something was confirmed is seen."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kopru.core.roles import Role
from kopru.directory import actions as directory
from kopru.directory import ageing, erasure, own_data, today
from kopru.directory.models import ContactPoint, Person, Proposal
from kopru.directory.tests import factories as make

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture
def person(db):
    found = make.person("İpek Işık", city="Çanakkale")
    make.post(found, make.outlet("Ege Postası"), duty="reporter")
    make.contact_point(found, "ipek@ege.example", verified_on=date(2025, 10, 1))
    return found


@pytest.fixture
def enquiry(person):
    return directory.ask(person, at=AT, valid_until=AT + timedelta(days=90))


def proposed(enquiry, **after):
    held = {line.key: line.value for line in own_data.lines(enquiry.owner, on=TODAY)}
    pairs = {key.replace("__", ":"): value for key, value in after.items()}
    changes = [{"key": key, "before": held[key], "after": value} for key, value in pairs.items()]
    return directory.propose(enquiry, changes=changes, remark="", at=AT)


@pytest.fixture
def changed(enquiry, person):
    mail, post = person.contact_points.get(), person.posts.get()
    said = {f"point__{mail.pk}": "", f"post__{post.pk}": "", "new__mobile": "0532 111 22 33", "last_name": "Kaya"}
    return proposed(enquiry, **said)


def test_everything_is_taken_over(changed, person):
    user = make.user(Role.CLERK)
    keys = [one["key"] for one in changed.changes]
    directory.accept(changed, keys=keys, by=user, at=AT)
    person.refresh_from_db()
    assert person.last_name == "Kaya"
    mail, mobile = person.contact_points.get(kind="email"), person.contact_points.get(kind="mobile")
    assert mail.standing == "bad"
    assert (mobile.verified_on, mobile.addressee) == (TODAY, "İpek Kaya")
    assert person.posts.get().ends_on == TODAY
    assert (changed.state, changed.decided_by) == ("accepted", user)


def test_what_the_clerk_leaves_out_stays_and_is_not_called_verified(changed, person):
    directory.accept(changed, keys=["last_name"], by=make.user(Role.CLERK), at=AT)
    mail = person.contact_points.get()
    assert (mail.standing, mail.verified_on) == ("good", date(2025, 10, 1))
    assert person.posts.get().ends_on is None


def test_what_was_shown_and_not_corrected_is_verified(enquiry, person):
    directory.accept(proposed(enquiry, city="İzmir"), keys=["city"], by=make.user(Role.CLERK), at=AT)
    assert person.contact_points.get().verified_on == TODAY


def test_a_decision_is_made_once(changed):
    user = make.user(Role.CLERK)
    directory.decline(changed, reason="Kendisiyle görüşüldü.", by=user, at=AT)
    for again in (
        lambda: directory.decline(changed, reason="", by=user, at=AT),
        lambda: directory.accept(changed, keys=[], by=user, at=AT),
    ):
        with pytest.raises(directory.AlreadyDecided):
            again()
    assert Person.objects.get(first_name="İpek").last_name == "Işık"


def test_a_number_that_cannot_be_read_takes_nothing_over(enquiry, person):
    bad = directory.propose(
        enquiry,
        changes=[
            {"key": "last_name", "before": "Işık", "after": "Kaya"},
            {"key": "new:email", "before": "", "after": "olmaz"},
        ],
        remark="",
        at=AT,
    )
    with pytest.raises(ValidationError):
        directory.accept(bad, keys=["last_name", "new:email"], by=make.user(Role.CLERK), at=AT)
    person.refresh_from_db()
    bad.refresh_from_db()
    assert (person.last_name, bad.state) == ("Işık", "waiting")


def test_an_empty_word_is_none(enquiry):
    with pytest.raises(directory.NothingProposed):
        directory.propose(enquiry, changes=[], remark=" ", at=AT)


def test_a_correction_of_a_shared_address_touches_its_owner_alone(enquiry, person):
    outlet = make.outlet("Ege Haber")
    make.contact_point(outlet, "ipek@ege.example")
    point = person.contact_points.get()
    proposal = proposed(enquiry, **{f"point__{point.pk}": ""})
    directory.accept(proposal, keys=[f"point:{point.pk}"], by=make.user(Role.CLERK), at=AT)
    assert outlet.contact_points.get().standing == "good"


def test_confirming_makes_a_doubted_address_good(enquiry, person):
    point = person.contact_points.get()
    directory.mark_stale(point, reason="Geri döndü", at=AT)
    assert directory.confirm(enquiry, at=AT) == 1
    point.refresh_from_db()
    assert (point.standing, point.verified_on) == ("good", TODAY)


def test_who_is_erased_leaves_no_proposal(enquiry, person, changed):
    directory.ask_out(enquiry, at=AT)
    assert len(erasure.export(person)["proposed"]) == 2
    erasure.erase(person, by=make.user(Role.HEAD), at=AT)
    assert not Proposal.objects.exists()
    with pytest.raises(directory.EnquiryOver):
        directory.propose(enquiry, changes=[], remark="Merhaba", at=AT)


# On the desk


def test_pages_show_before_and_after(page, changed, enquiry):
    user = page.sign_in(Role.CLERK)
    assert "4 değişiklik" in page.get(reverse("directory:proposals")).text
    Person.objects.update(last_name="Işık Kaya")
    shown = page.get(reverse("directory:proposal", args=[changed.pk])).text
    assert "kayıtta “Işık Kaya” var" in shown
    assert "ipek@ege.example" in shown
    assert today.cards(user, AT)[0].title == "Bildirilen değişiklikler"
    page.post(reverse("directory:proposal", args=[changed.pk]), {"decision": "accept", "key": ["new:mobile"]})
    assert ContactPoint.objects.filter(kind="mobile").count() == 1
    page.post(reverse("directory:proposal", args=[changed.pk]), {"decision": "accept"})
    assert "Kayda işlendi" in page.get(reverse("directory:proposal", args=[changed.pk])).text


def test_a_wish_to_go_is_shown_and_settled(page, enquiry):
    wish = directory.ask_out(enquiry, at=AT)
    page.sign_in(Role.HEAD)
    assert "Kişisel verileri sil" in page.get(reverse("directory:proposal", args=[wish.pk])).text
    page.post(reverse("directory:proposal", args=[wish.pk]), {"decision": "accept"})
    page.get(reverse("directory:proposals"))
    wish.refresh_from_db()
    assert wish.state == "accepted"
    assert ContactPoint.objects.get().verified_on == date(2025, 10, 1)


def test_what_cannot_be_read_is_said_to_the_clerk(page, enquiry):
    bad = directory.propose(enquiry, changes=[{"key": "new:email", "before": "", "after": "olmaz"}], remark="", at=AT)
    page.sign_in(Role.CLERK)
    page.post(reverse("directory:proposal", args=[bad.pk]), {"decision": "accept", "key": ["new:email"]}, status=422)
    page.post(reverse("directory:proposal", args=[bad.pk]), {"decision": "decline", "reason": "Yanlış adres"})
    bad.refresh_from_db()
    assert (bad.state, bad.reason) == ("declined", "Yanlış adres")


@pytest.mark.parametrize("role", [Role.PHOTOGRAPHER, Role.UNIT])
def test_only_those_who_keep_the_directory_decide(client, changed, role):
    client.force_login(make.user(role))
    for address in (reverse("directory:proposals"), reverse("directory:proposal", args=[changed.pk])):
        assert client.get(address).status_code in (302, 403, 404)
    client.post(reverse("directory:proposal", args=[changed.pk]), {"decision": "accept", "key": ["last_name"]})
    changed.refresh_from_db()
    assert changed.state == "waiting"


def test_lists_say_how_fresh_and_can_be_narrowed(page, person):
    page.sign_in(Role.CLERK)
    today = timezone.localdate()
    fresh = make.person("Yeni Yazar")
    make.contact_point(fresh, "yeni@ege.example", verified_on=today)
    outlet = make.outlet("Ege Gazetesi")
    make.contact_point(outlet, "haber@ege.example")
    people = reverse("directory_people:index")
    assert "bugün doğrulandı" in page.get(people, max_queries=45).text
    stale = page.get(people, {"age": "stale"}, max_queries=45).text
    assert "İpek Işık" in stale
    assert "Yeni Yazar" not in stale
    assert "İpek Işık" not in page.get(people, {"age": "fresh"}, max_queries=45).text
    assert "hiç doğrulanmadı" in page.get(reverse("directory_outlets:index"), {"age": "stale"}, max_queries=45).text
    assert "hiç doğrulanmadı" in page.get(reverse("directory_outlets:inspect", args=[outlet.pk])).text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "hiç doğrulanmadı"),
        (TODAY, "bugün doğrulandı"),
        (date(2026, 11, 23), "1 gün önce doğrulandı"),
        (date(2026, 10, 25), "30 gün önce doğrulandı"),
        (date(2026, 10, 24), "1 ay önce doğrulandı"),
        (date(2025, 10, 24), "13 ay önce doğrulandı"),
        (date(2024, 11, 25), "23 ay önce doğrulandı"),
        (date(2024, 11, 24), "2 yıl önce doğrulandı"),
    ],
)
def test_how_long_ago_is_said(day, words):
    assert ageing.words(day, today=TODAY) == words


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 600))
def test_months_before_is_never_later_and_keeps_the_day_where_it_exists(day, months):
    earlier = ageing.months_before(day, months)
    assert (day.year - earlier.year) * 12 + day.month - earlier.month == months
    assert earlier.day == day.day or (earlier + timedelta(days=1)).day == 1
