"""What a person decides about mail that came in, and the page on which it is decided."""

import pytest
from django.urls import reverse

from kopru.cases import actions
from kopru.cases.intake import keeping, mailroom
from kopru.cases.models import Case, Close, Incoming, Kind, Outcome, Source, State
from kopru.cases.obstacles import AlreadySettled, BytesGone, NotFromMail, NotUnwanted, NoWay, StillUnreadable
from kopru.cases.showing import mail as found_mail
from kopru.cases.tests.factories import NOON, case, user
from kopru.cases.tests.mails import mail
from kopru.core.roles import Role

pytestmark = pytest.mark.django_db
ROOM = "/masa/basvurular/gelen/"
SPAM = {"X-Spam-Flag": "YES"}


def _in(raw: bytes) -> Incoming:
    return mailroom.take_in(raw, source=Source.PIPE, at=NOON)[0]


def _settle(incoming: Incoming, how: str) -> Incoming:
    actions.settle_incoming(incoming, how=how, by=user(Role.CLERK), at=NOON)
    incoming.refresh_from_db()
    return incoming


def _wrongly_quarantined() -> Incoming:
    """Return a good mail that an older reader could not read."""
    incoming = _in(b"")
    incoming.sha256 = keeping.keep(mail())
    incoming.save()
    return incoming


def test_an_unreadable_mail_can_be_unwanted():
    incoming = _settle(_in(b""), "spam")
    assert (incoming.outcome, incoming.settled_at) == (Outcome.SPAM, NOON)
    assert incoming.case.closed_how == Close.SPAM
    assert incoming.case.closing_reason
    with pytest.raises(AlreadySettled):
        _settle(incoming, "taken")


def test_an_unreadable_mail_can_be_taken_as_a_case():
    incoming = _settle(_in(b""), "taken")
    assert (incoming.outcome, incoming.case.kind, incoming.case.is_open) == (Outcome.QUARANTINE, Kind.REQUEST, True)
    assert not Incoming.objects.quarantined().exists()


def test_a_mail_that_can_be_read_now_goes_its_way():
    incoming = _wrongly_quarantined()
    before = incoming.case
    _settle(incoming, "read_again")
    before.refresh_from_db()
    assert (before.closed_how, incoming.outcome) == (Close.DONE, Outcome.CASE)
    assert incoming.case != before
    assert incoming.case.email == "isil.caglar@example.org"


def test_a_mail_that_still_cannot_be_read_stays():
    incoming = _in(b"")
    with pytest.raises(StillUnreadable):
        _settle(incoming, "read_again")
    with pytest.raises(NoWay):
        _settle(incoming, "away")
    keeping.forget(incoming.sha256)
    with pytest.raises(BytesGone):
        _settle(incoming, "read_again")
    assert list(Incoming.objects.quarantined()) == [incoming]
    assert Case.objects.get().is_open


def test_a_case_from_mail_can_be_unwanted_and_wanted_again():
    incoming, by = _in(mail()), user(Role.CLERK)
    actions.mark_spam(incoming.case, by=by, at=NOON)
    incoming.refresh_from_db()
    assert (incoming.outcome, incoming.case.closed_how) == (Outcome.SPAM, Close.SPAM)
    actions.not_spam(incoming, by=by, at=NOON)
    incoming.refresh_from_db()
    assert (incoming.outcome, incoming.case.state) == (Outcome.CASE, State.OPEN)
    with pytest.raises(NotUnwanted):
        actions.not_spam(incoming, by=by, at=NOON)
    with pytest.raises(NotFromMail):
        actions.mark_spam(case(), by=by, at=NOON)


def test_a_mail_marked_by_the_server_can_be_a_case():
    incoming = _in(mail(**SPAM))
    assert (incoming.outcome, incoming.case) == (Outcome.SPAM, None)
    made = actions.not_spam(incoming, by=user(Role.CLERK), at=NOON)
    incoming.refresh_from_db()
    assert (incoming.case, incoming.outcome) == (made, Outcome.CASE)
    assert made.email == "isil.caglar@example.org"


def test_the_page_shows_quarantine_first_and_finds_a_mail(page):
    page.sign_in(Role.CLERK)
    _in(b"")
    _in(mail())
    assert len(page.get(ROOM).soup.select(".cs-card")) == 1
    found = page.get(ROOM + "?q=lamba").soup.select_one(".cs-card")
    assert "Işıl Çağlar" in found.get_text()
    assert "İletinin içi boş." in page.get(ROOM).soup.select_one(".cs-card").get_text()


def test_the_search_folds_turkish_and_finds_what_is_no_case(page):
    page.sign_in(Role.CLERK)
    spam = _in(mail("Kazandınız.", Subject="IŞIKLI ÇEKİLİŞ", From="Şans Gişesi <cekilis@example.org>", **SPAM))
    known = _in(mail())
    assert found_mail.sweep(NOON) == 1
    assert found_mail.sweep(NOON) == 0  # what stands there is not written again

    def titles(words):
        return [each.get_text() for each in page.get(ROOM, {"q": words}).soup.select(".cs-card a strong")]

    for words in ("ışıklı", "isikli cekilis", "sans gisesi", "ŞANS"):
        assert titles(words) == ["IŞIKLI ÇEKİLİŞ"], words
    for words in ("işil", "ISIL", "Işıl Çağlar", "lamba"):
        assert titles(words) == [known.subject], words
    made = actions.not_spam(spam, by=user(Role.CLERK), at=NOON)
    assert (titles("çekiliş"), found_mail.document(Incoming.objects.get(pk=spam.pk))) == ([made.subject], None)


def test_a_forgotten_mail_is_not_found():
    spam = _in(mail("Kazandınız.", Subject="Çekiliş", **SPAM))
    found_mail.sweep(NOON)
    assert list(found_mail.found("çekiliş")) == [spam]
    actions.forgetting.forget_mails(Incoming.objects.filter(pk=spam.pk))
    found_mail.sweep(NOON)
    assert not found_mail.found("çekiliş").exists()


def test_the_page_goes_on_from_the_last_row(page):
    page.sign_in(Role.CLERK)
    for number in range(26):
        _in(mail(f"{number}. bildirim", **SPAM))
    first = page.get(ROOM + "?sonuc=spam").soup
    assert len(first.select(".cs-card")) == 25
    last = page.get(ROOM + first.select_one("[data-incoming-next]")["href"]).soup
    assert len(last.select(".cs-card")) == 1


def test_what_was_read_is_shown_and_nothing_runs(page):
    page.sign_in(Role.CLERK)
    incoming = _in(mail("<script>alert(1)</script>"))
    shown = page.get(reverse("cases_desk:incoming_one", args=[incoming.pk]))
    assert "<script>alert(1)" not in shown.content.decode()
    assert "alert(1)" in shown.soup.select_one(".in-source").parent.parent.get_text()


def test_a_hidden_name_is_not_shown_nor_found(page):
    page.sign_in(Role.CLERK)
    incoming = _in(mail())
    incoming.case.hides_identity = True
    incoming.case.save()
    assert "isil.caglar" not in page.get(ROOM + "?sonuc=case").content.decode()
    assert not page.get(ROOM + "?q=isil").soup.select(".cs-card")
    assert page.client.get(reverse("cases_desk:incoming_one", args=[incoming.pk])).status_code != 200


def test_the_page_is_settled_from(page):
    page.sign_in(Role.CLERK)
    incoming = _in(b"")
    page.post(reverse("cases_desk:incoming_settle", args=[incoming.pk]), {"karar": "spam"}, max_queries=160)
    incoming.refresh_from_db()
    assert incoming.outcome == Outcome.SPAM


def test_who_asks_is_written_down_after_an_unreadable_mail_is_taken_in(page):
    page.sign_in(Role.CLERK)
    incoming = _in(b"")
    shown = page.post(reverse("cases_desk:incoming_settle", args=[incoming.pk]), {"karar": "taken"}, max_queries=160)
    assert shown.soup.select_one("form #deed_name")
    assert shown.request["PATH_INFO"] == reverse("cases_desk:do", args=[incoming.case_id, "kisi"])


def test_unwanted_mail_is_put_away_from_its_case_and_taken_back(page):
    page.sign_in(Role.CLERK)
    of = _in(mail()).case
    done = {
        name: reverse("cases_desk:do", args=[of.pk, name]) for name in ("istenmeyen", "istenmeyen-degil", "yeniden-ac")
    }

    def offered():
        shown = page.get(reverse("cases_desk:one", args=[of.pk]), max_queries=60).content.decode()
        return {name for name, address in done.items() if f'"{address}"' in shown}

    assert offered() == {"istenmeyen"}
    page.post(done["istenmeyen"], {}, max_queries=160)
    of.refresh_from_db()
    assert (of.state, of.closed_how) == (State.CLOSED, Close.SPAM)
    assert offered() == {"istenmeyen-degil"}
    page.post(done["istenmeyen-degil"], {}, max_queries=160)
    of.refresh_from_db()
    assert (of.state, of.incoming.get().outcome) == (State.OPEN, Outcome.CASE)
    assert offered() == {"istenmeyen"}


def test_what_no_mail_began_cannot_be_unwanted_mail(page):
    page.sign_in(Role.CLERK)
    of = case()
    assert "/is/istenmeyen/" not in page.get(reverse("cases_desk:one", args=[of.pk]), max_queries=60).content.decode()
    assert page.client.get(reverse("cases_desk:do", args=[of.pk, "istenmeyen"])).status_code in {302, 403}


@pytest.mark.parametrize("role", [Role.UNIT, Role.PHOTOGRAPHER, Role.MAYORS_OFFICE])
def test_the_page_is_the_offices_alone(page, role):
    page.sign_in(role)
    assert page.client.get(ROOM).status_code != 200
