"""What the tests of the cases share."""

from pathlib import Path

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    (settings.HOME / "static").mkdir(exist_ok=True)
    cache.clear()  # Wagtail remembers renditions by a photo's id, and ids begin anew
    settings.DEMO = True  # two-factor sign-in has tests of its own
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
