"""Whoever may not know who hides learns it by no back way: the ledger, a file's name, what a mail server said."""

import pytest
from django.test import Client
from django.urls import reverse

from kopru.cases import actions, sweeping
from kopru.cases.asks import Attached
from kopru.cases.letters import links, posting
from kopru.cases.models import Case, Kind
from kopru.cases.tests.factories import NOON, answer, case, deliver, referral, unit, user
from kopru.core.roles import Role
from kopru.delivery.models import Dispatch, Recipient, RowState

pytestmark = pytest.mark.django_db

NAME, MAIL = "Şükran Örtülü", "sukran@ortulu.example.net"


def _hidden(**fields) -> Case:
    """Return a case of somebody who hides, owned by nobody, with a file named after them."""
    of = case(asker={"name": NAME, "email": MAIL, "hides_identity": True}, **fields)
    actions.hear(of, text="Ektedir.", at=NOON, files=[Attached(f"{NAME}.pdf", "application/pdf", b"%PDF-1")])
    return of


def _as(*roles: Role) -> Client:
    browser = Client()
    browser.force_login(user(*roles))
    return browser


def test_the_ledger_shows_their_address_only_to_who_may_know():
    of = _hidden()
    pages = [
        reverse("delivery_desk:dispatches"),
        reverse("delivery_desk:dispatch", args=[Dispatch.objects.get().pk]),
        reverse("delivery_desk:outbox"),
        reverse("delivery_desk:outbox_mail", args=[Recipient.objects.get().pk]),
        reverse("cases_desk:one", args=[of.pk]),
    ]
    clerk, head = _as(Role.CLERK), _as(Role.HEAD)
    for page in pages:
        said = clerk.get(page).content.decode()
        assert [mark for mark in (NAME, MAIL, "Şükran") if mark in said] == [], page
    assert (
        reverse("delivery_desk:dispatch", args=[Dispatch.objects.get().pk]) not in clerk.get(pages[-1]).content.decode()
    )
    assert head.get(pages[1]).status_code == 200
    owner = user(Role.CLERK)
    actions.take(of, owner=owner, by=owner, at=NOON)
    clerk.force_login(owner)
    assert MAIL in clerk.get(pages[1]).content.decode()


def test_their_files_are_saved_under_another_name():
    of = _hidden()
    address = reverse("cases_desk:file", args=[of.pk, of.files.get().pk])
    for role, is_named in ((Role.CLERK, False), (Role.HEAD, True)):
        handed = _as(role).get(address)
        assert b"".join(handed.streaming_content) == b"%PDF-1"
        assert ("%C5%9E" in handed["Content-Disposition"]) is is_named


def test_the_mayors_office_gets_the_blacked_out_copy_or_nothing():
    of = _hidden(kind=Kind.MEDIA)
    address = reverse("cases_desk:file", args=[of.pk, of.files.get().pk])
    assert _as(Role.MAYORS_OFFICE).get(address).status_code in {302, 403}


def test_what_the_mail_server_said_of_their_address_is_not_repeated():
    of = _hidden()
    words = answer(of)
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    actions.approve_answer(words, by=user(Role.HEAD), at=NOON)
    words.refresh_from_db()
    deliver(words.dispatch)
    sweeping.answers(NOON)
    Recipient.objects.filter(dispatch=words.dispatch).update(state=RowState.FAILED, reason=f"550 <{MAIL}> unknown")
    sweeping.lost_answers(NOON)
    said = _as(Role.CLERK).get(reverse("cases_desk:one", args=[of.pk])).content.decode()
    assert MAIL not in said


def test_a_signed_link_opens_one_thing_and_no_other():
    to = unit()
    of = referral(case(), to)
    keys = {
        "unit": posting.sign(of),
        "tray": links.tray_page(to).rstrip("/").rpartition("/")[2],
        "survey": links.survey_page(of.case, "yes").partition("?")[0].rstrip("/").rpartition("/")[2],
    }
    opened = {
        (page, whose): Client().get(reverse(f"cases:{page}", args=[key])).status_code
        for page in keys
        for whose, key in keys.items()
    }
    assert {pair for pair, status in opened.items() if status == 200} == {(name, name) for name in keys}
    other = posting.sign(referral(case(), to)).partition(":")[0]
    forged = f"{other}:{keys['unit'].partition(':')[2]}"
    assert Client().get(reverse("cases:unit", args=[forged])).status_code == 404
