"""What the nouns keep true by themselves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kopru.core.roles import Role
from kopru.directory.models import ContactPoint, Office, Outlet, Person, Tenure, Unit
from kopru.directory.tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_names_sort_by_the_turkish_alphabet():
    for name in ["Zafer Işık", "Çetin Kaya", "Cem Kaya", "Işıl Ak", "İpek Ak", "Ilgaz Ak"]:
        make.person(name)
    assert [str(p) for p in Person.objects.all()] == [
        "Cem Kaya",
        "Çetin Kaya",
        "Ilgaz Ak",
        "Işıl Ak",
        "İpek Ak",
        "Zafer Işık",
    ]


def test_a_person_is_named_in_letters_as_protocol_writes_it():
    ipek = make.person("İpek Yılmaz", title="Av.")
    point = make.contact_point(ipek, "İpek@Example.org")
    assert (point.addressee, point.greeting) == ("İpek Yılmaz", "Sayın Av. İpek YILMAZ")
    ipek.last_name = "Işık"
    ipek.save()
    point.refresh_from_db()
    assert (point.addressee, point.greeting) == ("İpek Işık", "Sayın Av. İpek IŞIK")


def test_contact_points_are_read_in_all_their_forms():
    office = make.contact_point(make.outlet("Ege Haber"), "0286 752 50 54 / 115", kind="phone")
    assert (office.address, office.extension, office.key) == ("+902867525054", "115", "+902867525054/115")
    assert office.greeting == "Sayın Ege Haber yetkilisi"
    mobile = make.contact_point(value="0532 123 45 67", kind="phone")
    assert (mobile.kind, mobile.address) == ("mobile", "+905321234567")
    wide = make.contact_point(value="Basin@KÜÇÜKKUYU.example")
    assert (wide.value, wide.key) == ("Basin@küçükkuyu.example", wide.address.lower())
    assert wide.address.isascii()


@pytest.mark.parametrize(
    ("kind", "value"),
    [("email", "a@b"), ("email", "ayşe\nBcc: x@example.org"), ("phone", "752 50 54"), ("mobile", "0286 752 50 54")],
)
def test_what_is_no_address_is_refused(kind, value):
    with pytest.raises(ValidationError):
        make.contact_point(kind=kind, value=value)


def test_a_name_cannot_carry_a_mail_header():
    with pytest.raises(ValidationError):
        Person(first_name="Ayşe\r\nBcc: x@example.org", last_name="Ak").full_clean()


def test_a_contact_point_belongs_to_exactly_one():
    point = make.contact_point()
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactPoint.objects.filter(pk=point.pk).update(unit=make.unit())


def test_who_was_editor_then():
    paper = make.outlet()
    old, new = make.person(), make.person()
    make.post(old, paper, duty="chief_editor", starts_on=date(2019, 1, 1), ends_on=date(2023, 5, 31))
    make.post(new, paper, duty="chief_editor", starts_on=date(2023, 6, 1))
    assert paper.posts.at(date(2023, 5, 31)).get().person == old
    assert paper.posts.at(date(2023, 6, 1)).get().person == new
    assert not paper.posts.at(date(2018, 12, 31)).exists()


def test_a_deputy_stands_after_the_holder():
    office = make.office()
    deputy = make.tenure(office, make.person(), date(2026, 1, 1), is_deputy=True)
    holder = make.tenure(office, make.person(), date(2024, 1, 1))
    assert list(office.tenures.at(AT.date())) == [holder, deputy]


def test_an_end_before_the_start_is_refused():
    made = make.post(starts_on=date(2026, 2, 1))
    made.ends_on = date(2026, 1, 1)
    with pytest.raises(ValidationError):
        made.full_clean()


def test_a_units_people_see_their_own_unit_only():
    own, other = make.unit(), make.unit()
    chief, stranger = make.person(), make.person()
    make.tenure(make.office(unit=own), chief, date(2020, 1, 1))
    make.tenure(make.office(unit=other), stranger, date(2020, 1, 1))
    make.outlet()
    inside = make.contact_point(own)
    make.contact_point(other)
    somebody = make.user(Role.UNIT, units=(own,))
    assert list(Unit.objects.visible_to(somebody, AT)) == [own]
    assert list(Person.objects.visible_to(somebody, AT)) == [chief]
    assert list(ContactPoint.objects.visible_to(somebody, AT)) == [inside]
    assert [Office.objects.visible_to(somebody, AT).count(), Tenure.objects.visible_to(somebody, AT).count()] == [1, 1]
    assert not Outlet.objects.visible_to(somebody, AT).exists()
    for model in (Unit, Person, ContactPoint, Office, Tenure, Outlet):
        assert not model.objects.visible_to(AnonymousUser(), AT).exists()
        assert model.objects.visible_to(make.user(Role.CLERK), AT).count() == model.objects.count()


def test_a_unit_sees_the_new_holder_of_its_office_from_midnight_of_the_place():
    ours = make.unit()
    holder, clerk = make.person(), make.user(Role.UNIT, units=(ours,))
    make.tenure(make.office(unit=ours), holder, date(2026, 11, 24))
    past_midnight = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)  # half past midnight in Türkiye
    assert list(Person.objects.visible_to(clerk, past_midnight)) == [holder]
    assert not Person.objects.visible_to(clerk, past_midnight - timedelta(hours=1)).exists()
