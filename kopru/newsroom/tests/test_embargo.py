"""There is no way to see an embargoed bulletin early: whatever was done, whoever asks, whatever the clock says."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopru.core.roles import OFFICE, Role
from kopru.delivery import actions as delivery
from kopru.delivery.models import Dispatch, DispatchState, Recipient
from kopru.delivery.sending import claiming
from kopru.directory.tests import factories as directory
from kopru.newsroom import actions, tasks
from kopru.newsroom.actions.obstacles import Obstacle
from kopru.newsroom.models import Bulletin, Kit
from kopru.newsroom.registrations import photos_seen
from kopru.newsroom.tests import factories as make
from kopru.newsroom.tests.factories import NOON

OUTSIDE = sorted(set(Role) - OFFICE)
STEPS = ("show_inside", "share_by_link", "hold", "embargo", "move", "reopen", "rewrite", "withdraw", "offer")


def do(step, bulletin, *, by, at, release_at, audience):
    if step in {"embargo", "move"}:
        actions.publish(bulletin, by=by, at=at, release_at=release_at)
    elif step == "offer":
        dispatch = actions.offer(bulletin, audience=audience, by=by, at=at)
        delivery.release(dispatch, by=by, at=at)
    elif step == "withdraw":
        actions.withdraw(bulletin, reason="Vazgeçildi.", by=by, at=at)
    elif step == "rewrite":
        bulletin.spot = f"Yeniden yazıldı {at}"
        bulletin.save()
        edition = actions.submit(bulletin, by=make.user(Role.WRITER), at=at)
        actions.approve(bulletin, edition=edition, by=by, at=at)
    else:
        getattr(actions, step)(bulletin, by=by, at=at)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 90), st.integers(1, 500)), max_size=7),
    seconds=st.integers(1, 40_000),
)
def test_before_its_time_nobody_outside_the_office_sees_it(steps, seconds):
    head = make.user(Role.HEAD)
    strangers = [AnonymousUser(), *(make.user(role) for role in OUTSIDE)]
    bulletin = make.approved(figures=1)
    photo = bulletin.figures.get().photo_id
    directory.contact_point(value="bir@example.org")
    audience = directory.audience()
    at = NOON
    for step, wait, embargo in steps:
        at += timedelta(minutes=wait)
        try:
            do(step, bulletin, by=head, at=at, release_at=at + timedelta(minutes=embargo), audience=audience)
        except Obstacle:
            bulletin.refresh_from_db()
    at += timedelta(seconds=seconds)
    is_open = bulletin.visibility == "public" and bulletin.release_at <= at
    for stranger in strangers:
        works_here = stranger.is_authenticated
        may_see = is_open or (works_here and bulletin.visibility == "internal")
        seen = Bulletin.objects.visible_to(stranger, at).filter(pk=bulletin.pk).exists()
        assert seen == may_see, (stranger, bulletin.visibility, bulletin.release_at, at)
        assert photos_seen([photo], stranger, at) == ({photo} if may_see else set())
        assert not Dispatch.objects.visible_to(stranger, at).exists()
        assert not Recipient.objects.visible_to(stranger, at).exists()
    for dispatch in Dispatch.objects.filter(state=DispatchState.SENDING):
        assert bool(claiming.claim(dispatch.pk, at=at, most=1)) <= is_open, "a copy leaves before its time"
    assert Bulletin.objects.public(at).filter(pk=bulletin.pk).exists() == is_open
    withdrawn_in_public = bulletin.visibility == "withdrawn" and bulletin.first_published_at is not None
    assert Bulletin.objects.addressable(at).filter(pk=bulletin.pk).exists() == (is_open or withdrawn_in_public)


@pytest.mark.django_db
def test_no_part_of_an_embargoed_kit_is_served(client):
    now = timezone.now()
    bulletin = make.published(at=now, release_at=now + timedelta(hours=1), figures=1)
    tasks.build_kit.func(Kit.objects.get().pk)
    addresses = [
        *(reverse("newsroom:kit", args=[bulletin.year, 1, part]) for part in ("metin", "word", "pdf", "fotograflar")),
        reverse("newsroom:private_kit", args=["x", "pdf"]),
        reverse("newsroom:private_photo", args=["x", 0]),
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 6
    client.force_login(make.user(Role.UNIT))
    assert [client.get(address).status_code for address in addresses] == [404] * 6
    client.force_login(make.user(Role.WRITER))
    assert b"".join(client.get(addresses[2]).streaming_content).startswith(b"%PDF")
