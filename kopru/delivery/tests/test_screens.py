"""The desk's pages of delivery: who may open them, what they show, and that nothing in a mail runs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.core.roles import OFFICE, Role
from kopru.delivery import actions as delivery
from kopru.delivery import showing
from kopru.delivery.actions import Addressee, File, Terms
from kopru.delivery.channels import outbox
from kopru.delivery.models import Dispatch, DispatchState, Recipient, RowState, Suppression
from kopru.delivery.sending import tallies
from kopru.delivery.tests.factories import NOON, addressees, draft, frozen, released
from kopru.delivery.tests.screens import address, refused, send_all

pytestmark = pytest.mark.django_db

EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>'


# Who may open what


@pytest.mark.parametrize("role", list(Role))
def test_every_page_opens_for_the_office_and_refuses_everybody_else(page, role):
    dispatch = send_all(released(3, html="<p>{greeting}</p>", files=[File("a.pdf", "application/pdf", b"%PDF")]))
    row = dispatch.recipients.first()
    blocked = delivery.suppress("a@example.org", channel="email", reason="staff", source="Elle", at=NOON)
    pages = [
        *(address(name) for name in ("dispatches", "outbox", "doubts")),
        *(address("dispatch", dispatch.pk), address("progress", dispatch.pk), address("layout", dispatch.pk)),
        *(address("outbox_mail", row.pk), address("outbox_layout", row.pk), address("outbox_raw", row.pk)),
        address("outbox_attachment", row.pk, 0),
        address("attachment", dispatch.pk, dispatch.attachments.get().pk),
        *(address("lift", blocked.pk), reverse("delivery_suppressions:index")),
    ]
    of_nobody = {address("dispatches"), address("outbox"), address("doubts")}
    of_nobody |= {address("lift", blocked.pk), reverse("delivery_suppressions:index")}
    page.sign_in(role)
    for place in pages:
        response = page.client.get(place)
        if role in OFFICE or (role is Role.MAYORS_OFFICE and place in of_nobody):
            assert response.status_code == 200, place
        else:
            assert refused(response) or response.status_code == 404, place


@pytest.mark.parametrize("role", list(Role))
def test_a_stranger_may_do_nothing_even_by_a_guessed_address(page, role):
    dispatch = frozen(2)
    page.sign_in(role)
    response = page.client.post(address("act", dispatch.pk, "gonder"), {"gonder-typed_count": "2"})
    may = role in {Role.HEAD, Role.WRITER, Role.ADMINISTRATOR}
    assert (refused(response) or response.status_code == 404) is not may
    dispatch.refresh_from_db()
    assert (dispatch.state == DispatchState.SENDING) is may


def test_nobody_signed_in_is_asked_to_sign_in(page):
    assert refused(page.client.get(address("dispatches")))


@pytest.mark.parametrize("role", list(Role))
def test_blocking_by_hand_is_for_the_office(page, role):
    page.sign_in(role)
    given = {"key": "Ayşe@Örnek.example", "channel": "email", "reason": "staff", "note": "Telefonla istedi"}
    page.client.post(reverse("delivery_suppressions:add"), given | {"key": "Ayse@Example.org"})
    assert Suppression.objects.filter(key="ayse@example.org", note="Telefonla istedi").exists() is (role in OFFICE)


# The list


def test_the_list_shows_what_is_sent_and_hides_tests_to_oneself(page):
    user = page.sign_in(Role.HEAD)
    dispatch = frozen(3)
    delivery.send_test(dispatch, to=user.email, by=user, at=NOON)
    response = page.get(address("dispatches"), max_queries=25)
    assert b"[DENEME]" not in response.content
    assert "Gönderime hazır".encode() in response.content
    assert b"[DENEME]" in page.get(f"{address('dispatches')}?deneme=1").content


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_twenty(page, django_assert_max_num_queries):
    page.sign_in(Role.CLERK)
    for _ in range(20):
        frozen(2)
    page.client.get(address("dispatches"))
    with django_assert_max_num_queries(16):
        page.client.get(address("dispatches"))


def test_a_subject_is_found_however_it_is_typed(page):
    page.sign_in(Role.CLERK)
    frozen(1, subject="İSKELE ışıkları yandı")
    frozen(1, subject="Kitap günleri")
    found = page.get(f"{address('dispatches')}?ara=iskele+isiklari").content.decode()
    assert "İSKELE" in found
    assert "Kitap" not in found
    assert "Sonuç bulunamadı" in page.get(f"{address('dispatches')}?ara=yok").content.decode()


def test_older_ones_are_reached_by_key(page):
    page.sign_in(Role.CLERK)
    for number in range(25):
        frozen(1, subject=f"Duyuru {number:02}")
    first = page.get(address("dispatches")).content.decode()
    assert "Duyuru 24" in first
    assert "Duyuru 04" not in first
    oldest_shown = Dispatch.objects.get(subject="Duyuru 05").pk
    assert f"once={oldest_shown}" in first
    assert "Duyuru 04" in page.get(f"{address('dispatches')}?once={oldest_shown}").content.decode()


def test_empty_states_say_what_to_do(page):
    page.sign_in(Role.CLERK)
    assert "alıcı grubuna sunun" in page.get(address("dispatches")).content.decode()
    assert "Karar bekleyen gönderi yok." in page.get(f"{address('dispatches')}?durum=bekleyen").content.decode()
    assert "Giden kutusu boş" in page.get(address("outbox")).content.decode()
    assert "Belirsiz posta yok" in page.get(address("doubts")).content.decode()
    page.get(reverse("delivery_suppressions:index"))


# One dispatch


def test_the_page_shows_the_mail_as_a_chosen_recipient_reads_it(page):
    page.sign_in(Role.CLERK)
    dispatch = frozen(3)
    last = dispatch.recipients.last()
    shown = page.get(f"{dispatch.get_absolute_url()}?alici={last.pk}", max_queries=45).content.decode()
    assert f"{last.greeting},\n\nKüçükkuyu sahil yolu" in shown
    assert "{greeting}" not in shown


def test_a_foreign_row_cannot_be_read_through_another_dispatch(page):
    page.sign_in(Role.CLERK)
    other = frozen(1).recipients.get()
    shown = page.get(f"{frozen(1).get_absolute_url()}?alici={other.pk}").content.decode()
    assert other.address not in shown


def test_a_wrong_count_is_said_beside_the_field_and_sends_nothing(page):
    page.sign_in(Role.HEAD)
    dispatch = frozen(3)
    for typed, said in (("4", "3 alıcı var"), ("üç", "Bir sayı yazın."), ("", "Alıcı sayısını yazın.")):
        response = page.post(address("act", dispatch.pk, "gonder"), {"gonder-typed_count": typed}, status=422)
        assert said in response.content.decode()
        dispatch.refresh_from_db()
        assert dispatch.state == DispatchState.FROZEN


def test_the_right_count_lets_it_go_however_it_is_written(page):
    page.sign_in(Role.HEAD)
    dispatch = draft(terms=Terms(threshold=5000))
    delivery.freeze(dispatch, addressees=addressees(1250), at=NOON)
    page.client.post(address("act", dispatch.pk, "gonder"), {"gonder-typed_count": "1.250"})
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.SENDING


def test_two_people_let_a_large_one_go(page):
    page.sign_in(Role.WRITER)
    dispatch = frozen(3, terms=Terms(threshold=2))
    page.client.post(address("act", dispatch.pk, "gonder"), {"gonder-typed_count": "3"})
    shown = page.get(dispatch.get_absolute_url()).content.decode()
    assert "başka birinin onaylaması gerekiyor" in shown
    assert refused(page.client.post(address("act", dispatch.pk, "onayla")))
    page.sign_in(Role.MAYORS_OFFICE)
    page.client.post(address("act", dispatch.pk, "onayla"))
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.SENDING
    assert dispatch.countersigned_by != dispatch.released_by


def test_stop_go_on_and_cancel(page):
    user = page.sign_in(Role.HEAD)
    dispatch = released(3)
    page.client.post(address("act", dispatch.pk, "durdur"))
    assert f"{user} durdurdu." in page.get(dispatch.get_absolute_url()).content.decode()
    late = timezone.localtime() - timedelta(hours=1)
    wrong = {"surdur-until": late.strftime("%Y-%m-%dT%H:%M")}
    shown = page.post(address("act", dispatch.pk, "surdur"), wrong, status=422).content.decode()
    assert "Geçmemiş bir zaman seçin." in shown
    page.client.post(address("act", dispatch.pk, "surdur"), {"surdur-until": ""})
    page.client.post(address("act", dispatch.pk, "iptal"), {"iptal-reason": ""})
    shown = page.get(dispatch.get_absolute_url()).content.decode()
    assert f"{user} iptal etti." in shown
    assert "Gönderiyi sürdürdü" in shown
    assert "dl-deeds" not in shown


def test_who_comes_second_is_told_that_somebody_was_quicker(page):
    page.sign_in(Role.HEAD)
    dispatch = released(1)
    response = page.client.post(
        address("act", dispatch.pk, "gonder"), {"gonder-typed_count": "1", "seen": "frozen"}, follow=True
    )
    assert "Sizden önce başkası işlem yaptı" in response.content.decode()


def test_a_test_goes_to_ones_own_address_and_nowhere_else(page):
    user = page.sign_in(Role.WRITER)
    dispatch = frozen(3)
    page.client.post(address("act", dispatch.pk, "deneme"))
    test = dispatch.tests.get()
    assert list(test.recipients.values_list("address", flat=True)) == [user.email]
    assert page.get(test.get_absolute_url()).content.decode().count("dl-deeds") == 0


def test_words_that_may_be_under_embargo_are_for_those_who_send_them(page):
    dispatch = released(3)
    pages = (dispatch.get_absolute_url(), address("progress", dispatch.pk), address("dispatches"))
    for role in (Role.PHOTOGRAPHER, Role.MAYORS_OFFICE):
        page.sign_in(role)
        assert [page.client.get(each).status_code for each in pages] != [200] * 3
        assert not any(dispatch.subject in page.client.get(each).content.decode() for each in pages)
    assert not Recipient.objects.visible_to(page.sign_in(Role.MAYORS_OFFICE), timezone.now()).exists()


def test_progress_says_state_and_counts(page):
    page.sign_in(Role.CLERK)
    dispatch = released(3)
    answer = page.client.get(address("progress", dispatch.pk)).json()
    assert answer["state"] == "sending"
    assert answer["left"] == 3
    assert answer["bar"] == [{"state": "queued", "count": "3", "share": 100.0}]


# Recipients, however many


def test_recipients_are_filtered_searched_and_paged_by_key(page):
    page.sign_in(Role.CLERK)
    dispatch = frozen(120)
    rows = list(dispatch.recipients.order_by("pk"))
    Recipient.objects.filter(pk=rows[70].pk).update(state=RowState.FAILED, reason="Posta kutusu dolu")
    tallies.move(dispatch.pk, (RowState.QUEUED, RowState.FAILED, 1))
    first = page.get(dispatch.get_absolute_url()).content.decode()
    assert rows[49].address in first
    assert rows[50].address not in first
    assert f"sonra={rows[49].pk}" in first
    second = page.get(f"{dispatch.get_absolute_url()}?sonra={rows[49].pk}").content.decode()
    assert rows[70].address in second  # the pages go through all states together
    failed = page.get(f"{dispatch.get_absolute_url()}?durum=failed").content.decode()
    assert "Posta kutusu dolu" in failed
    assert rows[3].address not in failed
    found = page.get(f"{dispatch.get_absolute_url()}?ara=isil+cag+77").content.decode()
    assert rows[77].address in found
    assert rows[78].address not in found


def test_in_a_long_list_the_beginning_of_an_address_is_searched(page, monkeypatch):
    monkeypatch.setattr("kopru.delivery.views.dispatch.NAMES_SEARCHED", 2)
    page.sign_in(Role.CLERK)
    dispatch = draft()
    people = [Addressee(f"{name}@example.org") for name in ("ayse", "aylin", "bekir")]
    dispatch.text = "Metin"
    dispatch.save()
    delivery.freeze(dispatch, addressees=people, at=NOON)
    found = page.get(f"{dispatch.get_absolute_url()}?ara=AY").content.decode()
    table = found.partition("<tbody")[2]
    assert "aylin@" in table
    assert "ayse@" in table
    assert "bekir@" not in table


def test_a_page_of_a_long_list_is_found_by_index_alone(django_assert_max_num_queries, django_assert_num_queries):
    dispatch = frozen(60)
    counts = dispatch.counts()
    with django_assert_num_queries(2) as asked:
        showing.page_of_rows(dispatch, counts, limit=51)
    assert "COUNT(" not in asked[0]["sql"].upper()
    assert "OFFSET" not in asked[0]["sql"].upper()


# Nothing in a mail runs


def test_what_stands_in_subject_name_and_text_is_shown_and_never_run(page):
    page.sign_in(Role.CLERK)
    dispatch = draft(subject=f"Açılış {EVIL}", text=f"{{greeting}} {EVIL}", html=f"<p>{{greeting}}</p>{EVIL}")
    delivery.freeze(dispatch, addressees=[Addressee("a@example.org", EVIL, EVIL)], at=NOON)
    delivery.release(dispatch, by=None, at=NOON)
    send_all(dispatch)
    row = dispatch.recipients.get()
    places = (dispatch.get_absolute_url(), address("dispatches"), address("outbox"), address("outbox_mail", row.pk))
    for place in places:
        shown = page.get(place).content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
    for place in (address("layout", dispatch.pk), address("outbox_layout", row.pk)):
        response = page.client.get(place)
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "sandbox" in policy
        assert "script" not in policy
        assert f"<p>{EVIL}</p>" not in response.content.decode()  # a name is escaped in the layout too
    assert ' sandbox title="' in page.get(address("outbox_mail", row.pk)).content.decode()


def test_a_name_with_a_line_break_never_reaches_a_header():
    dispatch = draft()
    with pytest.raises(delivery.RowsRefused):
        delivery.freeze(dispatch, addressees=[Addressee("a@example.org", "Ayşe\r\nBcc: b@x.example", "S")], at=NOON)
    with pytest.raises(delivery.HeaderInjection):
        draft(subject="Konu\r\nBcc: b@x.example")


def test_files_are_handed_to_the_disk_and_never_opened_in_the_desk(page):
    page.sign_in(Role.CLERK)
    file = File('çirkin "ad".html', "text/html", b"<script>alert(1)</script>")
    dispatch = send_all(released(1, files=[file]))
    row = dispatch.recipients.get()
    places = (
        address("attachment", dispatch.pk, dispatch.attachments.get().pk),
        address("outbox_attachment", row.pk, 0),
        address("outbox_raw", row.pk),
    )
    for place in places:
        response = page.client.get(place)
        assert response["Content-Type"] == "application/octet-stream"
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
    assert page.client.get(address("outbox_attachment", row.pk, 9)).status_code == 404


def test_a_mail_that_was_taken_out_of_the_outbox_is_not_there(page):
    page.sign_in(Role.CLERK)
    row = send_all(released(1)).recipients.get()
    outbox.path_of(row.dispatch_id, row.pk).unlink()
    assert page.client.get(address("outbox_mail", row.pk)).status_code == 404
    assert "Giden kutusu boş" in page.get(address("outbox")).content.decode()
