"""Bugün by mail: once a working day, to each their own, and only where something waits."""

import re
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kopru.cases.models import Leave
from kopru.cases.tests.factories import case
from kopru.core import sweep
from kopru.core.roles import Role
from kopru.delivery import actions as delivery
from kopru.delivery.models import Dispatch, DispatchState
from kopru.desk import morning
from kopru.desk.models import Morning, Often
from kopru.directory.tests.factories import unit, user
from kopru.newsroom import actions as newsroom
from kopru.newsroom.tests import factories as bulletins
from tests.pages import check_page

pytestmark = pytest.mark.django_db
#: a Tuesday
AT = datetime(2026, 11, 24, 8, 30, tzinfo=timezone.get_default_timezone())
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.fixture(autouse=True)
def half_past_eight(settings):
    settings.MORNING_MAIL_AT = "08:30"


@pytest.fixture
def clerk():
    return user(Role.CLERK)


def a_case(**fields):
    return case(at=AT - DAY, **fields)


def for_the_head():
    """A bulletin that waits for the head's word alone."""
    made = bulletins.bulletin(headline="Gizli açılış töreni")
    newsroom.submit(made, by=bulletins.user(Role.WRITER), at=AT - DAY)
    return made


def mails():
    return list(Dispatch.objects.filter(kind=morning.KIND).order_by("pk"))


def test_what_waits_is_written_once_a_day(clerk):
    a_case(subject="Su kaçağı")
    made = morning.tell(clerk, at=AT)
    assert made.recipients.get().address == clerk.email
    assert "Su kaçağı" in made.text
    assert "Su kaçağı" in made.html
    assert "Su kaçağı" not in made.subject
    assert morning.tell(clerk, at=AT + MINUTE) is None
    assert mails() == [made]
    assert morning.tell(clerk, at=AT + DAY) is not None


def test_the_words_of_the_mail(clerk):
    for subject in ("Yanmayan {sokak} lambası", "Su kaçağı & <koku>"):
        a_case(subject=subject)
    made = morning.tell(clerk, at=AT)
    row = made.recipients.get()
    text = re.sub(r"/\d+/", "/N/", f"{made.subject}\n{row.greeting}\n\n{made.text}")
    assert text == (SNAPSHOTS / "morning.txt").read_text(encoding="utf-8")
    assert "&lt;koku&gt;" in made.html


def test_nothing_is_written_where_nothing_waits(clerk):
    assert morning.tell(clerk, at=AT) is None
    assert mails() == []
    a_case()
    assert morning.tell(clerk, at=AT + MINUTE) is None


def test_who_wants_no_mail_gets_none(clerk):
    a_case()
    Morning.objects.create(user=clerk, often=Often.NEVER)
    assert morning.sweep(AT) == 0
    assert morning.tell(clerk, at=AT) is None
    assert mails() == []


def test_each_reads_what_their_own_desk_shows_and_nobody_reads_anothers(clerk):
    head, writer, secret = user(Role.HEAD), user(Role.WRITER), for_the_head()
    a_case()
    of_clerk, of_head = (morning.tell(one, at=AT) for one in (clerk, head))
    assert secret.headline in of_head.text
    assert secret.headline not in of_clerk.text + of_clerk.html
    seen = {one: set(Dispatch.objects.visible_to(one, AT).filter(kind=morning.KIND)) for one in (clerk, head, writer)}
    assert seen == {clerk: {of_clerk}, head: {of_head}, writer: set()}


def test_the_page_of_anothers_mail_is_not_there(clerk, client, settings):
    settings.DEMO = True
    head = user(Role.HEAD)
    for_the_head()
    made = morning.tell(head, at=AT)
    client.force_login(clerk)
    assert client.get(made.get_absolute_url()).status_code == 404
    client.force_login(head)
    assert client.get(made.get_absolute_url()).status_code == 200


def test_the_sweep_asks_for_each_of_the_staff_once(clerk, django_capture_on_commit_callbacks):
    a_case()
    user(Role.UNIT, units=(unit(),))
    left = user(Role.HEAD)
    left.is_active = False
    left.save()
    mute = user(Role.WRITER)
    mute.email = ""
    mute.save()
    assert morning.sweep(AT) == 1
    morning.tell(clerk, at=AT)
    assert morning.sweep(AT + MINUTE) == 0
    assert morning.sweep(AT + DAY) == 1
    with django_capture_on_commit_callbacks():
        assert sweep.run_all(at=AT + DAY)["desk.morning"] == 1


@pytest.mark.parametrize(
    ("at", "is_it"),
    [
        (AT - MINUTE, False),
        (AT, True),
        (AT + 119 * MINUTE, True),
        (AT + 120 * MINUTE, False),
        (AT + 4 * DAY, False),
        (AT.replace(month=10, day=29), False),
        (AT.replace(month=10, day=28), True),
        (AT.replace(day=26), False),
        (AT.replace(day=27), True),
    ],
    ids=["early", "sharp", "last", "late", "Saturday", "Republic Day", "its half day", "leave", "half leave"],
)
def test_only_the_morning_of_a_working_day_is_one(at, is_it):
    for day, is_half in ((26, False), (27, True)):
        on = AT.date().replace(day=day)
        Leave.objects.create(from_on=on, until_on=on, is_half=is_half, source="Genelge")
    user(Role.CLERK)
    assert morning.is_morning(at) is is_it
    assert morning.sweep(at) == int(is_it)


def test_an_office_can_do_without(settings, clerk):
    settings.MORNING_MAIL_AT = ""
    assert morning.sweep(AT) == 0


def test_a_task_that_comes_late_or_twice_writes_nothing(clerk):
    a_case()
    assert morning.serve(clerk.pk, at=AT + 200 * MINUTE) is None
    assert morning.serve(clerk.pk, at=AT) is not None
    assert morning.serve(clerk.pk, at=AT + MINUTE) is None
    assert len(mails()) == 1


def test_yesterdays_mail_that_never_left_is_ended_and_its_words_are_forgotten(clerk):
    a_case(subject="Su kaçağı")
    first = morning.tell(clerk, at=AT)
    second = morning.tell(clerk, at=AT + DAY)
    first.refresh_from_db()
    assert first.recipients.get().state == "cancelled"
    assert "Su kaçağı" in second.text
    assert "Su kaçağı" not in first.text + first.html
    assert first.state in {DispatchState.FINISHED, DispatchState.CANCELLED}


def test_who_turns_it_off_is_forgotten_all_the_same(clerk):
    a_case(subject="Su kaçağı")
    first = morning.tell(clerk, at=AT)
    Morning.objects.filter(user=clerk).update(often=Often.NEVER)
    assert morning.sweep(AT + DAY) == 1
    assert morning.tell(clerk, at=AT + DAY) is None
    first.refresh_from_db()
    assert "Su kaçağı" not in first.text
    assert morning.sweep(AT + 2 * DAY) == 0


def test_an_address_that_is_none_stops_nobody(clerk):
    a_case()
    clerk.email = "adres değil"
    clerk.save()
    assert morning.tell(clerk, at=AT) is None
    assert morning.sweep(AT) == 0


def test_an_address_that_came_back_gets_nothing(clerk):
    a_case()
    delivery.suppress(clerk.email, channel="email", reason="bounce", source="deneme", at=AT)
    morning.tell(clerk, at=AT)
    assert mails()[0].recipients.get().handed_at is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_mail(clerk):
    a_case()
    start, made = threading.Barrier(2), []

    def work():
        start.wait()
        made.append(morning.tell(clerk, at=AT))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert len(made) == 2
    assert len(mails()) == 1


def test_the_choice_is_made_on_ones_own_profile(clerk, client, settings):
    settings.DEMO = True
    client.force_login(clerk)
    address = reverse("wagtailadmin_account")
    page = client.get(address).content.decode()
    check_page(page)
    assert "Her iş günü" in page
    assert 'value="daily"' in page
    fields = dict(re.findall(r'<input type="(?:text|email|hidden)" name="([^"]+)" value="([^"]*)"', page))
    fields |= {
        "morning-often": "never",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    fields |= {"theme-keyboard_shortcuts": "on", "locale-preferred_language": "tr", "name_email-last_name": "Deniz"}
    fields |= {"name_email-first_name": "Elif", "name_email-email": clerk.email, "theme-profile-contrast": "system"}
    response = client.post(address, fields)
    assert response.status_code == 302, response.context["form"].errors if response.context else ""
    assert Morning.objects.get(user=clerk).often == Often.NEVER
    assert re.search(r'value="never"[^>]*checked', client.get(address).content.decode())
