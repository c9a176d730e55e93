from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.core.management.base import CommandError

from kopru.core import demonstration
from kopru.core.models import Identity, User
from kopru.core.roles import Role, sync
from kopru.delivery.models import Dispatch, Recipient
from kopru.demo import living, loading, office
from kopru.demo.season import SEASON
from kopru.demo.season.items import End
from kopru.demo.settling import settle
from kopru.directory.models import Audience, Outlet, Person, Unit
from kopru.newsroom.models import Bulletin
from kopru.photos.models import Photo

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_house(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.DEMO = True


class Killed(Exception):
    pass


def cut_off_at(headline):
    def progress(what, share):
        if what.startswith(headline):
            raise Killed

    return progress


def silent(what, share):
    pass


def test_a_load_that_was_cut_off_goes_on_and_ends_right(settings):
    for headline in ("Kumburnu", "Zeytin Şenliği"):
        with pytest.raises(Killed):
            loading.load(at=AT, small=True, progress=cut_off_at(headline))
        assert not loading.is_loaded()
    assert loading.load(at=AT, small=True, progress=silent)
    assert not loading.load(at=AT, small=True, progress=silent)

    states = set(Bulletin.objects.values_list("stage", "visibility"))
    assert states == {("approved", "public"), ("with_head", "draft")}
    assert sorted(Bulletin.objects.exclude(number=None).values_list("number", flat=True)) == [1, 2, 3, 4]
    corrected = Bulletin.objects.get(corrections__isnull=False)
    assert "24 Eylül Perşembe" in corrected.corrections.get().note
    assert "26 Eylül Cumartesi" in corrected.edition.spot
    assert "24 Eylül" not in str(corrected.edition.content)
    told = Recipient.objects.filter(dispatch__offer__correction__isnull=False)
    had = Recipient.objects.filter(dispatch__offer__edition__bulletin=corrected, dispatch__offer__correction=None)
    assert set(told.values_list("key", flat=True)) == set(had.filter(state="delivered").values_list("key", flat=True))
    assert set(Recipient.objects.values_list("state", flat=True)) == {"delivered", "suppressed"}
    assert not Recipient.objects.exclude(address__regex=r"@([a-z]+\.)?example\.org$").exists()

    newest = Bulletin.objects.order_by("-changed_at").first()
    assert newest.stage == "with_head"
    assert all(bulletin.created_at < bulletin.changed_at <= AT for bulletin in Bulletin.objects.all())
    assert all(photo.created_at < AT for photo in Photo.objects.all())

    assert Photo.objects.count() == len({photo.sha256 for photo in Photo.objects.all()}) == 6
    assert all(photo.credit and photo.caption and photo.description for photo in Photo.objects.all())
    assert (Unit.objects.count(), Outlet.objects.count(), Audience.objects.count()) == (10, 12, 4)
    assert Person.objects.filter(circle="press").count() == 24
    for login in office.LOGINS:
        user = authenticate(username=login.username, password=office.PASSWORD)
        assert user is not None
        assert user.roles == {login.role}
    assert {login.role for login in office.LOGINS} == set(Role)
    assert len(demonstration.logins()) == 7
    assert "ÖRNEK" in Identity.load().address


def test_where_the_house_asks_for_two_people_two_let_the_mails_go(settings):
    settings.FOUR_EYES_ABOVE = 1
    settle(on=AT.date(), citizens=2)
    corrected = next(item for item in SEASON if item.small and item.end == End.CORRECTED)
    living.live(corrected, loading._staff(), at=AT)
    people = set(Dispatch.objects.values_list("released_by__username", "countersigned_by__username"))
    assert people == {("sorumlu", "baskanlik")}
    assert set(Recipient.objects.values_list("state", flat=True)) <= {"delivered", "suppressed"}


def test_an_office_keeps_its_own_name():
    identity = Identity.load()
    identity.name = "Başka Belediye"
    identity.save()
    with pytest.raises(Killed):
        loading.load(at=AT, small=True, progress=cut_off_at("Kent"))
    assert Identity.objects.get().name == "Başka Belediye"


def test_a_house_in_use_stays_as_it_is():
    sync()
    User.objects.create_user("gercek", "gercek@example.org", "parola-parola")
    call_command("demo", "--if-empty", "--small", stdout=StringIO())
    assert not Bulletin.objects.exists()
    with pytest.raises(CommandError, match="kullanımda"):
        call_command("demo", "--small", stdout=StringIO())
    assert User.objects.count() == 1
