"""Keeps the web server and the worker alive side by side; imports nothing heavy, so that it costs 15 MB, not 100."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType
from typing import Final

#: Seconds a child may take to finish what it does before it is killed.
GRACE: Final = 20
#: Seconds before a child that died at once is started again.
PAUSE: Final = 2.0
_DEATH_SIGNAL_OF_PARENT: Final = 1  # prctl(2), PR_SET_PDEATHSIG


@dataclass
class Child:
    """One program that must run, and its running process."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = field(default=None)
    started: float = 0.0

    def start(self) -> None:
        """Start it in a group of its own, so that what it starts ends with it."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603
            self.command,
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
        )

    def signal(self, number: int) -> None:
        """Send `number` to the whole group, if it still lives."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def ended(self) -> bool:
        """Tell whether it no longer runs."""
        return self.process is None or self.process.poll() is not None


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_DEATH_SIGNAL_OF_PARENT, signal.SIGTERM)


def commands(host: str, port: int, *, threads: int) -> list[Child]:
    """Return the web server and the worker, ready to start."""
    web = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", "1", "--blocking-threads", str(threads), "--respawn-failed-workers"),
        *("--log-level", "warning", "--workers-kill-timeout", str(GRACE // 2), "kopru.config.wsgi:application"),
    ]
    return [Child("web", web), Child("worker", [sys.executable, "-m", "kopru", "worker"])]


def supervise(children: list[Child]) -> int:
    """Run all `children` until a signal asks to stop; start again whichever dies; return the exit code."""
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)
        for child in children:
            child.signal(signal.SIGTERM)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    for child in children:
        child.start()
    while not stopping:
        time.sleep(0.2)
        for child in children:
            if child.ended() and not stopping:
                _again(child)
    return _wind_down(children)


def _again(child: Child) -> None:
    """Start a dead child again, and what it left behind not at all."""
    process = child.process
    code = process.returncode if process else None
    sys.stderr.write(f"kopru: {child.name} {code}: yeniden başlatılıyor\n")
    if process is not None:
        with contextlib.suppress(ProcessLookupError):  # nothing of the group is left
            os.killpg(process.pid, signal.SIGKILL)
    if time.monotonic() - child.started < PAUSE:
        time.sleep(PAUSE)
    child.start()


def _wind_down(children: list[Child]) -> int:
    end = time.monotonic() + GRACE
    while time.monotonic() < end and not all(child.ended() for child in children):
        time.sleep(0.05)
    for child in children:
        child.signal(signal.SIGKILL)
    return 0


def main(arguments: list[str]) -> int:
    """Take host, port and the number of threads; called by `kopru run`, which then is this process."""
    host, port, threads = arguments
    return supervise(commands(host, int(port), threads=int(threads)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
