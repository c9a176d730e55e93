"""Two things at once: words that cross an answer, stale pages, a second press; nothing is lost or doubled."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kopru.cases import actions, obstacles, sweeping
from kopru.cases.asks import Asker
from kopru.cases.letters import posting
from kopru.cases.models import Answer, AnswerStage, Case, Channel, ClockKind, Close, Kind, State
from kopru.cases.tests.factories import DAY, HOUR, NOON, answer, case, deliver, referral, unit, user
from kopru.cases.tests.public import ticket
from kopru.core.roles import Role

pytestmark = pytest.mark.django_db


def _leaving(of: Case, **fields) -> Answer:
    """Return an answer of `of` that was approved and waits in the ledger, or for whoever gives it."""
    words = answer(of, **fields)
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    actions.approve_answer(words, by=user(Role.HEAD), at=NOON)
    words.refresh_from_db()
    assert words.stage == AnswerStage.SENT
    return words


def test_words_that_cross_the_answer_open_the_case_again():
    of = case()
    words = _leaving(of)
    actions.hear(of, text="Bugün bir direk daha söndü.", at=NOON + HOUR)
    deliver(words.dispatch, at=NOON + 2 * HOUR)
    sweeping.answers(NOON + 2 * HOUR)
    of.refresh_from_db()
    words.refresh_from_db()
    assert (words.stage, of.state, of.reopened) == (AnswerStage.DELIVERED, State.OPEN, 1)


def test_thanks_that_cross_the_answer_do_not():
    of = case()
    words = _leaving(of)
    actions.hear(of, text="Teşekkürler.", at=NOON + HOUR, wants_more=False)
    deliver(words.dispatch, at=NOON + 2 * HOUR)
    sweeping.answers(NOON + 2 * HOUR)
    of.refresh_from_db()
    assert (of.state, of.closed_how) == (State.CLOSED, Close.ANSWERED)


def test_an_answer_that_waited_when_the_case_ended_is_a_draft_again():
    of = case()
    words = answer(of)
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    actions.close(of, how=Close.WITHDRAWN, reason="Vazgeçti.", by=user(Role.CLERK), at=NOON)
    with pytest.raises(obstacles.NotWaiting):
        actions.send_back_answer(words, reason="Gerek kalmadı.", by=user(Role.HEAD), at=NOON)
    of.refresh_from_db()
    words.refresh_from_db()
    assert (of.state, of.closed_how, words.stage) == (State.CLOSED, Close.WITHDRAWN, AnswerStage.DRAFT)


def test_nothing_is_passed_on_nor_asked_of_a_unit_while_an_answer_is_on_its_way():
    of = case()
    _leaving(of)
    with pytest.raises(obstacles.AnswerUnderWay):
        actions.forward(of, institution="Kaymakamlık", address="", reason="Onun.", by=user(Role.CLERK), at=NOON)
    with pytest.raises(obstacles.AnswerUnderWay):
        referral(of)


def test_the_answer_that_ends_it_waits_for_the_units():
    of = case()
    words = answer(of)
    asked = referral(of)
    with pytest.raises(obstacles.ReferralsOpen):
        actions.submit_answer(words, by=words.drafted_by, at=NOON)
    actions.recall(asked, reason="Gerek kalmadı.", by=user(Role.CLERK), at=NOON)
    actions.submit_answer(words, by=words.drafted_by, at=NOON)
    referral(of)  # asked while the head reads it
    with pytest.raises(obstacles.ReferralsOpen):
        actions.approve_answer(words, by=user(Role.HEAD), at=NOON)


def test_an_answer_that_nobody_can_be_given_does_not_keep_the_case_open():
    of = case(channel=Channel.PHONE, asker={"email": ""})
    words = _leaving(of, channel=Channel.PHONE)
    actions.close(of, how=Close.UNREACHABLE, reason="Üç kez arandı.", by=user(Role.CLERK), at=NOON + DAY)
    words.refresh_from_db()
    assert (words.stage, words.failure) == (AnswerStage.FAILED, "Üç kez arandı.")
    with pytest.raises(obstacles.NotWaiting):
        actions.give_answer(words, proof="Sonra arandı.", by=user(Role.CLERK), at=NOON + DAY)


def test_the_clock_counts_the_day_on_which_it_was_given_by_hand():
    of = case(channel=Channel.PHONE, asker={"email": ""})
    words = _leaving(of, channel=Channel.PHONE)
    actions.give_answer(words, proof="Telefonda okundu.", by=user(Role.CLERK), at=NOON + 4 * DAY)
    assert of.clock_events.get(kind=ClockKind.FINAL_ANSWER).at == NOON + 4 * DAY


def _costly() -> Case:
    """Return an information request whose cost was told two days after it came."""
    of = case(kind=Kind.INFORMATION)
    actions.tell_cost(of, amount=5000, reason="50 sayfa", by=user(Role.CLERK), at=NOON + 2 * DAY)
    return of


def test_a_cost_is_told_once():
    of = _costly()
    with pytest.raises(obstacles.CostOwed):
        actions.tell_cost(of, amount=5000, reason="50 sayfa", by=user(Role.CLERK), at=NOON + 2 * DAY)


@pytest.mark.parametrize("days", [-9, 1, 4])
def test_nobody_pays_before_the_cost_is_told_nor_on_a_day_to_come(days):
    of = _costly()
    with pytest.raises(obstacles.NotPaidThen):
        actions.record_payment(of, paid_at=NOON + days * DAY, by=user(Role.CLERK), at=NOON + 3 * DAY)
    of.refresh_from_db()
    assert of.due_on is None


def test_a_payment_earlier_on_the_day_of_telling_counts():
    of = _costly()
    actions.record_payment(of, paid_at=NOON + 2 * DAY - HOUR, by=user(Role.CLERK), at=NOON + 3 * DAY)
    with pytest.raises(obstacles.NothingOwed):
        actions.record_payment(of, paid_at=NOON + 3 * DAY, by=user(Role.CLERK), at=NOON + 3 * DAY)
    of.refresh_from_db()
    assert of.due_on is not None


def test_a_late_payment_of_a_case_taken_up_again_is_written_down():
    of, clerk = _costly(), user(Role.CLERK)
    actions.close(of, how=Close.UNPAID, reason="Ödenmedi.", by=clerk, at=NOON + 30 * DAY)
    actions.reopen(of, reason="Bugün ödedi.", by=clerk, at=NOON + 31 * DAY)
    actions.record_payment(of, paid_at=NOON + 31 * DAY, by=clerk, at=NOON + 31 * DAY)
    of.refresh_from_db()
    assert of.due_on is not None


def _page(name: str, *args) -> str:
    return reverse(name, args=args)


def _files(name: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{name}.pdf", b"%PDF-" + name.encode())]


def _now(**fields) -> Case:
    return case(at=timezone.now(), **fields)


def test_a_unit_sends_a_second_file_with_the_same_words():
    of = referral(_now(), at=timezone.now())
    address = _page("cases:unit", posting.sign(of))
    for name in ("tutanak", "tutanak", "kroki"):
        given = {"is": "cevap", "ticket": ticket(), "text": "Ektedir.", "files": _files(name)}
        assert Client().post(address, given).status_code == 302
    assert [each.name for each in of.case.files.all()] == ["tutanak.pdf", "kroki.pdf"]


def test_a_person_sends_a_second_file_with_the_same_words():
    of = _now()
    for name in ("fatura", "fatura", "sözleşme"):
        given = {"number": of.label, "secret": of.secret, "ticket": ticket(), "text": "Ektedir.", "files": _files(name)}
        Client().post(_page("cases:status"), given)
    assert [each.name for each in of.files.all()] == ["fatura.pdf", "sözleşme.pdf"]


def test_a_file_uploaded_on_the_desk_carries_its_warning():
    to = unit()
    of, browser = referral(_now(), to, at=timezone.now()), Client()
    browser.force_login(user(Role.UNIT, units=(to,)))
    sent = SimpleUploadedFile("fatura.exe", b"MZ\x90", content_type="image/png")
    browser.post(_page("cases_units:one", of.pk), {"is": "cevap", "text": "Ektedir.", "uploads": [sent]})
    kept = of.case.files.get()
    assert kept.warning
    assert kept.content_type != "image/png"


def test_words_that_were_not_delivered_may_be_sent_again():
    of, clerk, browser = _now(), user(Role.CLERK), Client()
    words = answer(of, by=clerk, at=timezone.now())
    Answer.objects.filter(pk=words.pk).update(stage=AnswerStage.FAILED)
    browser.force_login(clerk)
    given = {"kind": "final", "outcome": "granted", "subject": words.subject, "text": words.text}
    for channel in ("email", "email", "letter"):
        browser.post(_page("cases_desk:do", of.pk, "cevap"), {**given, "channel": channel})
    assert [each.channel for each in of.answers.exclude(pk=words.pk)] == ["email", "letter"]


def test_only_what_was_read_is_approved():
    of, browser = _now(), Client()
    words = answer(of, at=timezone.now())
    actions.submit_answer(words, by=words.drafted_by, at=timezone.now())
    browser.force_login(user(Role.HEAD))
    page = browser.get(_page("cases_desk:decide", of.pk, words.pk))
    seen = page.context["yes"]["seen"].value()
    assert f'value="{seen}"' in page.content.decode()
    actions.send_back_answer(words, reason="Gün yanlış.", by=user(Role.HEAD), at=timezone.now())
    new = {"subject": words.subject, "text": "Başka bir metin.", "channel": "email", "outcome": "granted"}
    actions.revise_answer(words, **new, by=words.drafted_by, at=timezone.now())
    actions.submit_answer(words, by=words.drafted_by, at=timezone.now())
    approve = _page("cases_desk:do_with", of.pk, "onayla", words.pk)
    assert "değiştirildi" in browser.post(approve, {"seen": seen}).content.decode()
    words.refresh_from_db()
    assert words.stage == AnswerStage.WITH_HEAD
    seen = browser.get(_page("cases_desk:decide", of.pk, words.pk)).context["yes"]["seen"].value()
    browser.post(approve, {"seen": seen})
    words.refresh_from_db()
    assert words.stage == AnswerStage.SENT


def test_who_takes_a_case_a_moment_too_late_is_told():
    of, quick = _now(), user(Role.CLERK)
    actions.take(of, owner=quick, by=quick, at=timezone.now())
    late, browser = user(Role.CLERK), Client()
    browser.force_login(late)
    take = _page("cases_desk:do", of.pk, "ustlen")
    assert str(quick) in browser.post(take, {"owner": ""}).content.decode()
    of.refresh_from_db()
    assert of.owner == quick
    browser.post(take, {"owner": str(quick.pk)})
    of.refresh_from_db()
    assert of.owner == late


def test_the_same_new_date_is_told_to_the_unit_once():
    of, browser = referral(_now(), at=timezone.now()), Client()
    browser.force_login(user(Role.CLERK))
    later = (timezone.localdate() + 9 * DAY).isoformat()
    for _each in range(2):
        browser.post(_page("cases_desk:do_with", of.case_id, "sure-ver", of.pk), {"due_on": later})
    of.refresh_from_db()
    assert (of.due_on.isoformat(), of.messages.filter(voice="to_unit").count()) == (later, 2)


def test_a_visit_is_agreed_on_once():
    of, clerk, browser = _now(kind=Kind.GROUP), user(Role.CLERK), Client()
    actions.plan_visit(of, institution="Ayvacık Ortaokulu", people=30, by=clerk, at=timezone.now())
    browser.force_login(clerk)
    given = {"is": "gun", "starts_at": "2031-05-06T10:00", "guide": "Müze"}
    for _each in range(2):
        assert browser.post(_page("cases_special:visit", of.pk), given).status_code == 302
    assert of.messages.filter(voice="office").count() == 1


def test_a_page_opened_before_does_not_uncover_who_hides():
    of, clerk, browser = _now(), user(Role.CLERK), Client()
    actions.take(of, owner=clerk, by=clerk, at=timezone.now())
    browser.force_login(clerk)
    address = _page("cases_desk:do", of.pk, "kisi")
    form = BeautifulSoup(browser.get(address).content, "html.parser").select_one("form.cs-deed")
    sent = {
        field["name"]: field.get("value") or field.get_text().strip() or "on"
        for field in form.select("input[name], textarea[name]")
        if field.get("type") != "checkbox" or field.has_attr("checked")
    }
    asker = Asker(name="Melahat Demirtaş", email="melahat@example.net", phone=of.phone, hides_identity=True)
    actions.identify(of, asker=asker, by=user(Role.HEAD), at=timezone.now())
    assert browser.post(address, sent | {"phone": "0532 000 00 77"}).status_code == 302
    of.refresh_from_db()
    assert (of.hides_identity, of.name, of.phone_key) == (True, "Melahat Demirtaş", "+905320000077")


def test_a_unit_does_not_answer_into_a_case_that_is_closed():
    to = unit()
    of, browser = referral(_now(), to, at=timezone.now()), Client()
    actions.return_referral(of, reason="Bizde değil.", at=timezone.now())
    actions.close(of.case, how=Close.WITHDRAWN, reason="Vazgeçti.", by=user(Role.CLERK), at=timezone.now())
    browser.force_login(user(Role.UNIT, units=(to,)))
    browser.post(_page("cases_units:one", of.pk), {"is": "cevap", "text": "Yine de yaptık."})
    assert not of.messages.filter(text="Yine de yaptık.").exists()
