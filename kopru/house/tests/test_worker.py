"""A killed worker leaves nothing behind, and what the minute does is done."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kopru.core import sweep
from kopru.house import worker
from kopru.house.models import Worker, seen_since


@task()
def nothing() -> None:
    """Do nothing."""


@task()
def write_once_slowly(path: str) -> None:
    """Say in `path` that it began; the first time it then waits to be killed, the second time it ends."""
    file = Path(path)
    first = not file.exists()
    file.write_text(("" if first else file.read_text()) + "began\n")
    if first:
        time.sleep(60)
    file.write_text(file.read_text() + "ended\n")


def _await(condition, *, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


@pytest.fixture
def home(tmp_path):
    """Return the environment of a product of its own, set up in a folder of its own."""
    (tmp_path / "home").mkdir()
    env = {**os.environ, "KOPRU_HOME": str(tmp_path / "home"), "KOPRU_DATABASE_URL": ""}
    subprocess.run([sys.executable, "-m", "kopru", "migrate", "-v0"], env=env, check=True)
    return env


def _shell(env, code: str) -> str:
    command = [sys.executable, "-m", "kopru", "shell", "--no-imports", "-v0", "-c", code]
    return subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout.strip()


def test_a_task_whose_worker_was_killed_runs_again(home, tmp_path):
    said = tmp_path / "said"
    _shell(home, f"from {__name__} import write_once_slowly; write_once_slowly.enqueue({str(said)!r})")
    command = [sys.executable, "-m", "kopru", "worker"]
    with subprocess.Popen(command, env=home) as killed:
        _await(said.exists)
        killed.send_signal(signal.SIGKILL)
    assert said.read_text() == "began\n"
    with subprocess.Popen(command, env=home) as second:
        _await(lambda: said.read_text() == "began\nbegan\nended\n")
        state = (
            "from django_tasks_db.models import DBTaskResult as T; t = T.objects.get(); print(t.status, t.worker_ids)"
        )
        _await(lambda: _shell(home, state).startswith("SUCCESSFUL"), seconds=60)
        second.send_signal(signal.SIGTERM)
        assert second.wait(timeout=60) == 0


@pytest.mark.django_db
class TestTakingBack:
    at = timezone.now()

    def running(self, name: str) -> DBTaskResult:
        nothing.enqueue()
        result = DBTaskResult.objects.get()
        result.claim(name)
        return result

    def status(self) -> str:
        return DBTaskResult.objects.get().status

    def test_the_task_of_a_living_worker_is_left_alone(self):
        self.running(worker.name_of(os.getpid()))
        assert worker.take_back(self.at) == 0
        assert self.status() == TaskResultStatus.RUNNING

    def test_a_reused_process_number_is_another_worker(self):
        host, pid, _start = worker.name_of(os.getpid()).rsplit(":", 2)
        self.running(f"{host}:{pid}:1")
        assert worker.take_back(self.at) == 1
        assert self.status() == TaskResultStatus.READY

    def test_a_worker_elsewhere_is_dead_after_five_minutes_of_silence(self):
        self.running("elsewhere:7:123")
        worker.beat("elsewhere:7:123", at=self.at)
        assert worker.take_back(self.at + timedelta(minutes=4)) == 0
        assert worker.take_back(self.at + timedelta(minutes=6)) == 1

    def test_one_that_outlived_five_workers_is_given_up_for_others_to_have_their_turn(self):
        for number in range(1, worker.MOST_DEATHS):
            DBTaskResult.objects.all().delete()
            task = self.running("elsewhere:7:123")
            DBTaskResult.objects.update(worker_ids=["elsewhere:7:123"] * number)
            assert worker.take_back(self.at) == 1
            assert self.status() == TaskResultStatus.READY
        DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=["elsewhere:7:1"] * worker.MOST_DEATHS)
        assert worker.take_back(self.at) == 0
        task.refresh_from_db()
        assert (task.status, task.finished_at is not None) == (TaskResultStatus.FAILED, True)

    def test_every_sweep_finds_it(self):
        self.running("elsewhere:7:123")
        assert sweep.run_all(at=self.at)["tasks of dead workers"] == 1


@pytest.mark.django_db
def test_the_minute_says_that_the_worker_lives_and_forgets_the_old():
    at = timezone.now()
    worker.beat("old:1:1", at=at - timedelta(days=2))
    worker.minute("new:1:1", at=at)
    assert [row.name for row in Worker.objects.all()] == ["new:1:1"]
    assert seen_since(at)
    assert not seen_since(at + timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
def test_the_minute_goes_on_after_the_database_went_away():
    def minutes() -> None:
        connection.ensure_connection()
        connection.connection.close()  # as a server that was started again leaves it
        worker.each_minute("new:1:1")
        worker.each_minute("new:1:1")

    thread = threading.Thread(target=minutes)
    thread.start()
    thread.join()
    assert [row.name for row in Worker.objects.all()] == ["new:1:1"]


@pytest.mark.django_db
def test_finished_tasks_are_kept_for_a_week():
    nothing.enqueue()
    result = DBTaskResult.objects.get()
    result.set_successful(None)
    at = result.finished_at.replace(minute=0) + timedelta(days=7, hours=1)
    assert worker.forget_finished(at - timedelta(hours=2)) == 0
    assert worker.forget_finished(at.replace(minute=1)) == 0
    assert worker.forget_finished(at) == 1
