"""KILL: a worker killed with SIGKILL at random moments, in the midst of work; nobody lost, nobody written to twice.

200 times; the thousand of G1 with `KOPRU_BENCH_KILLS=1000 python -m bench KILL`, some ten minutes on two quiet cores.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

from kopru.delivery.tests.killing import Outcome
from kopru.delivery.tests.killing import kill as kill_worker

KILLS = int(os.environ.get("KOPRU_BENCH_KILLS", "200"))
#: so many that work is left at the last kill: a worker sends some hundred in the moment it lives
_ROWS_A_KILL = 200


def kill() -> list[dict[str, Any]]:
    """Kill half of the workers while they speak SMTP, half while they write the outbox."""
    rows = []
    for channel in ("smtp", "outbox"):
        with tempfile.TemporaryDirectory(prefix="kopru-bench-") as folder:
            kills = (KILLS + 1) // 2
            outcome = kill_worker(Path(folder), rows=kills * _ROWS_A_KILL, kills=kills, channel=channel, seed=1)
        rows.append(_row(f"KILL {channel}", outcome, wanted=kills))
    return rows


def _row(name: str, outcome: Outcome, *, wanted: int) -> dict[str, Any]:
    wrong = outcome.lost + outcome.doubled + outcome.wrongly_delivered
    in_doubt = outcome.states["unknown"]
    return {
        "id": f"{name}: {outcome.kills} kills, {outcome.rows} rows",
        "figure": wrong,
        "unit": "lost/doubled",
        "reference": in_doubt,
        "ratio": in_doubt / max(outcome.kills, 1),
        "goal": "0; in doubt at most those in flight",
        "met": wrong == 0
        and outcome.tally == dict(outcome.states)
        and outcome.kills >= 0.9 * wanted
        and in_doubt <= 2 * wanted,
        "in_doubt_that_arrived": outcome.unknown_that_arrived,
    }
