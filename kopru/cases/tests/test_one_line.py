"""What stands in the header of a mail stands on one line, wherever it came from; no letter is stopped by it."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kopru.cases import actions
from kopru.cases.asks import Attached
from kopru.cases.intake import cleaning
from kopru.cases.models import AnswerKind, Case
from kopru.cases.tests.factories import NOON, answer, case, deliver, user
from kopru.cases.tests.public import filled, matter
from kopru.core.roles import Role
from kopru.delivery import actions as delivery
from kopru.delivery.models import Dispatch, Recipient, RowState
from kopru.delivery.tests import factories as dispatches

pytestmark = pytest.mark.django_db

#: A line break, those of a word processor and of Unicode, a bell, and the end of a C string.
BREAKS = ["\r\nBcc: baskasi@example.net", "\x0b", "\u2028", "\u2029", "\x85", "\x07", "\x7f", "\x1c"]


def _all_leave() -> None:
    for dispatch in Dispatch.objects.all():
        deliver(dispatch, at=timezone.now())
    assert {row.state for row in Recipient.objects.all()} == {RowState.DELIVERED}


@pytest.mark.parametrize("mark", BREAKS)
def test_an_answer_leaves_whatever_was_pasted_into_its_subject(mark):
    words = answer(case(), subject=f"Sokak{mark} lambası", kind=AnswerKind.INTERIM)
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    _all_leave()
    words.refresh_from_db()
    assert words.subject == cleaning.line(f"Sokak{mark} lambası")


def test_a_form_is_taken_with_whatever_was_pasted_into_it():
    about = matter(fields=[])
    for mark in BREAKS:
        given = filled(subject=f"Sokak{mark} lambası", name=f"Naciye{mark} Soylu")
        assert Client().post(reverse("cases:matter", args=[about.slug]), given).status_code == 200, repr(mark)
    assert Case.objects.count() == len(BREAKS)
    _all_leave()


def test_a_file_leaves_under_whatever_name_it_came():
    of = case()
    files = [Attached(f"tut{mark}anak.pdf", "application/pdf", b"%PDF-") for mark in BREAKS]
    actions.hear(of, text="Ektedir.", at=NOON, files=files)
    words = answer(of, files=list(of.files.all()), kind=AnswerKind.INTERIM)
    actions.submit_answer(words, by=user(Role.CLERK), at=NOON)
    _all_leave()


def test_what_no_header_holds_is_refused_before_it_is_frozen():
    with pytest.raises(delivery.HeaderInjection):
        dispatches.draft(subject="Sahil\u2028yolu")


def test_a_program_cannot_report_what_no_database_holds(settings):
    settings.OPEN311_KEYS = ["anahtar"]
    about, odd = matter(asks_place=False), "Sokak\x00 lambası\ud800"
    given = {"api_key": "anahtar", "service_code": about.slug, "description": odd, "address_string": odd}
    given |= {"attribute[pole]": odd, "first_name": odd, "last_name": "Soylu"}
    sent = urlencode(given, errors="surrogatepass")
    kind = "application/x-www-form-urlencoded"
    response = Client().post(reverse("cases:open311_requests", args=["json"]), sent, content_type=kind)
    assert response.status_code == 201
    of = Case.objects.get()
    said = f"{of.text} {of.place} {of.details} {of.name}"
    assert ("\x00" in said, "\ud800" in said) == (False, False)
