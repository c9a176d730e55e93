"""Offers, the guard, and corrections to exactly those who have the faulty edition."""

import pytest

from kopru.core.roles import Role
from kopru.delivery import actions as delivery
from kopru.delivery import objections
from kopru.delivery.models import Dispatch, DispatchState, Recipient, RowState
from kopru.delivery.sending import claiming
from kopru.directory.tests import factories as directory
from kopru.newsroom import actions
from kopru.newsroom.actions import obstacles
from kopru.newsroom.tests import factories as make
from kopru.newsroom.tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db


def press(*addresses):
    for address in addresses:
        directory.contact_point(directory.person("Ayşe Yılmaz"), address)
    return directory.audience()


def arrived(dispatch, *addresses, state=RowState.DELIVERED):
    """The worker handed these over."""
    Recipient.objects.filter(dispatch=dispatch, address__in=addresses).update(
        state=state, handed_at=NOON, lease_until=None
    )


def offered(bulletin, audience, at=NOON):
    writer = make.user(Role.WRITER)
    dispatch = actions.offer(bulletin, audience=audience, by=writer, at=at)
    delivery.release(dispatch, by=writer, at=at)
    return dispatch


def test_one_dispatch_goes_to_all_and_nobody_gets_a_second_copy():
    bulletin = make.published()
    audience = press("bir@example.org", "iki@example.org")
    dispatch = offered(bulletin, audience)
    assert (dispatch.count, dispatch.subject) == (2, "Yürüyüş yolu salı günü açılıyor")
    assert [file.name for file in dispatch.attachments.all()] == ["2026-1-yuruyus-yolu-sali-gunu-aciliyor.docx"]
    with pytest.raises(obstacles.NobodyToWriteTo):
        actions.offer(bulletin, audience=audience, by=make.user(Role.WRITER), at=NOON)
    directory.contact_point(value="uc@example.org")
    later = actions.offer(bulletin, audience=audience, by=make.user(Role.WRITER), at=NOON)
    assert [row.address for row in later.recipients.all()] == ["uc@example.org"]


def test_what_nobody_may_see_is_offered_to_nobody():
    audience = press("bir@example.org")
    with pytest.raises(obstacles.NotYetPublic):
        actions.offer(make.approved(), audience=audience, by=make.user(Role.WRITER), at=NOON)
    assert not Dispatch.objects.exists()


def test_an_embargoed_bulletin_waits_for_its_hour_also_when_that_is_moved():
    bulletin = make.published(release_at=NOON + HOUR)
    dispatch = offered(bulletin, press("bir@example.org"))
    assert dispatch.window_from == NOON + HOUR
    assert objections.objection(dispatch, NOON) == "Bülten yayında değil."
    actions.publish(bulletin, by=make.user(Role.HEAD), at=NOON, release_at=NOON + 3 * HOUR)
    dispatch.refresh_from_db()
    assert dispatch.window_from == NOON + 3 * HOUR
    assert objections.objection(dispatch, NOON + 3 * HOUR) == ""


def test_a_held_bulletin_is_not_mailed():
    bulletin = make.published(release_at=NOON + HOUR)
    dispatch = offered(bulletin, press("bir@example.org"))
    actions.hold(bulletin, by=make.user(Role.HEAD), at=NOON)
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.CANCELLED


def test_a_withdrawn_or_corrected_bulletin_is_not_mailed_on():
    bulletin = make.published()
    dispatch = offered(bulletin, press("bir@example.org", "iki@example.org"))
    make.rewritten(bulletin, headline="Yol çarşamba açılıyor")
    actions.correct(bulletin, note="Gün düzeltildi.", by=make.user(Role.HEAD), at=NOON + HOUR)
    assert objections.objection(dispatch, NOON + HOUR) == "Yürürlükte daha yeni bir sürüm var."
    dispatch.refresh_from_db()
    assert dispatch.state == DispatchState.CANCELLED
    actions.withdraw(bulletin, reason="Açılış ertelendi.", by=make.user(Role.HEAD), at=NOON + 2 * HOUR)
    assert objections.objection(dispatch, NOON + 2 * HOUR) == "Bülten geri çekildi."


def test_a_correction_goes_to_exactly_those_who_received_the_faulty_edition():
    bulletin = make.published()
    dispatch = offered(bulletin, press(*(f"{name}@example.org" for name in ("aldi", "belki", "almadi", "bekliyor"))))
    arrived(dispatch, "aldi@example.org")
    arrived(dispatch, "belki@example.org", state=RowState.UNKNOWN)
    arrived(dispatch, "almadi@example.org", state=RowState.FAILED)
    make.rewritten(bulletin, headline="Yol çarşamba açılıyor")
    correction = actions.correct(bulletin, note="Gün düzeltildi.", by=make.user(Role.HEAD), at=NOON + HOUR)
    told = actions.notify_recipients(correction, by=make.user(Role.WRITER), at=NOON + HOUR)
    rows = list(told.recipients.order_by("address"))
    assert [(row.address, row.fields) for row in rows] == [
        ("aldi@example.org", {"sent_on": "24 Kasım 2026 Salı", "headline": "Yürüyüş yolu salı günü açılıyor"}),
        ("belki@example.org", {"sent_on": "24 Kasım 2026 Salı", "headline": "Yürüyüş yolu salı günü açılıyor"}),
    ]
    assert objections.objection(told, NOON + HOUR) == ""
    with pytest.raises(obstacles.AlreadyNotified):
        actions.notify_recipients(correction, by=make.user(Role.WRITER), at=NOON + HOUR)


def test_a_test_of_a_correction_shows_an_example_for_each_field_and_nothing_of_a_recipient():
    bulletin = make.published()
    arrived(offered(bulletin, press("aldi@example.org")), "aldi@example.org")
    make.rewritten(bulletin, headline="Yol çarşamba açılıyor")
    correction = actions.correct(bulletin, note="Gün düzeltildi.", by=make.user(Role.HEAD), at=NOON + HOUR)
    told = actions.notify_recipients(correction, by=make.user(Role.WRITER), at=NOON + HOUR)
    test = delivery.send_test(told, to="bana@example.org", by=make.user(Role.WRITER), at=NOON + HOUR)
    shown, real = test.recipients.get().fields, told.recipients.get().fields
    assert set(shown) == set(real)
    assert "(örnek)" not in shown.values()
    assert shown["headline"] != real["headline"]


def test_a_notice_cancelled_half_way_reaches_only_the_others_the_second_time():
    bulletin = make.published()
    addresses = ["bir@example.org", "iki@example.org"]
    arrived(offered(bulletin, press(*addresses)), *addresses)
    make.rewritten(bulletin, headline="Yol çarşamba açılıyor")
    correction = actions.correct(bulletin, note="Gün düzeltildi.", by=make.user(Role.HEAD), at=NOON + HOUR)
    writer = make.user(Role.WRITER)
    first = actions.notify_recipients(correction, by=writer, at=NOON + HOUR)
    delivery.release(first, by=writer, at=NOON + HOUR)
    assert claiming.claim(first.pk, at=NOON + HOUR, most=1)
    delivery.cancel(first, by=writer, at=NOON + HOUR)
    with pytest.raises(obstacles.StillLeaving):
        actions.notify_recipients(correction, by=writer, at=NOON + HOUR)
    arrived(first, "bir@example.org")
    second = actions.notify_recipients(correction, by=writer, at=NOON + HOUR)
    assert [row.address for row in second.recipients.all()] == ["iki@example.org"]


def test_those_told_of_one_correction_are_told_of_the_next():
    bulletin = make.published()
    arrived(offered(bulletin, press("aldi@example.org")), "aldi@example.org")
    for hours, day in ((1, "çarşamba"), (2, "perşembe")):
        make.rewritten(bulletin, headline=f"Yol {day} açılıyor")
        at = NOON + hours * HOUR
        correction = actions.correct(bulletin, note=f"Gün: {day}.", by=make.user(Role.HEAD), at=at)
        told = actions.notify_recipients(correction, by=make.user(Role.WRITER), at=at)
        assert [row.address for row in told.recipients.all()] == ["aldi@example.org"]
        delivery.release(told, by=make.user(Role.WRITER), at=at)
        arrived(told, "aldi@example.org")


def corrected(bulletin, day, at):
    make.rewritten(bulletin, headline=f"Yol {day} açılıyor")
    return actions.correct(bulletin, note=f"Gün: {day}.", by=make.user(Role.HEAD), at=at)


def test_the_second_correction_reaches_the_holders_of_every_older_edition_once():
    writer, bulletin = make.user(Role.WRITER), make.published()
    both = ["ilk@example.org", "ikisi@example.org"]
    arrived(offered(bulletin, press(*both)), *both)
    first = corrected(bulletin, "çarşamba", NOON + HOUR)
    second_copies = offered(bulletin, press("ikinci@example.org"), at=NOON + HOUR)
    arrived(second_copies, "ikisi@example.org", "ikinci@example.org")
    Recipient.objects.filter(dispatch=second_copies, address="ilk@example.org").update(state=RowState.CANCELLED)
    second = corrected(bulletin, "perşembe", NOON + 2 * HOUR)
    holds_it = offered(bulletin, press("son@example.org"), at=NOON + 2 * HOUR)
    Recipient.objects.filter(dispatch=holds_it).exclude(address="son@example.org").update(state=RowState.CANCELLED)
    arrived(holds_it, "son@example.org")
    with pytest.raises(obstacles.Overtaken):
        actions.notify_recipients(first, by=writer, at=NOON + 2 * HOUR)
    told = actions.notify_recipients(second, by=writer, at=NOON + 2 * HOUR)
    assert [(row.address, row.fields["headline"]) for row in told.recipients.order_by("address")] == [
        ("ikinci@example.org", "Yol çarşamba açılıyor"),
        ("ikisi@example.org", "Yol çarşamba açılıyor"),
        ("ilk@example.org", "Yürüyüş yolu salı günü açılıyor"),
    ]
    assert told.text.index("Gün: perşembe.") < told.text.index("Gün: çarşamba.")


def test_who_is_about_to_get_the_edition_in_force_is_not_written_to_as_well():
    writer, bulletin = make.user(Role.WRITER), make.published()
    arrived(offered(bulletin, audience := press("bir@example.org")), "bir@example.org")
    correction = corrected(bulletin, "çarşamba", NOON + HOUR)
    again = offered(bulletin, audience, at=NOON + HOUR)
    assert "Gün: çarşamba." in again.text
    with pytest.raises(obstacles.StillLeaving):
        actions.notify_recipients(correction, by=writer, at=NOON + HOUR)
    delivery.cancel(again, by=writer, at=NOON + HOUR)
    told = actions.notify_recipients(correction, by=writer, at=NOON + HOUR)
    assert [row.address for row in told.recipients.all()] == ["bir@example.org"]


def test_a_withdrawal_reaches_all_who_received_any_edition():
    bulletin = make.published()
    arrived(offered(bulletin, press("eski@example.org")), "eski@example.org")
    make.rewritten(bulletin, headline="Yol çarşamba açılıyor")
    actions.correct(bulletin, note="Gün düzeltildi.", by=make.user(Role.HEAD), at=NOON + HOUR)
    second = offered(bulletin, press("yeni@example.org"), at=NOON + HOUR)
    arrived(second, "yeni@example.org")
    correction = actions.withdraw(bulletin, reason="Ertelendi.", by=make.user(Role.HEAD), at=NOON + 2 * HOUR)
    told = actions.notify_recipients(correction, by=make.user(Role.WRITER), at=NOON + 2 * HOUR)
    assert sorted(row.address for row in told.recipients.all()) == ["eski@example.org", "yeni@example.org"]
    assert not told.attachments.exists()
    assert objections.objection(told, NOON + 2 * HOUR) == ""


def test_nobody_is_told_of_a_correction_while_faulty_copies_are_leaving():
    bulletin = make.published()
    dispatch = offered(bulletin, press("bir@example.org", "iki@example.org"))
    arrived(dispatch, "bir@example.org")
    make.rewritten(bulletin, headline="Yol çarşamba açılıyor")
    correction = actions.correct(bulletin, note="Gün.", by=make.user(Role.HEAD), at=NOON + HOUR)
    Recipient.objects.filter(address="iki@example.org").update(state=RowState.CLAIMED, lease_until=NOON + 2 * HOUR)
    with pytest.raises(obstacles.StillLeaving):
        actions.notify_recipients(correction, by=make.user(Role.WRITER), at=NOON + HOUR)


def test_nobody_is_told_of_a_correction_nobody_needs():
    bulletin = make.published()
    make.rewritten(bulletin, headline="Yol çarşamba açılıyor")
    correction = actions.correct(bulletin, note="Gün düzeltildi.", by=make.user(Role.HEAD), at=NOON + HOUR)
    with pytest.raises(obstacles.NobodyToWriteTo):
        actions.notify_recipients(correction, by=make.user(Role.WRITER), at=NOON + HOUR)
    assert not Dispatch.objects.exists()


def test_a_headline_pasted_with_line_breaks_writes_no_header():
    bulletin = make.published(headline="Yol açılıyor\r\nBcc: herkes@example.org", overline="Bir\niki")
    dispatch = offered(bulletin, press("bir@example.org"))
    assert dispatch.subject == "Yol açılıyor Bcc: herkes@example.org"
    assert bulletin.edition.overline == "Bir iki"


def test_braces_in_a_bulletin_are_only_braces():
    bulletin = make.published(spot="Formül {a} ve {greeting} budur.")
    dispatch = offered(bulletin, press("bir@example.org"))
    assert "Formül {{a} ve {{greeting} budur." in dispatch.text
    assert dispatch.text.startswith("{greeting},")
