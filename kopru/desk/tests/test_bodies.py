"""How much may be sent at once: no address reads more than it says, and none that takes files was forgotten."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import Resolver404, resolve

from kopru.cases.tests import factories as cases
from kopru.core import bodies
from kopru.core.models import LARGEST_LOGO, Identity
from kopru.core.roles import Role
from kopru.desk.tests.doors import addresses
from kopru.directory.tests import factories as directory
from kopru.newsroom.models import BulletinFile
from kopru.newsroom.models.bulletins import LARGEST_FILE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

_TERABYTE = 1024**4
_FORM = "multipart/form-data; boundary=grenze"


class Sealed(io.RawIOBase):
    """A body that must not be opened."""

    def read(self, _size=-1):
        raise AssertionError("the body was read")

    readline = readinto = read


def send(client: Client, address: str, **headers):
    """Announce a form at `address`, with a body that must not be read."""
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": address, "CONTENT_TYPE": _FORM, "wsgi.input": Sealed()}
    return client.request(**environ | headers)


def test_no_address_reads_what_is_too_large_from_anybody():
    client, refused = Client(), 0
    for address in addresses():
        status = send(client, address, CONTENT_LENGTH=str(_TERABYTE)).status_code
        assert status in {302, 403, 404, 405, 413}, f"{address}: {status}"
        refused += status == 413
    assert refused > 200


def test_no_address_reads_what_is_too_large_from_the_head_of_the_office():
    client = Client()
    client.force_login(directory.user(Role.HEAD))
    answers = {address: send(client, address, CONTENT_LENGTH=str(_TERABYTE)).status_code for address in addresses()}
    assert {status for status in answers.values() if status >= 500} == set()
    assert answers["/masa/images/multiple/add/"] == answers["/masa/bultenler/metin/new/"] == 413
    assert answers["/masa/rehber/ice-aktarma/yukle/"] == 413


def test_a_door_of_the_desk_takes_nothing_large_from_a_stranger():
    for address in ("/masa/images/multiple/add/", "/birimim/1/", "/masa/account/"):
        assert send(Client(), address, CONTENT_LENGTH=str(bodies.WORDS + 1)).status_code == 413


def test_a_body_of_unknown_length_is_refused(client):
    response = send(client, "/basvuru/sikayet/", HTTP_TRANSFER_ENCODING="chunked")
    assert response.status_code == 411
    assert "Uzunluğu belirtilmemiş" in response.content.decode()


def test_the_refusal_says_what_fits(page):
    response = page.client.post(
        "/basvuru/sikayet/", {"files": SimpleUploadedFile("a.jpg", b"")}, CONTENT_LENGTH=str(90 * bodies.MEGABYTE)
    )
    said = BeautifulSoup(response.content, "html.parser").find("main").get_text(" ", strip=True)
    assert response.status_code == 413
    assert "Gönderdiğiniz 90 MB; bu sayfa bir seferde en çok 50 MB alır." in said
    assert response.headers["Cache-Control"] == "private, no-store"
    other = page.client.post("/oembed/", {}, CONTENT_LENGTH=str(90 * bodies.MEGABYTE), HTTP_ACCEPT="application/json")
    assert other.json() == {"success": False, "error_message": "Gönderdiğiniz 90 MB; bu sayfa dosya almaz."}


def test_a_form_with_long_words_passes_the_scales(page):
    page.post("/hesap/login/", {"login": "x" * 2_000_000, "password": "yanlış"})


def test_every_page_with_a_file_field_is_a_door():
    """The walk fetches every page as somebody who may everything, and looks where its files would go."""
    client = Client(raise_request_exception=False)
    client.force_login(directory.user(Role.ADMINISTRATOR, Role.HEAD))
    cases.case()
    missing = set()
    for address in addresses():
        response = client.get(address)
        if response.streaming or b'type="file"' not in response.content:
            continue
        for field in BeautifulSoup(response.content, "html.parser")("input", type="file"):
            form = field.find_parent("form")
            action = (form.get("action") if form else "") or address
            name = resolve(re.sub(r"[?#].*", "", action)).view_name
            if name not in bodies.doors():
                missing.add((address, name))
    assert missing == set()


def test_every_door_is_an_address():
    assert bodies.doors()
    assert set(bodies.doors()) - {name for address in addresses() for name in _names(address)} == set()


def _names(address: str) -> list[str]:
    try:
        return [resolve(address).view_name]
    except Resolver404:  # the walk's guess at an address that wants a word of its own
        return []


def test_a_file_of_a_bulletin_and_a_logo_are_measured():
    with pytest.raises(ValidationError, match="25 MB"):
        BulletinFile(title="Plan", file=SimpleUploadedFile("plan.pdf", bytes(LARGEST_FILE + 1))).clean()
    with pytest.raises(ValidationError, match="2 MB"):
        Identity(logo=SimpleUploadedFile("logo.png", bytes(LARGEST_LOGO + 1))).clean()
    BulletinFile(title="Plan", file=SimpleUploadedFile("plan.pdf", b"%PDF-")).clean()
