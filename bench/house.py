"""Q12: memory of idle web and worker, and the time of the first page after start, against a bare Wagtail project."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.servers import free_port, wait_for

_KOPRU = [sys.executable, "-m", "kopru"]


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
def _running(command: list[str], *, cwd: Path, env: dict[str, str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_for(port, seconds=60)
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def _first_page(command: list[str], *, cwd: Path, env: dict[str, str], port: int) -> tuple[float, float]:
    """Start, ask for the first page, wait until all is idle; return seconds to the page and MiB at rest."""
    began = time.monotonic()
    with _running(command, cwd=cwd, env=env, port=port) as process:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
            answer.read()
        seconds = time.monotonic() - began
        time.sleep(8)
        return seconds, _proportional_mib(process.pid)


def q12() -> list[dict[str, Any]]:
    """Measure both, one after the other, on empty databases."""
    with tempfile.TemporaryDirectory(prefix="kopru-bench-") as folder:
        root = Path(folder)
        port = free_port()
        env = {**os.environ, "KOPRU_HOME": str(root / "home"), "KOPRU_BASE_URL": f"http://127.0.0.1:{port}"}
        subprocess.run([*_KOPRU, "setup"], env=env, check=True, stdout=subprocess.DEVNULL)
        run = [*_KOPRU, "run", "--port", str(port)]
        seconds, mib = _first_page(run, cwd=Path.cwd(), env=env, port=port)

        bare_env = {**os.environ, "DJANGO_SETTINGS_MODULE": "bare.settings.production", "PYTHONPATH": str(root)}
        bare_env = {key: value for key, value in bare_env.items() if not key.startswith("KOPRU_")}
        subprocess.run([Path(sys.executable).with_name("wagtail"), "start", "bare", root], check=True, cwd=root)
        local = 'SECRET_KEY = "bench"\nALLOWED_HOSTS = ["*"]\n'
        (root / "bare/settings/local.py").write_text(local)
        manage = [sys.executable, str(root / "manage.py")]
        for command in ("migrate", "collectstatic"):
            subprocess.run(
                [*manage, command, "--no-input"], env=bare_env, cwd=root, check=True, stdout=subprocess.DEVNULL
            )
        port = free_port()
        serve = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-w", "1", "bare.wsgi:application"]
        bare_seconds, bare_mib = _first_page(serve, cwd=root, env=bare_env, port=port)
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
