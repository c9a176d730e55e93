from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from kopru.core.roles import Role
from kopru.directory.tests import factories as directory
from kopru.newsroom import actions, permissions
from kopru.newsroom.actions import obstacles
from kopru.newsroom.models import Absence, Bulletin, Rules
from kopru.newsroom.models.bulletins import Stage, Visibility
from kopru.newsroom.models.offers import CorrectionKind
from kopru.newsroom.tests import factories as make
from kopru.newsroom.tests.factories import HOUR, NOON

pytestmark = pytest.mark.django_db


def test_a_bulletin_goes_from_its_writer_to_the_head_and_gets_its_number():
    writer, head = make.user(Role.WRITER), make.user(Role.HEAD)
    bulletin = make.bulletin()
    edition = actions.submit(bulletin, by=writer, at=NOON, comment="Salıya yetişmeli")
    assert bulletin.stage == Stage.WITH_HEAD
    assert permissions.may_approve(head, bulletin, at=NOON)
    assert not permissions.may_approve(writer, bulletin, at=NOON)
    actions.approve(bulletin, edition=edition, by=head, at=NOON + HOUR)
    assert (bulletin.stage, bulletin.label) == (Stage.APPROVED, "2026/1")
    assert bulletin.edition == edition
    assert [(str(each.by), each.decision, each.comment) for each in edition.approvals.all()] == [
        (str(writer), "submitted", "Salıya yetişmeli"),
        (str(head), "approved", ""),
    ]


def test_the_year_of_a_number_is_the_local_one():
    new_year = NOON.replace(month=12, day=31, hour=21, minute=30)  # 00.30 on 1 January in Küçükkuyu
    assert make.approved(at=new_year).label == "2027/1"


def test_the_mayors_office_approves_after_the_head_where_asked():
    bulletin = make.bulletin(needs_mayor=True)
    edition = actions.submit(bulletin, by=make.user(Role.WRITER), at=NOON)
    actions.approve(bulletin, edition=edition, by=make.user(Role.HEAD), at=NOON)
    assert (bulletin.stage, bulletin.number) == (Stage.WITH_MAYOR, None)
    mayor = make.user(Role.MAYORS_OFFICE)
    assert Bulletin.objects.visible_to(mayor, NOON).get() == bulletin
    actions.approve(bulletin, edition=edition, by=mayor, at=NOON)
    assert bulletin.number == 1


def test_nobody_approves_their_own_words_unless_the_office_says_so():
    head = make.user(Role.HEAD)
    make.user(Role.HEAD)
    bulletin = make.bulletin()
    bulletin.save_revision(user=head)
    edition = actions.submit(bulletin, by=make.user(Role.WRITER), at=NOON)
    assert not permissions.may_approve(head, bulletin, at=NOON)
    with pytest.raises(obstacles.OwnWords):
        actions.approve(bulletin, edition=edition, by=head, at=NOON)
    rules = Rules.load()
    rules.own_words = True
    rules.save()
    actions.approve(bulletin, edition=edition, by=head, at=NOON)
    assert bulletin.number == 1


def test_the_only_heads_own_bulletin_goes_to_the_mayors_office():
    bulletin = make.bulletin()
    actions.submit(bulletin, by=make.user(Role.HEAD), at=NOON)
    assert bulletin.stage == Stage.WITH_MAYOR


def test_a_deputy_approves_on_the_days_of_absence_only():
    head, deputy = make.user(Role.HEAD), make.user(Role.WRITER)
    Absence.objects.create(person=head, deputy=deputy, from_on=date(2026, 11, 23), until_on=date(2026, 11, 24))
    bulletin = make.bulletin()
    edition = actions.submit(bulletin, by=make.user(Role.WRITER), at=NOON)
    assert not permissions.may_approve(deputy, bulletin, at=NOON + 24 * HOUR)
    assert permissions.may_approve(deputy, bulletin, at=NOON)
    actions.approve(bulletin, edition=edition, by=deputy, at=NOON)
    assert edition.approvals.get(decision="approved").in_place_of == head


def test_a_bulletin_sent_back_says_why_and_can_be_sent_again():
    head = make.user(Role.HEAD)
    bulletin = make.bulletin()
    actions.submit(bulletin, by=make.user(Role.WRITER), at=NOON)
    with pytest.raises(obstacles.ReasonMissing):
        actions.send_back(bulletin, reason="  ", by=head, at=NOON)
    actions.send_back(bulletin, reason="Yolun uzunluğu eksik.", by=head, at=NOON)
    assert bulletin.stage == Stage.RETURNED
    assert bulletin.candidate.approvals.last().comment == "Yolun uzunluğu eksik."
    again = actions.submit(bulletin, by=make.user(Role.WRITER), at=NOON)
    assert again.version == 2


def test_what_is_approved_is_what_was_read():
    head, writer = make.user(Role.HEAD), make.user(Role.WRITER)
    bulletin = make.bulletin()
    first = actions.submit(bulletin, by=writer, at=NOON)
    actions.take_back(bulletin, by=writer, at=NOON)
    bulletin.headline = "Başka bir başlık"
    bulletin.save()
    actions.submit(bulletin, by=writer, at=NOON)
    with pytest.raises(obstacles.OtherEdition):
        actions.approve(bulletin, edition=first, by=head, at=NOON)
    assert bulletin.number is None


def test_nothing_is_submitted_unfinished_unchanged_or_twice():
    writer = make.user(Role.WRITER)
    with pytest.raises(obstacles.Unfinished):
        actions.submit(make.bulletin(body=[]), by=writer, at=NOON)
    bulletin = make.published()
    with pytest.raises(obstacles.NotOpen):
        actions.submit(bulletin, by=writer, at=NOON)
    actions.reopen(bulletin, by=writer, at=NOON)
    with pytest.raises(obstacles.NothingChanged):
        actions.submit(bulletin, by=writer, at=NOON)


def test_nothing_is_shown_unapproved():
    head = make.user(Role.HEAD)
    bulletin = make.bulletin()
    for show in (actions.publish, actions.show_inside, actions.share_by_link, actions.hold):
        with pytest.raises(obstacles.NotApproved):
            show(bulletin, by=head, at=NOON)


def test_an_embargo_lifts_by_the_clock_and_keeps_the_address():
    bulletin = make.published(release_at=NOON + HOUR)
    assert not Bulletin.objects.public(NOON).exists()
    assert Bulletin.objects.embargoed(NOON).get() == bulletin
    assert Bulletin.objects.public(NOON + HOUR).get() == bulletin
    assert bulletin.first_published_at == NOON + HOUR


def test_an_embargo_can_be_moved_and_lifted_until_it_ends():
    head = make.user(Role.HEAD)
    bulletin = make.published(release_at=NOON + HOUR)
    with pytest.raises(obstacles.InThePast):
        actions.publish(bulletin, by=head, at=NOON, release_at=NOON)
    actions.publish(bulletin, by=head, at=NOON, release_at=NOON + 2 * HOUR)
    assert not bulletin.is_public(NOON + HOUR)
    actions.hold(bulletin, by=head, at=NOON + HOUR)
    assert (bulletin.visibility, bulletin.release_at) == (Visibility.DRAFT, None)
    actions.publish(bulletin, by=head, at=NOON + HOUR)
    with pytest.raises(obstacles.AlreadyPublic):
        actions.hold(bulletin, by=head, at=NOON + HOUR)


def test_a_private_link_ends_when_it_is_replaced_or_the_bulletin_is_published():
    head = make.user(Role.HEAD)
    bulletin = make.approved()
    first = actions.share_by_link(bulletin, by=head, at=NOON)
    assert Bulletin.objects.private(first).get() == bulletin
    assert not Bulletin.objects.visible_to(AnonymousUser(), NOON).exists()
    second = actions.share_by_link(bulletin, by=head, at=NOON)
    assert not Bulletin.objects.private(first).exists()
    actions.publish(bulletin, by=head, at=NOON)
    assert not Bulletin.objects.private(second).exists()
    assert not Bulletin.objects.private("").exists()


def test_a_correction_being_written_shows_nowhere_until_it_is_made():
    bulletin = make.published()
    make.rewritten(bulletin, at=NOON + HOUR, headline="Yürüyüş yolu çarşamba günü açılıyor")
    assert Bulletin.objects.public(NOON + HOUR).get().edition.headline == "Yürüyüş yolu salı günü açılıyor"
    correction = actions.correct(bulletin, note="Gün düzeltildi.", by=make.user(Role.HEAD), at=NOON + 2 * HOUR)
    seen = Bulletin.objects.public(NOON + 2 * HOUR).get()
    assert seen.edition.headline == "Yürüyüş yolu çarşamba günü açılıyor"
    assert (seen.label, seen.first_published_at, seen.last_updated_at) == ("2026/1", NOON, NOON + 2 * HOUR)
    assert (correction.kind, correction.faulty.version, correction.mended.version) == (CorrectionKind.CORRECTION, 1, 2)
    with pytest.raises(obstacles.NothingToMend):
        actions.supplement(bulletin, note="Bir daha.", by=make.user(Role.HEAD), at=NOON + 2 * HOUR)


def test_before_anybody_outside_has_read_it_a_new_edition_takes_force_silently():
    bulletin = make.rewritten(make.published(release_at=NOON + HOUR), headline="Yol yarın açılıyor")
    assert bulletin.edition.version == 2
    assert not bulletin.corrections.exists()
    assert bulletin.label == "2026/1"


@pytest.mark.parametrize("show", [actions.show_inside, actions.share_by_link])
def test_what_was_read_inside_or_by_link_is_replaced_only_with_a_dated_word(show):
    head, bulletin = make.user(Role.HEAD), make.approved()
    show(bulletin, by=head, at=NOON)
    make.rewritten(bulletin, headline="Yol yarın açılıyor")
    assert (bulletin.edition.version, bulletin.pending.version) == (1, 2)
    for wider in (actions.show_inside, actions.share_by_link, actions.publish):
        with pytest.raises(obstacles.ChangeWaits):
            wider(bulletin, by=head, at=NOON)
    actions.correct(bulletin, note="Gün düzeltildi.", by=head, at=NOON + HOUR)
    assert bulletin.edition.version == 2
    actions.publish(bulletin, by=head, at=NOON + 2 * HOUR)
    assert bulletin.corrections.get().at == NOON + HOUR


def test_what_was_read_inside_and_held_back_is_still_replaced_only_with_a_dated_word():
    head, bulletin = make.user(Role.HEAD), make.approved()
    actions.show_inside(bulletin, by=head, at=NOON)
    actions.hold(bulletin, by=head, at=NOON)
    make.rewritten(bulletin, headline="Yol yarın açılıyor")
    assert (bulletin.edition.version, bulletin.pending.version) == (1, 2)
    actions.correct(bulletin, note="Gün düzeltildi.", by=head, at=NOON + HOUR)
    assert (bulletin.edition.version, bulletin.corrections.count()) == (2, 1)


def test_an_embargo_whose_words_are_about_to_change_can_be_moved_and_not_lifted():
    head, bulletin = make.user(Role.HEAD), make.published(release_at=NOON + HOUR)
    directory.contact_point(value="bir@example.org")
    actions.offer(bulletin, audience=directory.audience(), by=head, at=NOON)
    make.rewritten(bulletin, headline="Yol yarın açılıyor")
    with pytest.raises(obstacles.ChangeWaits):
        actions.publish(bulletin, by=head, at=NOON)
    actions.publish(bulletin, by=head, at=NOON, release_at=NOON + 2 * HOUR)
    assert bulletin.edition.version == 1


def test_a_withdrawn_bulletin_is_gone_and_its_address_says_so():
    head = make.user(Role.HEAD)
    bulletin = make.published()
    with pytest.raises(obstacles.ReasonMissing):
        actions.withdraw(bulletin, reason="", by=head, at=NOON + HOUR)
    actions.withdraw(bulletin, reason="Açılış ertelendi.", by=head, at=NOON + HOUR)
    assert not Bulletin.objects.public(NOON + HOUR).exists()
    assert Bulletin.objects.addressable(NOON + HOUR).get() == bulletin
    assert bulletin.corrections.get().note == "Açılış ertelendi."
    for verb in (actions.publish, actions.reopen, actions.show_inside):
        with pytest.raises(obstacles.AlreadyWithdrawn):
            verb(bulletin, by=head, at=NOON + HOUR)


def test_what_the_public_never_saw_leaves_no_trace_when_withdrawn():
    bulletin = make.published(release_at=NOON + 2 * HOUR)
    actions.withdraw(bulletin, reason="Vazgeçildi.", by=make.user(Role.HEAD), at=NOON + HOUR)
    assert not Bulletin.objects.addressable(NOON + 3 * HOUR).exists()


def test_an_old_revision_brings_back_words_and_no_approval():
    bulletin = make.bulletin()
    revision = bulletin.save_revision()
    make.approve(bulletin)
    bulletin.headline = "Yeni başlık"
    bulletin.save()
    old = revision.as_object()
    assert old.headline == "Yürüyüş yolu salı günü açılıyor"
    assert (old.stage, old.number, old.edition_id) == (Stage.APPROVED, 1, bulletin.edition_id)
