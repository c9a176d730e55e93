"""The door: who is let in, where they land, and what is closed."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from kopru.core import demonstration
from kopru.core.models import User
from kopru.core.roles import Role
from kopru.desk import sign_in
from kopru.directory.tests.factories import user

pytestmark = pytest.mark.django_db
PASSWORD = "Zeytinli-Tepe-17"


@pytest.fixture
def head() -> User:
    made = user(Role.HEAD)
    made.set_password(PASSWORD)
    made.save()
    return made


def enter(client, person: User, password: str = PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": person.username, "password": password, **more})


def code_of(person: User) -> str:
    secret = get_adapter().decrypt(Authenticator.objects.get(user=person, type="totp").data["secret"])
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_without_a_second_factor_nothing_opens_but_the_page_that_makes_one(client, head):
    assert enter(client, head).url == reverse("wagtailadmin_home")
    for address in ("/masa/", "/masa/account/", "/masa/ara/?q=a", "/birim/"):
        assert client.get(address).url == reverse("mfa_index")


def test_with_a_second_factor_the_password_alone_does_not_open(client, head):
    TOTP.activate(head, "JBSWY3DPEHPK3PXP")
    assert enter(client, head).url.startswith(reverse("mfa_authenticate"))
    assert client.get("/masa/").status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(head)}).url == reverse("wagtailadmin_home")
    assert client.get("/masa/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, head):
    Authenticator.objects.create(user=head, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert sign_in.lacks_second_factor(head)


@pytest.mark.usefixtures("demonstration")
def test_the_demonstration_asks_for_no_second_factor_and_says_who_there_is(client, head):
    demonstration.write_logins(["baskan / deneme: Başkan"])
    assert "baskan / deneme: Başkan" in client.get(reverse("account_login")).content.decode()
    enter(client, head)
    assert client.get("/masa/").status_code == 200


def test_outside_the_demonstration_no_login_is_shown(client):
    demonstration.write_logins(["baskan / deneme: Başkan"])
    assert "baskan" not in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize(("role", "place"), [(Role.CLERK, "/masa/"), (Role.UNIT, "/birim/"), (None, "/")])
def test_everybody_lands_on_their_own_desk(role, place):
    assert sign_in.home_of(user(*([role] if role else []))) == place


@pytest.mark.parametrize("place", ["signup/", "email/", "password/reset/", "password/set/", "password/reset/key/a-b/"])
def test_what_is_not_offered_is_not_there(client, head, place):
    assert client.get(f"/hesap/{place}").status_code == 404
    client.force_login(head)
    assert client.post(f"/hesap/{place}").status_code == 404


def test_the_framework_has_no_door_of_its_own(client):
    answer = client.get("/masa/login/?next=/masa/ara/")
    assert answer.url == f"{reverse('account_login')}?next=/masa/ara/"
    assert client.post("/masa/login/", {"username": "a", "password": "b"}).status_code == 302


def test_the_door_leads_to_no_other_site(client):
    assert "evil" not in client.get("/masa/login/?next=https://evil.example.org/").url


@pytest.mark.usefixtures("demonstration")
def test_who_may_not_enter_is_told_so_and_not_sent_in_circles(client):
    client.force_login(user())
    answer = client.get("/masa/", follow=True)
    assert answer.status_code == 403
    assert len(answer.redirect_chain) < 3
    client.force_login(user(Role.UNIT))
    assert client.get("/masa/", follow=True).redirect_chain[-1][0] == "/birim/"


def test_guessing_passwords_is_slowed_down(client, head):
    answers = [enter(client, head, "yanlış-parola-1").content.decode() for _ in range(6)]
    assert all("errorlist" in answer for answer in answers)
    assert enter(client, head).status_code == 200, "the right password waits, too"


def test_the_pages_of_the_door(page, settings):
    settings.DEMO = False
    page.get(reverse("account_login"))
    page.sign_in(Role.HEAD)
    page.get(reverse("mfa_index"))
    page.get("/masa/")
