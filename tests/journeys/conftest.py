"""What every journey stands on: the product with its demonstration office, Postfix behind it, Chromium before it."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.servers import Dovecot, Mailboxes, dovecot, free_port, postfix, program, wait_for

PASSWORD = "kopru-deneme-2026"
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-quic"),
]


@dataclass(frozen=True)
class Product:
    """The running product: its address, its home, the environment its commands need, and its supervisor."""

    url: str
    home: Path
    env: dict[str, str]
    pid: int = 0

    def kopru(self, *arguments: str, text: str | None = None) -> str:
        """Run one command of the product and return what it prints."""
        command = [sys.executable, "-m", "kopru", *arguments]
        done = subprocess.run(command, env=self.env, input=text, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def mailboxes() -> Iterator[Mailboxes]:
    with postfix() as running:
        yield running


@pytest.fixture(scope="session")
def post(mailboxes: Mailboxes) -> Iterator[Dovecot]:
    """A Dovecot over the mailboxes of Postfix: what is written to talep@example.org is fetched from it."""
    with dovecot(mailboxes.folder / "mail") as running:
        yield running


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, mailboxes: Mailboxes, post: Dovecot) -> Iterator[Product]:
    port, home = free_port(), tmp_path_factory.mktemp("home")
    env = {
        **os.environ,
        "KOPRU_HOME": str(home),
        "KOPRU_DEMO": "1",
        "KOPRU_BASE_URL": f"http://127.0.0.1:{port}",
        "KOPRU_MAIL_CHANNEL": "smtp",
        "KOPRU_SMTP_RELAYS": f"smtp://127.0.0.1:{mailboxes.port}",
        "KOPRU_FOUR_EYES_ABOVE": "5",
        "KOPRU_QUIET_HOURS": "",
        "KOPRU_MAILBOXES": f"talep={post.address('talep')},baskan={post.address('baskan')}",
        "KOPRU_MAYORS_MAILBOX": "baskan@example.org",
    }
    running = Product(url=env["KOPRU_BASE_URL"], home=home, env=env)
    running.kopru("setup")
    # what the season sent long ago stays in the house, and one person let it go: Postfix sees what the journeys send
    season = {**env, "KOPRU_MAIL_CHANNEL": "outbox", "KOPRU_FOUR_EYES_ABOVE": "200"}
    Product(running.url, home, season).kopru("demo", "--small")
    log = (home / "run.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "kopru", "run", "--port", str(port)],
        env=env,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        wait_for(port, seconds=60)
        yield replace(running, pid=process.pid)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)
        log.close()
        print((home / "run.log").read_text()[-4000:])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program("chromium"), args=_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of its own; a script error or a refused resource fails the test."""
    faults: list[str] = []
    contexts = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"{message.text} ({message.location.get('url', '')})")

    def open_page(*, viewport: dict[str, int] = DESKTOP, javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport=viewport, locale="tr-TR", timezone_id="Europe/Istanbul", java_script_enabled=javascript
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", hear)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def signed_in(opened: Callable[..., Page], product: Product) -> Callable[..., Page]:
    """Return a function that opens the desk as one of the demonstration's people."""

    def sign_in(username: str, *, viewport: dict[str, int] = DESKTOP) -> Page:
        page = opened(viewport=viewport)
        page.goto(f"{product.url}/masa/")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/hesap/" not in url)
        return page

    return sign_in
