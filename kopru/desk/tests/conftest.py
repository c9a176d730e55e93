"""What the desk's tests stand on."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _house(settings, tmp_path):
    """Give each test static files without a manifest, a folder and counters of its own."""
    (settings.HOME / "static").mkdir(exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "files"
    cache.clear()


@pytest.fixture
def demonstration(settings):
    """Ask nobody for a second factor; it has tests of its own."""
    settings.DEMO = True
