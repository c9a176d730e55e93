"""Every mail of a bulletin, as it leaves."""

from pathlib import Path

import pytest

from kopru.core.roles import Role
from kopru.newsroom import actions, mails
from kopru.newsroom.tests import factories as make
from kopru.newsroom.tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db
SNAPSHOTS = Path(__file__).parent / "snapshots"


def same(name, mail):
    assert f"{mail.subject}\n\n{mail.text}" == (SNAPSHOTS / f"{name}.txt").read_text()
    assert mail.html == (SNAPSHOTS / f"{name}.html").read_text()


def test_the_mail_that_offers_a_bulletin():
    same("offer", mails.offering(make.published(figures=1).edition))


def test_the_mail_that_offers_a_bulletin_in_english():
    same("offer-en", mails.offering(make.published(language="en", headline="The path opens").edition))


@pytest.mark.parametrize("kind", ["correct", "supplement"])
def test_the_mail_that_tells_of_a_changed_bulletin(kind):
    bulletin = make.rewritten(make.published(), headline="Yürüyüş yolu çarşamba günü açılıyor")
    note = "Açılış salı değil, çarşamba günüdür."
    correction = getattr(actions, kind)(bulletin, note=note, by=make.user(Role.HEAD), at=NOON + HOUR)
    same(kind, mails.correcting(correction))


def test_the_mail_that_tells_of_a_withdrawn_bulletin():
    bulletin = make.published()
    reason = "Açılış ileri bir tarihe ertelendi."
    correction = actions.withdraw(bulletin, reason=reason, by=make.user(Role.HEAD), at=NOON + HOUR)
    same("withdraw", mails.correcting(correction))
