import sys
from pathlib import Path

import pytest
import wagtail
from django.test import Client
from django.urls import reverse

from kopru.core.models import User
from kopru.core.roles import Role
from kopru.desk import closed_api
from kopru.directory.tests import factories as directory


@pytest.mark.parametrize("name", closed_api.REPLACED)
def test_every_stand_in_stands_for_a_module_of_the_framework(name: str) -> None:
    place = Path(wagtail.__file__).parent.parent.joinpath(*name.split("."))
    assert place.with_suffix(".py").exists() or (place / "__init__.py").exists()


def test_nothing_of_the_interface_is_loaded() -> None:
    reverse("wagtailadmin_home")
    assert sys.modules.keys().isdisjoint({"rest_framework", "ninja", "wagtail.api.v2.views", "wagtail.api.v3.registry"})


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("kind", ["pages", "documents", "images"])
def test_nobody_finds_anything_at_its_addresses(client: Client, kind: str) -> None:
    address = reverse(f"wagtailadmin_api:{kind}:listing")
    assert client.get(address).headers["Location"].startswith(reverse("wagtailadmin_login"))
    client.force_login(directory.user(Role.ADMINISTRATOR))
    assert client.get(address).status_code == 403
    client.force_login(User.objects.create_superuser("yönetici", "yonetici@example.org"))
    assert client.get(address).status_code == 404
