"""A test database that is migrated once for the same migrations, and copied afterwards: migrating takes a minute.

On SQLite only; PostgreSQL's databases live and die with the server that `tests.servers` starts.
"""

import hashlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

_ROOT = Path(__file__).resolve().parents[1]


def pytest_configure(config: pytest.Config) -> None:
    """Lay a copy where Django will look for the database of this process."""
    if not _is_sqlite():
        return
    config.option.reuse_db = True
    template = _template()
    if template.exists():
        _copy(template, _database(config))


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any) -> Generator[None, Any, Any]:
    """Keep the database as migrated, before any test has written to it."""
    result = yield
    if fixturedef.argname == "django_db_setup" and _is_sqlite() and not _template().exists():
        half_made = _template().with_suffix(f".{os.getpid()}")
        _copy(Path(connection.settings_dict["NAME"]), half_made)
        half_made.replace(_template())
    return result


def _is_sqlite() -> bool:
    return bool(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"))


def _template() -> Path:
    """Return the file of these migrations, with these libraries, on this Python."""
    seen = hashlib.sha256(sys.version.encode())
    for path in sorted([*_ROOT.glob("kopru/*/migrations/*.py"), *_ROOT.glob("requirements/*.txt")]):
        seen.update(path.name.encode() + path.read_bytes())
    return Path(tempfile.gettempdir()) / f"kopru-migrated-{os.getuid()}-{seen.hexdigest()[:16]}.sqlite3"


def _database(config: pytest.Config) -> Path:
    """Return the file pytest-django and Django agree on: each worker of xdist has its own."""
    name = Path(settings.DATABASES["default"]["TEST"]["NAME"])
    worker = getattr(config, "workerinput", {}).get("workerid", "")
    return name.with_name(f"{name.name}_{worker}") if worker else name


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
