"""A unit answers on its signed page, and hands in material: no account, and looking changes nothing."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kopru.cases import actions
from kopru.cases.asks import Attached
from kopru.cases.letters import links, posting
from kopru.cases.models import Case, Close, Kind, Material, Referral, ReferralState, State
from kopru.cases.tests.factories import case, referral, unit, user
from kopru.cases.tests.public import ticket
from kopru.core.roles import Role
from tests.pages import check_page

pytestmark = pytest.mark.django_db


def _asked(**fields) -> Referral:
    return referral(case(at=timezone.now(), **fields), unit(), at=timezone.now())


def _page(of: Referral) -> str:
    return reverse("cases:unit", args=[posting.sign(of)])


def _send(of: Referral, what: str, **fields):
    return Client().post(_page(of), {"is": what, "ticket": ticket(), **fields})


def test_looking_changes_nothing():
    of = _asked()
    before = list(Referral.objects.values()), list(Case.objects.values())
    for query in ("", "?tamam=cevap", "?is=iade&reason=x"):
        soup = check_page(Client().get(_page(of) + query).content)
        assert of.case.text in soup.get_text()
    assert before == (list(Referral.objects.values()), list(Case.objects.values()))


def test_the_unit_answers_with_a_file_once():
    of = _asked()
    fields = {"text": "Direk onarıldı.", "author": "Ahmet Öz"}
    for _each in range(2):
        response = _send(of, "cevap", **fields, files=[SimpleUploadedFile("tutanak.docx", b"PK\x03\x04")])
    assert response.status_code == 302
    of.refresh_from_db()
    assert (of.state, of.answer, of.answered_by, of.case.state) == (
        ReferralState.ANSWERED,
        *fields.values(),
        State.OPEN,
    )
    assert of.messages.filter(voice="unit").count() == 1
    assert [each.name for each in of.case.files.all()] == ["tutanak.docx"]
    assert "Ahmet Öz" in check_page(Client().get(response["Location"]).content).get_text()


def test_an_empty_answer_is_told_beside_the_field():
    response = _send(_asked(), "cevap", text=" ")
    assert response.status_code == 422
    assert "bir dosya ekleyin" in check_page(response.content).select_one("#cevap_text_error").get_text()


def test_not_ours_needs_its_reason_and_may_name_another():
    of = _asked()
    assert "Lütfen doldurun." in check_page(_send(of, "iade").content).get_text()
    _send(of, "iade", reason="Bu sokak bizde değil.", suggestion="Temizlik İşleri")
    of.refresh_from_db()
    assert of.state == ReferralState.RETURNED
    assert "Temizlik İşleri" in of.messages.get(voice="unit").text
    assert not check_page(Client().get(_page(of)).content).select("button[value=iade]")


def test_time_is_asked_for_a_day_to_come():
    of, day = _asked(), timezone.localdate()
    assert _send(of, "sure", until=day.isoformat(), reason="Malzeme bekleniyor.").status_code == 422
    _send(of, "sure", until=(day + timedelta(days=9)).isoformat(), reason="Malzeme bekleniyor.")
    of.refresh_from_db()
    assert (of.time_asked_on, of.state) == (day + timedelta(days=9), ReferralState.ASKED)


def test_a_recalled_and_a_closed_case_take_nothing():
    recalled, closed = _asked(), _asked()
    clerk = user(Role.CLERK)
    actions.recall(recalled, reason="Gerek kalmadı.", by=clerk, at=timezone.now())
    actions.answer_referral(closed, text="Onarıldı.", at=timezone.now())
    actions.close(closed.case, how=Close.WITHDRAWN, reason="Vazgeçti.", by=clerk, at=timezone.now())
    for of, said in ((recalled, "geri çekti"), (closed, "kapandı")):
        soup = check_page(_send(of, "cevap", text="Geç kalan yanıt").content)
        assert said in soup.get_text()
        assert not soup.select("main form")
    assert not recalled.messages.filter(text="Geç kalan yanıt").exists()


def test_a_hidden_name_is_nowhere_and_hidden_files_stay():
    photo = Attached("gizli.jpg", "image/jpeg", b"x")
    of = _asked(asker={"name": "Gizlenen Kişi", "hides_identity": True}, files=[photo])
    kept = of.case.files.get()
    address = reverse("cases:unit_file", args=[posting.sign(of), kept.pk])
    assert "Gizlenen" not in Client().get(_page(of)).content.decode()
    assert Client().get(address).status_code == 404
    open_one = _asked(files=[photo])
    found = Client().get(reverse("cases:unit_file", args=[posting.sign(open_one), open_one.case.files.get().pk]))
    assert b"".join(found.streaming_content) == b"x"
    assert Client().get(reverse("cases:unit_file", args=[posting.sign(open_one), kept.pk])).status_code == 404


@pytest.mark.parametrize("key", ["1", "1:abc", "x", "1-0123456789abcdef01234567", "٣:a", "9" * 40 + ":a"])
def test_a_forged_link_says_so(key):
    for name in ("cases:unit", "cases:tray"):
        response = Client().get(reverse(name, args=[key]))
        assert response.status_code == 404
        assert "eksik" in check_page(response.content).h1.get_text()


def test_material_is_handed_in_once_and_its_end_is_read_there():
    to = unit("Kültür İşleri")
    page = links.tray_page(to).removeprefix("http://testserver")
    assert "Henüz" in check_page(Client().get(page).content).get_text()
    form = {"ticket": ticket(), "title": "Zeytin kursu", "text": "12 Aralık’ta başlıyor.", "author": "Nur Ak"}
    for _each in range(2):
        done = Client().post(page, {**form, "wished_on": "2099-12-12", "files": [SimpleUploadedFile("a.xlsx", b"PK")]})
    assert done.status_code == 302
    made = Material.objects.get()
    assert (made.case.kind, made.case.asking_unit, made.case.files.count()) == (Kind.MATERIAL, to, 1)
    actions.use_material(
        made, became="bulletin", url="https://example.org/b/1/", by=user(Role.CLERK), at=timezone.now()
    )
    assert "https://example.org/b/1/" in check_page(Client().get(page).content).get_text()
    assert "Zeytin kursu" not in Client().get(links.tray_page(unit("Başka birim"))).content.decode()


def test_material_without_words_is_refused_in_words():
    page = links.tray_page(unit())
    response = Client().post(page, {"ticket": ticket(), "wished_on": "2020-01-01"})
    assert response.status_code == 422
    assert len(check_page(response.content).select(".error")) == 4
