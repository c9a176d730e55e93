"""Media board, shoots, visits, tray and contacts, as each role meets them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kopru.cases import actions, clock
from kopru.cases.cards import special as special_cards
from kopru.cases.models import (
    AnswerStage,
    Became,
    Case,
    Close,
    GroupVisit,
    Kind,
    LineToTake,
    Material,
    MediaForm,
    MediaRequest,
    ShootRequest,
    State,
)
from kopru.cases.special import contacts, questions, working_hours
from kopru.cases.tests.factories import DAY, HOUR, NOON, answer, case, unit, user
from kopru.cases.viewsets.wording import freshness, validity
from kopru.core.models import User
from kopru.core.roles import Role
from kopru.directory.tests import factories as directory

pytestmark = pytest.mark.django_db

MAIL = """Merhaba,

Arıtma tesisi hakkında haber hazırlıyoruz.

1) Tesis ne zaman açılacak?
2) Maliyeti ne kadar
ve kim karşılıyor?

İyi çalışmalar"""


def browser(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


def media(*, at: datetime, by: User, **fields) -> Case:
    of = case(kind=Kind.MEDIA, at=at, text=MAIL, **fields)
    actions.plan_media(of, form=MediaForm.NEWS, deadline_at=at + DAY, by=by, at=at)
    return of


def test_questions_are_found_in_a_mail() -> None:
    assert questions.suggested(MAIL) == ["Tesis ne zaman açılacak?", "Maliyeti ne kadar ve kim karşılıyor?"]
    assert questions.suggested("Merhaba. Park ne zaman açılacak? Maliyeti nedir? Teşekkürler.") == [
        "Park ne zaman açılacak?",
        "Maliyeti nedir?",
    ]
    assert questions.suggested("Bilginize.") == []


@pytest.mark.parametrize(
    ("deadline", "target"),
    [
        # Wednesday 16.00 local: 2.5 h in the afternoon, 1.5 h in the morning
        (datetime(2026, 11, 25, 13, 0, tzinfo=UTC), datetime(2026, 11, 25, 8, 0, tzinfo=UTC)),
        # Monday 09.30 local: one hour on Monday, three on Friday afternoon
        (datetime(2026, 11, 30, 6, 30, tzinfo=UTC), datetime(2026, 11, 27, 11, 30, tzinfo=UTC)),
    ],
)
def test_our_target_is_a_working_half_day_before(deadline: datetime, target: datetime) -> None:
    assert working_hours.half_day_before(deadline, calendar=clock.calendar(date(2026, 1, 1))) == target


def test_the_board_puts_the_nearest_deadline_first_and_counts_questions() -> None:
    officer, now = user(Role.WRITER), timezone.now()
    later = media(at=now, by=officer, subject="Sonraki istek")
    sooner = media(at=now, by=officer, subject="Yakın istek")
    actions.plan_media(sooner, form=MediaForm.RADIO, deadline_at=now + HOUR, by=officer, at=now)
    asked = actions.add_question(later, text="Kaç fidan?", by=officer, at=now)
    actions.settle_question(asked, answer="1.140", by=officer, at=now)
    actions.add_question(later, text="Nerede?", by=officer, at=now)
    page = browser(officer).get(reverse("cases_special:media")).content.decode()
    assert page.index("Yakın istek") < page.index("Sonraki istek")
    assert "1/2" in page


def test_a_pasted_mail_is_split_confirmed_and_added_once() -> None:
    officer, now = user(Role.WRITER), timezone.now()
    of = media(at=now, by=officer)
    client, address = browser(officer), reverse("cases_special:media_one", args=[of.pk])
    found = client.post(address, {"is": "sorular", "text": MAIL, "ayir": "1"})
    assert "Maliyeti ne kadar ve kim karşılıyor?" in found.content.decode()
    assert not of.questions.exists()
    for _press in range(2):
        client.post(address, {"is": "sorular", "text": "Ne zaman?\nNe kadar?\n"})
    assert [each.text for each in of.questions.all()] == ["Ne zaman?", "Ne kadar?"]


def test_a_question_goes_to_a_unit_and_its_answer_stands_beside_it() -> None:
    officer, now = user(Role.WRITER), timezone.now()
    of, fen = media(at=now, by=officer), unit("Fen İşleri Müdürlüğü")
    question = actions.add_question(of, text="Maliyeti nedir?", by=officer, at=now)
    client, address = browser(officer), reverse("cases_special:media_one", args=[of.pk])
    due = timezone.localdate(now) + timedelta(days=2)
    client.post(address, {"is": f"birim-{question.pk}", "unit_1": fen.pk, "due_on": due, "asked": "Maliyet?"})
    referral = question.referrals.get()
    actions.answer_referral(referral, text="4 milyon lira.", at=now, author="Fen İşleri")
    page = client.get(address).content.decode()
    assert "4 milyon lira." in page
    assert "Cevaba al" in page
    empty = client.post(address, {"is": f"soru-{question.pk}", "answer": "", "why_not": ""})
    assert empty.status_code == 422
    client.post(address, {"is": f"soru-{question.pk}", "answer": "4 milyon lira.", "why_not": ""})
    client.post(address, {"is": "topla"})
    written = of.answers.get()
    assert (written.stage, "4 milyon lira." in written.text) == (AnswerStage.DRAFT, True)
    client.post(address, {"is": "topla"})
    assert of.answers.count() == 1


def test_only_valid_lines_can_be_put_in() -> None:
    officer, now = user(Role.WRITER), timezone.now()
    of, today = media(at=now, by=officer), timezone.localdate(now)
    given = {"owner": officer, "text": "Çalışma sürüyor."}
    valid = LineToTake.objects.create(title="Geçerli söz", valid_from=today, **given)
    old = LineToTake.objects.create(title="Eski söz", valid_from=today - 9 * DAY, valid_until=today - DAY, **given)
    draft = answer(of, by=officer, at=now)
    client, address = browser(officer), reverse("cases_special:media_one", args=[of.pk])
    page = client.get(address).content.decode()
    assert f"soylem-{valid.pk}" in page
    assert "Eski söz" in page
    assert f"soylem-{old.pk}" not in page
    client.post(address, {"is": f"soylem-{valid.pk}"})
    client.post(address, {"is": f"soylem-{old.pk}"})
    draft.refresh_from_db()
    assert draft.text.count("Çalışma sürüyor.") == 1
    question = actions.add_question(of, text="Ne zaman biter?", by=officer, at=now)
    name = f"sozkoy-{question.pk}"
    asked = BeautifulSoup(client.get(address).content, "html.parser").select_one(f"#{name}_line")
    assert [each.get_text() for each in asked.select("option")] == ["Geçerli söz"]
    assert client.post(address, {"is": name, "line": old.pk}).status_code == 422
    client.post(address, {"is": name, "line": valid.pk})
    question.refresh_from_db()
    assert question.answer == "Çalışma sürüyor."
    assert "2 kez kullanıldı" in client.get(address).content.decode()
    where = client.get(reverse("case_lines:inspect", args=[valid.pk])).content.decode()
    assert where.count(of.label) == 2
    assert "Ne zaman biter?" in where


def test_figures_count_what_was_not_answered() -> None:
    officer, now = user(Role.HEAD), timezone.now()
    of = media(at=now, by=officer, subject="Yanıtsız kalan istek")
    actions.close(of, how=Close.WITHDRAWN, reason="Haber başka güne kaldı.", by=officer, at=now)
    client = browser(officer)
    address = reverse("cases_special:media_one", args=[of.pk])
    client.post(address, {"is": "sonuc", "title": "Arıtma haberi", "url": "https://gazete.example.org/1"})
    assert MediaRequest.objects.get(case=of).outcome_title == "Arıtma haberi"
    page = client.get(reverse("cases_special:media_figures"), {"yil": of.year}).content.decode()
    assert "Yanıtsız kalan istek" in page
    assert "Haber başka güne kaldı." in page


def test_a_unit_asks_for_a_photographer_and_sees_how_it_stands() -> None:
    now, fen = timezone.now(), unit("Fen İşleri Müdürlüğü")
    client = browser(user(Role.UNIT, units=(fen,)))
    address = reverse("cases_units:shoots")
    when = timezone.localtime(now + 2 * DAY).strftime("%Y-%m-%dT%H:%M")
    given = {"subject": "Dere temizliği", "unit": fen.pk, "name": "Ali", "starts_at": when, "place": "Mıhlı Çayı"}
    for _press in range(2):
        client.post(address, given)
    shoot = ShootRequest.objects.get()
    assert shoot.case.asking_unit == fen
    other = unit("Zabıta Müdürlüğü")
    refused = client.post(address, given | {"unit": other.pk, "subject": "Başkasının"})
    assert refused.status_code == 422
    photographer = user(Role.PHOTOGRAPHER)
    actions.assign_shoot(shoot, photographer=photographer, by=user(Role.HEAD), at=now)
    assert f"{photographer} gelecek." in client.get(address).content.decode()


def test_a_photographer_sees_the_clash_and_hands_over() -> None:
    now, head, photographer = timezone.now(), user(Role.HEAD), user(Role.PHOTOGRAPHER)
    shoots = []
    for subject, hours in (("Açılış", 24), ("Tören", 25), ("Uzak", 40)):
        of = case(kind=Kind.SHOOT, subject=subject, at=now)
        shoot = actions.plan_shoot(of, starts_at=now + hours * HOUR, place="Meydan", by=head, at=now)
        actions.assign_shoot(shoot, photographer=photographer, by=head, at=now)
        shoots.append(of)
    client = browser(photographer)
    board = client.get(reverse("cases_special:shoots")).content.decode()
    assert "Aynı saatte: Tören" in board
    assert "Aynı saatte: Uzak" not in board
    address = reverse("cases_special:shoot", args=[shoots[0].pk])
    assert 'value="ata"' not in client.get(address).content.decode()
    client.post(address, {"is": "teslim", "url": "https://foto.example.org/1"})
    shoots[0].refresh_from_db()
    assert shoots[0].closed_how == Close.DONE


def test_a_group_gets_its_day_and_stands_on_the_paper() -> None:
    now, clerk = timezone.now(), user(Role.CLERK)
    of = case(kind=Kind.GROUP, subject="Gezi isteği", at=now)
    client, address = browser(clerk), reverse("cases_special:visit", args=[of.pk])
    client.post(address, {"is": "grup", "institution": "Mıhlı İlkokulu", "people": "28"})
    assert "Mıhlı İlkokulu" in client.get(reverse("cases_special:groups")).content.decode()
    late = timezone.localtime(now - DAY).strftime("%Y-%m-%dT%H:%M")
    assert client.post(address, {"is": "gun", "starts_at": late, "guide": "Deniz"}).status_code == 422
    when = timezone.localtime(now + 3 * DAY)
    client.post(address, {"is": "gun", "starts_at": when.strftime("%Y-%m-%dT%H:%M"), "guide": "Deniz Örnek"})
    assert GroupVisit.objects.get().guide == "Deniz Örnek"
    of.refresh_from_db()
    assert (of.state, of.owner) == (State.OPEN, clerk)
    paper = client.get(reverse("cases_special:groups_day", args=[when.date().isoformat()])).content.decode()
    assert "Mıhlı İlkokulu" in paper
    assert client.get(reverse("cases_special:groups_day", args=["dun"])).status_code == 404


def test_material_is_looked_at_and_refused_with_a_reason() -> None:
    now, writer, fen = timezone.now(), user(Role.WRITER), unit("Fen İşleri Müdürlüğü")
    of = case(kind=Kind.MATERIAL, subject="Park açıldı", text="40 ağaç dikildi.", at=now)
    actions.hand_in(of, unit=fen, at=now)
    client, address = browser(writer), reverse("cases_special:material", args=[of.pk])
    assert "40 ağaç dikildi." in client.get(address).content.decode()
    assert client.post(address, {"is": "karar", "became": Became.NOT_USED}).status_code == 422
    client.post(address, {"is": "karar", "became": Became.NOT_USED, "reason": "Daha önce duyuruldu."})
    assert Material.objects.get().became == Became.NOT_USED
    decided = client.get(reverse("cases_special:tray"), {"raf": "karar"}).content.decode()
    assert "Park açıldı" in decided


def test_every_contact_stands_on_one_line_but_hidden_people_do_not() -> None:
    officer, outlet = user(Role.WRITER), directory.outlet()
    of = case(kind=Kind.MEDIA, subject="Röportaj isteği")
    hidden = case(subject="Gizli ihbar")
    Case.objects.filter(pk__in=[of.pk, hidden.pk]).update(outlet=outlet)
    Case.objects.filter(pk=hidden.pk).update(hides_identity=True)
    titles = [each.title for each in contacts.timeline(outlet, user=officer, at=NOON)]
    assert "Röportaj isteği" in titles
    assert "Gizli ihbar" not in titles
    client = browser(officer)
    address = reverse("cases_special:outlet_contacts", args=[outlet.pk])
    assert address in client.get(reverse("directory_outlets:inspect", args=[outlet.pk])).content.decode()
    assert "Röportaj isteği" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.CLERK, {"media", "media_figures", "shoots", "shoot_new", "groups", "tray"}),
        (Role.MAYORS_OFFICE, {"media", "media_figures"}),
        (Role.PHOTOGRAPHER, {"shoots"}),
        (Role.UNIT, set()),
    ],
)
def test_each_role_finds_its_own_rooms(role: Role, seen: set[str]) -> None:
    client = browser(user(role, units=(unit(),) if role is Role.UNIT else ()))
    names = ["media", "media_figures", "shoots", "shoot_new", "groups", "tray"]
    opened = {name for name in names if client.get(reverse(f"cases_special:{name}")).status_code == 200}
    assert opened == seen


def test_registers_and_cards_say_what_grows_old() -> None:
    now, owner = timezone.now(), user(Role.WRITER)
    today = timezone.localdate(now)
    line = LineToTake.objects.create(
        title="Su kesintisi", text="…", owner=owner, valid_from=today, valid_until=today + 5 * DAY
    )
    titles = [item.title for card in special_cards.cards(owner, now) for item in card.items]
    assert titles == ["Su kesintisi"]
    assert special_cards.cards(user(Role.CLERK), now) == []
    assert validity(line, today).startswith("!")
    assert "6" in freshness(today - timedelta(days=182), today)
    client = browser(user(Role.HEAD))
    for name in ("case_lines:index", "case_lines:add", "case_packs:index", "case_packs:add"):
        assert client.get(reverse(name)).status_code == 200
    assert client.get(reverse("case_lines:inspect", args=[line.pk])).status_code == 200
