"""What the town asks, by the verbs: every state a case can be in stands on the desk."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kopru.cases.models import Case, GroupVisit, Incoming, LineToTake, LineUse, Material, Pack, State
from kopru.core.models import User
from kopru.demo.asks import guests, post
from kopru.demo.asks.living import ask_all
from kopru.demo.asks.words import ASKS
from kopru.demo.living import Staff
from kopru.demo.settling import settle

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_house(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.DEMO = True


def test_every_state_is_shown_once_and_asking_again_changes_nothing():
    settle(on=AT.date(), citizens=2)
    who = {user.username: user for user in User.objects.all()}
    staff = Staff(who["yazar"], who["sorumlu"], who["fotograf"], who["baskanlik"])
    for _each in range(2):
        ask_all(staff, who["buro"], at=AT, small=False)
    assert Case.objects.count() == len(ASKS)
    assert set(Case.objects.values_list("state", flat=True)) >= set(State) - {State.ASKED, State.LEAVING}
    assert Case.objects.filter(reopened=1).count() == 1
    assert not Case.objects.filter(state=State.CLOSED, closed_how="").exists()

    for _each in range(2):
        guests.furnish(staff, who["buro"], at=AT)
        post.receive_all(at=AT)
    counted = Counter(Incoming.objects.values_list("outcome", flat=True))
    expected = {"case": 2, "duplicate": 1, "reply": 1, "automatic": 1, "spam": 2, "bounce": 1, "quarantine": 1}
    assert counted == expected
    assert (LineToTake.objects.count(), LineUse.objects.count(), Pack.objects.count()) == (3, 1, 3)
    assert GroupVisit.objects.filter(starts_at__isnull=False).count() == 1
    assert sorted(Material.objects.values_list("became", flat=True)) == ["", "bulletin"]
