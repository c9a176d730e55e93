"""KILL: a worker killed with SIGKILL at random moments, at least 200 times; nobody lost, nobody written to twice."""

import os
import tempfile
from pathlib import Path
from typing import Any

from kopru.delivery.tests.killing import Outcome
from kopru.delivery.tests.killing import kill as kill_worker

KILLS = int(os.environ.get("KOPRU_BENCH_KILLS", "200"))


def kill() -> list[dict[str, Any]]:
    """Kill half of the workers while they speak SMTP, half while they write the outbox."""
    rows = []
    for channel in ("smtp", "outbox"):
        with tempfile.TemporaryDirectory(prefix="kopru-bench-") as folder:
            outcome = kill_worker(Path(folder), rows=KILLS * 60, kills=(KILLS + 1) // 2, channel=channel, seed=1)
        rows.append(_row(f"KILL {channel}", outcome))
    return rows


def _row(name: str, outcome: Outcome) -> dict[str, Any]:
    wrong = outcome.lost + outcome.doubled + outcome.wrongly_delivered
    in_doubt = outcome.states["unknown"]
    return {
        "id": f"{name}: {outcome.kills} kills, {outcome.rows} rows",
        "figure": wrong,
        "unit": "lost/doubled",
        "reference": in_doubt,
        "ratio": in_doubt / outcome.kills,
        "goal": "0; in doubt at most those in flight",
        "met": wrong == 0 and outcome.tally == dict(outcome.states) and in_doubt <= 2 * outcome.kills,
        "in_doubt_that_arrived": outcome.unknown_that_arrived,
    }
