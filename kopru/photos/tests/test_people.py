"""People in photos: named, asked, heard when they say no; and what follows from a no everywhere."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as example_settings
from hypothesis import strategies as st
from wagtail.log_actions import registry as logs

from kopru.core import health
from kopru.core.roles import Role, sync
from kopru.core.today import cards
from kopru.directory import actions as merging
from kopru.directory import erasure as forgetting
from kopru.directory.tests import factories as directory
from kopru.photos import actions, erasure, permissions
from kopru.photos.models import Consent, Depiction, Photo
from kopru.photos.models.depictions import OBJECTIONS
from kopru.photos.tests.factories import AT, make_photo, make_user
from kopru.search import query

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
PDF = b"%PDF-1.7 imza"


@pytest.fixture
def photographer():
    sync()
    return make_user(Role.PHOTOGRAPHER)


def named(photo, user, *, who="Elif Örnek", consent=Consent.WRITTEN, **fields):
    return actions.name_person(photo, who=who, consent=consent, consent_on=DAY, by=user, at=AT, **fields)


def codes(photo):
    return [entry.action for entry in logs.get_logs_for_instance(photo).order_by("timestamp", "pk")]


# Verbs


def test_a_withdrawn_consent_takes_the_photo_out_of_use_and_is_logged(photographer, shown):
    photo = make_photo()
    shown.add(photo.pk)
    depiction = named(photo, photographer)
    assert photo.is_usable(on=DAY)
    assert list(Photo.objects.visible_to(AnonymousUser(), AT)) == [photo]
    actions.withdraw_consent(depiction, on=DAY, note="Telefonla", by=photographer, at=AT)
    photo.refresh_from_db()
    assert not photo.is_usable(on=DAY)
    assert "istemiyor" in photo.obstacle(on=DAY)
    assert not Photo.objects.visible_to(AnonymousUser(), AT).exists()
    assert list(Photo.objects.visible_to(photographer, AT)) == [photo]
    assert codes(photo)[-2:] == ["photos.name_person", "photos.withdraw_consent"]
    with pytest.raises(actions.AlreadyWithdrawn, match="daha önce"):
        actions.withdraw_consent(depiction, on=DAY, note="", by=photographer, at=AT)


def test_only_a_new_written_consent_lifts_a_no(photographer):
    photo = make_photo()
    depiction = named(photo, photographer, consent=Consent.REFUSED)
    for consent in (Consent.NOT_ASKED, Consent.CROWD, Consent.PUBLIC_FIGURE):
        with pytest.raises(actions.ConsentRefused, match="yazılı izin"):
            actions.record_consent(depiction, consent=consent, consent_on=DAY, by=photographer, at=AT)
    with pytest.raises(actions.ConsentRefused):
        actions.remove_name(depiction, by=photographer, at=AT)
    actions.record_consent(depiction, consent=Consent.WRITTEN, consent_on=DAY, note="Dosyada", by=photographer, at=AT)
    photo.refresh_from_db()
    assert photo.is_usable(on=DAY)
    actions.remove_name(depiction, by=photographer, at=AT)
    assert not Depiction.objects.exists()
    assert codes(photo)[-1] == "photos.remove_name"


def test_a_photo_is_barred_while_one_of_many_objects(photographer):
    photo = make_photo()
    first, second = (named(photo, photographer, who=who) for who in ("Bir", "İki"))
    for depiction in (first, second):
        actions.withdraw_consent(depiction, on=DAY, note="", by=photographer, at=AT)
    actions.record_consent(first, consent=Consent.WRITTEN, consent_on=DAY, by=photographer, at=AT)
    photo.refresh_from_db()
    assert photo.has_objection
    actions.record_consent(second, consent=Consent.WRITTEN, consent_on=DAY, by=photographer, at=AT)
    photo.refresh_from_db()
    assert not photo.has_objection


def test_what_cannot_be_is_not_written_down(photographer):
    photo = make_photo()
    with pytest.raises(ValidationError):
        named(photo, photographer, consent="belki")
    with pytest.raises(ValidationError):
        named(photo, photographer, who="")
    photo.rights_from, photo.rights_until = DAY, DAY - timedelta(days=1)
    with pytest.raises(IntegrityError):
        photo.save()


def test_captions_are_written_once_and_logged_once(photographer):
    photo = make_photo(caption="Eski", tags=("deniz",))
    words = {"caption": "Yeni", "place": ""}
    assert actions.caption(photo, words=words, tags=("iskele",), by=photographer, at=AT) == ["caption", "tags"]
    assert actions.caption(photo, words=words, tags=("iskele",), by=photographer, at=AT) == []
    assert set(photo.tags.names()) == {"deniz", "iskele"}
    assert codes(photo).count("photos.caption") == 1


_DAYS = st.one_of(st.none(), st.dates(DAY - timedelta(days=3), DAY + timedelta(days=3)))


@example_settings(deadline=None)
@given(rights=st.sampled_from(Photo.Rights.values), begins=_DAYS, ends=_DAYS, objects=st.booleans())
def test_one_and_many_are_judged_by_the_same_rule(rights, begins, ends, objects):
    if begins and ends and ends < begins:
        begins, ends = ends, begins
    Photo.objects.all().delete()
    photo = make_photo(rights=rights, rights_from=begins, rights_until=ends, has_objection=objects)
    usable, barred = Photo.objects.usable(on=DAY), Photo.objects.barred(on=DAY)
    assert usable.filter(pk=photo.pk).exists() is photo.is_usable(on=DAY)
    assert barred.filter(pk=photo.pk).exists() is not photo.is_usable(on=DAY)


def test_people_are_found_and_forgotten(photographer, django_capture_on_commit_callbacks):
    photo, person = make_photo(), directory.person("Elif Örnekoğlu")
    depiction = named(
        photo, photographer, who="Elif Örnekoğlu", person=person, form=SimpleUploadedFile("izin.pdf", PDF)
    )
    actions.withdraw_consent(depiction, on=DAY, note="Örnekoğlu aradı", by=photographer, at=AT)
    assert query.ids("photo", "örnekoğlu") == [photo.pk]
    assert erasure.describe(person) == ["1 fotoğrafta adı geçiyor"]
    assert erasure.export(person)["photos"][0]["consent"] == "withdrawn"
    name = depiction.form.name
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(person, by=photographer, at=AT)
    depiction.refresh_from_db()
    photo.refresh_from_db()
    assert (depiction.person, depiction.note, bool(depiction.form)) == (None, "", False)
    assert not depiction.photo.file.storage.exists(name)
    assert query.ids("photo", "örnekoğlu") == []
    assert photo.has_objection
    assert erasure.describe(person) == []


def test_names_beside_faces_are_for_the_office(photographer):
    depiction = named(make_photo(), photographer)
    assert list(Depiction.objects.visible_to(photographer, AT)) == [depiction]
    assert not Depiction.objects.visible_to(AnonymousUser(), AT).exists()
    unit = make_user(Role.UNIT)
    for asked in (permissions.may_record_consent, permissions.may_withdraw_consent, permissions.may_remove_name):
        assert asked(photographer, depiction)
        assert not asked(unit, depiction)
    assert not permissions.may_name_person(unit, depiction.photo)


def test_the_office_is_told_of_published_photos_that_may_not_be_shown(photographer, shown):
    photo = make_photo(title="İskele sabahı")
    shown.add(photo.pk)
    depiction = named(photo, photographer)
    at = timezone.now()
    assert all(finding.ok for finding in health.findings(at=at) if finding.check == "photos.rights")
    actions.withdraw_consent(depiction, on=DAY, note="", by=photographer, at=at)
    card = next(card for card in cards(user=photographer, at=at) if card.icon == "warning")
    assert [(item.title, item.tone) for item in card.items] == [("İskele sabahı", "late")]
    found = [finding for finding in health.findings(at=at) if finding.check == "photos.rights"]
    assert [finding.ok for finding in found] == [False]
    assert "İskele sabahı" in str(found[0].message)


# Screens


@pytest.fixture
def desk(client, photographer):
    client.force_login(photographer)
    return client


def said(**fields):
    return {"consent": "written", "consent_on": "2026-05-01", "note": "", **fields}


def test_somebody_is_named_with_the_signed_form(desk):
    photo = make_photo()
    address = reverse("photo_desk:name", args=(photo.pk,))
    bare = desk.post(address, said(who="Ece"))
    assert bare.status_code == 422
    assert "nerede saklandığını" in " ".join(bare.context["form"].errors["form"])
    lie = desk.post(address, said(who="Ece", form=SimpleUploadedFile("izin.pdf", b"<html>")))
    assert "form" in lie.context["form"].errors
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "consent_on" in desk.post(address, said(who="Ece", consent_on=tomorrow)).context["form"].errors
    child = desk.post(address, said(who="Ece", is_minor="on", consent="figure"))
    assert "consent" in child.context["form"].errors
    done = desk.post(address, said(who="Ece", is_minor="on", form=SimpleUploadedFile("izin.pdf", PDF)))
    assert done.status_code == 302
    depiction = Depiction.objects.get()
    assert (depiction.who, depiction.is_minor, depiction.consent_on) == ("Ece", True, date(2026, 5, 1))
    answer = desk.get(reverse("photo_desk:form", args=(depiction.pk,)))
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    page = desk.get(photo.get_absolute_url()).content.decode()
    assert "Ece" in page
    assert "Yazılı izin verdi" in page


def test_a_no_is_taken_down_on_its_own_page(desk, photographer):
    photo = make_photo()
    depiction = named(photo, photographer)
    desk.post(reverse("photo_desk:withdraw", args=(depiction.pk,)), {"on": "2026-05-01", "note": "Telefonla"})
    page = desk.get(photo.get_absolute_url()).content.decode()
    assert "İznini geri çekti" in page
    assert "Kullanılamaz" in page
    refused = desk.post(reverse("photo_desk:record", args=(depiction.pk,)), said(consent="crowd"))
    assert "consent" in refused.context["form"].errors
    assert desk.post(reverse("photo_desk:remove", args=(depiction.pk,))).status_code == 302
    assert Depiction.objects.get().consent in OBJECTIONS


@pytest.mark.parametrize("role", [Role.UNIT, Role.MAYORS_OFFICE])
def test_others_name_nobody(client, photographer, role):
    depiction = named(make_photo(), photographer, form=SimpleUploadedFile("izin.pdf", PDF))
    client.force_login(make_user(role))
    for name, pk in [("name", depiction.photo_id), *((each, depiction.pk) for each in ("record", "withdraw", "form"))]:
        address = reverse(f"photo_desk:{name}", args=(pk,))
        assert client.get(address).status_code in {302, 403}
        assert client.post(address, said(who="Ece", on="2026-05-01")).status_code in {302, 403, 405}
    depiction.refresh_from_db()
    assert depiction.consent == Consent.WRITTEN


def test_the_directorys_wish_to_be_forgotten_reaches_photos_and_merged_rows(photographer):
    kept, gone = directory.person("Elif Örnek"), directory.person("E. Örnek")
    depiction = named(make_photo(), photographer, person=gone)
    merging.merge(kept, gone, by=photographer, at=AT)
    assert forgetting.export(kept)["photos"]
    forgetting.erase(kept, by=photographer, at=AT)
    depiction.refresh_from_db()
    assert (depiction.person, "Örnek" in depiction.who) == (None, False)
