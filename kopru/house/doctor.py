"""What can be wrong with the machine and the settings, and what a person should do about it."""

import shutil
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from kopru.core import clock, health
from kopru.core.health import Finding
from kopru.core.models import User
from kopru.core.roles import STAFF, Role
from kopru.house import models, preparation, words
from kopru.turkish import dates, lemmas

#: Bytes that must be free for a day's photos.
ROOM: Final = 2 * 1024**3
#: How long a look at the evidence counts.
_PROVEN: Final = timedelta(days=31)
_LOOPBACK: Final = {"127.0.0.1", "localhost", "::1"}


def _local() -> bool:
    return (urlsplit(settings.BASE_URL).hostname or "") in _LOOPBACK


def folder(_at: datetime) -> Iterator[Finding]:
    """Look for a folder that we may write to, with room, and a secret that only we can read."""
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(home).free
    yield Finding(
        "disk",
        free >= ROOM,
        _("%(free).1f GB free in %(home)s") % {"free": free / 1024**3, "home": home},
        _("Make room, or move KOPRU_HOME to a larger disk."),
    )
    secret = home / "secret.key"
    if secret.exists():
        closed = not secret.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
        yield Finding(
            "secret", closed, _("%(file)s is there") % {"file": secret}, _("Let only its owner read it: chmod 600.")
        )


def database(_at: datetime) -> Iterator[Finding]:
    """Ask the database whether it answers and has every table."""
    todo = _("Run “kopru setup”.")
    try:
        missing = preparation.unapplied()
    except DatabaseError as error:
        todo = _("Check KOPRU_DATABASE_URL and the server.")
        yield Finding("database", ok=False, message=str(error), what_to_do=todo)
        return
    yield Finding("database", missing == 0, _("%(count)d migrations missing") % {"count": missing}, todo)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            mode = str(cursor.fetchone()[0])
        yield Finding(
            "journal",
            mode == "wal",
            _("SQLite journal: %(mode)s") % {"mode": mode},
            _("Put KOPRU_HOME on a local disk: network folders cannot do WAL."),
        )


def address(_at: datetime) -> Iterator[Finding]:
    """Look whether mails say our address truly, and nothing of the demonstration is left on a server."""
    host = urlsplit(settings.BASE_URL).hostname or ""
    yield Finding(
        "address",
        host in settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS or f"[{host}]" in settings.ALLOWED_HOSTS,
        _("Public address: %(url)s") % {"url": settings.BASE_URL},
        _("Add the host of KOPRU_BASE_URL to KOPRU_HOSTS."),
    )
    yield Finding(
        "https",
        settings.SECURE or _local(),
        _("Public address: %(url)s") % {"url": settings.BASE_URL},
        _("Put a web server with a certificate in front and set KOPRU_BASE_URL to https://…"),
    )
    yield Finding(
        "demonstration",
        not settings.DEMO or _local(),
        _("KOPRU_DEMO is %(value)s") % {"value": int(settings.DEMO)},
        _("A demonstration has known passwords: set KOPRU_DEMO=0 on a server."),
    )
    yield Finding(
        "debug",
        not settings.DEBUG or _local(),
        _("KOPRU_DEBUG is %(value)s") % {"value": int(settings.DEBUG)},
        _("Set KOPRU_DEBUG=0: error pages must not show the inside."),
    )


def time_of_day(_at: datetime) -> Iterator[Finding]:
    """Look whether the clock can be believed."""
    doubt = clock.doubt(clock.Reading.now())
    said = clock.in_words(doubt) if doubt else _("The clock is believed.")
    yield Finding("clock", doubt is None, said, clock.WHAT_TO_DO)


def background(at: datetime) -> Iterator[Finding]:
    """Look for a living worker whose work succeeds."""
    yield Finding(
        "worker",
        models.seen_since(at - timedelta(minutes=3)),
        _("The worker says every minute that it lives."),
        _("Start it: “kopru run” starts web and worker together."),
    )
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=at - timedelta(days=1)).count()
    yield Finding(
        "tasks",
        failed == 0,
        _("%(count)d tasks failed in the last day") % {"count": failed},
        _("Look into the worker's log; work that is owed is tried again."),
    )
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=at - timedelta(minutes=15)).count()
    yield Finding(
        "queue",
        waiting == 0,
        _("%(count)d tasks wait for more than 15 minutes") % {"count": waiting},
        _("Start one more worker: “kopru worker”."),
    )


def people(_at: datetime) -> Iterator[Finding]:
    """Look for somebody who may change everything, and for people without a second factor."""
    administrators = User.objects.filter(is_active=True, groups__name=Role.ADMINISTRATOR.value).count()
    superusers = User.objects.filter(is_active=True, is_superuser=True).count()
    yield Finding(
        "administrator",
        administrators + superusers > 0,
        _("%(count)d administrators") % {"count": administrators + superusers},
        _("Make one: “kopru createsuperuser”."),
    )
    staff = User.objects.filter(is_active=True, groups__name__in=[role.value for role in STAFF]).distinct()
    without = staff.filter(authenticator__isnull=True).count()
    yield Finding(
        "two-factor",
        without == 0 or settings.DEMO,
        _("%(count)d people have no second factor yet") % {"count": without},
        _("They are asked for it at their next sign-in; nothing else opens before."),
    )
    groups = set(Group.objects.values_list("name", flat=True))
    yield Finding("roles", groups.issuperset(Role.values), _("Seven roles"), _("Run “kopru setup”."))


def turkish(_at: datetime) -> Iterator[Finding]:
    """Look for compiled words, the word list and the style sheets."""
    todo = _("Run “kopru setup”.")
    stale = [po for po in words.catalogues() if not po.with_suffix(".mo").exists()]
    yield Finding("words", not stale, _("%(count)d catalogues are not compiled") % {"count": len(stale)}, todo)
    path = Path(settings.HOME) / lemmas.FILE_NAME
    yield Finding("word-list", lemmas.is_current(path), _("Word list of the search: %(file)s") % {"file": path}, todo)
    static = Path(settings.STATIC_ROOT) / "staticfiles.json"
    yield Finding("static", static.exists(), _("Style sheets and scripts: %(file)s") % {"file": static}, todo)


def evidence(at: datetime) -> Iterator[Finding]:
    """Say when the evidence was last gone through, and what was found."""
    last = models.Proof.objects.first()
    if last is None:
        fresh = not models.Seal.objects.filter(day__lt=timezone.localdate(at) - _PROVEN).exists()
        yield Finding("evidence", fresh, _("The evidence was never verified"), _("Run “kopru audit verify”."))
        return
    moment = timezone.localtime(last.at)
    yield Finding(
        "evidence",
        last.is_whole and at - last.at <= _PROVEN,
        _("The evidence was last verified on %(day)s: %(count)d faults")
        % {"day": dates.short_date(moment.date()), "count": len(last.faults)},
        _("Run “kopru audit verify”; what it names was changed behind Köprü’s back."),
    )


def register() -> None:
    """Let `kopru doctor` ask all of the above."""
    for check in (folder, database, address, time_of_day, background, people, turkish):
        health.register(check.__name__, check)
