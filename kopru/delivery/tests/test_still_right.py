"""The yearly question: prepared for those who are due, released by a person, answered by a link that only POST uses."""

import re
import threading
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kopru.core.roles import Role
from kopru.delivery import actions as delivery
from kopru.delivery import question, signs, still_right
from kopru.delivery.models import Dispatch, DispatchState, Recipient, Suppression
from kopru.delivery.sending import installation
from kopru.directory import actions as directory
from kopru.directory.models import ContactPoint, Enquiry, Outlet, Person, Proposal
from kopru.directory.tests import factories as make

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LONG_AGO = date(2020, 1, 1)
SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.fixture
def reporter():
    person = make.person("İpek Işık", city="Çanakkale")
    make.post(person, make.outlet("Ege Postası"), duty="reporter")
    make.contact_point(person, "ipek@ege.example", verified_on=LONG_AGO)
    make.contact_point(person, "0532 111 22 33", kind="mobile", verified_on=LONG_AGO)
    return person


@pytest.fixture
def enquiry(reporter):
    return directory.ask(reporter, at=NOW, valid_until=NOW + timedelta(days=90))


def due(language="tr"):
    return {point.value for point in question.due(language=language, at=NOW)}


def test_the_press_is_due_when_nobody_confirmed_for_a_year(settings, reporter):
    fresh = make.contact_point(make.person("Yeni Kişi"), "yeni@ege.example", verified_on=NOW.date())
    make.contact_point(make.person("Ahmet Vali", circle="protocol"), "vali@ege.example", verified_on=LONG_AGO)
    make.contact_point(make.person("Ölmüş Biri", deceased_on=LONG_AGO), "eski@ege.example", verified_on=LONG_AGO)
    make.contact_point(make.outlet("Kapanan", closed_on=LONG_AGO), "kapali@ege.example", verified_on=LONG_AGO)
    make.contact_point(make.outlet("Açık Gazete"), "haber@acik.example", verified_on=LONG_AGO)
    make.contact_point(make.person("Hiç Sorulmamış"), "hic@ege.example")
    assert due() == {"ipek@ege.example", "haber@acik.example"}
    Person.objects.filter(first_name="Hiç").update(changed_at=NOW - timedelta(days=400))
    assert due() == {"ipek@ege.example", "haber@acik.example", "hic@ege.example"}
    settings.STILL_RIGHT_MONTHS = 600
    assert due() == set()
    assert fresh.value == "yeni@ege.example"


def test_who_left_or_is_blocked_is_not_asked(reporter):
    point = ContactPoint.objects.get(kind="email")
    delivery.suppress(point.key, channel="email", reason="opt-out", source="deneme", at=NOW)
    assert due() == set()


def test_one_question_is_prepared_and_nothing_leaves_by_itself(reporter):
    make.contact_point(reporter, "ikinci@ege.example", verified_on=LONG_AGO)
    made = delivery.prepare_question("tr", at=NOW)
    assert (made.state, made.count, made.kind, made.drafted_by) == (DispatchState.FROZEN, 1, "still-right", None)
    assert made.legal_basis == "obligation"
    assert made.recipients.get().fields["link"] == question.link(Enquiry.objects.get())
    assert still_right.sweep(NOW + timedelta(days=1)) == 0
    assert Dispatch.objects.count() == 1


def test_what_was_not_released_ends_and_a_new_one_comes(reporter):
    delivery.prepare_question("tr", at=NOW)
    later = NOW + timedelta(days=31)
    assert still_right.sweep(later) == 2
    assert Dispatch.objects.get().state == DispatchState.CANCELLED
    still_right.prepare.func("tr")
    assert Dispatch.objects.count() == 1  # by the clock of today the month is not over


def test_what_nobody_countersigned_ends_as_well(settings, reporter):
    settings.FOUR_EYES_ABOVE = 0
    made = delivery.prepare_question("tr", at=NOW)
    delivery.release(made, by=make.user(Role.HEAD), at=NOW, typed_count=1)
    made.refresh_from_db()
    assert made.state == DispatchState.AWAITING
    assert still_right.sweep(NOW + timedelta(days=31)) == 2
    made.refresh_from_db()
    assert made.state == DispatchState.CANCELLED


def test_nobody_is_asked_twice_in_a_year(reporter):
    user = make.user(Role.HEAD)
    made = delivery.prepare_question("tr", at=NOW)
    delivery.release(made, by=user, at=NOW, typed_count=1)
    assert due() == set()
    assert still_right.sweep(NOW + timedelta(days=40)) == 0


def test_when_nobody_is_due_nothing_is_prepared(settings):
    with pytest.raises(delivery.NothingToSend):
        delivery.prepare_question("tr", at=NOW)
    assert still_right.sweep(NOW) == 0
    settings.STILL_RIGHT_MONTHS = 0
    assert still_right.sweep(NOW) == 0


def test_each_language_gets_its_own_words(reporter):
    moment = datetime(2027, 1, 4, 8, tzinfo=UTC)
    english = make.person("Jane Doe", language="en")
    make.contact_point(english, "jane@daily.example", verified_on=LONG_AGO)
    for language in ("tr", "en"):
        made = delivery.prepare_question(language, at=moment)
        path, shown = SNAPSHOTS / f"still-right-{language}.txt", f"{made.subject}\n\n{made.text}"
        if not path.exists():
            path.write_text(shown, encoding="utf-8")
            pytest.fail(f"{path.name} is new: read it and run again")
        assert shown == path.read_text(encoding="utf-8")
        assert re.sub(r"<[^>]+>", "", made.html).count("{link}") == 1
        assert made.recipients.count() == 1
    assert "Dear Jane Doe" in {row.greeting for row in Recipient.objects.all()}


def test_the_office_sees_on_bugun_what_waits(reporter):
    delivery.prepare_question("tr", at=NOW)
    assert [card.count for card in still_right.cards(make.user(Role.HEAD), NOW)] == [1]
    assert still_right.cards(make.user(Role.CLERK), NOW) == []


# The page


def test_looking_changes_nothing_and_shows_what_we_hold(page, enquiry):
    shown = page.get(address(enquiry))
    for held in ("İpek", "Işık", "Ege Postası", "Muhabir", "ipek@ege.example", "+90 532 111 22 33", "Hepsi doğru"):
        assert held in shown.text or held.replace("+90 ", "0") in shown.text
    assert shown["X-Robots-Tag"] == "noindex, nofollow"
    assert shown["Cache-Control"] == "no-store"
    assert "<script" not in shown.text
    assert set(ContactPoint.objects.values_list("verified_on", flat=True)) == {LONG_AGO}


def address(enquiry):
    return reverse("delivery:still_right", args=[signs.sign(question.KIND, enquiry.pk)])


def test_one_press_verifies_everything(page, client, enquiry):
    client.handler.enforce_csrf_checks = True
    said = client.post(address(enquiry), {"answer": "right"})
    assert said.status_code == 302
    assert set(ContactPoint.objects.values_list("verified_on", flat=True)) == {timezone.localdate()}
    assert "Teşekkür ederiz" in page.get(address(enquiry)).text


def filled(client, enquiry, **changed):
    form = client.get(address(enquiry)).context["form"]
    given = {name: field.initial or "" for name, field in form.fields.items()}
    return {**given, **{name.replace("__", ":"): value for name, value in changed.items()}, "answer": "changes"}


def test_changes_wait_for_a_clerk(page, client, enquiry, reporter):
    mail = reporter.contact_points.get(kind="email")
    post = reporter.posts.get()
    told = filled(client, enquiry, last_name="Işık Kaya", new__email="yeni@ege.example", remark="Artık İzmir'deyim.")
    page.post(address(enquiry), {**told, f"point:{mail.pk}": "", f"post:{post.pk}": "Haber müdürü"})
    proposal = Proposal.objects.get()
    assert {one["key"] for one in proposal.changes} == {
        "last_name",
        "new:email",
        f"point:{mail.pk}",
        f"post:{post.pk}",
    }
    reporter.refresh_from_db()
    assert reporter.last_name == "Işık"
    page.post(address(enquiry), {**told, "last_name": "Kaya"})
    assert Proposal.objects.get().changes[0]["after"] == "Kaya"


def test_what_cannot_be_read_is_said_beside_the_field(page, client, enquiry):
    shown = page.post(address(enquiry), filled(client, enquiry, new__email="olmaz", first_name=""), status=422)
    assert "Bu alan boş bırakılamaz" in shown.text
    assert not Proposal.objects.exists()
    page.post(address(enquiry), filled(client, enquiry), status=422)
    page.post(address(enquiry), {"answer": "başka"}, status=422)
    assert not Proposal.objects.exists()


def test_who_wants_out_gets_nothing_from_that_moment(page, client, enquiry):
    waiting = delivery.prepare_question("tr", at=NOW)
    shown = page.post(address(enquiry), {"answer": "out"})
    assert "Listeden çıkarıldınız" in shown.text
    assert {one.key for one in Suppression.objects.in_force()} == set(
        ContactPoint.objects.values_list("key", flat=True)
    )
    assert Proposal.objects.get().wants_out
    assert "ipek@ege.example" not in page.get(address(enquiry)).text
    page.post(address(enquiry), {"answer": "right"})
    assert set(ContactPoint.objects.values_list("verified_on", flat=True)) == {LONG_AGO}
    assert waiting.state == DispatchState.FROZEN


def test_an_english_contact_reads_english(client, enquiry, reporter):
    Person.objects.update(language="en")
    shown = client.get(address(enquiry)).content.decode()
    assert '<html lang="en">' in shown
    assert "Everything is right" in shown


@pytest.mark.parametrize("signed", ["1", "1-", "x-y", "9" * 40, "1-" + "0" * 24, "²-" + "0" * 24])
def test_a_forged_link_says_so(page, enquiry, signed):
    assert "Bu bağlantı eksik" in page.get(f"/bilgilerim/{signed}/", status=404).text
    other = signs.sign("unsubscribe", enquiry.pk)
    page.get(f"/bilgilerim/{other}/", status=404)


def test_an_old_link_says_so_and_does_nothing(page, enquiry):
    Enquiry.objects.update(valid_until=NOW - timedelta(days=1))
    for answer in ("right", "out", "changes"):
        assert "süresi doldu" in page.post(address(enquiry), {"answer": answer}, status=410).text
    assert not Suppression.objects.exists()
    with pytest.raises(directory.EnquiryOver):
        directory.confirm(enquiry, at=NOW)


@pytest.fixture
def meanwhile(enquiry):
    """Let something happen to the enquiry right after the page has looked at it, once."""

    @contextmanager
    def happens(change):
        waiting = [change]

        def between(execute, sql, params, many, context):
            result = execute(sql, params, many, context)
            if waiting and sql.startswith("SELECT") and 'FROM "directory_enquiry"' in sql:
                waiting.pop()(Enquiry.objects.filter(pk=enquiry.pk))
            return result

        with connection.execute_wrapper(between):
            yield

    return happens


@pytest.mark.parametrize("answer", ["right", "changes", "out"])
@pytest.mark.parametrize(
    "change",
    [lambda rows: rows.update(valid_until=NOW - timedelta(days=1)), lambda rows: rows.delete()],
    ids=["over", "erased"],
)
def test_what_ends_between_look_and_answer_says_so(client, page, enquiry, meanwhile, answer, change):
    said = filled(client, enquiry, remark="Soyadım değişti.") | {"answer": answer}
    with meanwhile(change):
        response = client.post(address(enquiry), said)
    assert response.status_code == 410
    assert "süresi doldu" in response.content.decode()
    assert not Proposal.objects.exists()
    assert not Suppression.objects.exists()


def test_a_merged_person_is_the_one_who_is_kept_and_an_erased_one_is_gone(page, enquiry, reporter):
    kept = make.person("İpek Işık Kaya")
    user = make.user(Role.HEAD)
    directory.merge(kept, reporter, by=user, at=NOW)
    page.post(address(enquiry), {"answer": "right"})
    assert set(kept.contact_points.values_list("verified_on", flat=True)) == {timezone.localdate()}
    Person.objects.filter(pk=kept.pk).update(erased_at=NOW)
    assert "Artık hiçbir bilgi tutmuyoruz" in page.get(address(enquiry), status=410).text


def test_an_outlet_answers_for_itself(page, client):
    outlet = make.outlet("Açık Gazete")
    make.contact_point(outlet, "haber@acik.example", verified_on=LONG_AGO)
    make.post(make.person("Gizli Muhabir"), outlet)
    asked = directory.ask(outlet, at=NOW, valid_until=NOW + timedelta(days=90))
    assert "Gizli Muhabir" not in page.get(address(asked)).text
    page.post(address(asked), filled(client, asked, website="www.acik.example"), status=422)
    page.post(address(asked), filled(client, asked, website="https://acik.example"))
    directory.accept(Proposal.objects.get(), keys=["website"], by=make.user(Role.CLERK), at=NOW)
    assert Outlet.objects.get(pk=outlet.pk).website == "https://acik.example"


def test_leaving_twice_is_as_once(reporter, enquiry):
    delivery.leave(enquiry, at=NOW)
    delivery.leave(enquiry, at=NOW)
    assert Suppression.objects.in_force().count() == 2
    assert Proposal.objects.count() == 1


def test_a_test_to_oneself_opens_nobodys_page(client, reporter, django_user_model):
    made = delivery.prepare_question("tr", at=NOW)
    clerk = django_user_model.objects.create_user("deneyen@sinama.example")
    test = delivery.send_test(made, to="deneyen@sinama.example", by=clerk, at=NOW)
    row, real = Recipient.objects.get(dispatch=test), Recipient.objects.get(dispatch=made)
    assert real.fields["link"] not in str(row.fields)
    assert real.greeting not in row.greeting
    page = client.get("/" + row.fields["link"].split("/", 3)[3])
    assert page.status_code == 404
    assert "İpek" not in page.content.decode()


def test_a_name_that_no_mail_could_bear_is_said_beside_its_field(client, enquiry):
    address = question.link(enquiry)
    page = client.get(address)
    held = {field.name: field.initial or "" for field in page.context["form"]}
    answer = client.post(address, held | {"answer": "changes", "last_name": "Işı\x1bk"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"last_name"}
    assert not Proposal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_prepare_one_question(monkeypatch, reporter):
    installation.adopt(at=NOW)
    is_time = still_right._is_time

    def other_worker():
        still_right.prepare.call("tr")
        connection.close()

    other = threading.Thread(target=other_worker)

    def asked_while_another_begins(language, at):
        answer = is_time(language, at)
        if other.ident is None:
            other.start()
            other.join(timeout=1)  # where it must wait for us, it does so until we are done
        return answer

    monkeypatch.setattr(still_right, "_is_time", asked_while_another_begins)
    still_right.prepare.call("tr")
    other.join()
    assert Dispatch.objects.filter(kind=question.KIND).count() == 1
