"""The secret is changed: every link and address that stands in people's mails lives on while the old one is kept."""

import pytest
from django.test import Client

from kopru.cases.intake.mail import tokens
from kopru.cases.letters import links, posting
from kopru.cases.tests import factories as make

pytestmark = pytest.mark.django_db

OLD, NEW = "eski-anahtar-0123456789-0123456789-0123456789", "yeni-anahtar-0123456789-0123456789-0123456789"


def test_links_and_return_addresses_of_before_stay_valid_while_the_old_secret_is_kept(settings):
    settings.SECRET_KEY = OLD
    case, unit = make.case(), make.unit()
    referral = make.referral(case, unit)
    reply = tokens.address(tokens.Kind.CASE, case.pk, base="talep@example.org")
    tray, survey = links.tray_page(unit), links.survey_page(case, "yes")
    page = posting.unit_page(referral)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert tokens.opened(reply).token == tokens.Token(tokens.Kind.CASE, case.pk)
    assert links.unit_of_tray(_key(tray)) == unit.pk
    assert links.case_of_survey(_key(survey)) == case.pk
    for address in (page, tray, survey):
        assert Client().get(address[address.index("/", 9) :]).status_code == 200
    assert tokens.address(tokens.Kind.CASE, case.pk, base="talep@example.org") != reply  # what is new is signed anew

    settings.SECRET_KEY_FALLBACKS = []
    assert tokens.opened(reply) == tokens.Found(None, is_forged=True)
    assert (links.unit_of_tray(_key(tray)), links.case_of_survey(_key(survey))) == (None, None)
    assert Client().get(page[page.index("/", 9) :]).status_code == 404


def _key(address: str) -> str:
    return address.partition("?")[0].rstrip("/").rpartition("/")[2]
