"""The words of every app: collected by Django's makemessages, compiled here so that no gettext is needed to run."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings

_DATE = re.compile(r'^"POT-Creation-Date:.*\n', re.MULTILINE)


def catalogues() -> Iterator[Path]:
    """Yield every .po file of the product, Wagtail's overlay included."""
    yield from sorted(Path(settings.PROJECT).glob("*/**/LC_MESSAGES/*.po"))


def compile_all() -> int:
    """Write a .mo beside each .po that is newer; return how many were written."""
    written = 0
    for po in catalogues():
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        temporary = mo.with_suffix(f".{os.getpid()}")
        polib.pofile(str(po)).save_as_mofile(str(temporary))
        temporary.replace(mo)
        written += 1
    return written


def collect(app: Path) -> None:
    """Bring `app/locale/tr` up to date with the app's sources; needs GNU gettext.

    :raises subprocess.CalledProcessError: if makemessages fails
    """
    for domain in ("django", "djangojs"):
        if domain == "djangojs" and not any(app.glob("static/**/*.js")):
            continue
        command = [
            *(sys.executable, "-m", "django", "makemessages", "-l", "tr", "-d", domain),
            *("--no-obsolete", "--no-location", "--no-wrap", "-v", "0"),
        ]
        subprocess.run(command, cwd=app, check=True, env={**os.environ, "KOPRU_HOME": str(settings.HOME)})  # noqa: S603
        po = app / f"locale/tr/LC_MESSAGES/{domain}.po"
        if po.exists():
            po.write_text(_DATE.sub("", po.read_text()))


def apps() -> list[Path]:
    """Return the folders of the apps that have words."""
    return sorted(path.parent for path in Path(settings.PROJECT).glob("*/locale"))


def stale() -> list[Path]:
    """Return the catalogues that do not say what the sources say; they are left as they were."""
    before = {po: po.read_text() for po in catalogues()}
    for app in apps():
        collect(app)
    changed = [po for po in catalogues() if before.get(po) != po.read_text()]
    for po in changed:
        if po in before:
            po.write_text(before[po])
    return changed


def untranslated() -> list[str]:
    """Return each message without a finished Turkish text, as "file: message"."""
    found: list[str] = []
    for po in catalogues():
        name = po.relative_to(settings.PROJECT)
        unfinished = (entry for entry in polib.pofile(str(po)) if not entry.translated() and not entry.obsolete)
        found.extend(f"{name}: {entry.msgid}" for entry in unfinished)
    return found
