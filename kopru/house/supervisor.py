"""Keeps the web server and the worker alive side by side: forks of this process, which has loaded everything once.

What all three hold in memory is there once, and neither has to load anything before it can begin.
"""

import contextlib
import ctypes
import gc
import importlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.context import ForkProcess
from types import FrameType
from typing import Final

from django.db import connections
from django.template import engines
from django.urls import reverse
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from kopru.cases.intake import watching
from kopru.house import memory, worker

#: Seconds a child may take to finish what it does before it is killed.
GRACE: Final = 20
#: Seconds before a child that died at once is started again.
PAUSE: Final = 2.0
_FORK: Final = multiprocessing.get_context("fork")
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_DEATH_SIGNAL_OF_PARENT: Final = 1  # prctl(2), PR_SET_PDEATHSIG
_NAME: Final = 15  # prctl(2), PR_SET_NAME


@dataclass
class Child:
    """One thing that must go on, and the process that does it."""

    name: str
    work: Callable[[], object]
    process: ForkProcess | None = field(default=None)
    started: float = 0.0

    def start(self) -> None:
        """Fork it into a group of its own, so that what it starts ends with it."""
        self.started = time.monotonic()
        self.process = _FORK.Process(target=self._live, name=self.name)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)  # none may find the child with our own handlers
        try:
            self.process.start()
            with contextlib.suppress(ProcessLookupError, PermissionError):  # the child was quicker, and is gone
                os.setpgid(self.process.pid or 0, 0)  # so that no signal is too early for the group
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _live(self) -> None:
        os.setpgid(0, 0)
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        if sys.platform == "linux":
            kernel = ctypes.CDLL(None)
            kernel.prctl(_DEATH_SIGNAL_OF_PARENT, signal.SIGTERM)
            kernel.prctl(_NAME, f"kopru-{self.name}".encode())  # what `ps` and `top` show
        self.work()

    def signal(self, number: int) -> None:
        """Send `number` to the whole group, if anything of it lives."""
        if self.process is not None and self.process.pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def ended(self) -> bool:
        """Tell whether it no longer runs."""
        return self.process is None or not self.process.is_alive()


def load() -> None:
    """Load what the first page needs, and leave nothing open that two processes may not share."""
    memory.give_back()
    gc.disable()  # as `kopru.cli` does: all of this stays
    importlib.import_module("kopru.config.wsgi")
    reverse("web:home")
    engines.all()
    connections.close_all()
    gc.freeze()  # a collection in a child would write to, and so copy, every page that it shares
    gc.enable()


def children(host: str, port: int, *, threads: int) -> list[Child]:
    """Return the web server and the worker, ready to start; and what watches the mailboxes, if there is one."""
    made = [
        Child("web", partial(_serve, host, port, threads)),
        Child("worker", partial(worker.work, interval=worker.INTERVAL)),
    ]
    return [*made, Child("mail", watching.watch)] if watching.is_wanted() else made


def _serve(host: str, port: int, threads: int) -> None:
    multiprocessing.set_start_method("fork", force=True)  # granian forks its worker, whatever this Python prefers
    Granian(
        "kopru.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE // 2,
        log_level=LogLevels.warning,
    ).serve()


def supervise(children: list[Child]) -> None:
    """Run all `children` until a signal asks to stop; start again whichever dies."""
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)
        for child in children:
            child.signal(signal.SIGTERM)

    for number in _SIGNALS:
        signal.signal(number, stop)
    for child in children:
        _start(child, stopping)
    while not stopping:
        time.sleep(0.2)
        for child in children:
            if child.ended() and not stopping:
                _again(child, stopping)
    _wind_down(children)


def _start(child: Child, stopping: Sequence[int]) -> None:
    """Start `child`, unless a stop was asked for; a stop that comes now finds it started, and tells it once.

    Told twice, a worker would drop the task in its hands.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        if not stopping:
            child.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _again(child: Child, stopping: Sequence[int] = ()) -> None:
    """Start a dead child again, and what it left behind not at all."""
    code = child.process.exitcode if child.process else None
    sys.stderr.write(f"kopru: {child.name} {code}: yeniden başlatılıyor\n")
    child.signal(signal.SIGKILL)
    if time.monotonic() - child.started < PAUSE:
        time.sleep(PAUSE)
    _start(child, stopping)


def _wind_down(children: list[Child]) -> None:
    end = time.monotonic() + GRACE
    while time.monotonic() < end and not all(child.ended() for child in children):
        time.sleep(0.05)
    for child in children:
        child.signal(signal.SIGKILL)
        if child.process is not None:
            child.process.join()
