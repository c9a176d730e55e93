"""Every address is tried by everybody: nobody sees an error, a page not theirs, or a word kept from them."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import admin_menu, reports_menu, settings_menu
from wagtail.permissions import policy_registry

from kopru.core.models import User
from kopru.core.policies import ScopedPolicy
from kopru.core.roles import STAFF, Role, sync
from kopru.delivery import actions as deliver
from kopru.delivery import sending
from kopru.delivery.tests import factories as delivery
from kopru.desk.tests.doors import addresses
from kopru.directory.tests import factories as directory
from kopru.newsroom import actions
from kopru.newsroom.tests import factories as newsroom

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

#: stands in a bulletin nobody approved: for those alone who write
SECRET = "gizlikelime"
#: stands in people's names, addresses, audiences and mails: for the office's staff alone
INTERNAL = "içkelime"
#: pages anybody may see: the door itself, and what carries no data
OPEN = re.compile(r"^/masa/(login|logout|jsi18n|sprite|password_reset)")
#: who may read unapproved words
OFFICE = {Role.WRITER, Role.HEAD, Role.CLERK, Role.ADMINISTRATOR}

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)(?![^>]*text/(?:django-form-)?template)[^>]*>")
#: whole hosts alone: where the raw letter is shown, a line may end in the midst of one ("te=")
_HOST = re.compile(r"https?://([^/\s\"'<>&:=]+)(?!=)(?![\w.-])")
#: the house itself, the name of a format (never fetched), and what the tests write as somebody's address
OURS = {"testserver", "127.0.0.1", "localhost", "www.w3.org", "example.org"}
_HANDLER = re.compile(r"<[^>]+\son(?:click|load|change|submit|error|mouseover)=", re.IGNORECASE)


@pytest.fixture
def numbered_anew(db):
    """Let the first row of every table be number 1: the walk fills addresses of plain functions with 1.

    PostgreSQL counts on after a test is rolled back, SQLite does not. A model that another test brought along has no
    table here.
    """
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        standing = [model for model in apps.get_models() if model._meta.db_table in tables]
        for statement in connection.ops.sequence_reset_sql(no_style(), standing):
            cursor.execute(statement)


@pytest.fixture
def office(numbered_anew):
    """Return the office with one of each thing, some of it secret."""
    sync()
    unit = directory.unit("Fen İşleri Müdürlüğü")
    person = directory.person(f"{INTERNAL} Yılmaz")
    outlet = directory.outlet()
    directory.post(person, outlet)
    directory.contact_point(person, f"Basın Sitesi, {INTERNAL} Sokak No: 5", kind="address")
    directory.tenure(directory.office(), person)
    directory.audience(name=f"Dinleyici {INTERNAL}")
    public = newsroom.published(headline="Herkese açık bülten")
    directory.contact_point(person, "haber@example.org")
    actions.offer(public, audience=directory.audience(name=f"Kitle {INTERNAL}"), by=newsroom.user(), at=newsroom.NOON)
    newsroom.bulletin(headline=f"Henüz yazılan {SECRET}", unit=unit, figures=1)
    delivery.frozen(subject=f"Duyuru {INTERNAL}")
    return unit


def somebody(role: Role | None, unit) -> Client:
    """Return the browser of somebody who holds `role`, or none."""
    client = Client(raise_request_exception=False)
    client.force_login(directory.user(*([role] if role else []), units=(unit,) if role is Role.UNIT else ()))
    return client


def body_of(response) -> str:
    """Return what was sent; of files only that it was sent."""
    if response.streaming or "text" not in response.get("Content-Type", "") + "json":
        return ""
    return response.content.decode(errors="replace")


def walk(client: Client, *, prefix: str = "") -> dict[str, tuple[int, str]]:
    """Fetch every address; return status and body of each."""
    found = {}
    for address in addresses(prefix):
        response = client.get(address)
        found[address] = (response.status_code, body_of(response))
    return found


def broken(found) -> list[str]:
    return [f"{address}: {status}" for address, (status, _body) in found.items() if status >= 500]


def telling(found, *words: str) -> list[str]:
    return [address for address, (_status, body) in found.items() if any(word in body.casefold() for word in words)]


def test_nobody_signed_in_sees_no_page_of_the_desk(office):
    found = walk(Client(raise_request_exception=False))
    assert broken(found) == []
    assert telling(found, SECRET, INTERNAL) == []
    opened = [
        address
        for address, (status, _body) in found.items()
        if address.startswith(("/masa/", "/birim/")) and status == 200 and not OPEN.match(address)
    ]
    assert opened == []


@pytest.mark.parametrize("role", [None, Role.UNIT], ids=["stranger", "unit"])
def test_the_desk_is_closed_to_strangers_and_units(office, role):
    found = walk(somebody(role, office))
    assert broken(found) == []
    assert telling(found, SECRET, INTERNAL) == []
    opened = [
        address
        for address, (status, _body) in found.items()
        if address.startswith("/masa/") and status == 200 and not OPEN.match(address)
    ]
    assert opened == []


@pytest.mark.parametrize("role", sorted(STAFF), ids=lambda role: role.name.lower())
def test_the_desk_shows_each_role_what_is_theirs(office, role):
    found = walk(somebody(role, office))
    assert broken(found) == []
    assert found["/masa/"][0] == found["/masa/ara/"][0] == 200, "somebody who stands outside proves nothing"
    if role not in OFFICE:
        assert telling(found, SECRET) == []
    bulletins = {address: seen for address, seen in found.items() if address.startswith("/masa/bultenler/")}
    assert bool(telling(bulletins, INTERNAL)) == (role in OFFICE), "to whom a bulletin went"
    scripts = [
        address
        for address, (_status, body) in found.items()
        if address.startswith("/masa/") and (_INLINE.search(body) or _HANDLER.search(body))
    ]
    assert scripts == [], "a script in the page, which the policy refuses"
    hosts = {address: set(_HOST.findall(body)) - OURS for address, (_status, body) in found.items()}
    assert {address: others for address, others in hosts.items() if others} == {}, "an address outside the house"


@pytest.mark.parametrize("role", [None, Role.UNIT, Role.PHOTOGRAPHER, Role.MAYORS_OFFICE], ids=str)
def test_sending_a_form_to_every_address_changes_nothing(office, role):
    client = somebody(role, office)
    ours = [model for model in apps.get_models() if model.__module__.startswith("kopru.") and model._meta.managed]
    kept = [model for model in ours if model is not User]
    before = {model: model._default_manager.count() for model in kept}
    states = Counter()
    for address in addresses("masa/"):
        if address != "/masa/logout/":
            states[client.post(address).status_code] += 1
    lost = {model.__name__ for model in kept if model._default_manager.count() < before[model]}
    assert lost == set()
    assert not [status for status in states if status >= 500], states


@pytest.fixture
def embargoed(settings, tmp_path, numbered_anew, django_capture_on_commit_callbacks):
    """Return the office with one embargoed bulletin: offered, released, and a test of its mail in the outbox."""
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    sync()
    at = timezone.now()
    unit, head = directory.unit(), newsroom.user(Role.HEAD)
    directory.contact_point(value="haber@example.org")
    made = newsroom.published(headline=f"Ambargolu {SECRET}", at=at, release_at=at + timedelta(days=1), figures=1)
    dispatch = actions.offer(made, audience=directory.audience(), by=head, at=at)
    test = deliver.send_test(dispatch, to="sinama@example.org", by=head, at=at)
    deliver.release(dispatch, by=head, at=at)
    while sending.send_batch(test.pk, clock=timezone.now):
        pass
    return unit


def in_bulletins_and_dispatches(client: Client) -> dict[str, tuple[int, str]]:
    return walk(client, prefix="masa/bultenler/") | walk(client, prefix="masa/gonderi/")


def test_an_embargoed_bulletin_is_read_by_the_office_in_dispatch_and_outbox(embargoed):
    told = telling(in_bulletins_and_dispatches(somebody(Role.HEAD, embargoed)), SECRET)
    for place in ("bultenler/1/servis/1/", "bultenler/1/rapor/", "gonderi/1/", "gonderi/giden-kutusu/"):
        assert any(place in address for address in told), (place, told)


def test_an_embargoed_bulletin_leaves_no_word_behind_any_other_door(embargoed):
    for role in (None, *sorted(set(Role) - OFFICE)):
        assert telling(in_bulletins_and_dispatches(somebody(role, embargoed)), SECRET) == [], role
    assert telling(walk(Client(raise_request_exception=False)), SECRET) == []


def test_every_register_asks_a_scope():
    unscoped = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("kopru.")
        and hasattr(model._default_manager, "visible_to")
        and (policy := policy_registry.get_by_type(model, fallback=False)) is not None
        and not isinstance(policy, ScopedPolicy)
        and not type(policy).__module__.startswith("kopru.")
    ]
    assert unscoped == []


#: what each role finds in the menu: who reads this table knows what the product shows to whom
_EVERYBODY = {"today", "cases", "special", "bulletins", "rehber", "delivery"}
_REGISTERS = "topics absences case-matters case-authorities case-leave case-templates"
MENUS = {
    Role.WRITER: _EVERYBODY | {"photos", "press-room", f"settings: {_REGISTERS}"},
    Role.HEAD: _EVERYBODY
    | {"photos", "press-room", "reports: history", f"settings: kurum-kimligi press-room-texts {_REGISTERS}"},
    Role.PHOTOGRAPHER: _EVERYBODY - {"delivery"} | {"photos"},
    Role.CLERK: _EVERYBODY | {"photos", "press-room", f"settings: {_REGISTERS}"},
    Role.MAYORS_OFFICE: _EVERYBODY | {f"settings: {_REGISTERS}"},
    Role.ADMINISTRATOR: _EVERYBODY
    | {
        "photos",
        "press-room",
        "reports: history",
        f"settings: kurum-kimligi press-room-texts {_REGISTERS} redirects users",
    },
}


@pytest.mark.parametrize("role", sorted(STAFF), ids=lambda role: role.name.lower())
def test_the_menu_of_each_role(office, role, rf):
    request = rf.get(reverse("wagtailadmin_home"))
    request.user = directory.user(role)
    shown = [item.name for item in admin_menu.menu_items_for_request(request)]
    for name, menu in (("settings", settings_menu), ("reports", reports_menu)):
        if name in shown:
            shown[shown.index(name)] = f"{name}: " + " ".join(
                item.name for item in menu.menu_items_for_request(request)
            )
    assert set(shown) == MENUS[role]
