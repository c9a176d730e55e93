"""The desk of the cases: what each role sees in the queue and in a case, and what can be done there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.cases import actions, desk_urls, special_urls
from kopru.cases.asks import Attached
from kopru.cases.deeds import DEEDS, offered_to
from kopru.cases.models import Answer, Case, Channel, ClockKind, Close, Kind, Referral, ReferralState, State, Voice
from kopru.cases.showing import shelves
from kopru.cases.starting import seed_templates
from kopru.cases.tests import factories as make
from kopru.core.roles import OFFICE, Role
from kopru.directory.tests import factories as directory

pytestmark = pytest.mark.django_db
BOARD = "/masa/basvurular/"
LONG = "Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine "


def _case(**fields):
    return make.case(at=timezone.now(), **fields)


def _do(page, of, deed, number=None, **given):
    args = [of.pk, deed] if number is None else [of.pk, deed, number]
    name = "cases_desk:do" if number is None else "cases_desk:do_with"
    return page.post(reverse(name, args=args), given, max_queries=160)  # a letter may leave on the way


def _subjects(response):
    return [row.get_text() for row in response.soup.select(".cs-row__head")]


def test_the_empty_queue_says_so(page):
    page.sign_in(Role.CLERK)
    assert "Büroyu bekleyen iş yok." in page.get(BOARD).soup.get_text()


def test_the_queue_holds_fourteen_rows_by_due_and_goes_on_without_counting(page):
    at = timezone.now()
    made = [make.case(subject=f"{number}. başvuru", at=at - timedelta(days=number)) for number in range(16)]
    page.sign_in(Role.CLERK)
    first = page.get(BOARD, max_queries=55)
    made.sort(key=lambda one: (one.due_at, one.pk))
    assert _subjects(first) == [one.subject for one in made[:14]]
    second = page.get(BOARD + first.soup.select_one("[data-case-next]")["href"], max_queries=55)
    assert _subjects(second) == [one.subject for one in made[14:]]


def test_the_queue_asks_no_more_with_more_rows(page, django_assert_max_num_queries):
    page.sign_in(Role.CLERK)
    _case()
    page.get(BOARD)
    for _each in range(12):
        _case()
    with django_assert_max_num_queries(50):
        page.client.get(BOARD)


@pytest.mark.parametrize("shelf", sorted(shelves.SHELVES))
def test_every_shelf_opens(page, shelf):
    at = timezone.now()
    user = page.sign_in(Role.HEAD)
    late = make.case(subject=LONG * 2, at=at - timedelta(days=60))
    actions.take(late, owner=user, by=user, at=at)
    make.referral(at=at)
    words = make.answer(_case(kind=Kind.SUGGESTION), by=make.user(Role.CLERK), at=at)
    actions.submit_answer(words, by=words.drafted_by, at=at)
    waiting = make.answer(_case(), at=at)
    actions.submit_answer(waiting, by=waiting.drafted_by, at=at)
    actions.close(_case(), how=Close.SPAM, reason="Reklam.", by=user, at=at)
    assert shelf not in {"geciken", "benim"} or _subjects(page.get(BOARD, {"raf": shelf})) == [late.subject]
    page.get(BOARD, {"raf": shelf, "tur": "request", "yol": "email", "birim": 1}, max_queries=55)


def test_late_is_said_in_words(page):
    of = make.case(at=timezone.now() - timedelta(days=40))
    days = (timezone.localdate() - of.due_on).days
    page.sign_in(Role.CLERK)
    assert f"{days} gün gecikti" in page.get(BOARD).soup.select_one(".cs-row__due").get_text()


def test_cases_are_found_by_words_and_by_number(page):
    wanted = _case(subject="Kırık salıncak")
    _case(subject="Su kesintisi")
    page.sign_in(Role.CLERK)
    for words in ("salıncaklar", wanted.label):
        assert _subjects(page.get(BOARD, {"q": words})) == [wanted.subject]
    assert "sonuç bulunamadı" in page.get(BOARD, {"q": "zürafa"}).soup.get_text()


@pytest.mark.parametrize("role", sorted(set(Role) - OFFICE))
def test_a_case_is_not_there_for_those_outside_the_office(page, role):
    of = _case(subject="Başkasının işi")
    page.sign_in(role)
    for name in ("one", "dates", "printed"):
        assert page.client.get(reverse(f"cases_desk:{name}", args=[of.pk])).status_code in {302, 403, 404}, name
    board = page.client.get(BOARD)
    assert board.status_code in {302, 403} or "Başkasının işi" not in board.content.decode()
    for deed in DEEDS:
        page.client.post(reverse("cases_desk:do", args=[of.pk, deed]), {"reason": "x", "text": "x"})
    of.refresh_from_db()
    assert (of.state, of.messages.filter(voice=Voice.NOTE).count()) == (State.NEW, 0)


def test_a_case_shows_all_of_itself(page):
    at = timezone.now()
    of = _case(subject=LONG * 2, place="Zeytin Sokak")
    make.referral(of, at=at)
    actions.note(of, text="Aradım.", by=make.user(Role.CLERK), at=at, is_call=True)
    actions.hear(of, text="Hâlâ yanmıyor.", quoted="> Başvurunuz alındı.", at=at)
    make.answer(of, at=at)
    _case()
    page.sign_in(Role.CLERK)
    text = page.get(reverse("cases_desk:one", args=[of.pk]), max_queries=60).soup.get_text()
    for words in ("Neden bu tarih?", "Aradım.", "Alıntılanan bölüm", "Birim bekleniyor", "Taslak", "Zeytin Sokak"):
        assert words in text
    assert "Aynı kişinin diğer başvuruları" in text


def test_a_hidden_person_is_shown_to_the_owner_and_the_head_alone(page):
    of = _case(
        channel=Channel.CIMER, asker={"name": "Gizli Kişi", "email": "gizli@example.org", "hides_identity": True}
    )
    clerk = page.sign_in(Role.CLERK)
    address = reverse("cases_desk:one", args=[of.pk])
    shown = page.get(address).content.decode() + page.get(BOARD).content.decode()
    assert "Gizli Kişi" not in shown
    assert "gizli@example.org" not in shown
    assert "kisi" not in [deed.name for deed in offered_to(clerk, of)]
    actions.take(of, owner=clerk, by=clerk, at=timezone.now())
    assert "Gizli Kişi" in page.get(address).content.decode()
    assert "Gizli Kişi" not in page.get(reverse("cases_desk:printed", args=[of.pk])).content.decode()


def test_take_needs_one_press_and_a_second_does_no_harm(page):
    of, user = _case(), page.sign_in(Role.CLERK)
    _do(page, of, "ustlen")
    again = _do(page, of, "ustlen")
    of.refresh_from_db()
    assert of.owner == user
    assert "Bir şey değiştirilmedi" in again.soup.get_text()


def test_classify_identify_and_assign(page):
    of, other = _case(), make.user(Role.WRITER)
    page.sign_in(Role.CLERK)
    _do(page, of, "siniflandir", kind="information", legal_class="information")
    _do(page, of, "kisi", name="Ayşe Örnek", phone="0286 752 50 54", wants_answer="on")
    _do(page, of, "sorumlu", owner=other.pk)
    of.refresh_from_db()
    assert (of.kind, of.name, of.email, of.owner) == ("information", "Ayşe Örnek", "", other)


def test_a_note_pressed_twice_is_written_once(page):
    of = _case()
    page.sign_in(Role.CLERK)
    for _each in range(2):
        _do(page, of, "not", text="Aradım, evde yoktu.", is_call="on")
    assert of.messages.filter(voice=Voice.CALL).count() == 1


def test_refer_to_two_units_each_with_its_date(page):
    of, first, second = _case(), make.unit(), make.unit()
    page.sign_in(Role.CLERK)
    form = page.get(reverse("cases_desk:do", args=[of.pk, "havale"]))
    due = form.soup.select_one("#deed_due_1")["value"]
    later = (timezone.localdate() + timedelta(days=20)).isoformat()
    _do(page, of, "havale", unit_1=first.pk, due_1=due, unit_2=second.pk, due_2=later, asked="Bakınız.")
    assert sorted(str(row.due_on) for row in of.referrals.all()) == sorted([due, later])


def test_refer_says_beside_the_field_what_is_wrong_and_asks_nobody(page):
    of, to, silent = _case(), make.unit(), make.unit(email="")
    page.sign_in(Role.CLERK)
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    address = reverse("cases_desk:do", args=[of.pk, "havale"])
    past = page.post(address, {"unit_1": to.pk, "due_1": "2020-01-01"}, status=422)
    assert "ileri bir gün" in past.soup.select_one("#deed_due_1_error").get_text()
    given = {"unit_1": to.pk, "due_1": day, "unit_2": silent.pk, "due_2": day}
    told = page.post(address, given, status=422, max_queries=160)
    assert "e-posta adresi de" in told.soup.select_one(".cs-error").get_text()
    assert not of.referrals.exists()


def test_what_the_office_does_with_a_referral(page):
    at = timezone.now()
    first, second, third = (make.referral(_case(), at=at) for _each in range(3))
    page.sign_in(Role.CLERK)
    later = (timezone.localdate() + timedelta(days=30)).isoformat()
    _do(page, first.case, "sure-ver", first.pk, due_on=later)
    _do(page, second.case, "birim-cevabi", second.pk, text="Onarıldı.", author="Kemal Usta")
    _do(page, third.case, "geri-cagir", third.pk, reason="Yanlış birim.")
    for row in (first, second, third):
        row.refresh_from_db()
    assert str(first.due_on) == later
    assert (second.state, third.state) == (ReferralState.ANSWERED, ReferralState.RECALLED)


def test_an_answer_is_begun_with_a_template_and_goes_to_the_head(page):
    seed_templates()
    of = _case()
    page.sign_in(Role.CLERK)
    address = reverse("cases_desk:do", args=[of.pk, "cevap"])
    choice = page.get(address).soup.find("option", string="Talep yerine getirildi")["value"]
    form = page.get(address, {"sablon": choice})
    text = form.soup.select_one("#deed_text").get_text().strip()
    assert of.label in text
    assert "3071 sayılı" in text
    given = {"kind": "final", "outcome": "granted", "channel": "email", "subject": of.subject, "text": text}
    for _each in range(2):
        page.post(address, given | {"template": choice, "gonder": "1"}, max_queries=90)
    assert [row.stage for row in of.answers.all()] == ["with_head"]


def test_an_answer_without_an_address_is_refused_beside_the_way(page):
    of = _case(asker={"email": ""})
    page.sign_in(Role.CLERK)
    given = {"kind": "final", "outcome": "granted", "channel": "email", "subject": "x", "text": "Metin", "gonder": "1"}
    told = page.post(reverse("cases_desk:do", args=[of.pk, "cevap"]), given, status=422)
    assert "adres ya da numara yok" in told.soup.select_one("#deed_channel_error").get_text()
    assert not of.answers.exists()


def test_the_head_reads_and_approves_and_the_clerk_gives_it_by_telephone(page):
    at = timezone.now()
    clerk = make.user(Role.CLERK)
    words = make.answer(_case(), by=clerk, at=at, channel=Channel.PHONE)
    actions.submit_answer(words, by=clerk, at=at)
    page.sign_in(Role.HEAD)
    listed = page.get(reverse("cases_desk:approvals"))
    assert words.subject in listed.soup.select_one(".cs-card").get_text()
    page.get(reverse("cases_desk:decide", args=[words.case_id, words.pk]))
    page.get(reverse("wagtailadmin_home"), max_queries=90)
    back = _do(page, words.case, "onayla", words.pk, sonra="onaylar")
    assert "Onayınızı bekleyen cevap yok." in back.soup.get_text()
    page.sign_in(user=clerk)
    _do(page, words.case, "ulasti", words.pk, proof="Telefonda okundu.")
    words.case.refresh_from_db()
    assert words.case.closed_how == Close.ANSWERED
    assert "Yeniden aç" in page.get(reverse("cases_desk:one", args=[words.case_id])).soup.get_text()


def test_sent_back_revised_and_sent_again(page):
    at, clerk = timezone.now(), make.user(Role.CLERK)
    words = make.answer(_case(), by=clerk, at=at)
    actions.submit_answer(words, by=clerk, at=at)
    page.sign_in(Role.HEAD)
    _do(page, words.case, "geri-gonder", words.pk, reason="Tarih yanlış.")
    page.sign_in(user=clerk)
    assert "Tarih yanlış." in page.get(reverse("cases_desk:one", args=[words.case_id])).soup.get_text()
    page.get(reverse("cases_desk:do_with", args=[words.case_id, "degistir", words.pk]))
    page.get(reverse("cases_desk:do_with", args=[words.case_id, "gonder", words.pk]))
    given = {"subject": words.subject, "text": "Yeni metin", "channel": "email", "outcome": "granted", "gonder": "1"}
    _do(page, words.case, "degistir", words.pk, **given)
    words.refresh_from_db()
    assert (words.text, words.stage) == ("Yeni metin", "with_head")


def test_nobody_approves_their_own_words_at_the_door(page):
    at, head = timezone.now(), page.sign_in(Role.HEAD)
    words = make.answer(_case(), by=head, at=at)
    actions.submit_answer(words, by=head, at=at)
    shown = page.get(reverse("cases_desk:decide", args=[words.case_id, words.pk]))
    assert "başka birinin onaylaması" in shown.soup.get_text()
    _do(page, words.case, "onayla", words.pk)
    words.refresh_from_db()
    assert words.stage == "with_head"


def test_the_clock_moves_from_the_desk(page):
    of = _case(kind=Kind.INFORMATION)
    page.sign_in(Role.CLERK)
    wrong = page.post(reverse("cases_desk:do", args=[of.pk, "sure-uzat"]), {"reason": "Bekleniyor."}, status=422)
    assert wrong.soup.select_one("#deed_ground_error")
    _do(page, of, "sure-uzat", ground="other-unit", reason="Arşivden getirilecek.")
    _do(page, of, "maliyet", amount="125,50", reason="250 sayfa fotokopi")
    assert "Ödeme bekleniyor" in page.get(reverse("cases_desk:one", args=[of.pk])).soup.get_text()
    _do(page, of, "odeme", paid_at=timezone.localtime().strftime("%Y-%m-%dT%H:%M"))
    told = of.clock_events.get(kind=ClockKind.COST_TOLD)
    assert (told.amount, of.clock_events.filter(kind=ClockKind.COST_PAID).count()) == (12_550, 1)
    lawless = _case(kind=Kind.REPORT)
    _do(page, lawless, "son-gun", wanted_by="2030-01-02T15:00")
    assert "2 Ocak 2030" in page.get(reverse("cases_desk:dates", args=[lawless.pk])).soup.get_text()


def test_the_explanation_names_law_and_day_and_answers_what_if(page):
    of = _case(kind=Kind.INFORMATION)
    page.sign_in(Role.CLERK)
    address = reverse("cases_desk:dates", args=[of.pk])
    page.get(address)
    day = (timezone.localdate() + timedelta(days=1)).isoformat()
    supposed = page.get(address, {"olay": "extension-told", "gun": day}).soup
    assert "4982 sayılı Kanun m.11" in supposed.get_text()
    assert "gün sonra" in supposed.select_one(".cs-moved").get_text()
    impossible = page.get(address, {"olay": "extension-told", "gun": "2020-01-01"}).soup
    assert "önce olamaz" in impossible.select_one("#suppose_gun_error").get_text()
    of.refresh_from_db()
    assert not of.clock_events.filter(kind=ClockKind.EXTENSION_TOLD).exists()


def test_joined_duplicate_passed_on_closed_and_reopened(page):
    one, two, three, four = (_case() for _each in range(4))
    page.sign_in(Role.CLERK)
    nothing = page.post(reverse("cases_desk:do", args=[one.pk, "birlestir"]), {"other": "1999/7"}, status=422)
    assert "Bu sayıda bir başvuru yok." in nothing.soup.get_text()
    _do(page, one, "birlestir", other=two.label)
    assert two.label in page.get(reverse("cases_desk:one", args=[one.pk])).soup.get_text()
    _do(page, one, "ayir")
    _do(page, one, "ayni-basvuru", other=two.label)
    _do(page, three, "baska-kuruma", institution="Çanakkale Valiliği", reason="İl özel idaresinin yolu.")
    no_reason = page.post(reverse("cases_desk:do", args=[four.pk, "kapat"]), {"how": "withdrawn"}, status=422)
    assert no_reason.soup.select_one("#deed_reason_error")
    _do(page, four, "kapat", how="withdrawn", reason="Aradı, vazgeçti.")
    ended = list(Case.objects.order_by("pk").values_list("closed_how", flat=True))
    assert ended == [Close.DUPLICATE, "", Close.FORWARDED, Close.WITHDRAWN]
    _do(page, four, "yeniden-ac", reason="Yine aradı.")
    four.refresh_from_db()
    assert four.state == State.OPEN


def test_a_part_is_given_to_htmx_and_the_line_with_it(page):
    of = _case()
    page.sign_in(Role.CLERK)
    part = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{BOARD}?raf=yeni"}
    assert "<html" not in page.client.get(reverse("cases_desk:one", args=[of.pk]), headers=part).content.decode()
    done = page.client.post(reverse("cases_desk:do", args=[of.pk, "ustlen"]), headers=part)
    assert (done["HX-Retarget"], f'id="row-{of.pk}"' in done.content.decode()) == ("#cs-item", True)
    typed = page.client.get(BOARD, {"q": of.label}, headers=part).content.decode()
    assert ("<html" not in typed, of.subject in typed) == (True, True)


def test_the_table_holds_no_person(page):
    _case(subject="Komşum Ahmet Bey hakkında", place="Zeytin Sokak 5")
    page.sign_in(Role.CLERK)
    response = page.client.get(reverse("cases_desk:export"), {"raf": "acik"})
    table = b"".join(response.streaming_content).decode("utf-8-sig")
    assert table.startswith("Sayı;Tür;")
    assert "Talep" in table
    for secret in ("Çağlar", "isil.caglar", "0532", "Ahmet", "Zeytin"):
        assert secret not in table
    page.sign_in(Role.MAYORS_OFFICE)
    assert page.client.get(reverse("cases_desk:export")).status_code in {302, 403}


def test_files_are_saved_and_never_run(page):
    files = [Attached("foto.png", "image/png", b"\x89PNG"), Attached("kurulum.exe", "text/html", b"MZ", "Program.")]
    of = _case(files=files)
    page.sign_in(Role.CLERK)
    page.get(reverse("cases_desk:one", args=[of.pk]))
    picture, program = of.files.all()
    shown = page.client.get(reverse("cases_desk:file", args=[of.pk, picture.pk]), {"goster": "1"})
    saved = page.client.get(reverse("cases_desk:file", args=[of.pk, program.pk]), {"goster": "1"})
    assert (shown["Content-Type"], saved["Content-Type"]) == ("image/png", "application/octet-stream")
    assert saved["Content-Disposition"].startswith("attachment")
    assert "sandbox" in saved["Content-Security-Policy"]
    for response in (shown, saved):
        response.close()


def test_cards_say_what_waits(page):
    at = timezone.now()
    old = make.case(at=at - timedelta(days=40))
    days = (timezone.localdate() - old.due_on).days
    late = make.referral(_case(), at=at)
    Referral.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=2))
    lost = make.answer(_case(), at=at)
    Answer.objects.filter(pk=lost.pk).update(stage="failed", failure="Kutu dolu")
    page.sign_in(Role.HEAD)
    text = page.get(reverse("wagtailadmin_home"), max_queries=90).soup.get_text()
    for words in (f"{days} gün gecikti", "Cevabı geciken birimler", "2 gün gecikti", "Kutu dolu", "Sorumlusu olmayan"):
        assert words in text


@pytest.mark.parametrize("name", ["case_matters", "case_authorities", "case_leave", "case_templates"])
def test_the_registers_are_the_heads_to_change(page, name):
    seed_templates()
    page.sign_in(Role.HEAD)
    page.get(reverse(f"{name}:index"), max_queries=60)
    page.get(reverse(f"{name}:add"), max_queries=60)
    page.sign_in(user=make.user(Role.CLERK))
    assert page.client.get(reverse(f"{name}:add")).status_code in {302, 403}


def test_unit_people_do_not_enter_the_desk(page):
    unit = make.unit()
    page.sign_in(user=directory.user(Role.UNIT, units=(unit,)))
    assert page.client.get(BOARD).status_code in {302, 403}


def test_a_case_whose_answer_came_back_says_so(page):
    at, clerk = timezone.now(), page.sign_in(Role.CLERK)
    words = make.answer(_case(kind=Kind.SUGGESTION), by=clerk, at=at)
    actions.submit_answer(words, by=clerk, at=at)
    assert not actions.settle_answer(words, at=at)
    make.deliver(words.dispatch, at=at)
    assert actions.settle_answer(words, at=at)
    actions.lose_answer(words, reason="Kutu dolu", at=at)
    text = page.get(reverse("cases_desk:one", args=[words.case_id])).soup.get_text()
    assert "Ulaşmadı: Kutu dolu" in text
    assert "1 kez yeniden açıldı" in text


def test_no_address_hides_another():
    routes = [str(each.pattern) for each in (*desk_urls.urlpatterns, *special_urls.urlpatterns)]
    assert sorted(set(routes)) == sorted(routes)


def test_suggestions_are_asked_for_beside_the_case(page):
    of, like = _case(), _case()
    page.sign_in(Role.CLERK)
    address = reverse("cases_desk:suggestions", args=[of.pk])
    shown = page.get(reverse("cases_desk:one", args=[of.pk])).content.decode()
    assert shown.count(f'hx-get="{address}"') == 1
    part = page.client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" not in part, like.label in part) == (True, True)
    assert "Aynı şeyi soruyor olabilir" in page.get(address, max_queries=60).soup.get_text()
    page.sign_in(user=make.user(Role.MAYORS_OFFICE))
    assert page.client.get(address).status_code in {302, 403, 404}
