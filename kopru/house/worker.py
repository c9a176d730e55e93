"""The worker: runs tasks, sweeps every minute, and takes back what a killed worker left in its hands.

django-tasks-db leaves a task RUNNING for ever when its worker is killed; here it runs again (tasks may run twice).
"""

import logging
import os
import socket
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.core.management import call_command
from django.db import connection, transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from kopru.core import clock, sweep
from kopru.house.models import Worker

logger = logging.getLogger(__name__)

#: A worker on another machine that has not been seen for so long is dead.
SILENCE: Final = timedelta(minutes=5)
#: How long finished tasks are kept for those who look after the machine.
KEPT: Final = timedelta(days=7)
#: A task in whose time so many workers died may be what kills them: it is given up, and work owed comes as a new one.
MOST_DEATHS: Final = 5
#: Seconds between looks at an empty queue.
INTERVAL: Final = 0.2
_MINUTE: Final = 60.0


class WorkersDied(Exception):
    """Again and again the worker ended while it ran this task."""


def name_of(pid: int) -> str:
    """Return a worker's name, `host:pid:start`; the start keeps a reused process number apart."""
    return f"{socket.gethostname()[:32]}:{pid}:{_started(pid)}"


def _started(pid: int) -> str:
    """Return when `pid` started, in ticks since boot (proc(5), field 22), or "0" where /proc is missing."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return "0"


def lives(name: str, *, at: datetime) -> bool:
    """Tell whether the worker `name` still runs: on this host by its process, elsewhere by its last sign."""
    host, _, rest = name.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname()[:32] or not rest.isdigit():
        return Worker.objects.filter(name=name, seen_at__gt=at - SILENCE).exists()
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it runs, as somebody else
    return name_of(int(rest)) == name


def take_back(at: datetime) -> int:
    """Return the tasks of dead workers to the queue; return how many.

    Being the oldest they come first, so that one which kills its worker would let no other have its turn.
    """
    lost = 0
    for task in DBTaskResult.objects.running():
        if not task.worker_ids or lives(task.worker_ids[-1], at=at):
            continue
        if len(task.worker_ids) >= MOST_DEATHS:
            task.set_failed(WorkersDied(f"{len(task.worker_ids)} workers died in it"))
        else:
            lost += DBTaskResult.objects.filter(
                pk=task.pk, status=TaskResultStatus.RUNNING, worker_ids=task.worker_ids
            ).update(status=TaskResultStatus.READY, started_at=None)
    return lost


def forget_finished(at: datetime) -> int:
    """Delete tasks that ended longer ago than `KEPT`; looked for once an hour. Nothing of them is work still owed."""
    if at.minute:
        return 0
    return DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT).delete()[0]


def beat(name: str, *, at: datetime) -> None:
    """Say that `name` lives, and forget workers long gone."""
    with transaction.atomic():
        Worker.objects.update_or_create(name=name, defaults={"seen_at": at})
        Worker.objects.filter(seen_at__lt=at - timedelta(days=1)).delete()


def minute(name: str, *, at: datetime) -> None:
    """Do once what is due every minute; what fails is logged and comes again with the next minute."""
    for part in (lambda: beat(name, at=at), lambda: sweep.run_all(at=at), lambda: call_command("publish_scheduled")):
        try:
            part()
        except Exception:
            logger.exception("the minute's work failed")


def each_minute(name: str) -> None:
    """Do the minute's work over a connection of its own: one that broke would stay broken in this thread for ever."""
    try:
        clock.note(clock.Reading.now())
        minute(name, at=clock.now())
    finally:
        connection.close()


def _every_minute(name: str) -> None:
    while True:
        began = time.monotonic()
        each_minute(name)
        time.sleep(max(1.0, _MINUTE - (time.monotonic() - began)))


def work(*, interval: float) -> None:
    """Run tasks until a signal ends it, looking for new ones every `interval` seconds.

    The queue is looked at without a lock, and locked only when something is there: an idle worker must not
    stand in the way of those who write.
    """
    name = name_of(os.getpid())
    tasks = TaskWorker(
        queue_names=["*"],
        interval=interval,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    tasks.configure_signals()
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
    threading.Thread(target=_every_minute, args=(name,), name="minute", daemon=True).start()
    while tasks.running:
        connection.close_if_unusable_or_obsolete()
        if DBTaskResult.objects.ready().exists():
            tasks.run()
        if tasks.running:
            time.sleep(interval)
