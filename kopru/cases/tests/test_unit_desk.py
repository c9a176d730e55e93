"""What the people of a unit see of the cases: what was sent to them; answer, return, wish for time."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.cases import actions
from kopru.cases.asks import Attached
from kopru.cases.models import ReferralState
from kopru.cases.tests import factories as make
from kopru.core.roles import STAFF, Role
from kopru.directory.tests import factories as directory

pytestmark = pytest.mark.django_db
LIST = "/birimim/"


@pytest.fixture
def ours(page):
    unit = make.unit("Fen İşleri Müdürlüğü")
    page.sign_in(user=directory.user(Role.UNIT, units=(unit,)))
    return unit


def _sent(to, **fields):
    at = timezone.now()
    return make.referral(make.case(at=at, **fields), to, at=at)


def _say(page, row, **given):
    return page.post(reverse("cases_units:one", args=[row.pk]), given, max_queries=160)


def test_a_unit_sees_its_own_alone(page, ours):
    mine, other = _sent(ours, subject="Bizim sokak"), _sent(make.unit("Zabıta Müdürlüğü"), subject="Onların sokağı")
    text = page.get(LIST).soup.get_text()
    assert ("Bizim sokak" in text, "Onların sokağı" in text) == (True, False)
    assert "Bizim sokak" in page.get(reverse("desk_unit")).soup.get_text()
    page.get(reverse("cases_units:one", args=[other.pk]), status=404)
    actions.recall(mine, reason="Yanlışlık.", by=make.user(Role.CLERK), at=timezone.now())
    page.get(reverse("cases_units:one", args=[mine.pk]), status=404)


def test_an_empty_desk_says_so(page, ours):
    assert "Biriminizi bekleyen başvuru yok." in page.get(LIST).soup.get_text()


def test_a_unit_answers_once(page, ours):
    row = _sent(ours)
    nothing = page.post(reverse("cases_units:one", args=[row.pk]), {"is": "cevap", "text": " "}, status=422)
    assert "Metni yazın." in nothing.soup.get_text()
    _say(page, row, **{"is": "cevap", "text": "Onarıldı."})
    again = _say(page, row, **{"is": "cevap", "text": "Onarıldı."})
    row.refresh_from_db()
    assert (row.state, row.answer, row.messages.filter(voice="unit").count()) == ("answered", "Onarıldı.", 1)
    assert "zaten yapılmış" in again.soup.get_text()


def test_a_unit_returns_or_asks_for_time(page, ours):
    first, second = _sent(ours), _sent(ours)
    day = timezone.localdate() + timedelta(days=30)
    _say(page, first, **{"is": "sure", "until": day.isoformat(), "reason": "Malzeme bekleniyor."})
    _say(page, second, **{"is": "iade", "reason": "Bizim değil.", "suggestion": "Zabıta"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.time_asked_on, second.state) == (day, ReferralState.RETURNED)


def test_of_a_hidden_person_the_unit_reads_no_name_and_gets_no_file(page, ours):
    asker = {"name": "Gizli Kişi", "email": "gizli@example.org", "hides_identity": True}
    row = _sent(ours, asker=asker, files=[Attached("dilekce.pdf", "application/pdf", b"%PDF")])
    shown = page.get(reverse("cases_units:one", args=[row.pk])).content.decode()
    assert not any(word in shown for word in ("Gizli Kişi", "gizli@example.org", "dilekce.pdf"))
    file = row.case.files.get()
    page.get(reverse("cases_units:file", args=[row.pk, file.pk]), status=404)


def test_the_unit_gets_the_files_of_the_person(page, ours):
    row = _sent(ours, files=[Attached("foto.jpg", "image/jpeg", b"JPEG")])
    page.get(reverse("cases_units:one", args=[row.pk]))
    response = page.client.get(reverse("cases_units:file", args=[row.pk, row.case.files.get().pk]))
    assert response["Content-Disposition"].startswith("attachment")
    response.close()


@pytest.mark.parametrize("role", sorted(STAFF))
def test_the_office_has_its_own_desk(page, role):
    page.sign_in(role)
    assert page.client.get(LIST).status_code == 403
