"""What `kopru run` started goes on: a worker or web server that is killed is there again, and its work is done."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from tests.journeys.conftest import Product

pytestmark = pytest.mark.services


@pytest.mark.parametrize("part", ["worker", "web"])
def test_a_killed_part_is_started_again(part: str, product: Product, signed_in: Callable[..., Page]) -> None:
    page = signed_in("sorumlu")
    killed = _child(product, part)
    os.kill(killed, signal.SIGKILL)
    end = time.monotonic() + 30
    while _child(product, part) in {0, killed}:
        assert time.monotonic() < end, f"{part} is not started again"
        time.sleep(0.1)
    _await_web(page, product)
    page.get_by_role("link", name="Kent Kitaplığı’nın yeni okuma salonu açıldı").click()
    page.get_by_role("button", name="Yeniden hazırla").click()
    expect(page.get_by_role("main")).not_to_contain_text("Hazırlanıyor", timeout=30_000)
    expect(page.get_by_role("button", name="Yeniden hazırla")).to_be_visible()


def _await_web(page: Page, product: Product) -> None:
    """Open the list of bulletins as soon as somebody answers."""
    end = time.monotonic() + 30
    while True:
        try:
            answer = page.request.get(f"{product.url}/masa/bultenler/")
        except Error:  # nobody listens yet
            assert time.monotonic() < end, "the web server does not come back"
            time.sleep(0.1)
            continue
        assert answer.ok
        page.goto(f"{product.url}/masa/bultenler/?durum=yayinda")
        return


def _child(product: Product, part: str) -> int:
    """Return the process under the supervisor named `part`, or 0."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            name = (folder / "comm").read_text().strip()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(parent) == product.pid and name == f"kopru-{part}":
            return int(folder.name)
    return 0
