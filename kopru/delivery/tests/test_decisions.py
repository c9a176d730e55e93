"""What the desk decides: mails in doubt, who gets nothing, a copied system, and what "Bugün" says of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.core import today
from kopru.core.roles import Role
from kopru.delivery import actions as delivery
from kopru.delivery.actions import Terms
from kopru.delivery.models import Dispatch, DispatchState, Recipient, RowState
from kopru.delivery.sending import installation, tallies
from kopru.delivery.tests.factories import NOON, frozen, released
from kopru.delivery.tests.screens import address, in_doubt, refused, send_all

pytestmark = pytest.mark.django_db


# In doubt


@pytest.mark.parametrize(
    ("decision", "state"), [("resend", "queued"), ("delivered", "delivered"), ("failed", "failed")]
)
def test_a_person_decides_what_became_of_a_mail_in_doubt(page, decision, state):
    page.sign_in(Role.CLERK)
    row = in_doubt(send_all(released(2)))
    assert row.address in page.get(address("doubts")).content.decode()
    page.client.post(address("doubts"), {"row": [row.pk], "decision": decision})
    row.refresh_from_db()
    assert row.state == state


def test_deciding_nothing_and_deciding_late_are_said(page):
    page.sign_in(Role.CLERK)
    row = in_doubt(send_all(released(1)))
    nothing = page.client.post(address("doubts"), {"decision": "failed"}, follow=True).content.decode()
    assert "En az bir posta seçin." in nothing
    page.client.post(address("doubts"), {"row": [row.pk], "decision": "failed"})
    late = page.client.post(address("doubts"), {"row": [row.pk], "decision": "resend"}, follow=True).content.decode()
    assert "daha önce başkası karar vermişti" in late


def test_what_was_cancelled_is_not_sent_again_and_that_is_said(page):
    page.sign_in(Role.CLERK)
    row = in_doubt(send_all(released(1)))
    Dispatch.objects.filter(pk=row.dispatch_id).update(state=DispatchState.CANCELLED)
    said = page.client.post(address("doubts"), {"row": [row.pk], "decision": "resend"}, follow=True).content.decode()
    assert "İptal edilen yeniden gönderilmez" in said
    row.refresh_from_db()
    assert row.state == RowState.UNKNOWN


@pytest.mark.parametrize("role", [Role.PHOTOGRAPHER, Role.MAYORS_OFFICE])
def test_who_is_not_of_the_office_decides_nothing(page, role):
    row = in_doubt(send_all(released(1)))
    page.sign_in(role)
    page.client.post(address("doubts"), {"row": [row.pk], "decision": "resend"})
    row.refresh_from_db()
    assert row.state == RowState.UNKNOWN


# Who gets nothing


def test_an_address_is_blocked_once_and_found_in_the_register(page):
    page.sign_in(Role.CLERK)
    given = {"key": "Ayse@Example.org", "channel": "email", "reason": "staff", "note": "Telefonla istedi"}
    page.client.post(reverse("delivery_suppressions:add"), given)
    again = page.client.post(reverse("delivery_suppressions:add"), given).content.decode()
    assert "Bu adres zaten engellenmiş." in again
    wrong = page.client.post(reverse("delivery_suppressions:add"), given | {"key": "adres değil"}).content.decode()
    assert "Bu bir e-posta adresi değil." in wrong
    index = reverse("delivery_suppressions:index")
    assert "ayse@example.org" in page.get(f"{index}?q=ayse", max_queries=30).content.decode()
    assert "ayse@example.org" not in page.get(f"{index}?q=bekir").content.decode()


def test_a_block_is_lifted_by_a_chief_with_a_reason(page):
    blocked = delivery.suppress("a@example.org", channel="email", reason="opt-out", source="Posta", at=NOON)
    page.sign_in(Role.CLERK)
    assert "servis sorumlusu ya da sistem yöneticisi" in page.get(address("lift", blocked.pk)).content.decode()
    assert refused(page.client.post(address("lift", blocked.pk), {"reason": "İstedi"}))
    user = page.sign_in(Role.HEAD)
    empty = page.post(address("lift", blocked.pk), {"reason": ""}, status=422)
    assert "nedenini yazın" in empty.content.decode()
    page.client.post(address("lift", blocked.pk), {"reason": "Kendisi yeniden istedi"})
    blocked.refresh_from_db()
    assert blocked.lifted_by == user
    assert "Kaldırıldı" in page.get(address("lift", blocked.pk)).content.decode()


def test_who_lifts_one_reason_is_told_of_another(page):
    blocked = delivery.suppress("b@example.org", channel="email", reason="staff", source="masa", at=NOON)
    delivery.suppress("b@example.org", channel="", reason="opt-out", source="Posta", at=NOON)
    page.sign_in(Role.HEAD)
    answer = page.client.post(address("lift", blocked.pk), {"reason": "Yanlışlıkla"}, follow=True).content.decode()
    assert "b@example.org adresine başka bir nedenle hâlâ gönderilmiyor: Listeden ayrıldı" in answer


# A copy of the system (G6)


def test_a_copied_system_says_so_on_every_page_and_is_released_by_a_chief(page, tmp_path):
    send_all(released(1))
    (tmp_path / "installation.json").rename(tmp_path / "yedek.json")  # as if the database came from elsewhere
    page.sign_in(Role.CLERK)
    for name in ("dispatches", "outbox", "doubts"):
        assert "Bu sistemden hiçbir şey gönderilmiyor" in page.get(address(name)).content.decode()
    assert refused(page.client.post(address("release_installation")))
    page.sign_in(Role.HEAD)
    page.client.post(address("release_installation"))
    assert installation.why_held() == ""
    assert "gönderilmiyor" not in page.get(address("dispatches")).content.decode()


# Bugün


def cards(user, at=NOON):
    return {card.title: card for card in today.cards(user=user, at=at)}


def test_today_says_what_waits_what_is_in_doubt_and_what_did_not_arrive(page):
    writer, head = page.sign_in(Role.WRITER), page.sign_in(Role.HEAD)
    dispatch = frozen(3, subject="Büyük liste", terms=Terms(threshold=2))
    delivery.release(dispatch, by=writer, typed_count=3, at=NOON)
    sent = send_all(released(3, subject="Dün gece"))
    in_doubt(sent)
    Recipient.objects.filter(pk=sent.recipients.filter(state="delivered").first().pk).update(state="failed")
    tallies.move(sent.pk, (RowState.DELIVERED, RowState.FAILED, 1))
    found = cards(head, timezone.now())
    waiting = found["Karar bekleyen gönderiler"].items
    assert [(item.title, item.state, item.tone) for item in waiting] == [("Büyük liste", "İkinci onay bekliyor", "due")]
    assert "Sizin onayınız bekleniyor." in waiting[0].note
    assert "Sizin onayınız" not in cards(writer)["Karar bekleyen gönderiler"].items[0].note
    assert len(found["Sonucu belirsiz postalar"].items) == 1
    assert [item.note for item in found["Dün akşamdan beri gönderilenler"].items] == [
        "1 alıcıya ulaştı, 1 alıcıya ulaşmadı"
    ]
    page.get(reverse("wagtailadmin_home"), max_queries=60)


def test_today_tells_the_mayors_office_of_nothing_that_it_may_not_open(page):
    mayors = page.sign_in(Role.MAYORS_OFFICE)
    dispatch = released(1, subject="Ambargolu bülten")
    delivery.stop(dispatch, by=mayors, at=NOON)
    in_doubt(send_all(released(3, subject="Belirsiz bülten")))
    failed = send_all(released(2, subject="Ulaşmayan bülten"))
    Recipient.objects.filter(pk=failed.recipients.first().pk).update(state="failed")
    tallies.move(failed.pk, (RowState.DELIVERED, RowState.FAILED, 1))
    told = [item.title + item.note for card in today.cards(user=mayors, at=timezone.now()) for item in card.items]
    assert not [words for words in told if "bülten" in words]


def test_today_says_nothing_of_it_to_a_unit(page):
    frozen(1)
    assert not [card for card in today.cards(user=page.sign_in(Role.UNIT), at=NOON) if "gönderi" in card.title.lower()]
