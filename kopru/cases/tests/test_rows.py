"""Every list asks the database the same with three rows as with fifteen."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kopru.cases import actions
from kopru.cases.asks import Attached
from kopru.cases.intake import mailroom
from kopru.cases.letters import links, posting
from kopru.cases.models import Case, Kind, MediaForm
from kopru.cases.tests import factories as make
from kopru.cases.tests.mails import mail
from kopru.core.models import User
from kopru.core.roles import Role

pytestmark = pytest.mark.django_db


class Town:
    """A desk with as much on it as one wants."""

    def __init__(self) -> None:
        self.at = timezone.now()
        self.unit, self.clerk = make.unit("Fen İşleri Müdürlüğü"), make.user(Role.CLERK)
        self.head, self.member = make.user(Role.HEAD), make.user(Role.UNIT, units=(self.unit,))
        self.photographer = make.user(Role.PHOTOGRAPHER)
        self.big, self.asked = make.case(at=self.at), make.case(at=self.at)
        self.referral = make.referral(self.asked, self.unit, at=self.at)
        self.request = self.media()

    def media(self) -> Case:
        of = make.case(at=self.at, kind=Kind.MEDIA)
        actions.plan_media(of, form=MediaForm.NEWS, deadline_at=self.at + make.DAY, by=self.clerk, at=self.at)
        return of

    def one_more(self, number: int) -> None:
        at, clerk = self.at, self.clerk
        make.referral(make.case(at=at), self.unit, at=at, by=clerk)
        of = make.case(at=at)
        words = make.answer(of, by=make.user(Role.CLERK), at=at)
        actions.submit_answer(words, by=words.drafted_by, at=at)
        file = Attached(f"{number}.pdf", "application/pdf", f"%PDF-{number}".encode())
        actions.hear(self.big, text=f"{number}. ek", at=at, files=[file])
        actions.note(self.big, text=f"{number}. not", by=clerk, at=at)
        make.answer(self.big, by=clerk, at=at, text=f"{number}. metin")
        referral = make.referral(self.big, make.unit(f"{number}. Müdürlük", f"b{number}@example.org"), at=at, by=clerk)
        actions.answer_referral(referral, text="Tamam.", at=at, files=[file])
        actions.answer_referral(self.referral, text=f"{number}. cevap", at=at, files=[file])
        self.media()
        actions.add_question(self.request, text=f"{number}. soru?", by=clerk, at=at)
        shoot = make.case(at=at, kind=Kind.SHOOT, asker={"unit": self.unit})
        actions.plan_shoot(shoot, starts_at=at + timedelta(days=1, hours=number), place="Meydan", by=clerk, at=at)
        actions.plan_visit(make.case(at=at, kind=Kind.GROUP), institution="Okul", people=9, by=clerk, at=at)
        material = make.case(at=at, kind=Kind.MATERIAL, files=[file], asker={"unit": self.unit})
        actions.hand_in(material, unit=self.unit, at=at)
        mailroom.take_in(mail(f"{number}. ileti"), source="pipe", at=at)

    def pages(self) -> list[tuple[User | None, str]]:
        by = reverse
        office = [
            by("cases_desk:board"), by("cases_desk:board") + "?raf=acik", by("cases_desk:incoming") + "?sonuc=case",
            by("cases_desk:one", args=[self.big.pk]), by("cases_desk:printed", args=[self.big.pk]),
            by("cases_desk:approvals"), by("cases_special:media"),
            by("cases_special:shoots") + "?kim=hepsi", by("cases_special:groups"), by("cases_special:tray"),
            by("cases_desk:export") + "?raf=acik", by("cases_special:media_figures"),
            by("cases_desk:do", args=[self.big.pk, "cevap"]), by("cases_desk:do", args=[self.big.pk, "havale"]),
            by("cases_desk:dates", args=[self.big.pk]),
        ]  # fmt: skip
        units = [by("cases_units:list"), by("cases_units:shoots"), by("cases_units:one", args=[self.referral.pk])]
        tray = links.tray_page(self.unit)
        public = [by("cases:unit", args=[posting.sign(self.referral)]), tray[tray.index("/", 9) :]]
        return [
            *((self.head, page) for page in office),
            *((self.member, page) for page in units),
            (self.photographer, by("cases_special:shoots")),
            *((None, page) for page in public),
        ]


def _asked(user: User | None, page: str) -> int:
    browser = Client()
    if user is not None:
        browser.force_login(user)
    browser.get(page)
    with CaptureQueriesContext(connection) as asked:
        response = browser.get(page)
        if response.streaming:
            list(response.streaming_content)
    assert response.status_code == 200, page
    return len(asked)


def _status(of: Case) -> int:
    given = {"number": of.label, "secret": of.secret}
    Client().post(reverse("cases:status"), given)
    with CaptureQueriesContext(connection) as asked:
        assert Client().post(reverse("cases:status"), given).status_code == 200
    return len(asked)


def test_a_page_asks_no_more_for_more_rows():
    town = Town()
    for number in range(3):
        town.one_more(number)
    few = {page: _asked(user, page) for user, page in town.pages()} | {"status": _status(town.big)}
    for number in range(3, 15):
        town.one_more(number)
    many = {page: _asked(user, page) for user, page in town.pages()} | {"status": _status(town.big)}
    assert {page: (few[page], many[page]) for page in few if many[page] > few[page] + 2} == {}
