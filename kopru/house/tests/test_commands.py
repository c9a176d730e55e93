"""The commands of the house: what they make ready, what they say, and that they go on."""

import json
import os
import socket
import subprocess
import sys
from functools import partial

import pytest
from django.core.management import call_command
from wagtail.models import Task, Workflow

from kopru.directory.tests import factories as directory
from kopru.house import handbook, preparation, supervisor
from kopru.search.models import Entry

pytestmark = pytest.mark.django_db


def test_the_doctor_says_what_and_what_to_do(capsys):
    with pytest.raises(SystemExit):
        call_command("doctor", json=True)
    found = {each["check"]: each for each in map(json.loads, capsys.readouterr().out.splitlines())}
    assert found["database"]["ok"]
    assert not found["worker"]["ok"]
    assert "kopru run" in found["worker"]["what_to_do"]
    assert all(set(each) == {"check", "ok", "message", "what_to_do"} for each in found.values())
    assert all(each["what_to_do"] for each in found.values() if not each["ok"])


def test_the_site_is_named_after_the_identity_once():
    steps = dict(preparation.steps())
    site = steps[str(preparation.STEPS[3][0])]
    site(lambda _share: None)
    assert site(lambda _share: None) is False


def test_the_frameworks_own_approval_is_taken_out():
    assert Workflow.objects.exists()
    approval = dict(preparation.steps())["Onay"]
    assert approval(lambda _share: None) is True
    assert not Workflow.objects.exists()
    assert not Task.objects.exists()
    assert approval(lambda _share: None) is False


def test_an_old_search_index_is_made_anew_with_progress(settings, tmp_path):
    settings.HOME = tmp_path
    directory.person("Gülşah İşgüder")
    Entry.objects.all().delete()
    shares = []
    rebuild = dict(preparation.steps())["Arama dizini"]
    assert rebuild(shares.append) is True
    assert Entry.objects.filter(kind="person").count() == 1
    assert shares[-1] == 1.0
    assert rebuild(shares.append) is False


def test_every_setting_is_in_the_page():
    assert "| `KOPRU_HOME` |" in handbook.settings_page()


def test_a_child_that_dies_is_started_again_and_a_signal_ends_all(tmp_path):
    child = supervisor.Child("short", partial(os.execv, "/bin/sh", ["sh", "-c", f"echo x >> {tmp_path}/runs; exit 3"]))
    child.start()
    child.process.join(timeout=60)
    assert child.process.exitcode == 3
    child.started -= supervisor.PAUSE
    supervisor._again(child)
    child.process.join(timeout=60)
    assert (tmp_path / "runs").read_text() == "x\nx\n"
    sleeper = supervisor.Child("long", partial(os.execv, "/bin/sleep", ["sleep", "60"]))
    sleeper.start()
    sleeper.signal(15)
    supervisor._wind_down([sleeper])
    assert sleeper.ended()


def test_a_stop_in_the_pause_before_a_dead_child_starts_again_is_kept(tmp_path):
    """None is started then, to be waited for and killed; and who runs hears of the stop once."""
    code = f"""
import os, pathlib, signal, threading, time
from kopru.house import supervisor
def work():
    died = pathlib.Path({str(tmp_path / "died")!r})
    if not died.exists():
        died.touch()
        os._exit(3)
    time.sleep(60)
def listen():
    heard = []
    signal.signal(signal.SIGTERM, lambda *_: heard.append(1))
    while not heard:
        time.sleep(0.01)
    time.sleep(2.5)
    os._exit(len(heard))
def stop():
    while not pathlib.Path({str(tmp_path / "died")!r}).exists():
        time.sleep(0.05)
    time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
threading.Thread(target=stop).start()
late, running = supervisor.Child("late", work), supervisor.Child("running", listen)
supervisor.supervise([late, running])
assert (late.process.exitcode, running.process.exitcode) == (3, 1)
"""
    subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        check=True,
        timeout=120,
        env=os.environ | {"KOPRU_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "kopru.config.settings"},
    )


class TestAnEmptyHome:
    """Nobody ran `kopru setup` here."""

    @pytest.mark.parametrize("command", [["worker"], ["demo", "--if-empty"]])
    def test_a_command_says_what_to_do(self, command, tmp_path):
        said = self.kopru(tmp_path, *command)
        assert said.returncode == 1
        assert "“kopru setup” komutunu çalıştırın." in said.stderr
        assert "Traceback" not in said.stderr

    def test_a_server_that_is_away_is_named(self, tmp_path):
        said = self.kopru(tmp_path, "worker", KOPRU_DATABASE_URL="postgres://kopru@127.0.0.1:1/yok")
        assert said.returncode == 1
        assert "KOPRU_DATABASE_URL ayarını ve veritabanı sunucusunu denetleyin." in said.stderr

    def test_a_port_that_is_taken_is_named(self, tmp_path):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            said = self.kopru(tmp_path, "run", "--port", port)
        assert said.returncode == 1
        assert f"127.0.0.1:{port} adresi kullanılamıyor" in said.stderr
        assert "KOPRU_PORT=8001" in said.stderr

    def kopru(self, home, *command, **env):
        return subprocess.run(
            [sys.executable, "-m", "kopru", *command],
            env={**os.environ, "KOPRU_DATABASE_URL": "", **env, "KOPRU_HOME": str(home)},
            capture_output=True,
            text=True,
            check=False,
        )
