"""A worker killed at any moment loses nothing and sends nothing twice."""

from collections import Counter

import pytest

from kopru.delivery.tests.killing import kill


@pytest.mark.parametrize("channel", ["smtp", "outbox"])
def test_killed_at_random(tmp_path, channel):
    outcome = kill(tmp_path, rows=800, kills=8, channel=channel, seed=4)
    assert outcome.dispatch == "finished"
    assert (outcome.lost, outcome.doubled, outcome.wrongly_delivered) == (0, 0, 0)
    assert Counter(outcome.tally) == outcome.states
    assert outcome.states["unknown"] <= 2 * 8
