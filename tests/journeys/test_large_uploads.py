"""Two hundred megabytes, really sent: refused in words, and neither memory nor disk pays for them."""

import contextlib
import http.client
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Product

pytestmark = pytest.mark.services

_MEGABYTE = 1024 * 1024
_BOUNDARY = "grenze"


def test_a_list_of_200_megabytes_is_refused_before_it_is_read(signed_in: Callable[..., Page], product: Product) -> None:
    status, body = _send(signed_in("sorumlu"), product, "/masa/rehber/ice-aktarma/yukle/", "file", "liste.csv")
    assert status == 413
    assert "Dosya 200 MB; en çok 20 MB içe aktarılabilir." in body


def test_a_photo_of_200_megabytes_is_refused_and_leaves_nothing(
    signed_in: Callable[..., Page], product: Product
) -> None:
    before = _uploads()
    status, body = _send(signed_in("fotograf"), product, "/masa/images/multiple/add/", "files[]", "sahil.jpg")
    assert status == 200
    assert json.loads(body)["error_message"].startswith("Dosya 200 MB; en çok 40 MB kabul edilir.")
    end = time.monotonic() + 10
    while _uploads() != before:  # taken away when the request ends, a moment after the answer
        assert time.monotonic() < end, "what was sent lies there still"
        time.sleep(0.1)


def _uploads() -> set[Path]:
    """Return what Django put aside while it was being sent."""
    return set(Path(tempfile.gettempdir()).glob("*.upload*"))


def _send(page: Page, product: Product, path: str, field: str, name: str) -> tuple[int, str]:
    """Send 200 MB as one field of a form, piece by piece; return the answer, which may come before the end."""
    cookies = {each["name"]: each["value"] for each in page.context.cookies(product.url)}
    disposition = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    head, tail = disposition.encode(), f"\r\n--{_BOUNDARY}--\r\n".encode()
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(product.url).port, timeout=120)
    with contextlib.closing(connection):
        connection.putrequest("POST", path)
        for header, value in {
            "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
            "Content-Length": str(len(head) + 200 * _MEGABYTE + len(tail)),
            "Cookie": "; ".join(f"{key}={value}" for key, value in cookies.items()),
            "X-CSRFToken": cookies["csrftoken"],
            "Accept": "application/json",
            "Accept-Language": "tr",
        }.items():
            connection.putheader(header, value)
        connection.endheaders(head)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # refused already
            for _piece in range(200):
                connection.send(b"\xff\xd8\xff\xe0" + bytes(_MEGABYTE - 4))
            connection.send(tail)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
