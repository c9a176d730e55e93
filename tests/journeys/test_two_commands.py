"""As somebody new would: the files as they are committed, one command, the address and the logins that it prints."""

import os
import re
import shutil
import signal
import subprocess
import urllib.request
from pathlib import Path
from threading import Timer

import pytest

from tests.journeys.conftest import PASSWORD
from tests.servers import free_port, wait_for

pytestmark = pytest.mark.services

_ROOT = Path(__file__).parents[2]
#: what nobody has who has just cloned it
_BUILT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", "*.mo", "*.egg-info")
_straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_ROLES = {"yazar", "sorumlu", "fotograf", "buro", "birim", "baskanlik", "yonetici"}


def test_make_run_in_an_empty_folder_prints_where_to_go_and_opens_it(tmp_path: Path) -> None:
    folder = tmp_path / "kopru"
    shutil.copytree(_ROOT, folder, ignore=_BUILT)
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("KOPRU_", "VIRTUAL_ENV", "MAKE"))
    }
    port = free_port()
    running = subprocess.Popen(
        ["make", "run"],
        cwd=folder,
        env={**clean, "KOPRU_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    stuck = Timer(900, os.killpg, (running.pid, signal.SIGKILL))
    stuck.start()
    try:
        said = _until_it_runs(running)
        desk = re.search(r"http://\S+/masa/", said)
        assert desk, said
        assert set(re.findall(rf"(\w+) / {PASSWORD}", said)) == _ROLES
        wait_for(port, seconds=60)  # it is told before the door opens
        for address in (desk[0], desk[0].removesuffix("masa/")):
            with _straight.open(address, timeout=60) as answer:
                assert answer.status == 200
                assert "Zeytinyalı" in answer.read().decode()
    finally:
        stuck.cancel()
        os.killpg(running.pid, signal.SIGTERM)
        running.communicate(timeout=60)


def _until_it_runs(running: subprocess.Popen[str]) -> str:
    """Return what it printed until it serves."""
    lines: list[str] = []
    for line in running.stdout or ():
        lines.append(line)
        if "Ctrl+C" in line:
            return "".join(lines)
    raise AssertionError("".join(lines))
