"""The desk's pages of bulletins: what each role sees, and what it can do there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.core import today
from kopru.core.roles import OFFICE, STAFF, Role
from kopru.delivery import actions as delivery
from kopru.delivery import permissions as may_deliver
from kopru.delivery.models import DispatchState, Recipient
from kopru.directory.tests import factories as directory
from kopru.newsroom import actions, closed
from kopru.newsroom.deeds import DEEDS
from kopru.newsroom.models import Bulletin, Offer
from kopru.newsroom.models.bulletins import Stage, Visibility
from kopru.newsroom.tests import factories as make
from kopru.photos.models import Photo

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LONG = "Çekişmeyenlerinkilerdenmişçesine " * 6


def test_the_empty_board_says_what_to_do(page):
    page.sign_in(Role.WRITER)
    response = page.get(reverse("bulletins:board"))
    assert "Henüz bülten yok. İlkini yazın." in response.soup.get_text()


def test_the_board_shows_fourteen_rows_and_the_open_one(page):
    for number in range(16):
        make.bulletin(headline=f"{number}. bülten")
    page.sign_in(Role.WRITER)
    response = page.get(reverse("bulletins:board"), {"durum": "taslak"})
    assert len(response.soup.select(".nr-list li")) == 14
    assert response.soup.select_one(".nr-item h2").get_text() == "15. bülten"
    second = page.get(reverse("bulletins:board"), {"sayfa": "2"})
    assert len(second.soup.select(".nr-list li")) == 2


@pytest.mark.parametrize("shelf", ["taslak", "onayda", "hazir", "ambargolu", "yayinda", "geri-cekilen"])
def test_every_shelf_opens(page, shelf):
    now = timezone.now()
    make.bulletin(headline=LONG[:200])
    actions.submit(make.bulletin(), by=make.user(Role.WRITER), at=now)
    make.approved(at=now)
    make.published(at=now, release_at=now + HOUR)
    make.published(at=now, figures=2)
    actions.withdraw(make.published(at=now), reason="Ertelendi.", by=make.user(Role.HEAD), at=now)
    page.sign_in(Role.HEAD)
    assert len(page.get(reverse("bulletins:board"), {"durum": shelf}).soup.select(".nr-list li")) == 1


def test_bulletins_are_found_by_their_words_whatever_their_endings(page):
    wanted = make.bulletin(headline="Palamutlarımızın bereketi")
    make.bulletin(headline="Su kesintisi")
    page.sign_in(Role.WRITER)
    rows = page.get(reverse("bulletins:board"), {"q": "palamut"}).soup.select(".nr-list li")
    assert [row.select_one(".nr-row__head").get_text() for row in rows] == [wanted.headline]


@pytest.mark.parametrize("role", sorted(set(Role) - OFFICE))
def test_a_draft_is_not_there_for_those_outside_the_office(page, role):
    bulletin = make.bulletin()
    page.sign_in(role)
    for name in ("one", "decide", "offer", "report", "versions"):
        response = page.client.get(reverse(f"bulletins:{name}", args=[bulletin.pk]))
        assert response.status_code in {302, 403, 404}, name


@pytest.mark.parametrize("deed", sorted(DEEDS))
def test_no_verb_is_done_by_who_may_not(page, deed):
    bulletin = make.published(at=timezone.now())
    actions.show_inside(other := make.approved(), by=make.user(Role.HEAD), at=timezone.now())
    page.sign_in(Role.PHOTOGRAPHER)
    for each in (bulletin, other):
        before = Bulletin.objects.filter(pk=each.pk).values().get()
        page.client.post(reverse("bulletins:do", args=[each.pk, deed]), {"reason": "x", "note": "x"})
        assert Bulletin.objects.filter(pk=each.pk).values().get() == before


def test_a_writer_writes_and_sends_for_approval(page):
    writer = page.sign_in(Role.WRITER)
    empty = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    form = {f"{name}-{key}": value for name in ("figures", "files") for key, value in empty.items()}
    form |= {"headline": "Yol\naçılıyor", "language": "tr", "place": "Küçükkuyu", "body-count": "1"}
    form |= {"body-0-type": "subhead", "body-0-order": "0", "body-0-deleted": "", "body-0-value": "Ara başlık"}
    page.get(reverse("bulletin:add"), max_queries=60)
    page.post(reverse("bulletin:add"), form, max_queries=120)
    bulletin = Bulletin.objects.get()
    assert (bulletin.headline, bulletin.created_by, bulletin.stage) == ("Yol açılıyor", writer, Stage.DRAFT)
    assert bulletin.latest_revision is not None
    page.get(reverse("bulletin:edit", args=[bulletin.pk]), max_queries=60)
    page.post(reverse("bulletins:do", args=[bulletin.pk, "onaya-gonder"]), {"comment": "Acele"}, max_queries=80)
    bulletin.refresh_from_db()
    assert bulletin.stage == Stage.WITH_HEAD
    refused = page.get(reverse("bulletin:edit", args=[bulletin.pk]), status=403).soup.get_text()
    assert "Onay beklerken bültenin metni değiştirilemez" in refused
    assert "geri alın" in refused


def test_a_new_bulletin_opens_with_a_paragraph_to_write_in(page):
    page.sign_in(Role.WRITER)
    soup = page.get(reverse("bulletin:add"), max_queries=60).soup
    assert soup.h1.get_text(strip=True) == "Yeni bülten"
    assert '"type": "paragraph"' in str(soup.select_one("[data-block]"))


def test_a_new_bulletin_has_the_place_into_which_the_first_autosave_writes_its_state(page):
    page.sign_in(Role.WRITER)
    assert page.get(reverse("bulletin:add")).soup.select_one("[data-side-panel=status]")


def test_the_closed_editor_says_whom_to_ask_and_that_nothing_was_saved(page):
    writer, now = make.user(Role.WRITER), timezone.now()
    actions.submit(waiting := make.bulletin(), by=writer, at=now)
    actions.withdraw(gone := make.published(at=now), reason="Ertelendi.", by=make.user(Role.HEAD), at=now)
    page.sign_in(Role.WRITER)
    said = page.post(reverse("bulletin:edit", args=[waiting.pk]), {"headline": "Geç"}, status=403).soup.get_text()
    assert str(writer) in said
    assert "kaydedilmedi" in said
    said = page.get(reverse("bulletin:edit", args=[make.approved(at=now).pk]), status=403).soup.get_text()
    assert "düzeltme" in said
    assert "Geri çekilen" in page.get(reverse("bulletin:edit", args=[gone.pk]), status=403).soup.get_text()


@pytest.mark.parametrize("is_late", [False, True], ids=["closed", "closed-meanwhile"])
def test_words_saved_by_themselves_too_late_are_answered_in_words_the_editor_shows(page, monkeypatch, is_late):
    page.sign_in(Role.WRITER)
    actions.submit(bulletin := make.bulletin(), by=make.user(Role.WRITER), at=timezone.now())
    if is_late:  # it was open when asked first, and is not when the words are stored
        answers = iter([None])
        asked = closed.refusal
        monkeypatch.setattr(closed, "refusal", lambda request, pk: next(answers, asked(request, pk)))
    address = reverse("bulletin:edit", args=[bulletin.pk])
    response = page.client.post(address, {"headline": "Geç"}, headers={"accept": "application/json"})
    assert response.status_code == 409
    said = "Bu bülten bu arada onaya gönderildi. Yazdıklarınız artık kaydedilmiyor; metninizi kopyalayın."
    assert response.json() == {"success": False, "error_code": "locked", "error_message": said}


@pytest.mark.parametrize("role", sorted(STAFF - OFFICE))
def test_to_whom_a_public_bulletin_went_is_for_those_who_send(page, role):
    directory.contact_point(value="bir@example.org")
    bulletin = make.published(at=timezone.now())
    audience = directory.audience(name="Gizli kitle")
    actions.offer(bulletin, audience=audience, by=make.user(Role.WRITER), at=timezone.now())
    pages = (
        reverse("bulletins:report", args=[bulletin.pk]),
        reverse("bulletins:offered", args=[bulletin.pk, Offer.objects.get().pk]),
    )
    page.sign_in(role)
    assert "Gizli kitle" not in page.get(reverse("bulletins:one", args=[bulletin.pk])).soup.get_text()
    assert all("Gizli kitle" not in page.client.get(each, follow=True).content.decode() for each in pages)
    page.sign_in(Role.CLERK)
    assert all("Gizli kitle" in page.get(each).soup.get_text() for each in pages)


def test_a_dispatch_that_ended_meanwhile_is_said(page, monkeypatch):
    directory.contact_point(value="bir@example.org")
    bulletin = make.published(at=timezone.now())
    dispatch = actions.offer(bulletin, audience=directory.audience(), by=make.user(Role.WRITER), at=timezone.now())
    page.sign_in(Role.HEAD)
    delivery.cancel(dispatch, by=make.user(Role.HEAD), at=timezone.now())
    monkeypatch.setattr(may_deliver, "may_cancel", lambda *_: True)  # asked a moment before it ended
    answer = page.post(reverse("bulletins:offered", args=[bulletin.pk, dispatch.offer.pk]), {"vazgec": "1"})
    assert "Bu arada gönderilmiş ya da iptal edilmiş." in answer.soup.get_text()


def test_a_draft_is_read_beside_the_list_and_says_who_began_it(page):
    writer = make.user(Role.WRITER)
    bulletin = make.bulletin(figures=2, created_by=writer)
    page.sign_in(Role.WRITER)
    pane = page.get(reverse("bulletins:board"), {"sec": bulletin.pk}).soup.select_one(".nr-item")
    said = pane.get_text(" ", strip=True)
    for written in (bulletin.spot, "yürüyüş yolu salı günü açılıyor", "“Bu yol herkesin.”", "2,4 km"):
        assert written in said
    assert len(pane.select(".nr-words img")) == 2
    assert f"{writer} Yazmaya başladı" in said


def test_an_unapproved_correction_is_not_read_by_those_outside_the_office(page):
    bulletin = make.published(at=timezone.now())
    actions.reopen(bulletin, by=make.user(Role.WRITER), at=timezone.now())
    Bulletin.objects.filter(pk=bulletin.pk).update(headline="Gizli düzeltme", spot="Gizli spot")
    page.sign_in(Role.PHOTOGRAPHER)
    assert "Gizli" not in page.get(reverse("bulletins:board"), {"sec": bulletin.pk}).soup.get_text()
    page.sign_in(Role.WRITER)
    assert "Gizli spot" in page.get(reverse("bulletins:board"), {"sec": bulletin.pk}).soup.get_text()


def test_words_stored_late_change_no_life(page):
    """Somebody saves a form opened before the bulletin was sent for approval."""
    bulletin = make.bulletin()
    page.sign_in(Role.WRITER)
    actions.submit(bulletin, by=make.user(Role.WRITER), at=timezone.now())
    page.client.post(reverse("bulletin:edit", args=[bulletin.pk]), {"headline": "Geç kalan", "language": "tr"})
    bulletin.refresh_from_db()
    assert (bulletin.headline, bulletin.stage) == ("Yürüyüş yolu salı günü açılıyor", Stage.WITH_HEAD)


def test_the_head_reads_what_changed_and_approves_or_sends_back(page):
    now = timezone.now()
    bulletin = make.published(at=now, figures=1)
    actions.reopen(bulletin, by=make.user(Role.WRITER), at=now)
    bulletin.headline = "Yürüyüş yolu çarşamba günü açılıyor"
    bulletin.save()
    edition = actions.submit(bulletin, by=make.user(Role.WRITER), at=now)
    page.sign_in(Role.HEAD)
    address = reverse("bulletins:decide", args=[bulletin.pk])
    soup = page.get(address).soup
    assert [each.get_text() for each in soup.select(".nr-changes del")] == ["salı"]
    assert [each.get_text() for each in soup.select(".nr-changes ins")] == ["çarşamba"]
    assert "Bu alan zorunludur." in page.post(address, {"geri": "1", "geri-reason": ""}).soup.get_text()
    page.post(address, {"onayla": "1", "edition": edition.pk, "comment": ""}, max_queries=80)
    bulletin.refresh_from_db()
    assert bulletin.pending == edition
    page.post(reverse("bulletins:do", args=[bulletin.pk, "duzelt"]), {"note": "Gün düzeltildi."}, max_queries=80)
    page.get(reverse("bulletins:versions", args=[bulletin.pk]))


def test_an_audience_whose_rule_cannot_be_read_is_said(page):
    bulletin = make.published(at=timezone.now())
    audience = directory.audience()
    type(audience).objects.filter(pk=audience.pk).update(rule={"nonsense": 1})
    page.sign_in(Role.WRITER)
    response = page.client.post(reverse("bulletins:offer", args=[bulletin.pk]), {"audience": audience.pk})
    assert response.status_code == 200
    assert not Offer.objects.exists()


@pytest.mark.parametrize("read", ["", "x", "²", "999999", "9" * 5000])
@pytest.mark.parametrize("place", ["decide", "do"])
def test_nobody_approves_without_saying_what_was_read(page, read, place):
    bulletin = make.bulletin()
    actions.submit(bulletin, by=make.user(Role.WRITER), at=timezone.now())
    page.sign_in(Role.HEAD)
    args = [bulletin.pk] if place == "decide" else [bulletin.pk, "onayla"]
    page.post(reverse(f"bulletins:{place}", args=args), {"onayla": "1", "edition": read}, max_queries=120)
    bulletin.refresh_from_db()
    assert bulletin.stage == Stage.WITH_HEAD
    odd = page.client.get(reverse("bulletins:versions", args=[bulletin.pk]), {"yeni": read})
    assert odd.status_code in {200, 404}


def test_the_mayors_office_is_led_to_today_from_what_it_sees_no_longer(page):
    bulletin = make.bulletin(needs_mayor=True)
    edition = actions.submit(bulletin, by=make.user(Role.WRITER), at=timezone.now())
    actions.approve(bulletin, edition=edition, by=make.user(Role.HEAD), at=timezone.now())
    page.sign_in(Role.MAYORS_OFFICE)
    given = {"onayla": "1", "edition": edition.pk}
    response = page.post(reverse("bulletins:decide", args=[bulletin.pk]), given, max_queries=120)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_home")
    assert "Onaylandı." in response.soup.get_text()


def test_an_embargo_in_the_past_is_refused_beside_the_field(page):
    bulletin = make.approved()
    page.sign_in(Role.HEAD)
    address = reverse("bulletins:do", args=[bulletin.pk, "yayimla"])
    soup = page.post(address, {"release_at": "01.01.2020 10:00"}).soup
    assert soup.select_one(".nr-field--wrong .nr-error").get_text() == "Ambargo bitişi ileri bir tarih olmalı."
    page.post(address, {"release_at": "01.01.2099 10:00"}, max_queries=80)
    bulletin.refresh_from_db()
    assert bulletin.is_embargoed(timezone.now())


def test_a_bulletin_is_offered_tested_and_sent_and_its_correction_too(page):
    directory.contact_point(value="bir@example.org")
    audience = directory.audience(name="Yerel basın")
    bulletin = make.published(at=timezone.now())
    page.sign_in(Role.HEAD)
    address = reverse("bulletins:offer", args=[bulletin.pk])
    page.get(address)
    counted = page.client.get(address, {"parca": "1", "kitle": audience.pk})
    assert "bir@example.org" in counted.content.decode()
    page.post(address, {"audience": audience.pk}, max_queries=120)
    offer = Offer.objects.get()
    last_look = reverse("bulletins:offered", args=[bulletin.pk, offer.pk])
    page.post(last_look, {"dene": "1"}, max_queries=120)
    page.post(last_look, {"gonder": "1"}, max_queries=120)
    offer.dispatch.refresh_from_db()
    assert offer.dispatch.state == DispatchState.SENDING
    Recipient.objects.filter(dispatch=offer.dispatch).update(state="delivered", handed_at=timezone.now())
    actions.withdraw(bulletin, reason="Ertelendi.", by=make.user(Role.HEAD), at=timezone.now())
    correction = bulletin.corrections.get()
    page.post(reverse("bulletins:notify", args=[bulletin.pk, correction.pk]), max_queries=120)
    assert correction.offers.get().dispatch.count == 1
    page.get(reverse("bulletins:report", args=[bulletin.pk]))


@pytest.mark.parametrize(
    ("typed", "words"), [("2", "Onaylamak için alıcı sayısını yazın: 1 alıcı var."), ("", "zorunlu")]
)
def test_a_wrong_count_is_answered_beside_its_field(page, settings, typed, words):
    settings.FOUR_EYES_ABOVE = 0
    bulletin = make.published(at=timezone.now())
    directory.contact_point(value="isil@example.org")
    actions.offer(bulletin, audience=directory.audience(), by=make.user(Role.WRITER), at=timezone.now())
    offer = Offer.objects.get()
    page.sign_in(Role.WRITER)
    last_look = reverse("bulletins:offered", args=[bulletin.pk, offer.pk])
    answer = page.post(last_look, {"gonder": "1", "typed_count": typed}, max_queries=120)
    assert words in answer.soup.select_one(".nr-field--wrong .nr-error").get_text()
    page.post(last_look, {"gonder": "1", "typed_count": "1"}, max_queries=120)
    offer.dispatch.refresh_from_db()
    assert offer.dispatch.state == DispatchState.AWAITING


def test_today_says_what_waits_for_whom():
    now = timezone.now()
    writer, head = make.user(Role.WRITER), make.user(Role.HEAD)
    waiting, back = make.bulletin(headline="Bekleyen"), make.bulletin(headline="Geri gelen")
    actions.submit(waiting, by=writer, at=now)
    actions.submit(back, by=writer, at=now)
    actions.send_back(back, reason="Eksik", by=head, at=now)
    make.published(at=now, release_at=now + HOUR, headline="Yarın")
    make.published(at=now, headline="Servis edilmeyen")

    def said(user):
        return {card.title: [item.title for item in card.items] for card in today.cards(user=user, at=now)}

    assert said(head)["Onayımı bekleyenler"] == ["Bekleyen"]
    assert said(writer)["Onayımı bekleyenler"] == []
    assert said(writer)["Bana geri gönderilenler"] == ["Geri gelen"]
    assert said(writer)["Ambargosu 24 saat içinde bitenler"] == ["Yarın"]
    assert said(writer)["Basına servis edilmeyenler"] == ["Servis edilmeyen"]
    assert not said(make.user(Role.UNIT))


def test_a_private_link_opens_the_photos_of_its_edition(client):
    bulletin = make.approved(figures=1)
    key = actions.share_by_link(bulletin, by=make.user(Role.HEAD), at=timezone.now())
    response = client.get(reverse("newsroom:private_photo", args=[key, 0]))
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")
    actions.hold(bulletin, by=make.user(Role.HEAD), at=timezone.now())
    assert client.get(reverse("newsroom:private_photo", args=[key, 0])).status_code == 404
    assert bulletin.visibility == Visibility.DRAFT


def test_a_photo_without_rights_is_not_approved():
    bulletin = make.bulletin(figures=1)
    Photo.objects.update(rights=Photo.Rights.UNCLEAR)
    with pytest.raises(actions.Obstacle):
        actions.submit(bulletin, by=make.user(Role.WRITER), at=timezone.now())
