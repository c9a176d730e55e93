"""`python -m bench [NAME…] [--json]`: run the benchmarks and print the table."""

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

#: id → where its function stands; a function takes nothing and returns one row or several
BENCHES: dict[str, str] = {
    "Q1": "bench.mail:q1",
    "Q2": "bench.mail:q2",
    "Q3": "bench.post_office:q3",
    "Q5": "bench.mail:q5",
    "Q6": "bench.intake:intake",
    "Q6-READING": "bench.intake:reading",
    "Q14-MAIL": "bench.intake:growth",
    "Q8": "bench.web:q8",
    "Q10": "bench.cases:q10",
    "Q12": "bench.house:q12",
    "R21": "bench.suggesting:routing",
    "STOP": "bench.mail:stop",
    "KIT": "bench.kit:kit",
    "KILL": "bench.kill:kill",
}

Row = dict[str, Any]


def rows(wanted: list[str]) -> Iterator[Row]:
    """Run the wanted benchmarks, all if none is named, and yield their rows."""
    for name, place in BENCHES.items():
        if wanted and name not in wanted:
            continue
        module, function = place.split(":")
        run: Callable[[], Row | list[Row]] = getattr(importlib.import_module(module), function)
        result = run()
        yield from result if isinstance(result, list) else [result]


def line(row: Row) -> str:
    """Return a row as one line of the table."""
    met = {True: "met", False: "MISSED", None: "no reference"}[row["met"]]
    reference = "-" if row["reference"] is None else f"{row['reference']:,.6g}"
    ratio = "-" if row["ratio"] is None else f"{row['ratio']:.2f}"
    figure = f"{row['figure']:,.6g}" if isinstance(row["figure"], int | float) else row["figure"]
    return f"{row['id']:<28} {figure:>12} {row['unit']:<14} {reference:>12} {ratio:>7}  {row['goal']:<42} {met}"


def main() -> int:
    """Print the table; the exit code is 0 also when a goal is missed, for the table says so itself."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.json:
        print(f"{'id':<28} {'figure':>12} {'unit':<14} {'reference':>12} {'ratio':>7}  {'goal':<42} met")
    for row in rows(options.names):
        print(json.dumps(row, ensure_ascii=False) if options.json else line(row), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
