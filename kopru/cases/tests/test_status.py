"""The state of an ask: opened by number and secret alone, and saying nothing to others."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kopru.cases import actions
from kopru.cases.asks import Attached
from kopru.cases.models import CaseFile, Close, State, Voice
from kopru.cases.tests.factories import answer, case, referral, unit, user
from kopru.cases.tests.public import photo, ticket
from kopru.core.roles import Role
from tests.pages import check_page

pytestmark = pytest.mark.django_db


def _opened(of, **more):
    return Client().post(reverse("cases:status"), {"number": of.label, "secret": of.secret, **more})


def test_number_and_secret_open_it_however_they_are_written():
    of = case()
    for number, secret in [(of.label, of.secret), (f" {of.year}-{of.number} ", of.secret.lower().replace("-", " "))]:
        response = Client().post(reverse("cases:status"), {"number": number, "secret": secret})
        assert of.subject in check_page(response.content).h1.get_text()
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]


def test_a_wrong_secret_and_a_wrong_number_are_told_the_same():
    of = case()
    wrong = [
        Client().post(reverse("cases:status"), {"number": number, "secret": secret})
        for number, secret in [
            (of.label, "AAAAA-AAAAA"),
            ("2026/99999", of.secret),
            ("abc", of.secret),
            ("2026/1٢", "x"),
        ]
    ]
    said = {check_page(each.content).select_one(".faults").get_text() for each in wrong}
    assert len(said) == 1
    assert {each.status_code for each in wrong} == {422}
    assert all(of.subject not in each.content.decode() for each in wrong)


def test_guessing_ends_in_words_and_the_right_one_waits_too():
    of, guesser = case(), Client()
    for _each in range(20):
        guesser.post(reverse("cases:status"), {"number": of.label, "secret": "AAAAA-AAAAA"})
    refused = guesser.post(reverse("cases:status"), {"number": of.label, "secret": of.secret})
    assert refused.status_code == 429
    assert "Bir saat" in refused.content.decode()


def test_the_person_reads_what_was_said_to_them_and_nothing_else():
    clerk, of = user(Role.CLERK), case()
    actions.note(of, text="İçnot: komşusu da arıyor", by=clerk, at=timezone.now())
    asked = referral(of, unit("Fen İşleri"), by=clerk, at=timezone.now())
    actions.answer_referral(asked, text="Birimsözü: ihaleye çıkılacak", at=timezone.now())
    words = answer(of, by=clerk, at=timezone.now(), kind="interim", text="Ara yanıt: direk sipariş edildi.")
    actions.submit_answer(words, by=clerk, at=timezone.now())
    body = _opened(of).content.decode()
    assert "direk sipariş edildi" in body
    assert of.text[:20] in body
    assert not any(secret in body for secret in ("İçnot", "Birimsözü", "Fen İşleri", str(clerk)))


def test_a_message_is_added_once_and_opens_a_closed_case():
    clerk, of = user(Role.CLERK), case()
    actions.close(of, how=Close.WITHDRAWN, reason="Vazgeçti.", by=clerk, at=timezone.now())
    form = {"ticket": ticket(), "text": "Lamba yine söndü."}
    for _each in range(2):
        response = _opened(of, **form, files=[photo()])
        assert "Mesajınız bize ulaştı" in check_page(response.content).get_text()
    of.refresh_from_db()
    assert (of.state, of.reopened) == (State.OPEN, 1)
    assert of.messages.filter(voice=Voice.PERSON, text="Lamba yine söndü.").count() == 1
    assert of.files.get().name == "direk.jpg"


def test_a_message_that_is_wrong_keeps_its_words():
    response = _opened(case(), ticket="sahte", text="Uzun uzun yazdım.", files=[SimpleUploadedFile("a.exe", b"MZ")])
    assert response.status_code == 422
    assert "Uzun uzun yazdım." in response.content.decode()
    assert "yeniden seçin" in response.content.decode()


def test_only_files_of_an_answer_that_left_are_handed_out():
    clerk, of = user(Role.CLERK), case(files=[Attached("kendi.pdf", "application/pdf", b"%PDF-")])
    own = of.files.get()
    made = actions.draft_answer(
        of, subject="Yanıt", text="Ekte.", by=clerk, at=timezone.now(), kind="interim", files=[own]
    )
    assert _opened(of, dosya=str(own.pk)).status_code == 404
    actions.submit_answer(made, by=clerk, at=timezone.now())
    handed = _opened(of, dosya=str(own.pk))
    assert b"".join(handed.streaming_content) == b"%PDF-"
    assert CaseFile.objects.count() == 1
    assert _opened(of, dosya="9" * 30).status_code == 404


def test_an_erased_case_is_not_there():
    of = case()
    of.erased_at = timezone.now()
    of.save()
    assert _opened(of).status_code == 422


def test_asking_shows_no_fault():
    response = Client().get(reverse("cases:status"))
    soup = check_page(response.content)
    assert not soup.select(".error, .faults")
    assert "noindex" not in response.get("X-Robots-Tag", "")
