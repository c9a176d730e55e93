"""Everything between an empty folder and a product that starts; each step does nothing the second time."""

import hashlib
from collections.abc import Callable, Iterator
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site, Task, Workflow

from kopru.cases import starting
from kopru.core import roles
from kopru.core.models import Identity
from kopru.delivery.sending import installation
from kopru.house import words
from kopru.search import index, registry
from kopru.turkish import lemmas

#: What the framework's first migration brings, and what an earlier version of ours called it.
_BROUGHT: Final = ("Moderators approval", "Approval", "Onay")

#: Packages whose style sheets, scripts or fonts are collected.
_BRINGING_STYLE: Final = (
    *("wagtail", "django-htmx", "django-allauth"),
    *("font-source-sans-pro", "font-source-serif-pro", "fonttools"),
)

#: Told the share (0 to 1) of a long step that is done.
Progress = Callable[[float], None]
#: A step says whether it had anything to do.
Step = Callable[[Progress], bool]


def unapplied() -> int:
    """Return how many migrations the database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _has_all_by_name() -> bool:
    """Tell whether every migration that lies on disk was applied; asked at each start, it loads none of them."""
    written = {
        (app.label, file.stem)
        for app in apps.get_app_configs()
        for file in (Path(app.path) / "migrations").glob("[!_]*.py")
    }
    return written <= MigrationRecorder(connection).applied_migrations().keys()


def _words(_progress: Progress) -> bool:
    return words.compile_all() > 0


class _Applied(StringIO):
    """Hears `migrate` name each migration and tells the share that is done."""

    def __init__(self, progress: Progress, total: int) -> None:
        super().__init__()
        self.progress, self.total, self.done = progress, total, 0

    def write(self, text: str) -> int:
        """Count one for each migration named."""
        self.done += text.count("Applying ")
        self.progress(min(1.0, self.done / self.total))
        return super().write(text)


def _database(progress: Progress) -> bool:
    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    missing = 0 if _has_all_by_name() else unapplied()
    if not missing:
        return False
    heard = _Applied(progress, missing)
    call_command("migrate", database=DEFAULT_DB_ALIAS, verbosity=1, interactive=False, no_color=True, stdout=heard)
    return True


def _roles(_progress: Progress) -> bool:
    roles.sync()
    return False


def _approval(_progress: Progress) -> bool:
    """Take out the framework's own approval of pages: ours is the newsroom's, and two would only confuse."""
    brought = [kind.objects.filter(name__in=_BROUGHT) for kind in (Workflow, Task)]
    removed = [rows.delete()[0] for rows in brought]
    return any(removed)


def _index(progress: Progress) -> bool:
    """Index everything anew where queries and index would disagree on the words, as after an upgrade."""
    index.lemmatiser.cache_clear()  # its table may just have been written
    if index.is_current():
        return False
    totals = {kind.name: kind.model._default_manager.count() for kind in registry.kinds()}  # noqa: SLF001
    everything, before, last = max(1, sum(totals.values())), 0, ""
    for kind, done in index.rebuild_all():
        before += totals.get(last, 0) if last != kind.name else 0
        last = kind.name
        progress(min(1.0, (before + done) / everything))
    return True


def _lemmas(progress: Progress) -> bool:
    path = Path(settings.HOME) / lemmas.FILE_NAME
    if lemmas.is_current(path):
        return False
    lemmas.build(path, progress)
    return True


def _site(_progress: Progress) -> bool:
    """Name the framework's one site after our address; its welcome page is the root and is never shown."""
    address = urlsplit(settings.BASE_URL)
    wanted = {
        "hostname": address.hostname or "localhost",
        "port": address.port or (443 if address.scheme == "https" else 80),
        "site_name": Identity.load().name[:255],
    }
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None or all(getattr(site, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(site, name, value)
    site.save()
    root = site.root_page
    root.title = root.draft_title = wanted["site_name"]
    root.save(update_fields=["title", "draft_title"])
    return True


def _mail(_progress: Progress) -> bool:
    """Mark this home and database as the ones that may send: a restored backup of them may not by itself."""
    return installation.settle_in(at=timezone.now())


def _templates(_progress: Progress) -> bool:
    return starting.seed_templates()


def _static(_progress: Progress) -> bool:
    """Collect style sheets and scripts when any of them, or the package they come from, has changed."""
    stamp, wanted = Path(settings.STATIC_ROOT) / ".stamp", _static_key()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(wanted)
    return True


def _static_key() -> str:
    """Name what lies in every app's folder `static`: a package's by the time it was unpacked, ours file by file."""
    seen = hashlib.sha256(" ".join(version(package) for package in _BRINGING_STYLE).encode())
    for app in apps.get_app_configs():
        folder = Path(app.path) / "static"
        ours = sorted(folder.rglob("*")) if settings.PROJECT in folder.parents else []
        for path in (folder, *ours):
            if path.exists():
                seen.update(f"{path} {path.stat().st_mtime}".encode())
    return seen.hexdigest()


STEPS: Final[tuple[tuple[Any, Step], ...]] = (
    (_("Turkish of the screens"), _words),
    (_("Database"), _database),
    (_("Roles"), _roles),
    (_("Address and identity"), _site),
    (_("Approval"), _approval),
    (_("Answer templates"), _templates),
    (_("Sending of mail"), _mail),
    (_("Turkish word list"), _lemmas),
    (_("Search index"), _index),
    (_("Style sheets and scripts"), _static),
)


def steps() -> Iterator[tuple[str, Step]]:
    """Yield each step with the name a person reads."""
    for title, step in STEPS:
        yield str(title), step
