"""Ready packs are read by everybody, each in its language."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from kopru.cases.tests.public import pack
from tests.pages import check_page

pytestmark = pytest.mark.django_db


def test_each_language_has_its_own_list():
    ready = pack()
    turkish = pack(ready.matter, language="tr", title="Zeus Altarı", text="Her gün açıktır.")
    pack(ready.matter, title="Taslak", is_public=False, language="tr")
    soup = check_page(Client().get("/rehber/").content)
    assert [each["href"] for each in soup.select(".types a")] == [f"/rehber/{turkish.pk}/"]
    english = Client().get("/rehber/?dil=en").content.decode()
    assert ready.title in english
    assert turkish.title not in english


def test_a_pack_speaks_its_own_language_and_gives_its_file():
    ready = pack()
    ready.file.save("map.pdf", ContentFile(b"%PDF-"))
    response = Client().get(f"/rehber/{ready.pk}/")
    assert response["Content-Language"] == "en"
    assert "08.00 to 20.00" in response.content.decode()
    assert b"".join(Client().get(f"/rehber/{ready.pk}/dosya/").streaming_content) == b"%PDF-"


def test_what_is_not_public_is_not_there():
    ready = pack(is_public=False)
    empty = pack(ready.matter)
    assert Client().get(f"/rehber/{ready.pk}/").status_code == 404
    assert Client().get(f"/rehber/{ready.pk}/dosya/").status_code == 404
    assert Client().get(f"/rehber/{empty.pk}/dosya/").status_code == 404


def test_nothing_ready_leads_to_the_form():
    soup = check_page(Client().get("/rehber/").content)
    assert soup.select('a[href="/basvuru/ziyaret/"]')
