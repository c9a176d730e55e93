"""What the tests of photos share."""

from pathlib import Path

import pytest
from django.core.cache import cache

from kopru.photos import visibility


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    (settings.HOME / "static").mkdir(exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.DEMO = True  # two-factor sign-in has tests of its own
    cache.clear()
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def shown(monkeypatch) -> set[int]:
    """The ids of the photos that the public sees: a stand-in for the apps above."""
    public: set[int] = set()

    def resolver(photo_ids, user, at):
        ids = photo_ids if isinstance(photo_ids, list) else list(photo_ids.values_list("pk", flat=True))
        return public & set(ids)

    monkeypatch.setattr(visibility, "_resolvers", [resolver])
    return public
