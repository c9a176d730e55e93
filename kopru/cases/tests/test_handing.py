"""A case goes to another body's Open311 server: sent once, followed, and the person told; persons only where ticked."""

import socket
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from kopru.cases import actions, handing
from kopru.cases.models import Authority, Case, Close, Handover, HandoverState, Message, Voice
from kopru.cases.obstacles import (
    AlreadyClosed,
    HandoverUnderWay,
    NoServer,
    NotInDoubt,
    NumberMissing,
    PlaceMissing,
    ReasonMissing,
    ReferralsOpen,
)
from kopru.cases.public import georeport, open311
from kopru.cases.tests import factories as make
from kopru.cases.tests.far_server import CLOSED, OPEN, REFUSED, TAKEN, TOKEN, far_server
from kopru.cases.tests.public import matter
from kopru.core.roles import Role
from kopru.delivery.models import Dispatch

pytestmark = pytest.mark.django_db

NOON, DAY = make.NOON, make.DAY
SPOT = (Decimal("39.549213"), Decimal("26.601178"))
REASON = "Bu yol Karayollarının sorumluluğundadır."


@pytest.fixture(autouse=True)
def _keys(settings) -> None:
    settings.OPEN311_SENDING = ["karayollari=sifre-1"]


@pytest.fixture
def far():
    with far_server() as server:
        yield server


def authority(endpoint: str, **fields) -> Authority:
    given = {"name": "Karayolları 14. Bölge", "key_name": "karayollari", "jurisdiction": "kgm.example", **fields}
    return Authority.objects.create(endpoint=endpoint, **given)


def report(**fields) -> Case:
    return make.case(**{"position": SPOT, "place": "Çanakkale yolu 3. km"} | fields)


def handed(case: Case, to: Authority, **fields) -> Handover:
    given = {"service_code": "yol-01", "reason": REASON, "by": make.user(Role.CLERK), "at": NOON}
    return actions.hand_over(case, authority=to, **given | fields)


def walked(handover: Handover, *, at=NOON) -> Handover:
    handing.walk(handover.pk, at=at)
    handover.refresh_from_db()
    handover.case.refresh_from_db()
    return handover


def test_it_is_sent_with_its_place_and_key_and_the_person_is_told_in_the_same_act(far):
    far.answers = [(201, TAKEN)]
    handover = walked(handed(report(), authority(far.endpoint)))
    (sent,) = far.posted
    assert (sent["api_key"], sent["jurisdiction_id"], sent["service_code"]) == ("sifre-1", "kgm.example", "yol-01")
    assert (sent["lat"], sent["long"]) == (str(SPOT[0]), str(SPOT[1]))
    assert sent["address_string"] == "Çanakkale yolu 3. km"
    assert f"Sayımız: {handover.case.label}" in sent["description"]
    assert (handover.state, handover.request_id, handover.status) == (HandoverState.TAKEN, "K-77", "open")
    assert (handover.case.state, handover.case.closed_how) == ("closed", Close.FORWARDED)
    told = Dispatch.objects.get(kind="cases.told")
    assert "Karayolları 14. Bölge" in told.text
    assert "K-77" in told.text
    assert "3071" in told.text
    assert handover.case.messages.filter(voice=Voice.ELSEWHERE).count() == 1


def test_persons_stay_here_unless_the_office_ticked_that_this_body_may_have_them(far):
    far.answers = [(201, TAKEN), (201, TAKEN)]
    text = "Ben Işıl Çağlar, 0532 000 00 21. Çağlar’ın evi önünde çukur var."
    walked(handed(report(text=text), authority(far.endpoint)))
    walked(handed(report(text=text), authority(far.endpoint, name="Ticked", may_have_persons=True)))
    without, ticked = far.posted
    assert not {"first_name", "last_name", "email", "phone"} & set(without)
    for word in ("Işıl", "Çağlar", "0532", "isil"):
        assert word not in " ".join(without.values())
    assert "çukur var" in without["description"]
    assert (ticked["first_name"], ticked["last_name"]) == ("Işıl", "Çağlar")
    assert ticked["email"] == "isil.caglar@example.org"
    assert "Işıl Çağlar" in ticked["description"]


def test_a_hidden_person_goes_along_nowhere_even_where_it_is_ticked(far):
    far.answers = [(201, TAKEN)]
    case = report(asker={"hides_identity": True})
    handover = handed(case, authority(far.endpoint, may_have_persons=True))
    walked(handover)
    assert not {"first_name", "last_name", "email", "phone"} & set(far.posted[0])


@pytest.mark.parametrize("answer", [(201, None), (201, "<p>Teşekkürler</p>"), (500, REFUSED), (502, "")])
def test_a_lost_answer_is_a_doubt_and_nothing_is_sent_twice(far, answer):
    far.answers = [answer, (201, TAKEN)]
    handover = walked(handed(report(), authority(far.endpoint)))
    assert (handover.state, handover.next_at) == (HandoverState.DOUBT, None)
    walked(handover, at=NOON + 3 * DAY)
    assert handing.owed(NOON + 3 * DAY) == 0
    assert len(far.posted) == 1
    assert handover.case.is_open
    assert not Dispatch.objects.filter(kind="cases.told").exists()


def test_a_worker_killed_while_sending_leaves_a_doubt(far):
    handover = handed(report(), authority(far.endpoint))
    assert actions.begin_handover(handover, at=NOON)
    assert not actions.begin_handover(handover, at=NOON + timedelta(minutes=1))
    handover = walked(handover, at=NOON + timedelta(minutes=11))
    assert handover.state == HandoverState.DOUBT
    assert far.posted == []


def test_two_workers_send_it_once(far):
    far.answers = [(201, TAKEN)]
    handover = handed(report(), authority(far.endpoint))
    walked(handover)
    walked(handover)
    actions.settle_handover(handover, failure=georeport.AnswerLost("late"), at=NOON)  # the slower of the two
    handover.refresh_from_db()
    assert (handover.state, len(far.posted)) == (HandoverState.TAKEN, 1)


def test_a_server_that_cannot_be_reached_is_tried_again_for_two_days(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}/v2"
    handover, at, tries = handed(report(), authority(closed)), NOON, 0
    while handover.state == HandoverState.WAITING and tries < 50:
        at = handover.next_at
        handover, tries = walked(handover, at=at), tries + 1
    assert (handover.state, handover.next_at) == (HandoverState.REFUSED, None)
    assert timedelta(days=2) < at - NOON < timedelta(days=3)
    assert handover.case.is_open


def test_come_again_later_is_no_doubt(far):
    far.answers = [(503, ""), (429, ""), (201, TAKEN)]
    handover = walked(handed(report(), authority(far.endpoint)))
    assert handover.state == HandoverState.WAITING
    handover = walked(handover, at=handover.next_at)
    assert walked(handover, at=handover.next_at).state == HandoverState.TAKEN


@pytest.mark.parametrize("status", [400, 403, 404, 302])
def test_what_is_refused_stays_with_the_office(far, status):
    far.answers = [(status, REFUSED)]
    handover = walked(handed(report(), authority(far.endpoint)))
    assert (handover.state, handover.fault) == (HandoverState.REFUSED, f"{status} service_code was not found.")
    assert handover.case.is_open
    assert len(far.posted) == 1
    handed(handover.case, handover.authority)


def test_the_state_there_is_followed_and_its_end_is_told_once(far):
    far.answers = [(201, TOKEN), (200, TAKEN), (200, OPEN), (200, OPEN), (500, ""), (200, CLOSED)]
    handover = walked(handed(report(), authority(far.endpoint)))
    assert (handover.token, handover.request_id) == ("t-5", "")
    for _each in range(4):
        handover = walked(handover, at=handover.next_at)
    assert far.asked == [
        "/v2/tokens/t-5.xml?jurisdiction_id=kgm.example",
        *["/v2/requests/K-77.xml?jurisdiction_id=kgm.example"] * 4,
    ]
    assert (handover.status, handover.status_notes, handover.next_at) == ("closed", "Onarıldı.", None)
    told = Dispatch.objects.filter(kind="cases.told").order_by("-pk").first()
    assert "Onarıldı." in told.text
    assert Dispatch.objects.filter(kind="cases.told").count() == 2
    actions.follow_handover(handover, status=georeport.Status("closed", "Onarıldı."), at=NOON + 9 * DAY)
    assert Dispatch.objects.filter(kind="cases.told").count() == 2


def test_a_person_settles_the_doubt(far):
    far.answers = [(201, None), (201, None), (201, TAKEN)]
    clerk, to = make.user(Role.CLERK), authority(far.endpoint)
    found = walked(handed(report(), to))
    with pytest.raises(NumberMissing):
        actions.judge_handover(found, decision="arrived", number=" ", by=clerk, at=NOON)
    actions.judge_handover(found, decision="arrived", number="K-9", by=clerk, at=NOON)
    found.refresh_from_db()
    assert (found.state, found.request_id) == (HandoverState.TAKEN, "K-9")
    with pytest.raises(NotInDoubt):
        actions.judge_handover(found, decision="not", number="", by=clerk, at=NOON)
    again = walked(handed(report(), to))
    actions.judge_handover(again, decision="again", number="", by=clerk, at=NOON)
    assert walked(again).state == HandoverState.TAKEN
    assert len(far.posted) == 3


def test_a_doubt_settled_as_not_taken_gives_the_case_back(far):
    far.answers = [(201, None)]
    handover = walked(handed(report(), authority(far.endpoint)))
    actions.judge_handover(handover, decision="not", number="", by=make.user(Role.CLERK), at=NOON)
    handover.refresh_from_db()
    assert handover.state == HandoverState.REFUSED
    assert Case.objects.get(pk=handover.case_id).is_open


def test_what_stands_in_the_way(far):
    to, clerk = authority(far.endpoint), make.user(Role.CLERK)
    case = report()
    with pytest.raises(ReasonMissing):
        handed(case, to, reason=" ")
    with pytest.raises(PlaceMissing):
        handed(make.case(position=None, place=""), to)
    for wrong in ("http://uzak.example.org/v2", "", "ftp://x"):
        with pytest.raises(NoServer):
            handed(case, Authority.objects.create(name=f"Wrong {wrong}", endpoint=wrong))
    with pytest.raises(NoServer):
        handed(case, authority(far.endpoint, name="No key", key_name="baska"))
    referral = make.referral(case)
    with pytest.raises(ReferralsOpen):
        handed(case, to)
    actions.recall(referral, reason="Bizim değil.", by=clerk, at=NOON)
    handed(case, to)
    with pytest.raises(HandoverUnderWay):
        handed(case, to)
    with pytest.raises(HandoverUnderWay), transaction.atomic():
        actions.close(case, how=Close.DONE, reason="Bitti.", by=clerk, at=NOON)
    with pytest.raises(HandoverUnderWay), transaction.atomic():
        actions.forward(case, institution="K", address="", reason="R", by=clerk, at=NOON)
    closed = report()
    actions.close(closed, how=Close.DONE, reason="Bitti.", by=clerk, at=NOON)
    with pytest.raises(AlreadyClosed):
        handed(closed, to)


def test_an_erased_person_leaves_nothing_in_what_was_handed_over(far):
    far.answers = [(201, TAKEN)]
    handover = walked(handed(report(), authority(far.endpoint, may_have_persons=True)))
    make.deliver(Dispatch.objects.get(kind="cases.told"))
    make.deliver(Dispatch.objects.filter(kind="cases.receipt").first())
    actions.anonymise(handover.case, by=make.user(Role.HEAD), at=NOON, reason="Kendi isteği.")
    handover.refresh_from_db()
    assert (handover.fields, handover.reason, handover.next_at) == ({}, "", None)
    assert Message.objects.filter(case=handover.case, text__contains="Çağlar").count() == 0


def test_the_clerk_does_it_on_the_desk_and_sees_how_it_stands(far):
    far.answers = [(201, None)]
    to = authority(far.endpoint)
    case = report(matter=matter(authority=to, authority_code="yol-01"))
    browser = Client()
    browser.force_login(make.user(Role.CLERK))
    address = reverse("cases_desk:do", args=[case.pk, "open311-devir"])
    assert 'value="yol-01"' in browser.get(address).content.decode()
    said = {"authority": to.pk, "service_code": "yol-01", "reason": REASON}
    assert browser.post(address, said).status_code == 302
    walked(case.handovers.get(), at=case.handovers.get().next_at)
    shown = browser.get(reverse("cases_desk:one", args=[case.pk])).content.decode()
    assert "Karayolları 14. Bölge" in shown
    assert reverse("cases_desk:do", args=[case.pk, "open311-suphe"]) in shown
    settle = reverse("cases_desk:do", args=[case.pk, "open311-suphe"])
    assert browser.post(settle, {"decision": "arrived"}).status_code == 422
    assert browser.post(settle, {"decision": "arrived", "number": "K-3"}).status_code == 302
    case.refresh_from_db()
    assert case.closed_how == Close.FORWARDED


@pytest.mark.django_db(transaction=True)
def test_our_own_server_is_the_other_end(live_server, settings):
    settings.OPEN311_KEYS, settings.OPEN311_SENDING = ["anahtar"], ["komsu=anahtar"]
    settings.BASE_URL = live_server.url
    there = matter("Yol", slug="yol-bakim", fields=[])
    to = authority(f"{live_server.url}/open311/v2", name="Komşu", key_name="komsu", jurisdiction="")
    case = report(text="Yolda çukur var.")
    handover = walked(handed(case, to, service_code="yol-bakim"))
    assert (handover.state, handover.fault) == (HandoverState.TAKEN, "")
    theirs = Case.objects.get(matter=there)
    assert handover.request_id == open311.number(theirs)
    assert "Yolda çukur var." in theirs.text
    assert (theirs.name, theirs.email) == ("", "")
    assert walked(handover, at=handover.next_at).status == "open"
    actions.close(theirs, how=Close.DONE, reason="Onarıldı.", by=make.user(Role.CLERK), at=NOON)
    handover = walked(handover, at=handover.next_at)
    assert (handover.status, handover.next_at) == ("closed", None)


def test_the_person_reads_on_the_status_page_how_it_stands_there(far):
    far.answers = [(201, TAKEN), (200, CLOSED)]
    handover = walked(handed(report(), authority(far.endpoint)))
    handover = walked(handover, at=handover.next_at)
    case = handover.case
    opened = Client().post(reverse("cases:status"), {"number": case.label, "secret": case.secret}).content.decode()
    for said in ("Karayolları 14. Bölge", "K-77", "Onarıldı."):
        assert said in opened
