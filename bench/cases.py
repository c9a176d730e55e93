"""Q10: the desk's list of cases, its next page, and the search, with 100,000 cases beside 1,000, on SQLite."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

MANY, FEW = 100_000, 1_000
_ASKED = {"list": "Q10 first page", "next": "Q10 next page", "closed": "Q10 closed", "search": "Q10 search"}


def q10() -> list[dict[str, Any]]:
    """Measure both, one after the other, each in a house of its own."""
    with tempfile.TemporaryDirectory(prefix="kopru-bench-") as folder:
        empty = Path(folder) / "empty"
        subprocess.run([sys.executable, "-m", "kopru", "migrate", "--verbosity", "0"], env=_env(empty), check=True)
        few, many = (_measured(Path(folder), empty, count) for count in (FEW, MANY))
    return [_row(label, many[name], few[name]) for name, label in _ASKED.items()]


def _row(label: str, figure: float, reference: float) -> dict[str, Any]:
    ratio = figure / reference
    return {
        "id": label,
        "figure": round(figure, 1),
        "unit": "ms, 100,000",
        "reference": round(reference, 1),
        "ratio": ratio,
        "goal": "≤ 200 ms and ≤ 2 × the same at 1,000",
        "met": figure <= 200 and ratio <= 2,
    }


def _measured(folder: Path, empty: Path, count: int) -> dict[str, float]:
    home = folder / str(count)
    shutil.copytree(empty, home)
    command = [sys.executable, "-m", "bench.case_scene", str(count)]
    done = subprocess.run(command, env=_env(home), check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _env(home: Path) -> dict[str, str]:
    home.mkdir(parents=True, exist_ok=True)
    return {**os.environ, "KOPRU_HOME": str(home), "KOPRU_DEMO": "1", "DJANGO_SETTINGS_MODULE": "kopru.config.settings"}
