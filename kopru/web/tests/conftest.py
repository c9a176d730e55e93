"""What the tests of the public site share."""

import pytest
from django.core.cache import cache

from kopru.web import shelf


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    (settings.HOME / "static").mkdir(exist_ok=True)
    cache.clear()
    shelf.clear()
