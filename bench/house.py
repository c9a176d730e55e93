"""Q12: memory of idle web and worker, and the time of the first page after start, against a bare Wagtail project."""

import contextlib
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests.servers import free_port

_KOPRU = [sys.executable, "-m", "kopru"]
#: starts of each, in turn; the quickest counts, for whatever else the machine does only makes it slower
STARTS = 5

#: starts once; returns seconds to the first page and MiB at rest
Start = Callable[[], tuple[float, float]]


def _children(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += _children(int(child))
    return found


def _proportional_mib(pid: int) -> float:
    """Return the proportional set size of a process and all it started, in MiB."""
    total = 0
    for child in _children(pid):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            for line in Path(f"/proc/{child}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total / 1024


@contextlib.contextmanager
def _running(command: list[str], *, cwd: Path, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def _ask_until_answered(port: int) -> None:
    """Ask for the page until it comes: `kopru run` takes the port for a moment before its web server does."""
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
                answer.read()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def _first_page(command: list[str], *, cwd: Path, env: dict[str, str], port: int) -> tuple[float, float]:
    """Start, ask for the first page, wait until all is idle; return seconds to the page and MiB at rest."""
    began = time.monotonic()
    with _running(command, cwd=cwd, env=env) as process:
        _ask_until_answered(port)
        seconds = time.monotonic() - began
        time.sleep(8)
        return seconds, _proportional_mib(process.pid)


def q12() -> list[dict[str, Any]]:
    """Measure both in turn, on empty databases, with the bytecode that an installed package has beside it."""
    with tempfile.TemporaryDirectory(prefix="kopru-bench-") as folder:
        root = Path(folder)
        plain = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        product, bare = _product(root / "home", plain), _bare(root / "bare", plain)
        starts = [(product(), bare()) for _number in range(STARTS)]
    seconds, bare_seconds = (min(start[side][0] for start in starts) for side in (0, 1))
    mib, bare_mib = (statistics.median(start[side][1] for start in starts) for side in (0, 1))
    return [
        {
            "id": "Q12 idle memory, web + worker",
            "figure": round(mib, 1),
            "unit": "MiB (PSS)",
            "reference": round(bare_mib, 1),
            "ratio": mib / bare_mib,
            "goal": "< 300 MB together",
            "met": mib * 1.048576 < 300,
        },
        {
            "id": "Q12 first page after start",
            "figure": round(seconds, 2),
            "unit": "s",
            "reference": round(bare_seconds, 2),
            "ratio": seconds / bare_seconds,
            "goal": "≤ 1.3 × a bare Wagtail project",
            "met": seconds <= 1.3 * bare_seconds,
        },
    ]


def _product(home: Path, plain: dict[str, str]) -> Start:
    """Set the product up once; return what starts it once more on an empty home."""
    port = free_port()
    env = {**plain, "KOPRU_HOME": str(home), "KOPRU_BASE_URL": f"http://127.0.0.1:{port}"}
    subprocess.run([*_KOPRU, "setup"], env=env, check=True, stdout=subprocess.DEVNULL)
    run = [*_KOPRU, "run", "--port", str(port)]

    def start() -> tuple[float, float]:
        shutil.rmtree(home / "cache", ignore_errors=True)  # the first page is made, not found
        return _first_page(run, cwd=Path.cwd(), env=env, port=port)

    return start


def _bare(root: Path, plain: dict[str, str]) -> Start:
    """Make a bare Wagtail project with its database; return what starts its web server, for it has no worker."""
    root.mkdir()
    env = {key: value for key, value in plain.items() if not key.startswith("KOPRU_")}
    env |= {"DJANGO_SETTINGS_MODULE": "bare.settings.production", "PYTHONPATH": str(root)}
    wagtail = Path(sys.executable).with_name("wagtail")
    subprocess.run([wagtail, "start", "bare", root], check=True, cwd=root, stdout=subprocess.DEVNULL)
    (root / "bare/settings/local.py").write_text('SECRET_KEY = "bench"\nALLOWED_HOSTS = ["*"]\n')
    for command in ("migrate", "collectstatic"):
        manage = [sys.executable, str(root / "manage.py"), command, "--no-input"]
        subprocess.run(manage, env=env, cwd=root, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    serve = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-w", "1", "bare.wsgi:application"]
    return partial(_first_page, serve, cwd=root, env=env, port=port)
