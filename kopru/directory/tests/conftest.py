"""What the directory's tests stand on."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path: Path) -> None:
    """Keep files apart; ask nobody for a second factor, which has tests of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    (settings.HOME / "static").mkdir(exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.DEMO = True
