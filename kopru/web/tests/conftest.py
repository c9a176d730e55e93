"""What the tests of the public site share."""

import pytest
from django.core.cache import cache

from kopru.core import freshness
from kopru.web.cache import whole_pages


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    (settings.HOME / "static").mkdir(exist_ok=True)
    settings.KEEP_PAGES = True
    cache.clear()
    whole_pages.clear()
    freshness._write()  # what other tests left in memory is of an older generation
