"""What a unit handed in becomes the beginning of a bulletin."""

import pytest
from django.test import Client
from django.utils import timezone

from kopru.cases import actions
from kopru.cases.models import Kind
from kopru.cases.special import tray
from kopru.cases.tests.factories import case, unit, user
from kopru.core.roles import Role
from kopru.newsroom import handed_in

pytestmark = pytest.mark.django_db


def test_a_bulletin_begins_with_material_for_those_who_write() -> None:
    now, writer, fen = timezone.now(), user(Role.WRITER), unit("Fen İşleri Müdürlüğü")
    of = case(kind=Kind.MATERIAL, subject="Park açıldı", text="Park <b>açıldı</b>.\n\n40 ağaç dikildi.", at=now)
    material = actions.hand_in(of, unit=fen, at=now)
    client = Client()
    client.force_login(writer)
    offer = tray.offers(material, user=writer)[0]
    assert "Park açıldı" in client.get(offer.url).content.decode()
    given = handed_in.beginning(str(material.pk), user=writer, at=now)
    assert given["unit"] == fen
    assert given["body"] == [
        ("paragraph", "<p>Park &lt;b&gt;açıldı&lt;/b&gt;.</p>"),
        ("paragraph", "<p>40 ağaç dikildi.</p>"),
    ]
    photographer = user(Role.PHOTOGRAPHER)
    assert handed_in.beginning(str(material.pk), user=photographer, at=now) == {}
    assert tray.offers(material, user=photographer) == []
    assert handed_in.beginning("x", user=writer, at=now) == {}
