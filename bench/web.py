"""Q8: public pages with 10,000 bulletins, kept and made anew, during writes; beside nginx and a plain Wagtail page."""

import contextlib
import json
import os
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.servers import free_port, wait_for

#: seconds of one load, connections of it, bulletins in the archive
SECONDS, CONNECTIONS, BULLETINS = 5.0, 8, 10_000
_LATEST = "/bulten/2026/10000/"
#: what is searched for is never kept: with it every page is made anew
_ANEW = "?q=x"
_MIX = ("/", "/bultenler/", _LATEST, "/bulten/2026/9000/", "/konu/konu-su/", "/akis/rss.xml")


def q8() -> list[dict[str, Any]]:
    """Measure all four, one after the other."""
    with tempfile.TemporaryDirectory(prefix="kopru-bench-") as folder:
        root = Path(folder)
        with _product(root) as (port, env):
            html = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30).read()
            kept = load(port, ["/"])
            anew = load(port, [f"/{_ANEW}"])
            with _writes(env):
                mixed = load(port, _MIX)
        nginx = _nginx(root, html)
        plain = _plain_wagtail(root)
    share = kept.rate / nginx if nginx else None
    note = "" if nginx else " (reference: apt install nginx)"
    return [
        _row(
            "Q8 kept pages",
            kept.rate,
            "req/s",
            nginx,
            f"≥ 3,000 and ≥ 0.05 of nginx{note}",
            met=None if share is None else kept.rate >= 3000 and share >= 0.05,
        ),
        _row("Q8 pages made anew", anew.rate, "req/s", plain, "≥ 3 × a plain Wagtail page", met=anew.rate >= 3 * plain),
        _row("Q8 p99 during writes", mixed.p99 * 1000, "ms", None, "≤ 100 ms", met=mixed.p99 <= 0.1),
    ]


def _row(
    name: str, figure: float, unit: str, reference: float | None, goal: str, *, met: bool | None
) -> dict[str, Any]:
    return {
        "id": name,
        "figure": round(figure, 1),
        "unit": unit,
        "reference": round(reference, 1) if reference else None,
        "ratio": figure / reference if reference else None,
        "goal": goal,
        "met": met,
    }


@dataclass
class Load:
    """What a load showed: answers in a second, and the seconds each took."""

    rate: float
    times: list[float]

    @property
    def p99(self) -> float:
        """The time that 99 of 100 answers stay below, in seconds."""
        return sorted(self.times)[int(len(self.times) * 0.99)]


@dataclass
class _Wire:
    """One connection that asks, waits for the whole answer, and asks again."""

    connection: socket.socket
    asked_at: float = 0.0
    missing: int = -1
    head: bytes = field(default=b"")

    def ask(self, path: str) -> None:
        self.asked_at, self.missing, self.head = time.perf_counter(), -1, b""
        host = "Host: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n"
        self.connection.sendall(f"GET {path} HTTP/1.1\r\n{host}".encode())

    def hear(self) -> bool:
        """Read what came; tell whether the answer is whole.

        :raises RuntimeError: if the answer is not 200
        """
        data = self.connection.recv(1 << 18)
        if self.missing < 0:
            self.head += data
            head, blank, data = self.head.partition(b"\r\n\r\n")
            if not blank:
                return False
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head[:200])
            self.missing = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        self.missing -= len(data)
        return self.missing <= 0


def load(port: int, paths: Any, *, seconds: float = SECONDS) -> Load:
    """Ask for `paths` in turn over kept-alive connections for `seconds`."""
    turn = deque(paths)
    times: list[float] = []
    with selectors.DefaultSelector() as selector, contextlib.ExitStack() as open_:

        def ask(wire: _Wire) -> None:
            wire.ask(turn[0])
            turn.rotate(-1)

        for _number in range(CONNECTIONS):
            connection = open_.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            wire = _Wire(connection)
            selector.register(connection, selectors.EVENT_READ, wire)
            ask(wire)
        began = time.perf_counter()
        while time.perf_counter() - began < seconds:
            for key, _events in selector.select(timeout=1):
                if key.data.hear():
                    times.append(time.perf_counter() - key.data.asked_at)
                    ask(key.data)
        return Load(len(times) / (time.perf_counter() - began), times)


@contextlib.contextmanager
def _running(command: list[str], env: dict[str, str], cwd: Path, port: int | None = None) -> Iterator[None]:
    process = subprocess.Popen(
        command, env=env, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        if port:
            wait_for(port, seconds=60)
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


@contextlib.contextmanager
def _product(root: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Run the web server as `kopru run` does, over an archive of its own."""
    port = free_port()
    env = {**os.environ, "KOPRU_HOME": str(root / "home"), "KOPRU_BASE_URL": f"http://127.0.0.1:{port}"}
    env["DJANGO_SETTINGS_MODULE"] = "kopru.config.settings"
    subprocess.run([sys.executable, "-m", "kopru", "setup"], env=env, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([sys.executable, "-m", "bench.web_scene", "fill", str(BULLETINS)], env=env, check=True)
    serve = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    serve += ["--workers", "1", "--blocking-threads", "2", "--log-level", "warning", "kopru.config.wsgi:application"]
    with _running(serve, env, Path.cwd(), port):
        yield port, env


@contextlib.contextmanager
def _writes(env: dict[str, str]) -> Iterator[None]:
    """Publish five times a second: every page that is kept ends each time."""
    with _running([sys.executable, "-m", "bench.web_scene", "write"], env, Path.cwd()):
        time.sleep(3)
        yield


def _nginx(root: Path, html: bytes) -> float | None:
    """Return how often nginx gives out the same HTML as a file; None where it is not installed."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        return None
    port, site = free_port(), root / "nginx"
    site.mkdir()
    root.chmod(0o755)
    (site / "index.html").write_bytes(html)
    (site / "nginx.conf").write_text(
        f"worker_processes 1; pid {site}/pid; error_log {site}/error; events {{}}\n"
        f"http {{ access_log off; types {{ text/html html; }} keepalive_requests 1000000;\n"
        f"server {{ listen 127.0.0.1:{port}; root {site}; }} }}\n"
    )
    command = [program, "-p", str(site), "-c", str(site / "nginx.conf"), "-g", "daemon off;"]
    with _running(command, dict(os.environ), site, port):
        return load(port, ["/"]).rate


_PAGE = """{% load wagtailcore_tags %}<!DOCTYPE html><html lang="tr"><head><title>{{ page.title }}</title></head><body>
<h1>{{ page.title }}</h1><ul>{% for child in page.newest %}<li><time>{{ child.first_published_at }}</time>
<h3><a href="{% pageurl child %}">{{ child.title }}</a></h3><p>{{ child.search_description }}</p></li>
{% endfor %}</ul></body></html>"""
_MODEL = """
    def newest(self):
        return self.get_children().live().order_by("-first_published_at")[:9]
"""
_CHILDREN = """
from django.utils import timezone
from home.models import HomePage
home = HomePage.objects.get(depth=2)
for number in range(200):
    child = HomePage(title=f"Yol açılıyor {number}", slug=f"yol-{number}", search_description="Limandan şelaleye")
    home.add_child(instance=child)
"""


def _plain_wagtail(root: Path) -> float:
    """Return how often a bare Wagtail project shows a page with the titles of its nine newest children."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "bare.settings.production", "PYTHONPATH": str(root)}
    env = {key: value for key, value in env.items() if not key.startswith("KOPRU_")}
    subprocess.run(
        [Path(sys.executable).with_name("wagtail"), "start", "bare", root],
        check=True,
        cwd=root,
        stdout=subprocess.DEVNULL,
    )
    (root / "bare/settings/local.py").write_text('SECRET_KEY = "bench"\nALLOWED_HOSTS = ["*"]\n')
    (root / "home/templates/home/home_page.html").write_text(_PAGE)
    models = root / "home/models.py"
    models.write_text(models.read_text().replace("    pass\n", _MODEL))
    manage = [sys.executable, str(root / "manage.py")]
    for command in (["migrate", "--no-input"], ["collectstatic", "--no-input"], ["shell", "-c", _CHILDREN]):
        subprocess.run([*manage, *command], env=env, cwd=root, check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    serve = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    serve += ["--workers", "1", "--blocking-threads", "2", "--log-level", "warning", "bare.wsgi:application"]
    with _running(serve, env, root, port):
        return load(port, ["/"]).rate


if __name__ == "__main__":
    print(json.dumps(q8(), ensure_ascii=False, indent=1))
